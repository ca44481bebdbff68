"""The languages the product speaks, the one of most people first."""

LANGUAGES = ("zh-Hans", "en")
