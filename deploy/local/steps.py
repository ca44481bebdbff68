"""What every step of ./dev shares: paths, one way of running a program, stamps, locks.

Standard library only: this code runs before anything is installed.
"""

import fcntl
import hashlib
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BOOT = ROOT / ".boot"
VENV = ROOT / ".venv"
NODE = ROOT / ".node"
BENCH = ROOT / ".bench"
LOCAL = ROOT / ".local"
LOGS = LOCAL / "logs"
STAMPS = LOCAL / "stamps"
FRONTEND = ROOT / "frontend"
LOCKS = ROOT / "deploy" / "requirements"
PYTHON = VENV / "bin" / "python"

TAIL_LINES = 25
TICK_SECONDS = 5


class Stop(Exception):
    """The command cannot go on; the message is all the reader needs (no traceback)."""


def say(text: str) -> None:
    """Print one line at once, even into a pipe."""
    print(text, flush=True)


@contextmanager
def step(name: str) -> Iterator[None]:
    """Announce a step and print how long it took."""
    print(f"  {name} ...", end="", flush=True)
    begun = time.monotonic()
    try:
        yield
    except BaseException:
        print(" failed", flush=True)
        raise
    print(f" {time.monotonic() - begun:.1f} s", flush=True)


def quietly(
    log: str, *args: object, env: Mapping[str, str] | None = None, cwd: Path = ROOT
) -> None:
    """Run a program with its output in .local/logs/<log>.log; show its end if it fails.

    Prints a dot every few seconds, so that a long download is seen to live.
    """
    LOGS.mkdir(parents=True, exist_ok=True)
    path = LOGS / f"{log}.log"
    with path.open("w") as out:
        child = subprocess.Popen(
            [str(a) for a in args], stdout=out, stderr=subprocess.STDOUT, env=env, cwd=cwd
        )
        code = _wait(child)
    if code:
        tail = "\n".join(path.read_text(errors="replace").splitlines()[-TAIL_LINES:])
        where = path.relative_to(ROOT)
        raise Stop(f"{tail}\n{Path(str(args[0])).name} ended with {code}; all of it: {where}")


def _wait(child: subprocess.Popen[bytes]) -> int:
    try:
        while True:
            try:
                return child.wait(TICK_SECONDS)
            except subprocess.TimeoutExpired:
                print(".", end="", flush=True)
    except BaseException:
        child.terminate()
        child.wait()
        raise


def openly(
    *args: object,
    env: Mapping[str, str] | None = None,
    cwd: Path = ROOT,
    stdout: int | None = None,
) -> int:
    """Run a program with its output on the screen, or its results at `stdout`; its exit code."""
    sys.stdout.flush()
    words = [str(a) for a in args]
    return subprocess.run(words, env=env, cwd=cwd, stdout=stdout, check=False).returncode


def digest(*parts: bytes | str | Path) -> str:
    """Short hash of texts and file contents: what a stamp compares."""
    total = hashlib.sha256()
    for part in parts:
        data = part.read_bytes() if isinstance(part, Path) else part
        data = data.encode() if isinstance(data, str) else data
        total.update(hashlib.sha256(data).digest())
    return total.hexdigest()[:24]


def digest_tree(top: Path, skip: Iterable[str]) -> str:
    """Hash of every file name and content below a folder, except the named folders in it."""
    left_out = set(skip)
    files = sorted(
        path
        for path in top.rglob("*")
        if path.relative_to(top).parts[0] not in left_out and path.is_file()
    )
    return digest(*(part for path in files for part in (str(path.relative_to(top)), path)))


def stamped(name: str, want: str, made: Path, make: Callable[[], None]) -> None:
    """Call make() only when its inputs changed or its result is gone; failing leaves no stamp."""
    stamp = STAMPS / name
    if made.exists() and stamp.exists() and stamp.read_text() == want:
        return
    STAMPS.mkdir(parents=True, exist_ok=True)
    stamp.unlink(missing_ok=True)
    make()
    stamp.write_text(want)


@contextmanager
def alone(name: str) -> Iterator[None]:
    """Only one ./dev of this checkout is inside at a time; the others wait and say so."""
    LOCAL.mkdir(exist_ok=True)
    with (LOCAL / f"{name}.lock").open("a") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("  waiting for another ./dev in this checkout")
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def clean_environment() -> None:
    """Let child Pythons keep their bytecode: without it every start parses every module anew."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
