"""A small company whose use of the service can be published, and the publisher's own login."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from django.db import connection

from eap.core.actor import Actor
from eap.programme.models import Headcount, Site
from eap.programme.words import ConcernGroup
from eap.tally.facets import facets_of
from eap.tally.models import Contribution
from tests.factories.booking import past_the_walls
from tests.factories.programme import make_shift

PUBLISHER = Actor.system("publisher")
SITES = {"A": 2000, "B": 1200, "C": 800, "D": 500, "E": 350, "F": 150}


@contextmanager
def publisher_login() -> Iterator[None]:
    """Everything inside runs as the publisher's database role."""
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE harbour_publish")
        try:
            yield
        finally:
            if not connection.needs_rollback:
                cursor.execute("SET ROLE harbour_app")


def make_company(months: list[date], sites: dict[str, int] | None = None) -> None:
    """Sites with heads, in one shift and tenure band, for every month."""
    shift = make_shift()
    for code, heads in (sites or SITES).items():
        site = Site.objects.create(code=code, name_zh=f"职场{code}", name_en=f"Site {code}")
        Headcount.objects.bulk_create(
            Headcount(site=site, shift=shift, tenure="t2", month=month, heads=heads)
            for month in months
        )


def contribute(
    month: date, site: str, count: int, *, concern: str = "strain", crisis: bool = False
) -> None:
    """`count` contributions of one kind."""
    with past_the_walls():
        Contribution.objects.bulk_create(
            row
            for _ in range(count)
            for row in facets_of(
                month=month,
                site=site,
                shift="day",
                tenure="t2",
                concern=concern,
                severity=3,
                wait_days=4,
                crisis=crisis,
            )
        )


def a_year_of_use(year: int, seed: int = 1) -> None:
    """About 6.5 % of each site's heads over a year, spread over months and concerns."""
    chance = random.Random(seed)
    for month in range(1, 13):
        for site, heads in SITES.items():
            count = sum(chance.random() < 0.065 / 12 for _ in range(heads))
            for _ in range(count):
                concern = chance.choice(ConcernGroup.values)
                contribute(date(year, month, 1), site, 1, concern=concern)
