"""What `manage.py setup FILE` is to bring about, as plain values that have been checked."""

from dataclasses import dataclass
from datetime import date, time


@dataclass(frozen=True, slots=True)
class Names:
    """One text in both languages."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class EmployerPlan:
    """The employer; see `models.Employer` for the meaning of the fields."""

    name: Names
    callback_number: str
    region: str
    no_card_percent: int
    sessions_free: int


@dataclass(frozen=True, slots=True)
class ShiftPlan:
    """A shift pattern."""

    code: str
    name: Names
    hours: str


@dataclass(frozen=True, slots=True)
class TeamPlan:
    """A team and the code of its shift pattern."""

    code: str
    shift: str


@dataclass(frozen=True, slots=True)
class SitePlan:
    """A site with its teams."""

    code: str
    name: Names
    time_zone: str
    teams: tuple[TeamPlan, ...]


@dataclass(frozen=True, slots=True)
class HeadsPlan:
    """Heads by tenure band at a site on a shift, from the month starting at `month`."""

    site: str
    shift: str
    month: date
    heads: dict[str, int]


@dataclass(frozen=True, slots=True)
class ServicePlan:
    """A bookable service."""

    code: str
    name: Names
    line: Names
    minutes: int
    modalities: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HelpLinePlan:
    """A hotline or emergency number."""

    kind: str
    name: Names
    number: str
    hours: Names
    cost: Names
    last_checked: date | None


@dataclass(frozen=True, slots=True)
class HoursPlan:
    """Weekly hours for sessions. `days` are weekdays from 0, Monday, to 6."""

    days: tuple[int, ...]
    starts: time
    ends: time


@dataclass(frozen=True, slots=True)
class CounsellorPlan:
    """What clients see of a counsellor, and their first weekly hours."""

    name: Names
    pronoun: str
    time_zone: str
    languages: tuple[str, ...]
    modalities: tuple[str, ...]
    phone_line: str
    room: str
    hours: tuple[HoursPlan, ...]


@dataclass(frozen=True, slots=True)
class StaffPlan:
    """One of the first staff, to be invited."""

    email: str
    name: str
    language: str
    roles: frozenset[str]
    counsellor: CounsellorPlan | None


@dataclass(frozen=True, slots=True)
class SetupPlan:
    """A whole file."""

    employer: EmployerPlan
    shifts: tuple[ShiftPlan, ...]
    sites: tuple[SitePlan, ...]
    headcounts: tuple[HeadsPlan, ...]
    services: tuple[ServicePlan, ...]
    help_lines: tuple[HelpLinePlan, ...]
    staff: tuple[StaffPlan, ...]
