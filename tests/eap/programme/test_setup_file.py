"""The setup file: the example is good, and every fault is named by where it stands."""

from datetime import date
from typing import Any

import pytest
import yaml
from django.conf import settings

from eap.programme.setup_file import FaultyFile, read

EXAMPLE = settings.BASE_DIR / "deploy" / "setup.example.yaml"


def changed(path: str, value: Any) -> str:
    """The example with one place changed; `path` as in the messages, None takes it away."""
    content = yaml.safe_load(EXAMPLE.read_text())
    *way, last = [
        int(p) if p.isdigit() else p for p in path.replace("[", ".").replace("]", "").split(".")
    ]
    place = content
    for step in way:
        place = place[step]
    if value is None:
        del place[last]
    else:
        place[last] = value
    return yaml.safe_dump(content, allow_unicode=True)


def faults_of(text: str) -> list[str]:
    with pytest.raises(FaultyFile) as error:
        read(text)
    return error.value.faults


def test_the_example_is_good() -> None:
    plan = read(EXAMPLE.read_text())
    assert plan.employer.name.zh == "某某呼叫中心"
    assert plan.sites[0].teams[1].shift == "12-36"
    assert plan.headcounts[0].month == date(2026, 11, 1)
    assert sum(plan.headcounts[0].heads.values()) == 210
    assert plan.services[0].modalities == ("text", "phone", "room")
    assert [line.number for line in plan.help_lines] == ["12356", "120", "110"]
    assert plan.staff[1].roles == {"counsellor", "on_call"}
    assert plan.staff[1].counsellor and plan.staff[1].counsellor.name.zh == "陈宇"
    assert plan.staff[1].counsellor.hours[0].days == (0, 1, 2, 3, 4)


@pytest.mark.parametrize(
    ("path", "value", "fault"),
    [
        ("employer", None, "employer: must be a block"),
        ("employer.name.zh", "", "employer.name.zh: must be text"),
        ("employer.callback_number", 4000000000, "employer.callback_number: must be a phone"),
        ("employer.no_card_percent", 101, "employer.no_card_percent: must be a whole number"),
        ("employer.sessions_free", True, "employer.sessions_free: must be a whole number"),
        ("employer.colour", "red", "employer.colour: is not known"),
        ("colour", "red", "colour: is not known"),
        ("shifts", [], "shifts: must not be empty"),
        ("shifts", "day", "shifts: must be a list"),
        ("shifts[0].code", "a b", "shifts[0].code: must be 1 to 20"),
        ("sites[0].time_zone", "Mars/Olympus", "sites[0].time_zone: must be a time zone"),
        ("sites[0].time_zone", ["Asia/Shanghai"], "sites[0].time_zone: must be a time zone"),
        ("sites[0].teams[1].shift", "noon", "sites[0].teams[1].shift: names nothing"),
        ("sites[0].teams[1].code", "A01", "sites[0].teams: entry 1 repeats"),
        ("headcounts[0].month", date(2026, 11, 1), "headcounts[0].month: must be a month"),
        ("headcounts[0].month", "2026-13", "headcounts[0].month: must be a month"),
        ("headcounts[0].site", "XX", "headcounts[0].site: names nothing"),
        ("headcounts[0].heads.t0", -1, "headcounts[0].heads.t0: must be a whole number"),
        ("headcounts[0].heads.t9", 1, "headcounts[0].heads.t9: is not known"),
        ("services[0].modalities", ["smoke"], "services[0].modalities[0]: must be one of"),
        ("services[0].modalities", ["text", "text"], "services[0].modalities: must be a list that"),
        ("services[0].modalities", [["text"]], "services[0].modalities[0]: must be one of"),
        ("services[1].code", "talk", "services: entry 1 repeats"),
        ("services[0].minutes", 4, "services[0].minutes: must be a whole number"),
        ("services[0].name.en", "x" * 61, "services[0].name.en: is longer than 60"),
        ("help_lines[0].kind", "fax", "help_lines[0].kind: must be one of"),
        ("help_lines[0].number", 12356, "help_lines[0].number: must be a phone number in quotes"),
        ("help_lines[0].last_checked", "soon", "help_lines[0].last_checked: must be a date"),
        ("staff[0].email", "nobody", "staff[0].email: must be an e-mail"),
        ("staff[0].email", 7, "staff[0].email: must be an e-mail"),
        ("staff[0].roles", ["king"], "staff[0].roles[0]: must be one of"),
        ("staff[0].roles", [], "staff[0].roles: must be a list that"),
        (
            "staff[0].roles",
            ["operations", "counsellor"],
            "staff[0].roles: one person may not be both counsellor and operations",
        ),
        ("staff[0].language", "fr", "staff[0].language: must be one of"),
        ("staff[0].counsellor", {}, "staff[0].counsellor: is for somebody with the role"),
        ("staff[1].counsellor.name.zh", "", "staff[1].counsellor.name.zh: must be text"),
        ("staff[1].counsellor.time_zone", "x", "staff[1].counsellor.time_zone: must be a time"),
        ("staff[1].counsellor.languages", [], "staff[1].counsellor.languages: must be a list"),
        (
            "staff[1].counsellor.hours[0].days",
            ["day"],
            "staff[1].counsellor.hours[0].days[0]: must",
        ),
        ("staff[1].counsellor.hours[0].from", 540, "staff[1].counsellor.hours[0].from: must be a"),
        ("staff[1].counsellor.hours[0].to", "08:00", "staff[1].counsellor.hours[0].to: must be l"),
        ("staff[1].email", "Manager@eap.example", "staff: entry 1 repeats"),
    ],
)
def test_a_fault_is_named_by_its_path(path: str, value: Any, fault: str) -> None:
    found = faults_of(changed(path, value))
    assert any(line.startswith(fault) for line in found), found


def test_all_faults_come_at_once() -> None:
    text = changed("sites[0].time_zone", "x").replace("minutes: 50", "minutes: fifty")
    assert [line.split(":")[0] for line in faults_of(text)] == [
        "sites[0].time_zone",
        "services[0].minutes",
    ]


@pytest.mark.parametrize("text", ["", "- a", "a: [", "7", "employer: \t{"])
def test_what_is_no_such_file_is_told_in_one_line(text: str) -> None:
    (line,) = faults_of(text)
    assert line.startswith("file: ")


def test_a_file_can_run_no_code() -> None:
    (line,) = faults_of("employer: !!python/object/apply:os.system ['true']")
    assert line.startswith("file: is not YAML")
