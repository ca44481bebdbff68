"""Publishing: count what has closed, draw noise once, debit, sign and freeze in one transaction."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.db import connection

from eap.audit import signer
from eap.audit.services import record
from eap.core import clock
from eap.core.actor import Actor
from eap.core.database import acting, as_actor
from eap.core.ids import new_id
from eap.core.policy import require
from eap.publication import roster
from eap.publication.counting import count
from eap.publication.display import display_of
from eap.publication.mechanism.budget import allocate
from eap.publication.mechanism.noise import add_noise
from eap.publication.models import LedgerEntry, ProgrammeYear, Release
from eap.publication.periods import Period, periods_of
from eap.publication.seals import FIRST_LINK, FORMAT, canonical, digest_of
from eap.publication.words import PROGRAMME, RELEASED, WHOLE, Table, TableSpec
from eap.tally.models import Contribution

_ONE_AT_A_TIME = 4_711_001  # PostgreSQL advisory lock: two publishers never draw side by side


@dataclass(frozen=True, slots=True)
class Due:
    """A period of a table that has closed and is not published yet."""

    spec: TableSpec
    year: int
    period: Period


def publish_due(actor: Actor, *, today: date) -> Iterator[Due]:
    """Publish everything that is due, oldest first, yielding each period as it is frozen.

    Each period is one transaction: killed in the middle, it leaves nothing; run again, it never
    draws a published period a second time.
    """
    for year in _years(actor, today):
        if _open_year(actor, year=year):
            for due in _due_in(actor, year=year, today=today):
                if _publish(actor, due=due):
                    yield due


@as_actor
def _years(actor: Actor, today: date) -> list[int]:
    require(actor, "publication.publish")
    first = Contribution.objects.order_by("period").values_list("period", flat=True).first()
    return list(range(first.year if first else today.year, today.year + 1))


@as_actor
def _open_year(actor: Actor, *, year: int) -> bool:
    """Freeze the year's map and charge each of its tables once; False without any headcount."""
    require(actor, "publication.publish")
    if ProgrammeYear.objects.filter(year=year).exists():
        return True
    heads = roster.heads_by_site(year)
    if not heads:
        return False
    charges = allocate(
        shares={spec.table.value: spec.share for spec in PROGRAMME},
        sensitivities={spec.table.value: spec.sensitivity for spec in PROGRAMME},
    )
    cells, by_cell = roster.freeze(heads, charges[Table.SITE_QUARTER].sigma)
    row = ProgrammeYear(year=year, cells=cells, heads=by_cell, opened_at=clock.now())
    ProgrammeYear.objects.bulk_create([row])
    for spec in PROGRAMME:
        charge = charges[spec.table]
        if by_cell[WHOLE] < roster.least_heads(spec, charge.sigma):
            continue  # too few people for an honest figure: nothing is charged for it either
        LedgerEntry.objects.bulk_create([
            LedgerEntry(
                id=new_id(),
                year=row,
                table=spec.table,
                sensitivity=charge.sensitivity,
                sigma=charge.sigma,
                rho=charge.rho,
                charged_at=clock.now(),
            )
        ])  # fmt: skip
    record(actor, action="publication.year.open", object_kind="programme_year", object_id=None)
    return True


@as_actor
def _due_in(actor: Actor, *, year: int, today: date) -> list[Due]:
    require(actor, "publication.publish")
    charged = set(LedgerEntry.objects.filter(year_id=year).values_list("table", flat=True))
    released = set(Release.objects.filter(year_id=year).values_list("table", "period"))
    began = roster.began() or today
    due = [
        Due(spec, year, period)
        for spec in PROGRAMME
        if spec.table in charged
        for period in periods_of(year, spec.period)
        if began <= period.start and period.due <= today
        if (spec.table, period.label) not in released
    ]
    order = [spec.table for spec in PROGRAMME]
    return sorted(due, key=lambda item: (item.period.end, order.index(item.spec.table)))


def _publish(actor: Actor, *, due: Due) -> bool:
    """Draw and freeze one period. False when another publisher was first."""
    with acting(actor):
        require(actor, "publication.publish")
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_ONE_AT_A_TIME])
        if Release.objects.filter(table=due.spec.table, period=due.period.label).exists():
            return False
        year = ProgrammeYear.objects.get(year=due.year)
        charge = LedgerEntry.objects.get(year=year, table=due.spec.table)
        counts = count(due.spec, due.period, year.cells)
        noisy = dict(zip(counts, add_noise(list(counts.values()), sigma=charge.sigma), strict=True))
        _freeze(actor, due, year, charge, noisy)
    return True


def _freeze(
    actor: Actor, due: Due, year: ProgrammeYear, charge: LedgerEntry, noisy: Mapping[str, int]
) -> None:
    last = Release.objects.order_by("-number").first()
    previous = bytes(last.digest) if last else FIRST_LINK
    number = last.number + 1 if last else 1
    display = display_of(year.year, due.spec, due.period, noisy, charge.sigma)
    body = canonical({
        "format": FORMAT,
        "number": number,
        "table": due.spec.table,
        "period": due.period.label,
        "noisy": noisy,
        "sigma": charge.sigma,
        "rho_of_year": str(charge.rho),
        "rho_charged": str(year.rho_charged),
        "rho_limit": str(year.rho_limit),
        "roster": digest_of({"cells": year.cells, "heads": year.heads}).hex(),
        "display": digest_of(display).hex(),
        "previous": previous.hex(),
    })  # fmt: skip
    digest = hashlib.sha256(body).digest()
    Release.objects.bulk_create([
        Release(
            number=number,
            table=due.spec.table,
            year=year,
            period=due.period.label,
            body=body.decode(),
            display=display,
            digest=digest,
            previous=previous,
            signature=signer.sign(body),
            released_at=clock.now(),
        )
    ])  # fmt: skip
    record(
        actor,
        action=RELEASED,
        object_kind="release",
        object_id=None,
        details={"number": number, "digest": digest.hex()},
    )
