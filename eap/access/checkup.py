"""The checkup behind `manage.py doctor`: every room may bring checks on its `health` shelf.

A room's `health.py` declares `CHECKS`, functions without arguments that each return findings. A
check that fails by itself is a finding too, and never stops the others.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from django.apps import apps
from django.db import transaction

from eap.core.shelves import module_of


class State(StrEnum):
    """Green, amber or red."""

    GOOD = "good"
    WATCH = "watch"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at, how it is, and in one line what is so or what to do."""

    about: str
    state: State
    says: str


Check = Callable[[], list[Finding]]


def good(about: str, says: str) -> list[Finding]:
    """All is well."""
    return [Finding(about, State.GOOD, says)]


def watch(about: str, says: str) -> list[Finding]:
    """Nothing fails yet."""
    return [Finding(about, State.WATCH, says)]


def bad(about: str, says: str) -> list[Finding]:
    """This must be put right."""
    return [Finding(about, State.BAD, says)]


def findings() -> Iterator[Finding]:
    """The findings of every room's checks, the lowest rooms first."""
    for config in apps.get_app_configs():
        if config.name.startswith("eap."):
            module = module_of(config.name, "health")
            for check in module.CHECKS if module else ():
                yield from _found(check)


def _found(check: Check) -> list[Finding]:
    try:
        with transaction.atomic():
            return check()
    except Exception as error:  # noqa: BLE001 - whatever it is, the page must be finished
        about = check.__name__.replace("_", " ")
        return bad(about, f"could not be checked ({type(error).__name__})")
