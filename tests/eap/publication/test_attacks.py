"""What somebody with a login of the database, or all of it, tries against what is published."""

import pytest
from django.db import DatabaseError, connection, transaction

from eap.core.database import acting
from eap.publication.models import LedgerEntry, ProgrammeYear
from tests.factories.publication import PUBLISHER, publisher_login

pytestmark = pytest.mark.django_db
OPENED = "2026-01-01T00:00Z"


def _tries(statement: str, *values: object) -> None:
    """Run one statement; it must be refused."""
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


@pytest.fixture
def year() -> ProgrammeYear:
    with publisher_login(), acting(PUBLISHER):
        year = ProgrammeYear.objects.create(year=2026, opened_at=OPENED)
        LedgerEntry.objects.create(
            year=year, table="org_month", sensitivity=1.5, sigma=5, rho="0.2", charged_at=OPENED
        )
    return year


@pytest.mark.parametrize("role", ["harbour_app", "harbour_publish"])
@pytest.mark.usefixtures("year")
def test_the_debit_cannot_be_borrowed_by_a_table_of_ones_own(role: str) -> None:
    """The debit acts with rights of its own: on another table's trigger it would pay rho back."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {role}")
    _tries(
        "CREATE TEMP TABLE mine (year_id int, rho numeric);"
        " CREATE TRIGGER back AFTER INSERT ON mine FOR EACH ROW"
        " EXECUTE FUNCTION harbour.debit_year(); INSERT INTO mine VALUES (2026, -0.2)"
    )


@pytest.mark.parametrize(("limit", "charged"), [("0.25", "-0.5"), ("0.25", "0.1"), ("-1", "-1")])
def test_a_year_begins_unspent_and_never_in_credit(limit: str, charged: str) -> None:
    with publisher_login(), acting(PUBLISHER):
        _tries(
            "INSERT INTO publication_year (year, rho_limit, rho_charged, cells, heads, opened_at)"
            " VALUES (2026, %s, %s, '{}', '{}', %s)", limit, charged, OPENED,
        )  # fmt: skip


@pytest.mark.parametrize(("sensitivity", "sigma"), [(1.5, 0.1), (0.1, 0.5), (1.5, 0), (1.5, "NaN")])
@pytest.mark.usefixtures("year")
def test_noise_is_never_bought_below_its_price(sensitivity: float, sigma: float | str) -> None:
    """0.01 buys a person's least weight, 1, a deviation of 7."""
    with publisher_login(), acting(PUBLISHER):
        _tries(
            'INSERT INTO publication_ledger (id, year_id, "table", sensitivity, sigma, rho,'
            " charged_at) VALUES (gen_random_uuid(), 2026, 'more', %s, %s, 0.01, %s)",
            sensitivity, sigma, OPENED,
        )  # fmt: skip


@pytest.mark.parametrize(
    ("table", "period"),
    [("site_week", "2026-01"), ("org_month", "2026-01 "), ("org_month", "2025-12"),
     ("org_month", "2026-13"), ("org_month", "2026-1")],
)  # fmt: skip
@pytest.mark.usefixtures("year")
def test_nothing_is_released_that_was_not_charged_or_by_another_name(
    table: str, period: str
) -> None:
    with publisher_login(), acting(PUBLISHER):
        _tries(
            'INSERT INTO publication_release (number, "table", year_id, period, body, display,'
            " digest, previous, signature, released_at)"
            " VALUES (1, %s, 2026, %s, '', '{}', '', '', '', %s)", table, period, OPENED,
        )  # fmt: skip


@pytest.mark.usefixtures("year")
def test_a_ledger_of_ones_own_pays_for_nothing() -> None:
    with publisher_login(), acting(PUBLISHER):
        _tries(
            "CREATE TEMP TABLE publication_ledger AS"
            " SELECT 2026 AS year_id, 'a_month' AS \"table\";"
            ' INSERT INTO publication_release (number, "table", year_id, period, body, display,'
            " digest, previous, signature, released_at)"
            f" VALUES (1, 'a_month', 2026, '2026-01', '', '{{}}', '', '', '', '{OPENED}')"
        )
