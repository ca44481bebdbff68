"""Many files at once, and their holders' own reading, past the permission table."""

import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from uuid import UUID

from eap.core.actor import Actor
from eap.core.database import acting
from eap.core.ids import new_id
from eap.vault import files, wrapping
from eap.vault.holding import HeldFile, held_files
from eap.vault.models import Wrap
from eap.vault.pairs import Opener
from eap.vault.policies import VAULT
from eap.vault.sealing import fresh_file, keep
from eap.vault.unlock import unlocked
from eap.vault.words import DESKS, Desk, Holder, staff
from tests.factories.keys import HALF, private_of, unlock

VAULTS = Actor.system(VAULT)


def own_keyring(settings: Any, folder: Path) -> Path:
    """A copy of the tests' keyring for one test to change."""
    folder.mkdir(parents=True, exist_ok=True)
    copy = folder / "keyring.json"
    shutil.copy(settings.HARBOUR_KEYRING, copy)
    copy.chmod(0o600)
    settings.HARBOUR_KEYRING = copy
    return copy


def reader() -> Actor:
    """A counsellor who has a key, is let in to the desk and has unlocked."""
    roles = frozenset({"counsellor"})
    return unlock(Actor.staff(new_id(), roles, session=new_id(), half=HALF))


def make_files(holder: Actor, count: int) -> list[UUID]:
    """So many files that this person, the desk for requests and the custodians hold."""
    circle = (staff(holder.known_id), DESKS[Desk.INTAKE])
    made = [fresh_file("case", circle=circle) for _ in range(count)]
    with acting(holder):
        keep(made)
    return [one.id for one in made]


def held(actor: Actor, file_ids: Iterable[UUID]) -> dict[UUID, HeldFile]:
    """The files as their holder has them."""
    found = unlocked(actor)
    with acting(actor):
        return held_files(found, file_ids)


def unopened() -> list[UUID]:
    """Filled places that do not open for the holder whose place it is."""
    with acting(VAULTS):
        wraps = list(Wrap.objects.filter(token__isnull=False))
    return [wrap.id for wrap in wraps if not _opens(wrap)]


def _opens(wrap: Wrap) -> bool:
    holder = Holder(wrap.holder, wrap.holder_id)
    try:
        return len(files.secret_in(wrap, Opener(private_of(holder)))) == wrapping.SECRET
    except files.Damaged:
        return False
