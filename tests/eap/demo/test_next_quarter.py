"""Moving the company on: a booking of today becomes part of a published figure."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import StringIO
from uuid import UUID

import pytest
from django.core.management import CommandError, call_command

from eap.booking import selectors as booking
from eap.booking.services import hold
from eap.core import clock
from eap.core.actor import Actor
from eap.core.database import acting
from eap.demo import doors, moving
from eap.demo.moving import Moving, next_moment
from eap.desk import selectors as desk
from eap.desk.intake import Wanted, take_request
from eap.people import services as people
from eap.people.words import REQUIRED, TEXTS
from eap.publication.models import Release
from eap.wellbeing.pulse_series import pulse_series
from eap.wellbeing.waves import open_sheet
from eap.workload.selectors import workload
from tests.eap.demo.conftest import (
    NOW,
    SMALL,
    Place,
    clear,
    count,
    demo,
    fetched,
    names_given_twice,
    owner_login,
)
from tests.factories.booking import past_the_walls
from tests.factories.keys import HALF

NOBODY = Actor.anonymous(half=HALF)
THEN = datetime(2027, 1, 15, 2, 20, tzinfo=UTC)
pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.usefixtures("moved")]


@dataclass(frozen=True)
class Moved:
    """The company after it was moved on, and the session somebody booked before."""

    place: Place
    said: str
    appointment: UUID
    visit_code: str
    counted: Counter[tuple[str, ...]]


def _book(place: Place) -> tuple[UUID, str]:
    first = clock.today()
    found = booking.slots(NOBODY, service="talk", first=first, last=first + timedelta(days=9))
    slot = next(slot for day in found.days for slot in day.slots)
    held = hold(
        NOBODY, service="talk", counsellor_id=slot.counsellor.id, start=slot.start, modality="text"
    )
    wanted = Wanted(
        hold=held.id,
        secret=held.secret,
        card=place.door("agent-new").cards[0],
        consent=TEXTS[REQUIRED],
        statistics=True,
        line="",
        language="en",
        key="a random key of the browser",
    )
    taken = take_request(NOBODY, wanted=wanted)
    return taken.appointment.id, taken.visit_code or ""


def _counted() -> Counter[tuple[str, ...]]:
    return Counter(
        fetched("SELECT facet, to_char(period, 'YYYY-MM'), value FROM tally_contribution")
    )


class _PulledPlug(Exception):
    pass


def _broken_off(*_: object, **__: object) -> None:
    raise _PulledPlug


@pytest.fixture(scope="module")
def moved(django_db_setup: None, django_db_blocker) -> Iterator[Moved]:  # type: ignore[no-untyped-def]
    """Filled, published, booked by somebody, broken off once while moving on, and moved on."""
    with django_db_blocker.unblock(), clock.standing_at(NOW):
        with owner_login():
            place = Place(None, demo("fill", *SMALL))  # type: ignore[arg-type]
            with moving.as_role("harbour_publish"):
                call_command("publish", "--due", stdout=StringIO())
        appointment, visit_code = _book(place)
        before = _counted()
        with owner_login(), pytest.MonkeyPatch.context() as patched:
            patched.setattr(Moving, "_set_clock", _broken_off)
            with pytest.raises(_PulledPlug):
                demo("next-quarter")
        with owner_login():
            said = demo("next-quarter")
        yield Moved(place, said, appointment, visit_code, before)
        clear()


@pytest.fixture(autouse=True)
def _then() -> Iterator[None]:
    with clock.standing_at(THEN):
        yield


def test_the_company_lives_on_the_day_the_quarter_is_due(moved: Moved) -> None:
    assert moved.said.startswith("it is 2027-01-15 now")
    assert clock.ahead() == THEN - NOW


@pytest.mark.parametrize(
    ("now", "day"),
    [
        (datetime(2026, 11, 18, 3, tzinfo=UTC), "2027-01-15"),
        (datetime(2026, 12, 31, 15, tzinfo=UTC), "2027-01-15"),
        (datetime(2026, 12, 31, 17, tzinfo=UTC), "2027-04-15"),  # New Year's morning there
        (datetime(2027, 1, 15, 3, tzinfo=UTC), "2027-04-15"),
        (datetime(2026, 8, 30, 3, tzinfo=UTC), "2026-10-15"),
    ],
)
def test_each_quarter_has_its_day(now: datetime, day: str) -> None:
    assert next_moment(now).date().isoformat() == day


def test_todays_booking_was_held_and_counted_once(moved: Moved) -> None:
    ((status, version),) = fetched(
        f"SELECT status, version FROM booking_appointment WHERE id = '{moved.appointment}'"
    )
    assert (status, version) == (6, 2)
    added = _counted() - moved.counted
    assert added["opening", "2026-11", ""] >= 1
    assert added["site", "2026-10", "HZ"] + added["site", "2026-10", "CD"] >= 1
    assert not moved.counted - _counted(), "nothing that was counted is lost"


def test_the_running_quarter_is_published() -> None:
    released = set(Release.objects.values_list("table", "period"))
    charged = {table for table, _ in released}
    for table, period in (
        ("org_month", "2026-11"),
        ("org_month", "2026-12"),
        ("site_quarter", "2026-Q4"),
    ):
        assert table not in charged or (table, period) in released
    assert not [period for _, period in released if period.startswith("2027")]


def test_its_acts_are_in_the_trail_in_the_names_of_those_who_acted(moved: Moved) -> None:
    found = fetched(
        "SELECT action, actor_kind FROM audit_event"
        f" WHERE object_id = '{moved.appointment}' ORDER BY at"
    )
    assert ("booking.appointment.book", "client") in found
    assert ("booking.appointment.mark", "staff") in found
    call_command("audit", "seal", stdout=StringIO())
    said = StringIO()
    call_command("audit", "verify", stdout=said)
    assert "the trail is as it was sealed" in said.getvalue()


def test_every_cell_still_opens() -> None:
    said = StringIO()
    with past_the_walls():
        call_command("vault", "check", stdout=said)
    lines = said.getvalue().splitlines()
    assert [line for line in lines if not line.endswith((" 0 damaged", " 0 at fault"))] == []


def test_li_wen_has_a_full_day_again_and_nothing_is_left_unmarked(moved: Moved) -> None:
    day = desk.today(moved.place.staff("counsellor"))
    assert len(day.sessions) >= 6
    assert day.unmarked == []
    assert [line.request.band for line in desk.queue(moved.place.staff("counsellor")).items] == [
        "urgent",
        "routine",
        "routine",
    ]
    open_cases = desk.caseload(
        moved.place.staff("counsellor"), after=None, sort="opened", part="open"
    )
    assert len(open_cases.items) >= 8


def test_new_cases_have_names_that_no_other_open_case_of_the_counsellor_has() -> None:
    assert names_given_twice() == []


def test_the_agent_who_comes_back_still_comes_in_and_may_join(moved: Moved) -> None:
    visit = people.come_in_with_code(NOBODY, code=moved.place.door("agent-returning").visit_code)
    ahead = booking.own_appointments(visit.actor).upcoming[0]
    assert timedelta(0) < ahead.start - THEN < timedelta(minutes=11)


def test_the_old_wave_is_frozen_and_a_new_one_open(moved: Moved) -> None:
    found = pulse_series(moved.place.staff("operations"), split="overall")
    assert [wave.code for wave in found.waves] == ["2026-Q2", "2026-Q3", "2026-Q4"]
    assert found.next_wave is not None and found.next_wave.code == "2027-Q1"
    last, before = found.lines[0].points[-1], found.lines[0].points[-2]
    assert (last.answers or 0) > 0.7 * (before.answers or 0)
    assert open_sheet(NOBODY, strip=moved.place.door("agent-pulse").strips[0]).wave == "2027-Q1"


def test_the_months_that_are_over_were_imported(moved: Moved) -> None:
    (line,) = workload(moved.place.staff("operations"), family="calls", site="CD").lines
    assert f"{line.months[-1].start:%Y-%m}" == "2026-12"
    assert all(point.state == "value" for point in line.months)


def test_nothing_was_written_twice_though_it_was_broken_off() -> None:
    assert count("programme_headcount") == len(
        set(fetched("SELECT month, site_id, shift_id, tenure FROM programme_headcount"))
    )
    months = fetched("SELECT DISTINCT to_char(month, 'YYYY-MM') FROM programme_headcount")
    assert {month for (month,) in months} >= {"2026-11", "2026-12", "2027-01"}
    ((waves,),) = fetched("SELECT count(*) FROM wellbeing_pulse_wave WHERE state = 'open'")
    assert waves == 1


def test_without_a_company_there_is_nothing_to_move() -> None:
    kept = doors.path().read_text()
    doors.forget()
    try:
        with past_the_walls(), pytest.raises(CommandError, match="No synthetic company"):
            demo("next-quarter")
    finally:
        doors.path().write_text(kept)
        doors.path().chmod(0o600)


def test_a_visit_code_of_before_has_ended_with_the_time(moved: Moved) -> None:
    with acting(NOBODY), pytest.raises(people.NotAccepted):
        people.come_in_with_code(NOBODY, code=moved.visit_code)
