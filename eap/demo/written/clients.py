"""Clients as they come in for the first time: their row, code, key and consents."""

import secrets
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from eap.core import clock
from eap.core.actor import Actor
from eap.core.database import acting
from eap.core.ids import new_id
from eap.demo.told.courses import Visitor
from eap.demo.written.premises import ids_of
from eap.demo.written.rows import Rows
from eap.demo.written.trail import Trail
from eap.people import codes, stamps
from eap.people.models import Client, Consent, PrivateKey, VisitCode
from eap.people.words import REQUIRED, TEXTS, Purpose, Way
from eap.programme.models import ShiftPattern, Site
from eap.vault.directory import Line, enter, row_of
from eap.vault.pairs import public_of
from eap.vault.policies import VAULT
from eap.vault.unlock import client_private
from eap.vault.words import client
from eap.vault.words12 import entropy_of, new_words


@dataclass(frozen=True, repr=False, slots=True)
class WayIn:
    """The secrets of one client."""

    visit_code: str
    words: tuple[str, ...]


class Reception:
    """Writes clients, each once, however many courses they had."""

    def __init__(self, rows: Rows, trail: Trail) -> None:
        self._rows, self._trail = rows, trail
        self._sites, self._shifts = ids_of(Site), ids_of(ShiftPattern)
        self._met: set[UUID] = set()
        self.words: dict[UUID, tuple[str, ...]] = {}

    def receive(self, visitor: Visitor, *, until: date) -> None:
        """Write a client; their visit code only if it still opens something, to the day `until`."""
        if visitor.id in self._met:
            return
        self._met.add(visitor.id)
        self._write(visitor)
        if until >= clock.today():
            self._give_code(visitor.id, until)
        if visitor.keyed:
            self._give_key(visitor)

    def _write(self, visitor: Visitor) -> None:
        self._rows.add(
            Client(
                id=visitor.id,
                came_on=visitor.came_at.date(),
                language=visitor.language,
                site_id=self._sites.get(visitor.site),
                shift_id=self._shifts.get(visitor.shift),
                tenure=visitor.tenure or None,
                way=Way.CARD if visitor.carded else Way.NO_CARD,
                statistics=visitor.counted,
            ),
            *(
                Consent(
                    client_id=visitor.id,
                    purpose=purpose,
                    version=TEXTS[purpose],
                    given_at=visitor.came_at,
                )
                for purpose in (REQUIRED, *([Purpose.STATISTICS] if visitor.counted else []))
            ),
        )
        self._trail.tie(visitor.id, visitor.id)
        self._trail.say(
            Actor.client(visitor.id),
            "people.client.create",
            ("client", visitor.id),
            visitor.came_at,
            under="",
            details={
                "way": (Way.CARD if visitor.carded else Way.NO_CARD).value,
                "statistics": visitor.counted,
            },
        )

    def _give_code(self, client_id: UUID, until: date) -> None:
        row, _ = new_code(client_id, until)
        self._rows.add(row)

    def _give_key(self, visitor: Visitor) -> None:
        row, words = new_key(visitor.id, visitor.language, visitor.came_at.date())
        line = Line(new_id(), client(visitor.id), 1, public_of(client_private(" ".join(words))))
        self._rows.add(row, row_of(line, since=row.made_on))
        self.words[visitor.id] = words
        at = visitor.came_at + timedelta(minutes=9)
        for action in ("people.private_key.create", "people.private_key.change"):
            self._trail.say(Actor.client(visitor.id), action, ("client", visitor.id), at, under="")


def new_code(client_id: UUID, until: date) -> tuple[VisitCode, str]:
    """A visit code's row, and the code itself."""
    retry_key = secrets.token_bytes(24)
    code = codes.visit_code(retry_key, 0)
    index, retry_index = codes.code_index(code), codes.retry_index(retry_key)
    row = VisitCode(
        client_id=client_id,
        code_index=index,
        retry_index=retry_index,
        ends_on=until,
        stamp=stamps.stamp(*stamps.of_code(index, retry_index, client_id)),
    )
    return row, code


def new_key(client_id: UUID, language: str, made_on: date) -> tuple[PrivateKey, tuple[str, ...]]:
    """A confirmed private key's row, and its words."""
    words = new_words(language)
    index = codes.key_index(entropy_of(words))
    row = PrivateKey(
        client_id=client_id,
        key_index=index,
        made_on=made_on,
        confirmed=True,
        stamp=stamps.stamp(*stamps.of_key(index, client_id)),
    )
    return row, words


def renew_way_in(
    client_id: UUID, *, language: str, until: date, words: tuple[str, ...] | None
) -> WayIn:
    """Give a client a fresh code, and a key where they have no `words` yet; for a door.

    What was sealed before a new key was made waits until their counsellor lets it in.
    """
    VisitCode.objects.filter(client_id=client_id).delete()
    code_row, code = new_code(client_id, until)
    code_row.save(force_insert=True)
    if words is None:
        key_row, words = new_key(client_id, language, clock.today())
        key_row.save(force_insert=True)
        public = public_of(client_private(" ".join(words)))
        with acting(Actor.system(VAULT)):
            enter(client(client_id), public, new_id())
    return WayIn(code, words)
