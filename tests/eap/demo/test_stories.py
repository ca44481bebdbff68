"""What operations read about the three stories of the synthetic company, as `demo fill` tells it.

A company of 5,000 by the default seed. Only what figures are made of is written: nobody's cases,
notes or sessions, which no figure reads.
"""

import json
import math
from collections import Counter
from collections.abc import Iterator
from io import StringIO
from statistics import fmean

import pytest
from django.core.management import call_command

from eap.core import clock
from eap.core.actor import Actor
from eap.core.database import acting
from eap.core.ids import new_id
from eap.core.months import months_from
from eap.demo import moving
from eap.demo.told.diary import local
from eap.demo.told.stories import Kind, Story
from eap.demo.told.telling import Telling, tell
from eap.demo.written.counts import count_firsts
from eap.demo.written.premises import build, count_heads
from eap.demo.written.pulses import run_past_waves
from eap.demo.written.rows import Rows
from eap.demo.written.staff import posts
from eap.demo.written.trail import Trail
from eap.publication.around import Around
from eap.publication.models import Release
from eap.publication.selectors import series
from eap.wellbeing import pulse_told
from eap.wellbeing.pulse_series import pulse_series
from eap.workload.events import events, keep_event
from tests.eap.demo.conftest import NOW, clear, owner_login

AGENTS, MONTHS, SEED = 5_000, 24, 1  # what `manage.py demo fill` takes unless told otherwise
DEMO = Actor.system("demo")
OPERATIONS = Actor.staff(new_id(), frozenset({"operations"}))
pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.usefixtures("told")]


def _write(telling: Telling) -> None:
    company = telling.company
    build(Trail(), company, local(company.first))
    count_heads(company, months_from(company.first, company.last))
    for story in company.stories:
        names = {"name_zh": story.name_zh, "name_en": story.name_en}
        keep_event(DEMO, site=story.site, day=story.day, kind=story.kind, **names)
    rows = Rows()
    count_firsts(rows, telling.counted)
    rows.write()
    run_past_waves(DEMO, company, company.first, company.last)


@pytest.fixture(scope="module")
def told(django_db_setup: None, django_db_blocker) -> Iterator[Telling]:  # type: ignore[no-untyped-def]
    """Told, counted, asked and published up to now."""
    weights = [post.weighs for post in posts(AGENTS) if post.weighs]
    telling = tell(seed=SEED, agents=AGENTS, months=MONTHS, weights=weights, now=NOW)
    with django_db_blocker.unblock(), clock.standing_at(NOW):
        with owner_login():
            with acting(DEMO):
                _write(telling)
            with moving.as_role("harbour_publish"):
                call_command("publish", "--due", stdout=StringIO())
        yield telling
        clear()


@pytest.fixture(autouse=True)
def _at_the_time() -> Iterator[None]:
    with clock.standing_at(NOW):
        yield


def _story(told: Telling, kind: Kind) -> Story:
    return next(story for story in told.company.stories if story.kind == kind)


def _use(story: Story, code: str = "openings_site") -> Around:
    found = series(OPERATIONS, code=code, around=story.day)
    around = next(line.around for line in found.lines if line.code == story.site)
    assert around is not None
    return around


def _pulse(story: Story, measure: str = "score") -> pulse_told.Around:
    found = pulse_series(OPERATIONS, measure=measure, split="site", around=story.day)
    around = next(line.around for line in found.lines if line.code == story.site)
    assert around is not None
    return around


def _luck(told: Telling, story: Story, found: Around) -> float:
    """How far the noise that happened to be drawn moved the change, in its own deviations."""
    true: Counter[str] = Counter(
        f"{one.day.year}-Q{(one.day.month + 2) // 3}"
        for one in told.counted
        if one.site == story.site
    )
    noise, sigma = {}, 0.0
    for body in Release.objects.filter(table="site_quarter").values_list("body", flat=True):
        release = json.loads(body)
        sigma = release["sigma"]
        noise[release["period"]] = release["noisy"][story.site] - true[release["period"]]
    quarters = sorted(noise)
    first = f"{story.day.year}-Q{(story.day.month + 2) // 3}"  # stories begin with a quarter
    before = [noise[quarter] for quarter in quarters if quarter < first][-found.periods_before :]
    after = [noise[quarter] for quarter in quarters if quarter >= first][: found.periods_after]
    moved = fmean(after) - fmean(before)
    return moved / (sigma * math.sqrt(1 / len(before) + 1 / len(after)))


def test_shorter_shifts_eased_people_and_use_of_the_service_cannot_tell(told: Telling) -> None:
    story = _story(told, Kind.SHORTER_SHIFTS)
    eased = _pulse(story)
    assert (eased.waves_before, eased.waves_after, eased.verdict) == (4, 2, "up")
    assert eased.low > 0
    assert _pulse(story, "D08").verdict == "down"

    use = _use(story)
    assert (use.periods_before, use.periods_after) == (4, 2)
    # Nothing that can be seen was planted; only noise as rare as one in two hundred tells one.
    assert use.verdict == "cannot_tell" or abs(_luck(told, story, use)) > 2.8
    assert use.smallest is not None and 9 <= use.smallest <= 18
    assert use.elsewhere is not None


def test_a_reform_of_quality_checks_changed_nothing_and_nothing_is_told(told: Telling) -> None:
    story = _story(told, Kind.QUALITY_CHECKS)
    for measure in ("score", "D04"):
        found = _pulse(story, measure)
        assert found.verdict == "cannot_tell"
        assert found.low <= 0 <= found.high
    lines = series(OPERATIONS, code="openings_site", around=story.day).lines
    assert [line.code for line in lines] == ["HZ", "CD", "other_sites", "not_said"]


def test_where_errors_are_fined_use_rises_and_people_say_why(told: Telling) -> None:
    story = _story(told, Kind.ERROR_FINES)
    for code in ("openings_site", "utilisation"):
        use = _use(story, code)
        assert (use.periods_before, use.periods_after, use.verdict) == (4, 2, "up")
        assert use.low is not None and use.low > 0
    assert _pulse(story).verdict == "down"
    assert _pulse(story, "D06").verdict == "up"


def test_the_last_waves_alone_show_that_fines_weigh_more_and_more(told: Telling) -> None:
    """What the first screen says: its verdicts hold for all its comparisons together."""
    found = pulse_series(OPERATIONS, measure="score", split="site")
    assert {line.code: line.verdict for line in found.lines if line.verdict != "cannot_tell"} == {
        "HZ": "down"
    }
    assert {line.code for line in found.drivers if line.verdict == "up"} == {"D06"}


def test_shifts_of_a_site_are_shown_and_those_that_ended_stop(told: Telling) -> None:
    found = pulse_series(OPERATIONS, measure="score", split="site_shift")
    assert "site_shift" in found.splits
    states = {line.code: [point.state for point in line.points] for line in found.lines}
    after = sum(wave.opens_on >= _story(told, Kind.SHORTER_SHIFTS).day for wave in found.waves)
    assert states.pop("CD/12-36") == ["value"] * (8 - after) + ["none"] * after
    assert len(states) == 20
    assert {state for line in states.values() for state in line} == {"value"}


def test_the_stories_are_flags_on_the_charts(told: Telling) -> None:
    flags = {(event.site.code, event.day, event.kind) for event in events(OPERATIONS)}
    assert flags == {(story.site, story.day, story.kind) for story in told.company.stories}
