"""What sealing costs: beside the bare cipher, other projects' field packages, and plain columns.

    ./dev bench vault       on a throw-away server

Every figure is a ratio of two acts run side by side (vault/pairs.py), so it holds on a busy
machine too. The bare AES-256-GCM call is all hardware and the rest is Python: the ratio to it
grows with a faster processor, the ratio to the other packages does not. Those lie in environments
of their own, named by BENCH_PEERS; without it they are left out. Ends with 1 when an aim is missed.
"""

import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

import django
from tqdm import tqdm

from tests.bench.vault.figures import Figure, named, table
from tests.bench.vault.pairs import SIZES

CHEAPER_THAN_PEERS = {40: 5.0, 1024: 5.0, 10_240: 4.0}
ACTS = ("write", "read")
CIPHER, FIELD = "the vault's cipher", "the vault's field"
CIPHER_ONLY = "django-crypto-fields"
Costs = dict[int, dict[str, float]]  # size -> "write", "read" (times the bare call) and "stored"


@contextmanager
def step(bar: Any, what: str) -> Iterator[None]:
    """One step of the bar."""
    bar.set_description(what)
    yield
    bar.update()


def peer_costs(python: str) -> Iterator[dict[str, Any]]:
    """What the packages of one environment cost, one package and size after the other."""
    command = [python, str(Path(__file__).parent / "vault" / "peers.py")]
    with tempfile.TemporaryFile() as complaints:
        child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=complaints)
        with child:
            yield from map(json.loads, child.stdout or ())
        if child.returncode:
            complaints.seek(0)
            raise SystemExit(complaints.read().decode())


def all_peers(bar: Any) -> dict[str, Costs]:
    """package and version -> what it costs."""
    peers: dict[str, Costs] = {}
    for python in filter(None, os.environ.get("BENCH_PEERS", "").split(os.pathsep)):
        with step(bar, "other packages"):
            for found in peer_costs(python):
                costs = peers.setdefault(f"{found['peer']} {found['version']}", {})
                costs[found["size"]] = found
    return peers


def cost_table(costs: dict[str, Costs]) -> str:
    """A text's way to the column and back, to the bare AES-256-GCM call, and the bytes it takes."""
    columns = [(what, size) for what in (*ACTS, "stored") for size in SIZES]
    lines = [_line("", [f"{what:>8}" for what, _ in columns])]
    lines.append(_line("a text of", [f"{named(size):>8}" for _, size in columns]))
    for name, cost in costs.items():
        values = [f"{cost[size][what]:8.{what != 'stored':d}f}" for what, size in columns]
        lines.append(_line(name, values))
    return "\n".join(lines)


def _line(name: str, cells: list[str]) -> str:
    return f"{name:<40}" + "".join(cells)


def beside_peers(ours: dict[str, Costs], peers: dict[str, Costs]) -> list[Figure]:
    """How many times cheaper than the cheapest other package, for each act and size.

    A package of which only the cipher can be measured is held against our cipher.
    """
    figures = []
    for act in ACTS:
        for size in SIZES if peers else ():
            times = min(
                cost[size][act] / ours[CIPHER if CIPHER_ONLY in name else FIELD][size][act]
                for name, cost in peers.items()
            )
            what = f"{act} {named(size)}: the next cheapest package to ours"
            figures.append(Figure(what, times, least=CHEAPER_THAN_PEERS[size]))
    return figures


def measured() -> tuple[dict[str, Costs], list[Figure]]:
    """Everything, with a bar in the terminal: what a text's way costs, and the figures."""
    from tests.bench.vault import cells, keys, rotating, rows, scene

    figures: list[Figure] = []
    costs: dict[str, Costs] = {CIPHER: {}, FIELD: {}}
    with scene.database(), tqdm(total=2 * len(SIZES) + 10, disable=None) as bar:
        for size in SIZES:
            with step(bar, f"a cell of {named(size)}"):
                costs[CIPHER][size] = cells.cipher(size)
                figures += cells.cipher_figures(size) + cells.stored(size)
            with step(bar, f"a field of {named(size)}"):
                costs[FIELD][size] = cells.field(size)
        for measure in (keys.cold_files, keys.kek_rotation, keys.unlocking):
            with step(bar, "keys"):
                figures += measure()
        with step(bar, "rows"):
            reader = scene.reader()
            file_keys = rows.fill(reader)
        with step(bar, "list"):
            figures += scene.in_a_reading(reader, partial(rows.listed, file_keys))
        with step(bar, "cold list"):
            figures += scene.in_a_reading(reader, partial(rows.cold, file_keys))
        with step(bar, "search"):
            figures += rows.searched()
        with step(bar, "rotation"):
            figures += rotating.rotated(reader)
        peers = all_peers(bar)
    return costs | peers, figures + beside_peers(costs, peers)


def main() -> int:
    """Print the figures; exit code 1 when an aim is missed."""
    django.setup()
    load = os.getloadavg()[0]
    costs, figures = measured()
    print(cost_table(costs), table(figures), sep="\n\n")
    with_what = ", ".join(f"{name} {version(name)}" for name in ("django", "cryptography"))
    print(
        f"\n{os.cpu_count()} cores, load {load:.1f} before and {os.getloadavg()[0]:.1f} after,"
        f" Python {platform.python_version()}, {with_what}"
    )
    return 0 if all(figure.is_met for figure in figures) else 1


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "eap.settings")
    sys.exit(main())
