"""./dev check, test, fix and bench: what a change must pass, in sections.

A section that fails does not hide the others; all failures are named at the end.
"""

import os
import time
from collections.abc import Mapping
from pathlib import Path

import install
from places import Place, throwaway_place
from steps import FRONTEND, LOCAL, PYTHON, ROOT, VENV, Stop, openly, say

PYTHON_SOURCES = ("dev", "manage.py", "eap", "api", "deploy", "tests")
WORKERS = "3"  # on two cores: a test waits for its database and its browser as long as it works
QUICK = "not browser and not slow and not alone"


class Sections:
    """Runs programs one after another and remembers which failed."""

    def __init__(self) -> None:
        self._failed: list[str] = []

    def run(
        self, name: str, *args: object, env: Mapping[str, str] | None = None, cwd: Path = ROOT
    ) -> None:
        """One program as one section."""
        say(f"\n== {name}")
        begun = time.monotonic()
        code = openly(*args, env=env, cwd=cwd)
        verdict = "passed" if code == 0 else f"FAILED ({code})"
        say(f"== {name}: {verdict} in {time.monotonic() - begun:.1f} s")
        if code:
            self._failed.append(name)

    def verdict(self) -> None:
        """Stop with the names of the failed sections, if there are any."""
        if self._failed:
            raise Stop(f"FAILED: {', '.join(self._failed)}")
        say("\nEverything passed.")


def _tool(name: str) -> Path:
    return VENV / "bin" / name


def _present(*names: str) -> list[str]:
    return [name for name in names if (ROOT / name).exists()]


def _mypy_environment(state: Path) -> dict[str, str]:
    """mypy loads Django's settings; it opens no database and needs no secret."""
    return {**os.environ, "HARBOUR_STATE": str(state)}


def _python_checks(sections: Sections) -> None:
    sources = _present(*PYTHON_SOURCES)
    sections.run("ruff format", _tool("ruff"), "format", "--check", *sources)
    sections.run("ruff", _tool("ruff"), "check", *sources)
    sections.run("import-linter", _tool("lint-imports"), "--no-logo")
    sections.run("mypy", _tool("mypy"), env=_mypy_environment(LOCAL / "none"))


def _frontend(sections: Sections, *scripts: str) -> None:
    env = install.node_packages()
    for script in scripts:
        npm = ("npm", "run", "--silent", script)
        sections.run(f"front end: {script}", *npm, env=env, cwd=FRONTEND)


def _pytest(sections: Sections, place: Place, *args: str, **more: str) -> None:
    env = place.environment(HARBOUR_LOGIN="owner", **more)
    sections.run("pytest", PYTHON, "-m", "pytest", *args, env=env)


def _side_by_side(sections: Sections, which: str) -> None:
    """Many tests, with nobody there to look at their pictures."""
    with throwaway_place() as place:
        args = ("-q", "-n", WORKERS, "--dist", "worksteal", "-m", which)
        _pytest(sections, place, *args, HARBOUR_SHOTS="")


def _alone(sections: Sections) -> None:
    """Those that need the server to themselves."""
    with throwaway_place() as place:
        _pytest(sections, place, "-q", "-m", "alone")


def check() -> None:
    """Everything that reads the code without running it."""
    install.deps("test")
    sections = Sections()
    _python_checks(sections)
    _frontend(sections, "check")
    sections.verdict()


def test() -> None:
    """All of it, from a bare machine on."""
    install.debian(*install.FOR_TEST)
    install.deps("test")
    install.page()
    sections = Sections()
    _python_checks(sections)
    _frontend(sections, "check", "test", "size")
    _side_by_side(sections, "not alone")
    _alone(sections)
    sections.verdict()


def test_quick() -> None:
    """What one runs before each commit: no browser, nothing slow, three tests at a time."""
    install.deps("test")
    sections = Sections()
    _python_checks(sections)
    _side_by_side(sections, QUICK)
    sections.verdict()


def test_some(*args: str) -> None:
    """pytest with the given arguments on a throw-away server, the page as its sources are now."""
    install.deps("test")
    install.page()
    with throwaway_place() as place:
        sections = Sections()
        _pytest(sections, place, *args)
        sections.verdict()


def fix() -> None:
    """Let the formatters and the safe fixes of the linters change the files."""
    install.deps("test")
    sections = Sections()
    sources = _present(*PYTHON_SOURCES)
    sections.run("ruff", _tool("ruff"), "check", "--fix", *sources)
    sections.run("ruff format", _tool("ruff"), "format", *sources)
    _frontend(sections, "fix")
    sections.verdict()


def bench(*names: str) -> None:
    """Run the measurements in tests/bench, each as a program on a throw-away server."""
    install.deps("test")
    found = sorted((ROOT / "tests" / "bench").glob("bench_*.py"))
    scripts = {script.stem.removeprefix("bench_"): script for script in found}
    wanted = [name.removeprefix("bench_") for name in names] or list(scripts)
    if not set(wanted) <= set(scripts):
        raise Stop(f"tests/bench holds: {', '.join(scripts)}")
    sections = Sections()
    for name in wanted:
        more = _peers() if name == "vault" else {}
        with throwaway_place() as place:
            env = place.environment(HARBOUR_LOGIN="owner", PYTHONPATH=str(ROOT), **more)
            sections.run(f"bench {name}", PYTHON, scripts[name], env=env)
    sections.verdict()


def _peers() -> dict[str, str]:
    """Where the vault's measurement finds the packages it compares itself with."""
    return {"BENCH_PEERS": os.pathsep.join(str(python) for python in install.peers())}
