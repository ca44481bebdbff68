"""Publishing draws once, debits a ledger the database guards, and never changes what stands."""

import json
from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from eap.core.actor import Actor
from eap.core.database import acting
from eap.core.errors import Refused
from eap.core.ids import new_id
from eap.publication import jobs, services
from eap.publication.models import LedgerEntry, ProgrammeYear, Release
from eap.publication.words import NOT_SAID, OTHER_SITES
from tests.factories.publication import (
    PUBLISHER,
    a_year_of_use,
    contribute,
    make_company,
    publisher_login,
)

pytestmark = pytest.mark.django_db
OPS = Actor.staff(new_id(), frozenset({"operations"}))
MONTHS = [date(2025, 1, 1), date(2026, 1, 1)]


def _publish(today: date) -> list[services.Due]:
    with publisher_login():
        return list(services.publish_due(PUBLISHER, today=today))


def test_only_closed_periods_are_published_and_only_once() -> None:
    make_company(MONTHS)
    contribute(date(2026, 1, 1), "A", 12)
    assert _publish(date(2026, 2, 14)) == []
    assert [due.period.label for due in _publish(date(2026, 2, 15))] == ["2026-01"]
    assert _publish(date(2026, 2, 15)) == []


def test_nothing_is_published_of_periods_that_begin_before_the_first_headcount() -> None:
    make_company([date(2025, 11, 1), date(2026, 1, 1)])
    contribute(date(2025, 11, 1), "A", 12)
    labels = {due.period.label for due in _publish(date(2026, 2, 15))}
    assert {"2025-11", "2025-12", "2026-01"} <= labels
    assert not {"2025-10", "2025-Q3", "2025-Q4", "2025"} & labels


@pytest.mark.django_db(transaction=True)
def test_a_publisher_that_starts_asks_for_one_round() -> None:
    with publisher_login():
        jobs.publish_soon()
        jobs.publish_soon()
    (waiting,) = ProcrastinateJob.objects.filter(queue_name=jobs.QUEUE)
    assert (waiting.task_name, waiting.status) == ("publication.publish_due", "todo")


def test_a_published_period_is_never_drawn_again() -> None:
    make_company(MONTHS)
    contribute(date(2026, 1, 1), "A", 12)
    _publish(date(2026, 2, 15))
    before = Release.objects.get().body
    contribute(date(2026, 1, 1), "A", 500)
    _publish(date(2026, 2, 20))
    assert Release.objects.get().body == before


def test_killed_before_commit_nothing_stands_and_nothing_is_spent(monkeypatch) -> None:  # type: ignore[no-untyped-def]
    make_company(MONTHS)
    contribute(date(2026, 1, 1), "A", 12)

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(services, "_freeze", killed)
    with pytest.raises(KeyboardInterrupt), transaction.atomic():
        _publish(date(2026, 2, 15))
    assert Release.objects.count() == 0


def test_the_year_is_charged_once_and_stays_within_its_limit() -> None:
    make_company(MONTHS)
    contribute(date(2026, 1, 1), "A", 5)
    _publish(date(2026, 2, 15))
    _publish(date(2026, 8, 1))
    year = ProgrammeYear.objects.get()
    assert sum(entry.rho for entry in LedgerEntry.objects.all()) == year.rho_charged
    assert 0 < year.rho_charged <= year.rho_limit


@pytest.mark.parametrize("rho", ["0.2", "0.26", "0.5"])
def test_overspending_is_refused_by_the_database(rho: str) -> None:
    make_company(MONTHS)
    contribute(date(2026, 1, 1), "A", 5)
    _publish(date(2026, 2, 15))
    charged = ProgrammeYear.objects.get().rho_charged
    with pytest.raises(IntegrityError), transaction.atomic(), publisher_login(), acting(PUBLISHER):
        LedgerEntry.objects.create(
            year_id=2026,
            table="more",
            sensitivity=1,
            sigma=10,
            rho=rho,
            charged_at="2026-02-15T00:00Z",
        )
    assert ProgrammeYear.objects.get().rho_charged == charged


def test_five_years_in_a_row_cannot_spend_more_than_one() -> None:
    with publisher_login(), acting(PUBLISHER):
        for year in range(2022, 2026):
            ProgrammeYear.objects.create(year=year, rho_limit="0.5", opened_at="2026-01-01T00:00Z")
        charge = {"sensitivity": 1, "sigma": 10, "charged_at": "2026-01-01T00:00Z", "table": "t"}
        LedgerEntry.objects.create(year_id=2022, rho="0.5", **charge)
        LedgerEntry.objects.create(year_id=2023, rho="0.5", **charge)
        with pytest.raises(IntegrityError), transaction.atomic():
            LedgerEntry.objects.create(year_id=2025, rho="0.1", **charge)


@pytest.mark.parametrize("table", ["publication_release", "publication_ledger", "publication_year"])
@pytest.mark.parametrize("role", ["harbour_app", "harbour_publish"])
def test_nobody_changes_what_was_published(table: str, role: str) -> None:
    column = {"publication_release": "period", "publication_ledger": "table"}.get(table, "cells")
    for act in (f'UPDATE {table} SET "{column}" = NULL', f"DELETE FROM {table}"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL ROLE {role}")
            cursor.execute(act)


def test_not_even_the_owner_rewrites_a_release(as_owner) -> None:  # type: ignore[no-untyped-def]
    with as_owner() as owner, pytest.raises(Exception, match="never changed"):
        owner.execute("UPDATE publication_release SET period = 'x'")


def test_the_publisher_reaches_no_person_and_no_content() -> None:
    reached = {"tally_contribution", "publication_release", "programme_headcount"}
    with publisher_login(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
            " WHERE n.nspname = 'public' AND c.relkind = 'r'"
            " AND has_table_privilege('harbour_publish', c.oid, 'SELECT')"
        )
        readable = {name for (name,) in cursor.fetchall()}
    assert reached <= readable
    persons = (
        "people_",
        "cases_",
        "notes_",
        "messages_",
        "crisis_",
        "vault_",
        "booking_",
        "groups_",
        "wellbeing_",
        "tally_cap",
        "access_",
    )
    assert not [name for name in readable if name.startswith(persons)]


def test_only_the_publisher_publishes() -> None:
    make_company(MONTHS)
    with pytest.raises(Refused):
        list(services.publish_due(OPS, today=date(2026, 6, 1)))


def test_sites_below_the_minimum_are_one_published_cell() -> None:
    make_company(MONTHS)
    contribute(date(2026, 1, 1), "A", 5)
    _publish(date(2026, 4, 20))
    year = ProgrammeYear.objects.get()
    assert year.cells == {"A": "A", "B": "B"} | dict.fromkeys("CDEF", OTHER_SITES)
    body = json.loads(Release.objects.get(table="site_quarter").body)
    assert set(body["noisy"]) == {"A", "B", OTHER_SITES, NOT_SAID}


def test_which_cells_are_published_does_not_depend_on_who_came() -> None:
    make_company(MONTHS)
    contribute(date(2026, 1, 1), "B", 1)
    _publish(date(2026, 4, 20))
    body = json.loads(Release.objects.get(table="site_quarter").body)
    assert set(body["noisy"]) == {"A", "B", OTHER_SITES, NOT_SAID}


def test_too_small_a_company_is_not_charged_for_figures_it_cannot_have() -> None:
    make_company(MONTHS, {"A": 200})
    contribute(date(2026, 1, 1), "A", 2)
    assert [due.spec.table for due in _publish(date(2027, 6, 1))] == ["crisis_year"]


def test_below_the_floor_nothing_is_published_at_all() -> None:
    make_company(MONTHS, {"A": 199})
    contribute(date(2026, 1, 1), "A", 2, crisis=True)
    assert _publish(date(2027, 6, 1)) == []
    assert not LedgerEntry.objects.exists()


@pytest.mark.slow
def test_a_whole_year_adds_up_on_the_screen() -> None:
    make_company(MONTHS)
    a_year_of_use(2025)
    _publish(date(2026, 1, 20))
    shown = Release.objects.order_by("-number").first().display  # type: ignore[union-attr]
    points = {name: cell["estimate"] for name, cell in shown.items()}
    for quarter in ("2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4"):
        sites = sum(v for name, v in points.items() if name.startswith(f"site_quarter|{quarter}|"))
        assert sites == pytest.approx(points[f"org_quarter|{quarter}|all"], abs=0.01)
    concerns = sum(v for name, v in points.items() if name.startswith("concern_year|2025|"))
    assert concerns == pytest.approx(points["org_year|2025|all"], abs=0.01)
    assert all(cell["low"] >= 0 for cell in shown.values())
