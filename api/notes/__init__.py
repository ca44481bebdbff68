"""Writing, signing, adding to and opening notes."""
