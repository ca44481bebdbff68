"""The doctor's look at the keys of people: the custodians', the desks', the counsellors'."""

from eap.access import selectors as access
from eap.access.checkup import Check, Finding, bad, good, watch
from eap.core.actor import Actor
from eap.core.database import acting
from eap.core.roles import Role
from eap.vault import status
from eap.vault.models import KeyPair
from eap.vault.policies import VAULT
from eap.vault.words import ESCROW, Held

VAULTS = Actor.system(VAULT)


def _standing(holder: str) -> set[object]:
    with acting(VAULTS):
        rows = KeyPair.objects.filter(holder=holder, until__isnull=True)
        return set(rows.values_list("holder_id", flat=True))


def custodians_have_a_key() -> list[Finding]:
    """The custodians' public half is in the directory."""
    if ESCROW.id not in _standing(Held.ESCROW):
        return watch("custodians", "no key of theirs, so a lost key is lost: manage.py escrow")
    return good("custodians", "their key is in the directory")


def desks_open() -> list[Finding]:
    """Each desk has a key, and somebody who opens it."""
    with acting(VAULTS):
        found = status.desk_states()
    return [finding for desk in found for finding in _of(desk)]


def _of(desk: status.DeskState) -> list[Finding]:
    about = f"desk {desk.desk}"
    if not desk.members:
        return bad(about, desk.wrong)
    if desk.wrong:
        return watch(about, desk.wrong)
    return good(about, f"{desk.members} people open it")


def counsellors_have_keys() -> list[Finding]:
    """Every counsellor has set a notes passphrase: who has none can be sealed nothing."""
    without = access.holders(Role.COUNSELLOR) - _standing(Held.STAFF)
    if without:
        names = ", ".join(sorted(access.display_names(without).values()))
        return watch("counsellors", f"no key yet, so nothing can be sealed to them: {names}")
    return good("counsellors", "each has a key")


CHECKS: tuple[Check, ...] = (custodians_have_a_key, desks_open, counsellors_have_keys)
