"""Calls for help: the caller's side without any hurdle, and the console."""
