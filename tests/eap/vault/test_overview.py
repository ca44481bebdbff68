"""The administrators' page: what it knows at once, what the last check told it, what is wrong."""

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from eap.core import clock
from eap.core.actor import Actor
from eap.core.database import acting
from eap.core.errors import Refused
from eap.core.roles import Role
from eap.vault.checked import note_check
from eap.vault.overview import Overview, overview
from eap.vault.policies import VAULT
from eap.vault.verdict import Wrong
from tests.factories import cases as make
from tests.factories.booking import NOON
from tests.factories.staff import staff_actor

pytestmark = pytest.mark.django_db(transaction=True)
Owner = Callable[[], Any]


@pytest.fixture
def admin() -> Iterator[Actor]:
    with clock.standing_at(NOON):
        yield staff_actor(Role.SYSTEM_ADMIN)


def checked(damaged: int = 0, **counted: int) -> None:
    """A check that ended just now."""
    with acting(Actor.system(VAULT)):
        note_check(damaged=damaged, counted={"cells": 7} | counted, indexes={1: 3})


def wrong(found: Overview) -> set[str]:
    return {one.code for one in found.wrong}


def test_sound_and_checked_nothing_is_wrong(admin: Actor) -> None:
    checked()
    found = overview(admin)
    assert found.wrong == ()
    assert found.checked and (found.checked.damaged, found.checked.cells) == (0, 7)
    assert [(one.version, one.state, one.rows) for one in found.indexes] == [(1, "primary", 3)]
    assert [one.state for one in found.keks] == ["primary"]


def test_never_checked_is_wrong_and_so_is_long_ago(admin: Actor) -> None:
    assert wrong(overview(admin)) == {"never_checked"}
    checked()
    with clock.standing_at(NOON + timedelta(days=9)):
        assert overview(admin).wrong == (Wrong("check_old", count=9),)


def test_what_the_check_found_is_told(admin: Actor) -> None:
    checked(damaged=2, missing_shares=1, stray_shares=4)
    assert set(overview(admin).wrong) == {
        Wrong("damaged", count=2),
        Wrong("shares_missing", count=1),
        Wrong("shares_stray", count=4),
    }


def test_a_later_check_takes_the_place_of_an_earlier(admin: Actor) -> None:
    checked(damaged=2, missing_shares=1)
    checked()
    assert overview(admin).wrong == ()


def test_a_changed_line_and_a_foreign_kek_are_seen_at_once(admin: Actor, as_owner: Owner) -> None:
    checked()
    make.begin(claimed=False)
    with as_owner() as owner:
        owner.execute("ALTER TABLE vault_key_pair NO FORCE ROW LEVEL SECURITY")
        owner.execute("ALTER TABLE vault_wrap NO FORCE ROW LEVEL SECURITY")
        owner.execute("UPDATE vault_key_pair SET signature = '' WHERE holder = 'escrow'")
        count = owner.execute("UPDATE vault_wrap SET kek_id = 'gone' WHERE holder = 'desk'")
        owner.execute("ALTER TABLE vault_key_pair FORCE ROW LEVEL SECURITY")
        owner.execute("ALTER TABLE vault_wrap FORCE ROW LEVEL SECURITY")
    assert set(overview(admin).wrong) >= {Wrong("kek_missing", "gone", count.rowcount)}
    assert "line_changed" in wrong(overview(admin))


def test_a_store_of_shares_that_cannot_be_read_is_told(
    admin: Actor, settings: Any, tmp_path: Path
) -> None:
    checked()
    broken = tmp_path / "shares.sqlite3"
    broken.write_bytes(b"no database")
    broken.chmod(0o644)
    settings.HARBOUR_SHARES = broken
    assert wrong(overview(admin)) == {"shares_unreadable"}


def test_the_command_keeps_what_the_screen_tells(admin: Actor, as_owner: Owner) -> None:
    make.begin()
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE NONE")  # a check takes the owner's login
    call_command("vault", "check", stdout=StringIO())
    found = overview(admin)
    assert found.checked and found.checked.cells


def test_it_reads_no_cell(admin: Actor) -> None:
    checked()
    make.begin()
    with CaptureQueriesContext(
        connection,
    ) as asked:
        overview(admin)
    tables = ("cases_", "notes_", "messages_", "crisis_", "wellbeing_", "vault_manifest")
    assert not [one for one in asked.captured_queries if any(t in one["sql"] for t in tables)]


@pytest.mark.parametrize(
    "role", [role for role in Role if role not in {"system_admin", "privacy_officer"}]
)
def test_nobody_else_sees_it(role: str) -> None:
    with pytest.raises(Refused):
        overview(staff_actor(role))


def test_no_key_is_in_it(admin: Actor, settings: Any) -> None:
    checked()
    kept = json.loads(Path(settings.HARBOUR_KEYRING).read_text())
    said = repr(overview(admin))
    secrets = [text for text in strings_in(kept) if len(text) > 20]
    assert secrets and not [text for text in secrets if text in said]


def strings_in(value: Any) -> Iterator[str]:
    if isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from strings_in(one)
    elif isinstance(value, str):
        yield value
