"""When a key was left by its last row, and when it may therefore be forgotten."""

from collections.abc import Iterable
from datetime import date, timedelta

from eap.audit.services import record
from eap.core import clock
from eap.core.actor import Actor
from eap.vault.keyring import KeyringError
from eap.vault.models import Milestone


def record_left(keys: Iterable[str]) -> None:
    """Keep that no row needs these keys any more, where it was not known. In a transaction."""
    for key in keys:
        Milestone.objects.get_or_create(name=_left(key), defaults={"at": clock.now()})


def forget_left(keys: Iterable[str]) -> None:
    """Rows need these keys again, by a process that still had them in memory: the day is anew."""
    Milestone.objects.filter(name__in=[_left(key) for key in keys]).delete()


def left_on(key: str) -> date | None:
    """The day (UTC) on which the last row left a key; None while one is left or nobody looked."""
    at = Milestone.objects.filter(name=_left(key)).values_list("at", flat=True).first()
    return None if at is None else at.date()


def demand_left(key: str, *, oldest_backup: date) -> None:
    """Raise KeyringError unless no kept backup can need this key, which no row needs any more.

    Rows leave a key and do not come back to it. So of all kept backups those made after the day
    on which the last row left need it no more, and it is enough to know the day of the oldest;
    one of that very day may have been made before the last row left. Where backups are kept only
    the operator knows (no program can look into a drawer), so they say the day. That it must lie
    after the leaving also gives every process a day to end what it began with the old key in
    memory.
    """
    left = left_on(key)
    if left is None:
        raise KeyringError(f"Nobody has looked yet whether rows need {key}. Rotate first.")
    if oldest_backup <= left:
        raise KeyringError(
            f"The last row left {key} on {left}; a backup of {oldest_backup} may need it."
            f" Keep it until the oldest backup is of {left + timedelta(days=1)} or later."
        )
    if oldest_backup > clock.today():
        raise KeyringError(f"{oldest_backup} has not come yet.")


def recorded(actor: Actor, act: str, kind: str, key: str) -> None:
    """Leave the event: which key was taken into use or destroyed."""
    record(
        actor,
        action=f"vault.key.{act}",
        object_kind=kind,
        object_id=None,
        details={"key": key},
    )


def _left(key: str) -> str:
    return f"{key} left"
