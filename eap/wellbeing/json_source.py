"""Read JSON that strangers wrote, strictly, remembering on which line everything stands.

The standard parser forgets lines; a refusal that says where to look needs them.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NoReturn

MAX_BYTES = 2_000_000
MAX_DEPTH = 100

UNKEEPABLE = re.compile(r"[\x00\ud800-\udfff]")  # what no column holds: NUL, half a surrogate pair

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],:\n]')


class BrokenJson(ValueError):
    """The bytes are not one clean JSON object; `line` is where that shows, None when nowhere."""

    def __init__(self, problem: str, line: int | None = None) -> None:
        super().__init__(problem)
        self.problem = problem
        self.line = line


@dataclass(frozen=True, slots=True)
class JsonSource:
    """A parsed object and the line each path in it begins on (`item[2].code[0]` -> 41)."""

    document: dict[str, object]
    lines: dict[str, int]

    def line(self, path: str) -> int | None:
        """The line of `path`, or of the nearest thing round it; None when all of it is missing."""
        while path and path not in self.lines:
            path = re.sub(r"(\[\d+\]|\.?[^.\[\]]+)$", "", path)
        return self.lines.get(path) if path else None


def read(content: bytes) -> JsonSource:
    """Parse UTF-8 bytes; BrokenJson for anything but one object with unique, finite members."""
    if len(content) > MAX_BYTES:
        raise BrokenJson(f"larger than {MAX_BYTES} bytes")
    try:
        text = content.decode("utf-8-sig")
        document = json.loads(text, object_pairs_hook=_unique, parse_constant=_not_finite)
    except UnicodeDecodeError as error:
        raise BrokenJson("not UTF-8", content.count(b"\n", 0, error.start) + 1) from error
    except json.JSONDecodeError as error:
        raise BrokenJson(f"broken JSON: {error.msg}", error.lineno) from error
    except RecursionError as error:
        raise BrokenJson("nested too deeply") from error
    if not isinstance(document, dict):
        raise BrokenJson("not a JSON object", 1)
    _refuse_unkeepable(text)
    return JsonSource(document, _lines(text))


def strings(value: object, path: str = "") -> Iterator[tuple[str, str]]:
    """Every text in `value` with its path."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, member in value.items():
            yield from strings(member, f"{path}.{key}" if path else str(key))
    elif isinstance(value, list):
        for index, element in enumerate(value):
            yield from strings(element, f"{path}[{index}]")


def _refuse_unkeepable(text: str) -> None:
    """Look into every name and text: such a character comes escaped, the file itself is clean."""
    for found in _TOKEN.finditer(text):
        mark = found[0]
        if "\\u" in mark and UNKEEPABLE.search(json.loads(mark)):
            line = text.count("\n", 0, found.start()) + 1
            raise BrokenJson("a text with NUL or half of a surrogate pair", line)


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise BrokenJson("an object names the same member twice")
    return members


def _not_finite(constant: str) -> NoReturn:
    raise BrokenJson(f"{constant} is not JSON")


def _lines(text: str) -> dict[str, int]:
    """Line of each container and member, by one walk over the tokens of JSON known to be valid."""
    lines: dict[str, int] = {}
    line = 1
    open_at: list[str | int] = []  # for each open container: the member name or index we are at
    before = ""
    for mark in _TOKEN.findall(text):
        if mark == "\n":
            line += 1
            continue
        if mark in "{[":
            lines.setdefault(_path(open_at), line)
            open_at.append("" if mark == "{" else 0)
            if len(open_at) > MAX_DEPTH:
                raise BrokenJson("nested too deeply", line)
        elif mark in "}]":
            open_at.pop()
        elif mark == "," and isinstance(open_at[-1], int):
            open_at[-1] += 1
        elif mark[0] == '"' and before in "{," and isinstance(open_at[-1], str):
            open_at[-1] = json.loads(mark)
            lines[_path(open_at)] = line
        before = mark
    return lines


def _path(open_at: list[str | int]) -> str:
    path = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in open_at)
    return path.removeprefix(".")
