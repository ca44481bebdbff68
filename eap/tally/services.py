"""Acts that add to the statistics, always in the transaction of the act that knows the facts."""

from datetime import date
from decimal import Decimal
from functools import partial
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Sum

from eap.core import clock
from eap.core.actor import Actor
from eap.core.database import as_actor
from eap.core.ids import new_id
from eap.core.months import later, month_of, quarter_of
from eap.core.policy import require
from eap.tally import periods
from eap.tally.facets import facets_of
from eap.tally.models import CapCounter, Contribution
from eap.tally.pseudonym import destroy_keys_before, kept_pseudonyms, pseudonym
from eap.tally.words import PER_QUARTER, PER_YEAR


@as_actor
def contribute(
    actor: Actor,
    *,
    client_id: UUID,
    happened: date,
    site: str,
    shift: str,
    tenure: str,
    concern: str,
    severity: int | None,
    wait_days: int,
    crisis: bool = False,
) -> bool:
    """Count one first session, at most once a quarter and twice a year for one person.

    `severity` is 1-5 or None; empty categories count as "not said". Returns whether it was
    counted. The bound is applied before anything else, so no figure can exceed it.
    """
    require(actor, "tally.contribution.add")
    month = periods.countable_month(happened, clock.today())
    if not _within_bounds(actor, client_id, month):
        return False
    Contribution.objects.bulk_create(
        facets_of(
            month=month,
            site=site,
            shift=shift,
            tenure=tenure,
            concern=concern,
            severity=severity,
            wait_days=wait_days,
            crisis=crisis,
        )
    )
    return True


def _within_bounds(actor: Actor, client_id: UUID, month: date) -> bool:
    require(actor, "tally.counter.count")
    name = pseudonym(client_id, month.year)
    quarter = quarter_of(month)
    with connection.cursor() as cursor:
        # One counter at a time per person: two sessions completed at once count once.
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [int.from_bytes(name[:8], signed=True)])
    counters = CapCounter.objects.filter(pseudonym=name, year=month.year)
    in_year = counters.aggregate(total=Sum("counted"))["total"] or 0
    in_quarter = counters.filter(quarter=quarter, counted__gte=PER_QUARTER).exists()
    if in_quarter or in_year >= PER_YEAR:
        return False
    CapCounter.objects.bulk_create([
        CapCounter(id=new_id(), pseudonym=name, year=month.year, quarter=quarter, counted=1)
    ])  # fmt: skip
    return True


@as_actor
def shuffle_open_periods(actor: Actor) -> int:
    """Rewrite what may still grow, or grew lately, in random order under new ids.

    Neither order nor transaction then tells which facets or counters came together, or when. The
    database does it (see migration 0002): nobody needs a right to read contributions. Returns how
    many facets were rewritten.
    """
    require(actor, "tally.contribution.shuffle")
    # A month that closed last night was added to until then: once more after its end.
    since = later(clock.today(), -1).year
    with connection.cursor() as cursor:
        cursor.execute("SELECT harbour.shuffle_tally(%s)", [since])
        return int(cursor.fetchone()[0])


@as_actor
def close_years(actor: Actor) -> None:
    """Forget who was counted in years that nothing can be added to any more, for good.

    The counters go, and after them the key without which nobody could make their pseudonyms
    again. Contributions carry no person and stay.
    """
    require(actor, "tally.counter.forget")
    year = periods.first_open_month(clock.today()).year
    CapCounter.objects.filter(year__lt=year).delete()
    transaction.on_commit(partial(destroy_keys_before, year))


@as_actor
def erase_counters(actor: Actor, *, client_id: UUID) -> None:
    """Erase how often a client was counted. What was counted carries no person and stays."""
    require(actor, "tally.capcounter.erase")
    CapCounter.objects.filter(pseudonym__in=kept_pseudonyms(client_id)).delete()


@as_actor
def add_plain_count(actor: Actor, *, kind: str, happened: date, value: int) -> None:
    """Add to a month's count of something that is not about persons. Unit: that of `kind`."""
    require(actor, "tally.plain_count.add")
    _put_plain_count(kind, happened, Decimal(value), adds=True)


@as_actor
def keep_plain_count(actor: Actor, *, kind: str, happened: date, value: Decimal) -> None:
    """Keep the whole of a month's count at once; what is kept already stays. Safe to repeat."""
    require(actor, "tally.plain_count.add")
    _put_plain_count(kind, happened, value, adds=False)


def _put_plain_count(kind: str, happened: date, value: Decimal, *, adds: bool) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO tally_plain_count AS kept (id, kind, month, site, value)"
            " VALUES (%s, %s, %s, '', %s) ON CONFLICT (kind, month, site)"
            " DO UPDATE SET value = kept.value + CASE WHEN %s THEN excluded.value ELSE 0 END",
            [new_id(), kind, month_of(happened), value, adds],
        )
