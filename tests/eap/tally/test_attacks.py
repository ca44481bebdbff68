"""A reader of the database tries to find whose a contribution or a counter is."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction

from eap.core import clock
from eap.core.actor import Actor
from eap.core.database import acting
from eap.core.ids import new_id
from eap.tally import services
from tests.factories.staff import staff_actor

TIDYING = Actor.system("shuffle")
TABLES = ("tally_contribution", "tally_cap_counter")


@pytest.fixture(autouse=True)
def _own_keys(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(settings, "HARBOUR_STATE", tmp_path)


def _told(day: date, told: date, concern: str) -> None:
    with clock.standing_at(datetime(told.year, told.month, told.day, 12, tzinfo=UTC)):
        services.contribute(
            staff_actor("counsellor"), client_id=new_id(), happened=day, site="HZ", shift="night",
            tenure="t1", concern=concern, severity=3, wait_days=4, crisis=True,
        )  # fmt: skip


def _night(day: date) -> None:
    with clock.standing_at(datetime(day.year, day.month, day.day, 3, tzinfo=UTC)):
        services.shuffle_open_periods(TIDYING)


@pytest.mark.django_db
def test_no_row_holds_two_things_of_one_session() -> None:
    """A case has its site, shift, tenure and first day, too: a whole row would be told by them."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT attname FROM pg_attribute WHERE attrelid = 'tally_contribution'::regclass"
            " AND attnum > 0 AND NOT attisdropped ORDER BY attname"
        )
        assert [name for (name,) in cursor.fetchall()] == ["facet", "id", "period", "value"]


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["system:shuffle", "system:demo", "counsellor", "operations"])
def test_the_apps_login_reads_no_contribution_whoever_it_says_it_is(role: str) -> None:
    actor = Actor.staff(new_id(), frozenset({role}))
    for statement in ("SELECT xmin, * FROM tally_contribution", "DELETE FROM tally_contribution"):
        with (
            pytest.raises(DatabaseError, match="permission denied"),
            transaction.atomic(),
            acting(actor),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("table", TABLES)
def test_after_a_night_no_transaction_tells_who_was_counted(
    table: str, as_owner: Callable[[], Any]
) -> None:
    """Each session's rows, its trail's included, carry one transaction's number until rewritten."""
    for n in range(3):
        _told(date(2027, 3, 3 + n), date(2027, 3, 3 + n), "sleep")
    with as_owner() as owner:
        numbers = f"SELECT count(DISTINCT xmin::text) FROM {table}"
        assert owner.execute(numbers).fetchone() == (3,)
        _night(date(2027, 3, 6))
        assert owner.execute(numbers).fetchone() == (1,)


@pytest.mark.django_db(transaction=True)
def test_what_was_told_on_a_months_last_day_is_rewritten_too(
    as_owner: Callable[[], Any],
) -> None:
    """The month is closed when that night comes."""
    _told(date(2027, 1, 31), date(2027, 2, 14), "sleep")
    _told(date(2026, 12, 30), date(2027, 1, 14), "family")
    with as_owner() as owner:
        rows = "SELECT id, xmin::text FROM tally_contribution"
        before = set(owner.execute(rows).fetchall())
        _night(date(2027, 1, 15))
        _night(date(2027, 2, 15))
        assert before.isdisjoint(owner.execute(rows).fetchall())


@pytest.mark.django_db(transaction=True)
def test_the_order_after_a_night_is_drawn_by_chance(as_owner: Callable[[], Any]) -> None:
    for n in range(12):
        _told(date(2027, 3, 3), date(2027, 3, 3), f"c{n}")
    lies = "SELECT value FROM tally_contribution WHERE facet = 'concern' ORDER BY ctid"
    with as_owner() as owner:
        orders = [owner.execute(lies).fetchall()]
        for day in (4, 5):
            _night(date(2027, 3, day))
            orders.append(owner.execute(lies).fetchall())
    assert len({tuple(order) for order in orders}) == 3
    assert all(sorted(order) == sorted(orders[0]) for order in orders)
