"""Checks of an installation: its secrets, its jobs, and whether the programme is set up."""

import stat
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection

from eap.access.checkup import Check, Finding, bad, good, watch
from eap.audit import signer
from eap.core import clock
from eap.programme import selectors
from eap.vault.keyring import KeyringError, keyring

HEARTBEAT_SECONDS = 60
LINES_CHECKED_EVERY = timedelta(days=183)
HEADS_KNOWN_SINCE = timedelta(days=62)


def secrets_are_private() -> list[Finding]:
    """Keyring, shares, signing key and session secret are there, whole, and private."""
    faults = [_openness(path) for path in _secret_files()]
    try:
        keyring()
        signer.public_key()
    except (KeyringError, signer.NoSigner) as error:
        faults.append(str(error))
    told = [fault for fault in faults if fault]
    if told:
        return [finding for fault in told for finding in bad("secrets", fault)]
    return good("secrets", "keyring, store of shares, signing key and session secret are private")


def _secret_files() -> tuple[Path, ...]:
    state = Path(settings.HARBOUR_STATE)
    return (
        state / "django-secret",
        Path(settings.HARBOUR_KEYRING),
        Path(settings.HARBOUR_SHARES),
        Path(settings.HARBOUR_SIGNER),
    )


def _openness(path: Path) -> str:
    if not path.exists():
        return f"{path.name} is missing"
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        return f"{path.name} is open to others: chmod 600 {path}"
    return ""


def workers_are_alive() -> list[Finding]:
    """The worker and the publisher have beaten within a minute."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM procrastinate_workers"
            " WHERE last_heartbeat > now() - make_interval(secs => %s)",
            [HEARTBEAT_SECONDS],
        )
        (alive,) = cursor.fetchone()
    if alive == 0:
        return bad("jobs", "no worker is alive: start manage.py worker and manage.py publisher")
    if alive == 1:
        return watch("jobs", "one process is alive; worker and publisher are two")
    return good("jobs", f"{alive} processes are alive")


def printed_addresses_are_ours() -> list[Finding]:
    """What cards, strips and set-up links say leads to this installation."""
    if "localhost" in settings.PUBLIC_ADDRESS:
        return watch(
            "address", f"cards and links say {settings.PUBLIC_ADDRESS}: set PUBLIC_ADDRESS"
        )
    if settings.PUBLIC_ADDRESS.startswith("https:") and not settings.SECURE_COOKIES:
        return bad("address", f"{settings.PUBLIC_ADDRESS} without SECURE_COOKIES=1: nobody gets in")
    return good("address", f"cards and links say {settings.PUBLIC_ADDRESS}")


def the_programme_is_set_up() -> list[Finding]:
    """Employer, services and help lines are there."""
    missing = [
        name
        for name, there in {
            "employer": selectors.employer().callback_number,
            "services": selectors.services(),
            "help lines": selectors.help_lines(),
            "sites": selectors.sites(),
        }.items()
        if not there
    ]
    if missing:
        return bad("programme", f"missing: {', '.join(missing)}; run manage.py setup FILE")
    return good("programme", f"{len(selectors.services())} services can be booked")


def help_lines_were_dialled() -> list[Finding]:
    """Somebody has dialled each number within half a year."""
    since = clock.today() - LINES_CHECKED_EVERY
    old = [
        line.number
        for line in selectors.help_lines()
        if line.last_checked is None or line.last_checked < since
    ]
    if old:
        return watch("help lines", f"dial and note the day: {', '.join(old)}")
    return good("help lines", "every number was dialled within half a year")


def heads_are_known() -> list[Finding]:
    """Headcounts of last month or this one are known: figures are published by headcount."""
    latest = selectors.latest_month()
    if latest is None or latest < clock.today() - HEADS_KNOWN_SINCE:
        return watch("headcounts", f"the latest are of {latest or 'no month'}: add this month's")
    return good("headcounts", f"known up to {latest:%Y-%m}")


CHECKS: tuple[Check, ...] = (
    secrets_are_private,
    workers_are_alive,
    printed_addresses_are_ours,
    the_programme_is_set_up,
    help_lines_were_dialled,
    heads_are_known,
)
