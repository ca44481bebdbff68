"""Readings of the programme: which month counts, which sites may be named, in which order."""

from datetime import UTC, date, datetime

import pytest

from eap.core import clock
from eap.core.errors import Missing
from eap.programme import selectors
from tests.factories import programme

pytestmark = pytest.mark.django_db
NOVEMBER = datetime(2026, 11, 20, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _in_november():  # type: ignore[no-untyped-def]
    with clock.standing_at(NOVEMBER):
        yield


def test_before_setup_the_employer_has_no_name_and_help_still_works() -> None:
    assert selectors.employer().callback_number == ""
    assert selectors.help_lines() == []


def test_the_employer_as_set_up() -> None:
    programme.make_employer(no_card_percent=35)
    found = selectors.employer()
    assert (found.name_en, found.no_card_percent, found.sessions_free) == ("A call centre", 35, 6)


def test_sites_count_the_heads_of_their_own_latest_month() -> None:
    day, night = programme.make_shift("day"), programme.make_shift("night")
    big = programme.make_site("BIG", heads=300, shift=day)
    programme.make_heads(big, night, 100)
    programme.make_heads(big, day, 900, month=date(2026, 10, 1))
    programme.make_heads(big, day, 5, month=date(2026, 12, 1))
    old = programme.make_site("OLD", heads=60, shift=day)
    old.headcounts.update(month=date(2026, 3, 1))
    programme.make_site("NEW", heads=0)
    assert [(site.code, site.heads) for site in selectors.sites()] == [
        ("BIG", 400),
        ("OLD", 60),
        ("NEW", 0),
    ]
    named = selectors.sites(least_heads=selectors.LEAST_HEADS_NAMED)
    assert [site.code for site in named] == ["BIG", "OLD"]


def test_sites_take_one_query(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    for number in range(5):
        programme.make_site(f"S{number}")
    with django_assert_num_queries(1):
        selectors.sites()


def test_heads_of_the_latest_month_not_after_the_day() -> None:
    day, night = programme.make_shift("day"), programme.make_shift("night")
    site = programme.make_site("HZ", heads=100, shift=day)
    programme.make_heads(site, night, 20)
    programme.make_heads(site, day, 80, month=date(2026, 10, 1))
    assert selectors.heads(date(2026, 11, 30)) == 120
    assert selectors.heads(date(2026, 10, 31)) == 80
    assert selectors.heads(date(2026, 9, 30)) == 0
    assert selectors.heads(date(2026, 11, 1), shift_id=night.id) == 20
    assert selectors.heads(date(2026, 11, 1), site_id=site.id, shift_id=day.id) == 100


def test_services_in_the_order_of_the_catalogue_and_only_active_ones() -> None:
    programme.make_service("money", order=2)
    programme.make_service("talk", order=1)
    programme.make_service("past", order=0, active=False)
    assert [service.code for service in selectors.services()] == ["talk", "money"]
    assert selectors.service("talk").modalities == ("text", "phone")
    with pytest.raises(Missing):
        selectors.service("past")


def test_help_lines_in_order() -> None:
    programme.make_help_line("120", kind="emergency", order=2)
    programme.make_help_line("12356", order=1)
    programme.make_help_line("000", order=0, active=False)
    assert [line.number for line in selectors.help_lines()] == ["12356", "120"]
