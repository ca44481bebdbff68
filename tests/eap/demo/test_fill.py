"""A small company in a real database: what is there, who reaches it, and that it holds together."""

import csv
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import Model
from django.test import Client as Browser

from eap.access import walls
from eap.booking import selectors as booking
from eap.booking.selectors import slots
from eap.booking.services import hold, join
from eap.booking.supply import supply
from eap.cases.reading import open_case
from eap.core import clock
from eap.core.actor import Actor
from eap.core.errors import Missing
from eap.core.privacy import classify
from eap.demo import doors
from eap.demo.told.diary import ZONE
from eap.desk import selectors as desk
from eap.desk.intake import Wanted, take_request
from eap.groups.selectors import open_groups
from eap.messages.services import read_thread
from eap.notes.services import open_note
from eap.people import services as people
from eap.people.words import REQUIRED, TEXTS
from eap.programme import selectors as programme
from eap.vault.bindings import bindings
from eap.vault.unlock import unlock
from eap.wellbeing.pulse_series import pulse_series
from eap.wellbeing.waves import open_sheet
from eap.workload.events import events
from eap.workload.selectors import workload
from tests.eap.demo.conftest import NOW, SMALL, Place, count, demo, fetched, names_given_twice
from tests.factories.booking import past_the_walls
from tests.factories.installations import empty_database, manage
from tests.factories.keys import HALF

NOBODY = Actor.anonymous(half=HALF)
pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.usefixtures("company")]


@pytest.fixture(autouse=True)
def _at_the_time() -> Iterator[None]:
    with clock.standing_at(NOW):
        yield


def _rows(company: Place, name: str) -> list[dict[str, str]]:
    with (company.truth / name).open() as file:
        return list(csv.DictReader(file))


def test_every_sealed_cell_opens_at_its_place() -> None:
    said = StringIO()
    with past_the_walls():
        call_command("vault", "check", stdout=said)
    tried = {line.split(":")[0]: line for line in said.getvalue().splitlines()}
    for table in ("request", "note", "message", "risk_entry", "crisis_step"):
        assert ", 0 cells" not in tried[table] and tried[table].endswith(" 0 damaged")
    assert f" {count('notes_note')} rows" in tried["note"]


def test_a_thief_with_dump_keys_and_source_opens_no_cell(company: Place, tmp_path: Path) -> None:
    """What is robbed: a backup's dump, the keyring, the shares. What is not: anybody's secret."""
    call_command("keys", stdout=StringIO())  # Django's own secret, which tests do without
    with past_the_walls():
        call_command("backup", tmp_path / "backup", stdout=StringIO())
    loot = tmp_path / "loot"
    with empty_database() as url:
        restored = manage(url, loot, "restore", tmp_path / "backup")
        assert restored.returncode == 0, restored.stderr
        shutil.copy(settings.HARBOUR_SHARES, loot / "shares.sqlite3")
        keyring, shares = loot / "keyring.json", loot / "shares.sqlite3"
        robbed = manage(url, loot, "vault", "thief", f"--keyring={keyring}", f"--shares={shares}")
    assert robbed.returncode == 0, robbed.stderr
    said = robbed.stdout.splitlines()
    clear = dict(re.findall(r"^in clear: (\w+): (\d+) rows, ", robbed.stdout, re.MULTILINE))
    assert set(clear) == {model._meta.db_table for model in _operational()}
    for table in ("booking_appointment", "cases_request", "access_staff"):
        assert int(clear[table]) == count(table) > 0
    sealed = {line.split()[1].rstrip(":"): line for line in said if line.startswith("sealed: ")}
    assert set(sealed) == {*_with_content(), "vault_attachment_chunk", "vault_echo"}
    for table in ("cases_request", "notes_note", "messages_message", "crisis_crisis"):
        assert f"{table}: 0 cells" not in sealed[table]
    assert all(", 0 opened, " in line for line in sealed.values())
    staff = count("access_staff")
    assert f"operational: access_staff: {staff} cells, {staff} opened, 0 not opened" in said
    assert any(line.endswith(" 0 seeds found") for line in said)


def _operational() -> list[type[Model]]:
    models = [model for model in apps.get_models() if hasattr(model, "Privacy")]
    return [model for model in models if "operational" in classify(model).values()]


def _with_content() -> set[str]:
    return {binding.model._meta.db_table for binding in bindings()}


@pytest.mark.alone
def test_the_trail_is_sealed_and_verifies() -> None:
    call_command("audit", "seal", stdout=StringIO())
    said = StringIO()
    call_command("audit", "verify", stdout=said)
    assert f"{count('audit_event')} events" in said.getvalue()
    assert "the trail is as it was sealed" in said.getvalue()


def test_there_is_a_headcount_for_everybody_and_a_row_for_few(company: Place) -> None:
    assert programme.heads(clock.today()) == 400
    assert [site.heads for site in programme.sites()] == [160, 96, 64, 40, 28, 12]
    assert 10 < count("people_client") < 60


def test_what_is_counted_is_what_the_truth_says(company: Place) -> None:
    truth = _rows(company, "truth.csv")
    assert len(truth) > 5
    known = {row["person"] for row in _rows(company, "roster.csv")}
    assert {row["person"] for row in truth} <= known
    assert len(known) >= 400
    counted = Counter(
        fetched(
            "SELECT facet, to_char(period, 'YYYY-MM'), value FROM tally_contribution"
            " WHERE facet IN ('opening', 'concern')"
        )
    )
    assert counted == Counter(
        facet
        for r in truth
        for facet in (
            ("opening", r["date"][:7], ""), ("concern", f"{r['date'][:4]}-01", r["concern"])
        )
    )  # fmt: skip


def test_people_were_off_the_floor_for_many_reasons(company: Place) -> None:
    days = Counter(row["person"] for row in _rows(company, "offfloor.csv"))
    assert len(days) > 300
    assert sum(days.values()) / 400 / 135 == pytest.approx(0.08, abs=0.03)


def test_only_an_empty_database_is_filled() -> None:
    before = count("audit_event")
    with past_the_walls(), pytest.raises(CommandError, match="only an empty one"):
        demo("fill", *SMALL)
    with past_the_walls(), pytest.raises(SystemExit) as status:
        demo("status")
    assert status.value.code == 3
    assert count("audit_event") == before
    assert doors.doors()


@pytest.mark.parametrize(
    "words", [("--agents", "10"), ("--agents", "900000"), ("--months", "1"), ("--months", "999")]
)
def test_sizes_that_make_no_sense_are_refused(words: tuple[str, str]) -> None:
    with past_the_walls(), pytest.raises(CommandError, match="--agents from"):
        demo("fill", *words)


def test_without_an_actor_the_walls_hide_all_of_it() -> None:
    readable = {table for table, command in walls.policies() if command == "SELECT"}
    with connection.cursor() as cursor:
        for table in sorted(readable):
            cursor.execute(f"SELECT count(*) FROM {table}")
            assert cursor.fetchone() == (0,), table


def _caseload(actor: Actor) -> list[Any]:
    return desk.caseload(actor, after=None, sort="opened", part="open").items


def test_each_counsellor_sees_their_own_cases_and_nobody_elses(company: Place) -> None:
    own = {
        key: {line.row.case.id for line in _caseload(company.staff(key))}
        for key in ("counsellor", "counsellor-2", "counsellor-3")
    }
    assert len(own["counsellor"]) == 8
    assert not own["counsellor"] & (own["counsellor-2"] | own["counsellor-3"])
    unlock(company.staff("counsellor-2"), passphrase=company.door("counsellor-2").passphrase)
    with pytest.raises(Missing):
        open_case(company.staff("counsellor-2"), case_id=next(iter(own["counsellor"])))


def test_li_wen_has_a_full_day_an_unsigned_note_and_three_people_waiting(company: Place) -> None:
    day = desk.today(company.staff("counsellor"))
    assert len(day.sessions) >= 6
    soon = [s for s in day.sessions if timedelta(0) < s.appointment.start - NOW < 2 * _FIVE]
    assert [s.appointment.modality for s in soon] == ["text"]
    assert {s.appointment.status for s in day.sessions} == {"done", "booked"}
    assert day.unmarked == []
    assert len(day.unsigned_notes) == 1
    assert len(day.alerts) == 1
    queue = desk.queue(company.staff("counsellor")).items
    assert [line.request.band for line in queue] == ["urgent", "routine", "routine"]
    assert [line.appointment is None for line in queue] == [False, False, True]


def test_no_two_open_cases_of_a_counsellor_have_one_name() -> None:
    assert names_given_twice() == []


def test_nobody_in_a_group_has_the_name_of_another() -> None:
    taken = fetched(
        "SELECT group_id, lower(alias) FROM groups_seat WHERE alias IS NOT NULL"
        " UNION ALL SELECT group_id, lower(alias) FROM groups_waiting_entry"
    )
    assert len(taken) == len(set(taken)) > 20


_FIVE = timedelta(minutes=5)


def test_content_opens_for_the_counsellor_who_unlocks(company: Place) -> None:
    actor, door = company.staff("counsellor"), company.door("counsellor")
    unlock(actor, passphrase=door.passphrase)
    case = _caseload(actor)[-1].row.case
    told = open_case(actor, case_id=case.id)
    assert told.told and not any(one.damaged for one in told.told)
    entries = desk.timeline(actor, case_id=case.id).items
    note = next(note for entry in entries for note in entry.notes)
    opened = open_note(actor, note_id=note.note_id)
    assert opened.sections and all(opened.sections.values())
    assert len(opened.digest) == 64


def test_the_agent_who_comes_back_joins_the_next_session(company: Place) -> None:
    door = company.door("agent-returning")
    visit = people.come_in_with_code(NOBODY, code=door.visit_code)
    ahead = booking.own_appointments(visit.actor).upcoming[0]
    assert ahead.can_join
    assert join(visit.actor, appointment_id=ahead.id).live
    keyed = people.come_in_with_words(NOBODY, words=" ".join(door.words))
    assert keyed.actor.id == visit.actor.id
    assert desk.own_data(keyed.actor).kinds[0].count >= 2


def test_a_counsellor_reads_an_earlier_live_session(company: Place) -> None:
    actor = company.staff("counsellor")
    unlock(actor, passphrase=company.door("counsellor").passphrase)
    for line in _caseload(actor):
        for entry in desk.timeline(actor, case_id=line.row.case.id).items:
            if (entry.kind, entry.word, entry.detail) == ("appointment", "done", "text"):
                thread = read_thread(actor, appointment_id=entry.id)
                assert len(thread.messages) >= 5
                assert all(message.text for message in thread.messages)
                return
    pytest.fail("no live session was found")


def test_a_card_opens_a_first_booking(company: Place) -> None:
    today = clock.today()
    found = slots(NOBODY, service="talk", first=today, last=today + timedelta(days=14))
    slot = next(slot for day in found.days for slot in day.slots)
    held = hold(
        NOBODY, service="talk", counsellor_id=slot.counsellor.id, start=slot.start, modality="text"
    )
    wanted = Wanted(
        hold=held.id,
        secret=held.secret,
        card=company.door("agent-new").cards[0],
        consent=TEXTS[REQUIRED],
        statistics=True,
        line="",
        language="zh-Hans",
        key="a random key of the browser",
    )
    assert take_request(NOBODY, wanted=wanted).visit_code


def test_a_strip_opens_the_pulse(company: Place) -> None:
    strips = company.door("agent-pulse").strips
    assert len(strips) == 12
    sheets = [open_sheet(NOBODY, strip=strip) for strip in strips]
    assert {(sheet.wave, sheet.shift_en) for sheet in sheets} == {("2026-Q4", "Fixed day")}


@pytest.mark.parametrize(
    "key",
    ["counsellor", "clinical-lead", "on-call", "programme-manager", "operations",
     "privacy-officer", "auditor", "system-admin"],
)  # fmt: skip
def test_every_door_of_staff_opens(company: Place, client: Browser, key: str) -> None:
    door = company.door(key)
    client.get("/api/v1/session")
    answer = client.post(
        "/api/v1/auth/browser/v1/auth/login",
        {"email": door.email, "password": door.password},
        content_type="application/json",
    )
    assert answer.status_code == 200
    session = client.get("/api/v1/session").json()
    assert session["roles"] == sorted(door.roles)


def test_secrets_are_fresh_and_nobody_else_may_read_them(company: Place) -> None:
    assert doors.path().stat().st_mode & 0o777 == 0o600
    said = doors.doors()
    secrets = [door.password for door in said if door.password]
    assert len(set(secrets)) == len(secrets) == 11
    assert "agent-returning" in demo("doors") and company.door("auditor").password in demo("doors")


def test_somebody_is_on_call_on_every_rung_and_no_hour_is_uncovered(company: Place) -> None:
    for days in (0, 13, 29):
        at = NOW + timedelta(days=days)
        rungs = [set(booking.on_duty(level=level, at=at)) for level in (1, 2, 3)]
        assert all(rungs)
        assert not rungs[0] & rungs[1] and not rungs[1] & rungs[2] and not rungs[0] & rungs[2]
    told = doors.told()
    assert told is not None
    assert told.staff["on-call"] in booking.on_duty(level=1, at=NOW)
    found = supply(company.staff("operations"), heads=400)
    assert found.duty_cover == 1
    assert found.next_free_day is not None
    assert found.hours_per_1000 is not None and found.hours_per_1000 > 100


def test_time_is_offered_for_two_months(company: Place) -> None:
    for weeks in (1, 4):
        first = clock.today() + timedelta(weeks=weeks - 1)
        found = slots(NOBODY, service="talk", first=first, last=first + timedelta(days=6))
        assert sum(len(day.slots) for day in found.days) > 20
    with clock.standing_at(NOW + timedelta(days=31)):
        first = clock.today() + timedelta(days=21)
        found = slots(NOBODY, service="talk", first=first, last=first + timedelta(days=6))
        assert sum(len(day.slots) for day in found.days) > 20


def test_a_full_circle_has_people_waiting_and_a_lecture_has_seats() -> None:
    found = {group.title_en: group for group in open_groups(NOBODY)}
    circle = found["Circle for people on nights"]
    lecture = found["Lecture: two minutes after a call"]
    assert (circle.free, circle.waiting) == (0, 2)
    assert lecture.free > 20 and lecture.waiting == 0


def test_waves_are_frozen_but_one(company: Place) -> None:
    found = pulse_series(company.staff("operations"), split="overall")
    assert [wave.code for wave in found.waves] == ["2026-Q2", "2026-Q3"]
    assert found.next_wave is not None and found.next_wave.code == "2026-Q4"
    assert all(point.state == "value" for point in found.lines[0].points)


def test_workload_covers_every_month_and_events_are_dated(company: Place) -> None:
    ops = company.staff("operations")
    found = workload(ops, family="occupancy", site="HZ")
    (line,) = found.lines
    assert [f"{month.start:%Y-%m}" for month in line.months][::5] == ["2026-05", "2026-10"]
    values = [point.value for point in line.days if point.value is not None]
    assert 0.70 < sum(values) / len(values) < 0.90
    happened = {event.kind: event.site.code for event in events(ops)}
    assert happened == {"shifts": "CD", "quality_checks": "XA", "penalties": "HZ"}


def test_calls_for_help_are_closed_and_leave_their_steps() -> None:
    assert count("crisis_crisis") >= 1
    assert count("crisis_step") == 4 * count("crisis_crisis")


def test_times_are_of_the_company_and_never_ahead(company: Place) -> None:
    ((first, last),) = fetched("SELECT min(at), max(at) FROM audit_event")
    assert first.astimezone(ZONE).date().isoformat() == "2026-05-01"
    assert last <= NOW
