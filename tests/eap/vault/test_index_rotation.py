"""A new index root while people come in: whoever holds a code, a key, a card or a hold is found."""

import time
from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from eap.cases import own
from eap.core import clock
from eap.core.actor import Actor
from eap.core.database import acting
from eap.crisis import selectors as call_state
from eap.crisis import services as call_help
from eap.desk import intake
from eap.people import codes, services
from eap.people.words import NotAccepted
from eap.vault import indexes, keyring, words12
from eap.vault.blind import INDEX_BYTES, blind_index, blind_indexes, index_versions
from tests.factories import booking as hours
from tests.factories import cases as make
from tests.factories.keys import HALF
from tests.factories.people import make_client
from tests.factories.sealed import VAULTS, own_keyring
from tests.factories.threads import Worker

pytestmark = pytest.mark.django_db(transaction=True)
NOBODY = Actor.anonymous()


@pytest.fixture(autouse=True)
def path(settings: Any, tmp_path: Path) -> Path:
    return own_keyring(settings, tmp_path / "state")


def turn() -> int:
    """A new root, current from now on."""
    return indexes.begin_root(VAULTS)


def versions_of(column: str) -> dict[int, int]:
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE NONE")
    try:
        with acting(VAULTS):
            found = {one.name: one for one in indexes.columns()}
            return indexes.rows_by_version(found[column])
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SET ROLE harbour_app")


def run(*words: str) -> str:
    out = StringIO()
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE NONE")
    try:
        call_command("vault", *words, stdout=out)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SET ROLE harbour_app")
    return out.getvalue()


def make_client_of(taken: intake.Taken) -> Actor:
    """The client of a booking, come in by the code they were shown."""
    return services.come_in_with_code(NOBODY, code=taken.visit_code or "").actor


def test_an_index_tells_its_root_and_nothing_else() -> None:
    one = blind_index("4711", table="visit", column="code")
    turn()
    two, also_one = blind_indexes("4711", table="visit", column="code")
    assert (one, two) == (also_one, blind_index("4711", table="visit", column="code"))
    assert (one[:2], two[:2], len(two)) == (b"\0\1", b"\0\2", INDEX_BYTES)
    assert one[2:] != two[2:]
    assert index_versions() == [2, 1]


def test_a_visit_code_is_found_and_moves_to_the_new_root_at_once() -> None:
    client = make_client()
    turn()
    assert versions_of("people_visit_code.code_index") == {1: 1}
    session = services.come_in_with_code(NOBODY, code=client.visit_code)
    assert session.actor.id == client.client_id
    assert versions_of("people_visit_code.code_index") == {2: 1}
    assert services.come_in_with_code(NOBODY, code=client.visit_code).actor.id == client.client_id
    with pytest.raises(NotAccepted):
        services.come_in_with_code(NOBODY, code="000000000000")


def test_a_private_key_is_found_and_moves_to_the_new_root() -> None:
    client = make_client()
    oneself = Actor.client(
        client.client_id, session=client.actor.session, way_in="visit", half=HALF
    )
    words = services.make_private_key(oneself, language="en")
    turn()  # between showing the words and typing the last two
    services.confirm_private_key(oneself, words=words[-2:])
    assert versions_of("people_private_key.key_index") == {1: 1}
    newcomer = Actor.anonymous(half=HALF)
    for _ in range(2):
        session = services.come_in_with_words(newcomer, words=" ".join(words))
        assert session.actor.id == client.client_id
        assert versions_of("people_private_key.key_index") == {2: 1}
    with pytest.raises(NotAccepted):
        services.come_in_with_words(newcomer, words=" ".join(words12.new_words("en")))


def test_a_card_of_an_older_root_opens_one_booking_once() -> None:
    make.make_site()
    card = make.make_card()
    turn()
    client = make_client(card=card)
    assert client.client_id
    with pytest.raises(NotAccepted):
        make_client(card=card, key=b"another browser!")


def test_a_first_booking_sent_again_after_the_turn_is_the_same_client() -> None:
    first = make_client(key=b"k" * 16)
    turn()
    again = make_client(key=b"k" * 16)
    assert (again.client_id, again.visit_code) == (first.client_id, first.visit_code)
    assert again.repeated


def test_a_code_held_under_the_old_root_is_not_given_to_another(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    drawn = iter(["111111111111", "111111111111", "222222222222"])
    monkeypatch.setattr(codes, "draws", lambda: [index_versions()[0]])
    monkeypatch.setattr(codes, "visit_code", lambda key, attempt, version: next(drawn))
    one = make_client()
    turn()
    other = make_client()
    assert (one.visit_code, other.visit_code) == ("111111111111", "222222222222")


def test_a_hold_made_before_the_turn_is_booked_after_it(as_owner: Callable[[], Any]) -> None:
    hours.make_service()
    hours.make_counsellor()
    wanted = make.wanted(card=make.make_card())
    turn()
    taken = intake.take_request(NOBODY, wanted=wanted)
    assert taken.appointment.id == wanted.hold
    turn()
    again = intake.take_request(NOBODY, wanted=wanted)  # the answer was lost: it is sent again
    assert (again.appointment.id, again.visit_code) == (wanted.hold, taken.visit_code)
    with as_owner() as owner:
        assert owner.execute("SELECT count(*) FROM cases_request").fetchone() == (1,)


def test_a_request_is_known_again_by_the_key_it_was_sent_with() -> None:
    hours.make_service()
    hours.make_counsellor()
    wanted = make.wanted(card=make.make_card())
    taken = intake.take_request(NOBODY, wanted=wanted)
    client = make_client_of(taken)
    before = own.own_request_by_key(client, key=wanted.key)
    turn()
    assert before is not None
    assert own.own_request_by_key(client, key=wanted.key) == before


def test_a_call_for_help_is_followed_by_its_ticket_after_the_turn() -> None:
    call_help.raise_crisis(NOBODY, source="page", language="en", number="", ticket="t" * 32)
    turn()
    assert call_state.ticket_state(NOBODY, ticket="t" * 32) is not None
    call_help.say_all_right(NOBODY, ticket="t" * 32)
    state = call_state.ticket_state(NOBODY, ticket="t" * 32)
    assert state is not None and state.all_right


def test_the_command_makes_one_root_and_tells_the_rows_by_version() -> None:
    make_client()
    before = run("rotate", "index", "--dry-run")
    assert "index people_visit_code.code_index: 1 under 1\n" in before
    assert keyring.keyring().index_version == 1
    assert "index root 2: current\n" in run("rotate", "index")
    assert list(keyring.keyring().index_roots) == [1, 2]


def test_a_root_that_was_made_and_not_taken_is_taken_after_a_kill() -> None:
    keyring.add_index_root()
    assert turn() == 2
    assert list(keyring.keyring().index_roots) == [1, 2]
    assert turn() == 3


def test_a_root_is_destroyed_when_nobody_can_come_by_it_and_no_backup_needs_it() -> None:
    client = make_client()
    turn()
    today = clock.today()
    with pytest.raises(CommandError, match=r"people_visit_code.code_index 1\."):
        run("destroy", "index", "1", "--oldest-backup", str(today))
    services.come_in_with_code(NOBODY, code=client.visit_code)
    with pytest.raises(CommandError, match="may need it"):
        run("destroy", "index", "1", "--oldest-backup", str(today))
    tomorrow = today + timedelta(days=1)
    with clock.standing_at(clock.now() + timedelta(days=1)):
        run("destroy", "index", "1", "--oldest-backup", str(tomorrow))
    assert list(keyring.keyring().index_roots) == [2]
    assert services.come_in_with_code(NOBODY, code=client.visit_code).actor.id == client.client_id
    for version, why in (("2", "current"), ("7", "no index root")):
        with pytest.raises(CommandError, match=why):
            run("destroy", "index", version, "--oldest-backup", str(today))


def test_everybody_comes_in_while_roots_turn() -> None:
    clients = [make_client() for _ in range(4)]

    def come() -> None:
        for client in clients:
            session = services.come_in_with_code(NOBODY, code=client.visit_code)
            assert session.actor.id == client.client_id

    workers = [Worker(come) for _ in range(2)]
    for worker in workers:
        worker.start()
    for _ in range(5):
        before = workers[0].done
        turn()
        while workers[0].done < before + 3 and not workers[0].failed:
            time.sleep(0.01)
    for worker in workers:
        worker.end()
    assert [worker.failed for worker in workers] == [[], []]
    assert keyring.keyring().index_version == 6
    assert sum(versions_of("people_visit_code.code_index").values()) == 4
