"""The doors of the start page: how each persona signs in, and what of the company is told again.

One file beside the database's secrets, readable by its owner only, with fresh secrets in every
installation. It is written by `demo fill` and read by the start page and by `demo next-quarter`.
"""

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings

FILE = "demo-doors.json"
AGENT, STAFF = "agent", "staff"


@dataclass(frozen=True, repr=False, slots=True)
class Door:
    """One persona and what their sign-in form takes; what does not apply is empty.

    `cards` and `strips` are unused ones, each good for one person.
    """

    key: str
    kind: str
    name_zh: str
    name_en: str
    roles: tuple[str, ...] = ()
    email: str = ""
    password: str = ""
    passphrase: str = ""
    visit_code: str = ""
    words: tuple[str, ...] = ()
    cards: tuple[str, ...] = ()
    strips: tuple[str, ...] = ()


@dataclass(frozen=True, repr=False, slots=True)
class Told:
    """What a company was told from, to go on with it: see `told.company.found_company`.

    `returning` is the client behind the returning agent's door, `staff` key -> id.
    """

    seed: int
    agents: int
    first: date
    until: date
    returning: UUID
    staff: Mapping[str, UUID] = field(default_factory=dict)


def path() -> Path:
    """Where the file is."""
    return Path(settings.HARBOUR_STATE) / FILE


def keep(told: Told, doors: list[Door]) -> None:
    """Write the file, mode 0600; it appears under its name in one step."""
    content = {"told": asdict(told), "doors": [asdict(door) for door in doors]}
    part = path().with_name(f".{FILE}.part")
    part.unlink(missing_ok=True)
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        json.dump(content, file, ensure_ascii=False, indent=1, default=str)
    part.replace(path())


def doors() -> list[Door]:
    """Every door, in the order of the start page; none where no company was filled in."""
    return [
        Door(**{name: _kept(value) for name, value in one.items()})
        for one in _content().get("doors", [])
    ]


def _kept(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def told() -> Told | None:
    """What the company was told from, or None where none was filled in."""
    content = _content().get("told")
    if content is None:
        return None
    return Told(
        seed=content["seed"],
        agents=content["agents"],
        first=date.fromisoformat(content["first"]),
        until=date.fromisoformat(content["until"]),
        returning=UUID(content["returning"]),
        staff={key: UUID(value) for key, value in content["staff"].items()},
    )


def _content() -> dict[str, Any]:
    try:
        found: dict[str, Any] = json.loads(path().read_text())
    except FileNotFoundError:
        return {}
    return found


def forget() -> None:
    """Take the file away: the company it speaks of is not there."""
    path().unlink(missing_ok=True)
