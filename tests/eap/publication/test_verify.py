"""Checking releases finds what was changed, replaced, signed anew or taken away."""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from io import StringIO
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.core.management import CommandError, call_command
from django.db import connection

from eap.audit import signer
from eap.core.actor import Actor
from eap.core.errors import Refused
from eap.core.ids import new_id
from eap.publication import services
from eap.publication.models import Release
from eap.publication.seals import canonical
from eap.publication.verify import verify_releases
from tests.factories.publication import PUBLISHER, contribute, make_company, publisher_login
from tests.factories.staff import staff_actor

pytestmark = pytest.mark.django_db
OFFICER = Actor.staff(new_id(), frozenset({"privacy_officer"}))


@pytest.fixture(autouse=True)
def _published() -> None:
    make_company([date(2026, 1, 1)])
    contribute(date(2026, 1, 1), "A", 12)
    with publisher_login():
        list(services.publish_due(PUBLISHER, today=date(2026, 5, 20)))
    assert Release.objects.count() == 5


@contextmanager
def past_the_triggers() -> Iterator[Any]:
    """An administrator who has all of the database."""
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE NONE; SET session_replication_role = replica")
        yield cursor
        cursor.execute("SET session_replication_role = origin; SET ROLE harbour_app")


def found() -> set[tuple[int, str]]:
    return {(fault.number, fault.what) for fault in verify_releases(OFFICER)}


def test_what_was_published_stands_linked_and_signed() -> None:
    assert found() == set()
    first, second = Release.objects.order_by("number")[:2]
    assert bytes(second.previous) == bytes(first.digest)
    said = StringIO()
    call_command("releases", "verify", stdout=said)
    assert said.getvalue() == "every release is as it was frozen\n"


@pytest.mark.parametrize(
    ("change", "faults"),
    [
        ("body = replace(body, '2026-01', '2026-02')", {(1, "hash"), (1, "signature"),
                                                        (1, "label")}),
        ("body = 'what?'", {(1, "hash"), (1, "signature"), (1, "body")}),
        ("body = '[1]'", {(1, "hash"), (1, "signature"), (1, "body")}),
        ("body = '{}'", {(1, what) for what in ("hash", "signature", "label", "charge", "roster",
                                                "display")}),
        ("period = '2026-07'", {(1, "label")}),
        ("\"table\" = 'site_quarter', period = '2026-Q3'", {(1, "label"), (1, "charge")}),
        ("display = jsonb_set(display, '{org_month|2026-01|all,point}', '99')", {(1, "display")}),
        ("signature = (SELECT signature FROM publication_release WHERE number = 2)",
         {(1, "signature")}),
    ],
)  # fmt: skip
def test_a_changed_release_is_found(change: str, faults: set[tuple[int, str]]) -> None:
    with past_the_triggers() as admin:
        admin.execute(f"UPDATE publication_release SET {change} WHERE number = 1")
    assert found() == faults
    with pytest.raises(CommandError, match="tampered"):
        call_command("releases", "verify", stdout=StringIO())


@pytest.mark.parametrize("number", [1, 3, 5])
def test_a_release_taken_away_is_missed_also_the_last(number: int) -> None:
    with past_the_triggers() as admin:
        admin.execute("DELETE FROM publication_release WHERE number = %s", [number])
    assert (number, "trail") in found()


def test_when_all_are_gone_all_are_missed() -> None:
    with past_the_triggers() as admin:
        admin.execute("DELETE FROM publication_release")
    assert found() == {(number, "trail") for number in range(1, 6)}


def _sign_anew(sign: Any) -> None:
    """The last release with another figure: right hash, right link, whole signature."""
    last = Release.objects.get(number=5)
    changed = json.loads(last.body)
    changed["noisy"] = {cell: value + 7 for cell, value in changed["noisy"].items()}
    body = canonical(changed)
    with past_the_triggers() as admin:
        admin.execute(
            "UPDATE publication_release SET body = %s, digest = %s, signature = %s"
            " WHERE number = 5",
            [body.decode(), hashlib.sha256(body).digest(), sign(body)],
        )


def test_even_signed_with_the_stolen_key_the_trail_knows_another() -> None:
    _sign_anew(signer.sign)
    assert found() == {(5, "trail")}


def test_a_key_of_ones_own_is_not_the_published_one() -> None:
    _sign_anew(Ed25519PrivateKey.generate().sign)
    assert found() == {(5, "signature"), (5, "trail")}
    published = signer.public_key()
    assert verify_releases(OFFICER, public_key=published)
    other = Ed25519PrivateKey.generate().public_key().public_bytes_raw()
    everywhere = {fault.number for fault in verify_releases(OFFICER, public_key=other)}
    assert everywhere == {1, 2, 3, 4, 5}


def test_a_year_given_other_cells_or_heads_afterwards_is_found() -> None:
    with past_the_triggers() as admin:
        admin.execute('UPDATE publication_year SET cells = cells || \'{"F": "F"}\'')
    assert found() == {(number, "roster") for number in range(1, 6)}


def test_less_noise_than_was_signed_is_found() -> None:
    with past_the_triggers() as admin:
        admin.execute(
            "UPDATE publication_ledger SET sigma = sigma + 1 WHERE \"table\" = 'org_month'"
        )
    assert found() == {(number, "charge") for number in (1, 2, 3, 5)}


@pytest.mark.parametrize("role", ["operations", "programme_manager", "system_admin"])
def test_not_everybody_checks(role: str) -> None:
    with pytest.raises(Refused):
        verify_releases(staff_actor(role))
