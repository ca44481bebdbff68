"""A company with something to look at: releases, pulse waves, workload and a happening.

Everything is dated from today, because a live server keeps the real time.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from eap.core import clock
from eap.core.actor import Actor
from eap.core.months import later, months_from
from eap.publication import services as publication
from eap.wellbeing.words import Module
from eap.workload.events import keep_event
from eap.workload.services import keep_month
from tests.factories import publication as use
from tests.factories import wellbeing as pulse
from tests.factories.workload import IMPORTER, crew, day, month

HISTORY = Actor.system("demo")
ASKED = ("E", "F")  # sites small enough to make strips for
MONTHS_TOLD = 14


@dataclass(frozen=True)
class Told:
    """Unused strips of the open wave, and the month that was imported (YYYY-MM)."""

    strips: list[str]
    imported: str


def tell_figures() -> Told:
    """All of it; takes a few seconds."""
    today = clock.today()
    months = months_from(later(today, -MONTHS_TOLD), today)
    use.make_company(sorted({*months, *(date(m.year, 1, 1) for m in months)}))
    for first in months[:-1]:
        use.contribute(first, "A", 12)
        use.contribute(first, "B", 7, concern="mood")
    with use.publisher_login():
        list(publication.publish_due(use.PUBLISHER, today=today))
    _import(months[-2])
    keep_event(
        HISTORY,
        site="A",
        day=months[-4],
        kind="shifts",
        name_zh="取消12小时班",
        name_en="No more 12-hour shifts",
    )
    keep_event(
        HISTORY,
        site="E",
        day=today - timedelta(days=150),
        kind="shifts",
        name_zh="延长休息时间",
        name_en="Longer breaks",
    )
    return Told(_waves(today), f"{months[-2]:%Y-%m}")


def _import(first: date) -> None:
    """Two days: one with ten agents, one with too few to show how they worked; the rest nothing."""
    lines = [*day(1, crew(10)), *day(2, crew(4))]
    keep_month(IMPORTER, site="A", month=month(*lines, as_month=f"{first:%Y-%m}"))


def _waves(today: date) -> list[str]:
    """A wave with both sites in sight, one in which both are hidden, and an open one."""
    _frozen_wave("W1", today - timedelta(days=200), answers={"E": 14, "F": 12})
    _frozen_wave("W2", today - timedelta(days=100), answers={"E": 15, "F": 4})
    wave = _plan("W3", today - timedelta(days=2))
    with clock.standing_at(_noon(today)):
        piles = pulse.open_with_strips(*ASKED, wave=wave)
    return piles["E", "day"]


def _plan(code: str, opens: date) -> str:
    pulse.make_wave(
        pulse.ARRANGER,
        code=code,
        opens_on=opens,
        closes_on=opens + timedelta(days=13),
        module=Module.LOYALTY,
    )
    return code


def _frozen_wave(code: str, opens: date, *, answers: dict[str, int]) -> None:
    wave = _plan(code, opens)
    with clock.standing_at(_noon(opens + timedelta(days=1))):
        piles = pulse.open_with_strips(*ASKED, wave=wave)
        for site, count in answers.items():
            for number, token in enumerate(piles[site, "day"][:count]):
                pulse.give(token, score=1 + number % 3, drivers=["D01"] if number % 2 else ["D06"])
    pulse.freeze(wave, at=_noon(opens + timedelta(days=14)))


def _noon(on: date) -> datetime:
    return datetime.combine(on, time(4), tzinfo=UTC)  # midday in Shanghai
