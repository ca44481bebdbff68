"""What is counted: contributions to the tally, and facts that are not about persons."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from uuid import UUID

from eap.core import clock
from eap.core.ids import new_id
from eap.core.months import days_of, month_of, months_from, quarter_of
from eap.demo.told.chance import stream
from eap.demo.told.company import Company
from eap.demo.told.counted import Counted
from eap.demo.told.diary import HOURS, is_working
from eap.demo.written.rows import Rows
from eap.tally.facets import facets_of
from eap.tally.models import CapCounter, PlainCount
from eap.tally.periods import closes_on
from eap.tally.pseudonym import pseudonym
from eap.tally.words import (
    DUTY_HOURS_COVERED,
    HOURS_OFFERED,
    SEATS_OFFERED,
    SEATS_TAKEN,
)

SEATS_A_YEAR = 0.25  # lecture and group attendances a head
FILLED = 0.8


def count_firsts(rows: Rows, counted: Iterable[Counted]) -> None:
    """Write contributions, and counters for the years whose pseudonyms still have a key."""
    for one in counted:
        rows.add(
            *facets_of(
                month=month_of(one.day),
                site=one.site,
                shift=one.shift,
                tenure=one.tenure,
                concern=one.concern,
                severity=one.severity,
                wait_days=one.wait_days,
                crisis=one.crisis,
            )
        )
        if clock.today() < closes_on(date(one.day.year, 12, 1)):
            rows.add(_counter(one.client_id, one.day))


def _counter(client_id: UUID, day: date) -> CapCounter:
    return CapCounter(
        id=new_id(),
        pseudonym=pseudonym(client_id, day.year),
        year=day.year,
        quarter=quarter_of(day),
        counted=1,
    )


def count_supply(company: Company, counsellors: int, first: date, last: date) -> None:
    """Write hours offered, duty covered and seats of each month from `first` to `last`."""
    rows = []
    for month in months_from(first, last):
        days = days_of(month)
        chance = stream(company.seed, "seats", month)
        taken = round(len(company.seats) * SEATS_A_YEAR / 12 * chance.uniform(0.8, 1.2))
        values = {
            HOURS_OFFERED: counsellors * len(HOURS) * sum(map(is_working, days)),
            DUTY_HOURS_COVERED: 24 * len(days),
            SEATS_TAKEN: taken,
            SEATS_OFFERED: round(taken / FILLED),
        }
        rows += [
            PlainCount(kind=kind, month=month, value=Decimal(value))
            for kind, value in values.items()
        ]
    PlainCount.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["kind", "month", "site"],
        update_fields=["value"],
    )
