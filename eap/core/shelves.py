"""Finding what a room declares on one of its shelves, where it has that shelf."""

from importlib import import_module
from types import ModuleType


def module_of(room: str, shelf: str) -> ModuleType | None:
    """The module `<room>.<shelf>`, or None where the room has no such shelf."""
    name = f"{room}.{shelf}"
    try:
        return import_module(name)
    except ModuleNotFoundError as error:
        if error.name != name:
            raise
        return None
