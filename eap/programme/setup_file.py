"""Reads the file of `manage.py setup`: all of it is looked at before anything is written.

Every fault is named by its path, such as `sites[1].time_zone`, so that one run shows them all.
"""

import re
from collections.abc import Callable, Collection
from datetime import date, time
from typing import Any
from zoneinfo import available_timezones

import yaml
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from eap.access.words import apart
from eap.core.languages import LANGUAGES
from eap.core.roles import Role
from eap.programme.setup_plan import (
    CounsellorPlan,
    EmployerPlan,
    HeadsPlan,
    HelpLinePlan,
    HoursPlan,
    Names,
    ServicePlan,
    SetupPlan,
    ShiftPlan,
    SitePlan,
    StaffPlan,
    TeamPlan,
)
from eap.programme.words import LineKind, Modality, Tenure

CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,19}")
MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")
NUMBER = re.compile(r"\+?[0-9][0-9 ()-]{1,28}")
CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MOST_HEADS = 1_000_000
_ANY_NAMES = Names("", "")


class FaultyFile(ValueError):
    """The file cannot be used. `faults` are lines of `path: what is wrong`."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__(f"{len(faults)} faults")
        self.faults = faults


class Node:
    """One place in the file: its value, its path, and the common list of faults."""

    def __init__(self, value: Any, path: str, faults: list[str]) -> None:
        self.value = value
        self.path = path
        self._faults = faults

    def fault(self, what: str) -> None:
        """Note that something is wrong here."""
        self._faults.append(f"{self.path}: {what}")

    def only(self, *keys: str) -> None:
        """Every key of this block must be one of these."""
        if not isinstance(self.value, dict):
            self.fault(f"must be a block with {', '.join(keys)}")
            return
        for key in self.value:
            if key not in keys:
                Node(None, f"{self.path}.{key}".lstrip("."), self._faults).fault("is not known")

    def at(self, key: str) -> "Node":
        """The place under `key`; its value is None when there is nothing."""
        inner = self.value.get(key) if isinstance(self.value, dict) else None
        return Node(inner, f"{self.path}.{key}".lstrip("."), self._faults)

    def has(self, key: str) -> bool:
        """Whether something is said under `key`."""
        return isinstance(self.value, dict) and self.value.get(key) is not None

    def each(self) -> list["Node"]:
        """The places of a list."""
        if not isinstance(self.value, list):
            if self.value is not None:
                self.fault("must be a list")
            return []
        return [
            Node(inner, f"{self.path}[{place}]", self._faults)
            for place, inner in enumerate(self.value)
        ]

    def some(self) -> list["Node"]:
        """The places of a list that may not be empty and repeats nothing."""
        places = self.each()
        said = [place.value for place in places]
        if not said or any(value in said[:at] for at, value in enumerate(said)):
            self.fault("must be a list that names at least one, each once")
        return places

    def text(self, longest: int) -> str:
        """A text of 1 to `longest` characters; numbers must be quoted, else zeros get lost."""
        if not isinstance(self.value, str) or not self.value.strip():
            self.fault("must be text (in quotes where it looks like a number)")
            return ""
        if len(self.value.strip()) > longest:
            self.fault(f"is longer than {longest} characters")
        return self.value.strip()

    def matching(self, pattern: re.Pattern[str], what: str) -> str:
        """A text that fits `pattern` as a whole."""
        if not isinstance(self.value, str) or not pattern.fullmatch(self.value):
            self.fault(f"must be {what}")
            return ""
        return self.value

    def one_of(self, choices: Collection[str]) -> str:
        """One of the choices."""
        if self.value not in choices:
            self.fault(f"must be one of {', '.join(sorted(choices))}")
            return ""
        return str(self.value)

    def whole(self, least: int, most: int) -> int:
        """A whole number from `least` to `most`."""
        right = isinstance(self.value, int) and not isinstance(self.value, bool)
        if not right or not least <= self.value <= most:
            self.fault(f"must be a whole number from {least} to {most}")
            return least
        return int(self.value)

    def names(self, longest: int = 80) -> Names:
        """A text in both languages: `{zh: ..., en: ...}`."""
        self.only("zh", "en")
        return Names(self.at("zh").text(longest), self.at("en").text(longest))

    def day(self) -> date | None:
        """A date."""
        if not isinstance(self.value, date):
            self.fault("must be a date such as 2026-11-21")
            return None
        return self.value


def read(text: str) -> SetupPlan:
    """The plan in a YAML text. Raises FaultyFile with every fault found."""
    faults: list[str] = []
    try:
        top = Node(yaml.safe_load(text), "", faults)
    except yaml.YAMLError as error:
        raise FaultyFile([f"file: is not YAML ({_where(error)})"]) from None
    if not isinstance(top.value, dict):
        raise FaultyFile(["file: must be a block that starts with employer:"])
    top.only("employer", "shifts", "sites", "headcounts", "services", "help_lines", "staff")
    plan = SetupPlan(
        employer=_employer(top.at("employer")),
        shifts=tuple(_shift(node) for node in top.at("shifts").each()),
        sites=tuple(_site(node) for node in top.at("sites").each()),
        headcounts=tuple(_heads(node) for node in top.at("headcounts").each()),
        services=tuple(_service(node) for node in top.at("services").each()),
        help_lines=tuple(_help_line(node) for node in top.at("help_lines").each()),
        staff=tuple(_person(node) for node in top.at("staff").each()),
    )
    _agree(top, plan)
    if faults:
        raise FaultyFile(faults)
    return plan


def _where(error: yaml.YAMLError) -> str:
    mark = getattr(error, "problem_mark", None)
    return f"line {mark.line + 1}" if mark else "unreadable"


def _employer(node: Node) -> EmployerPlan:
    node.only("name", "callback_number", "region", "no_card_percent", "sessions_free")
    return EmployerPlan(
        name=node.at("name").names(),
        callback_number=node.at("callback_number").matching(NUMBER, "a phone number in quotes"),
        region=node.at("region").text(10) if node.has("region") else "CN",
        no_card_percent=node.at("no_card_percent").whole(0, 100)
        if node.has("no_card_percent")
        else 20,
        sessions_free=node.at("sessions_free").whole(1, 100) if node.has("sessions_free") else 6,
    )


def _code(node: Node) -> str:
    return node.at("code").matching(CODE, "1 to 20 letters, digits, - or _")


def _shift(node: Node) -> ShiftPlan:
    node.only("code", "name", "hours")
    hours = node.at("hours").text(80) if node.has("hours") else ""
    return ShiftPlan(_code(node), node.at("name").names(), hours)


def _site(node: Node) -> SitePlan:
    node.only("code", "name", "time_zone", "teams")
    teams = []
    for team in node.at("teams").each():
        team.only("code", "shift")
        teams.append(TeamPlan(_code(team), team.at("shift").text(20)))
    zone = _zone(node.at("time_zone"))
    return SitePlan(_code(node), node.at("name").names(), zone, tuple(teams))


def _zone(node: Node) -> str:
    if not isinstance(node.value, str) or node.value not in available_timezones():
        node.fault("must be a time zone such as Asia/Shanghai")
        return ""
    return node.value


def _heads(node: Node) -> HeadsPlan:
    node.only("site", "shift", "month", "heads")
    said = node.at("month").matching(MONTH, "a month in quotes such as '2026-11'")
    heads = node.at("heads")
    heads.only(*Tenure.values)
    counted = {band: heads.at(band).whole(0, MOST_HEADS) for band in Tenure.values}
    month = date(int(said[:4]), int(said[5:]), 1) if said else date.min
    return HeadsPlan(node.at("site").text(20), node.at("shift").text(20), month, counted)


def _service(node: Node) -> ServicePlan:
    node.only("code", "name", "line", "minutes", "modalities")
    ways = tuple(way.one_of(Modality.values) for way in node.at("modalities").some())
    return ServicePlan(
        code=_code(node),
        name=node.at("name").names(60),
        line=node.at("line").names(160),
        minutes=node.at("minutes").whole(5, 240),
        modalities=ways,
    )


def _help_line(node: Node) -> HelpLinePlan:
    node.only("kind", "name", "number", "hours", "cost", "last_checked")
    return HelpLinePlan(
        kind=node.at("kind").one_of(LineKind.values),
        name=node.at("name").names(),
        number=node.at("number").matching(NUMBER, "a phone number in quotes"),
        hours=node.at("hours").names() if node.has("hours") else _ANY_NAMES,
        cost=node.at("cost").names() if node.has("cost") else _ANY_NAMES,
        last_checked=node.at("last_checked").day() if node.has("last_checked") else None,
    )


def _person(node: Node) -> StaffPlan:
    node.only("email", "name", "language", "roles", "counsellor")
    email = node.at("email")
    try:
        validate_email(str(email.value))
    except ValidationError:
        email.fault("must be an e-mail address")
    roles = frozenset(role.one_of(Role.values) for role in node.at("roles").some())
    for pair in apart(roles):
        node.at("roles").fault(f"one person may not be both {' and '.join(sorted(pair))}")
    language = node.at("language").one_of(LANGUAGES) if node.has("language") else LANGUAGES[0]
    block = node.at("counsellor")
    if node.has("counsellor") and Role.COUNSELLOR not in roles:
        block.fault("is for somebody with the role counsellor")
    return StaffPlan(
        email=str(email.value).lower(),
        name=node.at("name").text(80),
        language=language,
        roles=roles,
        counsellor=_counsellor(block) if node.has("counsellor") else None,
    )


def _counsellor(node: Node) -> CounsellorPlan:
    node.only(
        *("name", "pronoun", "time_zone", "languages", "modalities", "phone_line", "room"),
        "hours",
    )
    return CounsellorPlan(
        name=node.at("name").names(40),
        pronoun=node.at("pronoun").text(20) if node.has("pronoun") else "",
        time_zone=_zone(node.at("time_zone")),
        languages=tuple(one.one_of(LANGUAGES) for one in node.at("languages").some()),
        modalities=tuple(one.one_of(Modality.values) for one in node.at("modalities").some()),
        phone_line=node.at("phone_line").matching(NUMBER, "a phone number in quotes")
        if node.has("phone_line")
        else "",
        room=node.at("room").text(80) if node.has("room") else "",
        hours=tuple(_hours(one) for one in node.at("hours").each()),
    )


def _hours(node: Node) -> HoursPlan:
    node.only("days", "from", "to")
    days = tuple(one.one_of(DAYS) for one in node.at("days").some())
    starts, ends = (
        node.at(key).matching(CLOCK, "a time in quotes such as '09:00'") or "00:00"
        for key in ("from", "to")
    )
    if starts >= ends and "00:00" not in (starts, ends):
        node.at("to").fault("must be later than from")
    return HoursPlan(
        days=tuple(DAYS.index(day) for day in days if day),
        starts=time.fromisoformat(starts),
        ends=time.fromisoformat(ends),
    )


def _agree(top: Node, plan: SetupPlan) -> None:
    """Codes are said once, and whatever names a site or shift names one of this file."""
    sites = _once(top, "sites", [site.code for site in plan.sites])
    shifts = _once(top, "shifts", [shift.code for shift in plan.shifts])
    _once(top, "services", [service.code for service in plan.services])
    _once(top, "help_lines", [f"{line.kind} {line.number}" for line in plan.help_lines])
    _once(top, "staff", [person.email for person in plan.staff])
    _once(top, "headcounts", [f"{h.site} {h.shift} {h.month}" for h in plan.headcounts])
    for site in top.at("sites").each():
        _once(site, "teams", [str(team.at("code").value) for team in site.at("teams").each()])
        for team in site.at("teams").each():
            _known(team, "shift", shifts)
    for count in top.at("headcounts").each():
        _known(count, "site", sites)
        _known(count, "shift", shifts)
    required: dict[str, Callable[[SetupPlan], tuple[object, ...]]] = {
        "sites": lambda p: p.sites,
        "shifts": lambda p: p.shifts,
        "services": lambda p: p.services,
        "help_lines": lambda p: p.help_lines,
    }
    for key, found in required.items():
        if not found(plan):
            top.at(key).fault("must not be empty")


def _once(parent: Node, key: str, said: list[str]) -> set[str]:
    for place, code in enumerate(said):
        if code in said[:place]:
            parent.at(key).fault(f"entry {place} repeats an earlier one")
    return set(said)


def _known(node: Node, key: str, codes: set[str]) -> None:
    inner = node.at(key)
    if inner.value not in codes:
        inner.fault("names nothing in this file")
