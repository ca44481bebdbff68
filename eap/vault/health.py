"""The doctor's look at the vault, and at the keys of counsellors."""

from eap.access import selectors as access
from eap.access.checkup import Check, Finding, bad, good, watch
from eap.core.actor import Actor
from eap.core.database import acting
from eap.core.roles import Role
from eap.vault import overview
from eap.vault.models import KeyPair
from eap.vault.policies import VAULT
from eap.vault.verdict import Wrong
from eap.vault.words import Held

VAULTS = Actor.system(VAULT)
WAITS = {  # nothing fails yet
    *("no_custodians", "kek_unfinished", "never_checked", "check_old", "desk_behind"),
}


def _standing(holder: str) -> set[object]:
    with acting(VAULTS):
        rows = KeyPair.objects.filter(holder=holder, until__isnull=True)
        return set(rows.values_list("holder_id", flat=True))


def nothing_is_wrong() -> list[Finding]:
    """The list of the page Keys and of `vault status`."""
    found = overview.seen().wrong
    wrong = [finding for one in found for finding in _of(one)]
    return wrong or good("vault", "keys, desks, shares and the last check are well")


def _of(one: Wrong) -> list[Finding]:
    about = f"desk {one.about}" if one.code.startswith("desk_") else "vault"
    return (watch if one.code in WAITS else bad)(about, one.says)


def counsellors_have_keys() -> list[Finding]:
    """Every counsellor has set a notes passphrase: who has none can be sealed nothing."""
    without = access.holders(Role.COUNSELLOR) - _standing(Held.STAFF)
    if without:
        names = ", ".join(sorted(access.display_names(without).values()))
        return watch("counsellors", f"no key yet, so nothing can be sealed to them: {names}")
    return good("counsellors", "each has a key")


CHECKS: tuple[Check, ...] = (nothing_is_wrong, counsellors_have_keys)
