"""./dev itself: it says plainly what it can do and what is missing, and does a step once."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import install
import places
import pytest
import serve
import steps
from steps import ROOT, Stop

LOCK_FILES = [ROOT / "deploy" / "requirements" / f"{name}.txt" for name in install.LOCK_NAMES]


def dev(*words: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, ROOT / "dev", *words],
        env={**os.environ, **more},
        capture_output=True,
        text=True,
        check=False,
    )


def test_without_arguments_it_lists_its_commands() -> None:
    done = dev()
    assert done.returncode == 0
    for command in ("run", "stop", "test quick", "check", "fix", "bench", "manage", "lock"):
        assert f"\n  {command}" in done.stdout


@pytest.mark.parametrize("words", [("frobnicate",), ("stop", "it", "now")])
def test_a_wrong_word_shows_the_list_and_fails(words: tuple[str, ...]) -> None:
    done = dev(*words)
    assert done.returncode == 2
    assert "usage: ./dev" in done.stdout
    assert done.stderr == ""


def test_an_expected_failure_is_one_line_without_traceback() -> None:
    done = dev("deps", "nonsense")
    assert done.returncode == 1
    assert done.stdout.strip() == "deps run | deps test"
    assert done.stderr == ""


@pytest.mark.parametrize("lock", LOCK_FILES, ids=lambda path: path.name)
def test_locks_pin_hashes_and_name_no_host(lock: Path) -> None:
    text = lock.read_text()
    assert "://" not in text
    pinned = re.findall(r"^[a-z0-9-]+==[^\s;]+.*$", text, re.MULTILINE)
    assert pinned
    assert all(line.endswith("\\") for line in pinned)
    assert text.count("--hash=sha256:") >= len(pinned)


def test_the_test_lock_holds_the_run_lock() -> None:
    pins = {
        path.stem: set(re.findall(r"^[a-z0-9-]+==[^\s]+", path.read_text(), re.MULTILINE))
        for path in LOCK_FILES
    }
    assert pins["run"] <= pins["test"]


def test_an_ordinary_account_is_told_the_one_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(install.os, "geteuid", lambda: 1000)
    monkeypatch.setitem(install.DEBIAN, "chromium-headless-shell", lambda: False)
    monkeypatch.setitem(install.DEBIAN, "libatomic1", lambda: False)
    monkeypatch.setitem(install.DEBIAN, "fonts-noto-cjk", lambda: True)
    with pytest.raises(Stop) as refusal:
        install.debian("chromium-headless-shell", "libatomic1", "fonts-noto-cjk")
    assert (
        "sudo apt-get install -y --no-install-recommends chromium-headless-shell libatomic1\n"
        in str(refusal.value)
    )


def test_a_step_is_redone_only_when_its_input_changed_or_its_result_is_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(steps, "STAMPS", tmp_path / "stamps")
    made = tmp_path / "made"
    calls: list[str] = []

    def make() -> None:
        calls.append("made")
        made.touch()

    for want in ("one", "one", "two"):
        steps.stamped("it", want, made, make)
    assert len(calls) == 2
    made.unlink()
    steps.stamped("it", "two", made, make)
    assert len(calls) == 3


def test_a_failed_step_leaves_no_stamp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(steps, "STAMPS", tmp_path)
    (tmp_path / "it").write_text("old")

    def fail() -> None:
        raise Stop("no")

    with pytest.raises(Stop):
        steps.stamped("it", "new", tmp_path, fail)
    assert not (tmp_path / "it").exists()


def test_a_failing_program_shows_the_end_of_what_it_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(steps, "ROOT", tmp_path)
    monkeypatch.setattr(steps, "LOGS", tmp_path / "logs")
    with pytest.raises(Stop, match=r"(?s)no such thing.*logs/odd\.log"):
        steps.quietly("odd", "sh", "-c", "echo no such thing; exit 3", cwd=tmp_path)


def test_a_used_port_is_said_with_the_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        monkeypatch.setenv("PORT", str(port))
        with pytest.raises(Stop, match=f"Port {port} is in use. Try: PORT={port + 1} ./dev run"):
            serve.wanted_port()


@pytest.mark.parametrize("said", ["eight", "0", "65536", "-1"])
def test_a_wrong_port_is_refused(said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", said)
    with pytest.raises(Stop, match="is not a port number"):
        serve.wanted_port()


def test_only_one_run_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serve, "LOCAL", tmp_path)
    monkeypatch.setattr(serve, "RUN_LOCK", tmp_path / "run.lock")
    assert serve.running() is None
    with serve._only_run():
        assert serve.running() == os.getpid()
        with pytest.raises(Stop, match="running already"):
            serve.refuse_twice()
    assert serve.running() is None


def test_a_child_deaf_to_sigterm_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serve, "STOP_SECONDS", 0.3)
    deaf = "trap '' TERM; echo up; while :; do sleep 0.1; done"
    with subprocess.Popen(
        ["sh", "-c", deaf], stdout=subprocess.PIPE, start_new_session=True
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        child = serve.Child("deaf", process)
        child.ask_to_stop()
        child.await_end()
    assert process.returncode == -signal.SIGKILL


def test_a_killed_child_is_started_again_and_its_log_goes_on(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(serve, "LOGS", tmp_path)
    monkeypatch.setattr(serve, "AGAIN_SECONDS", 0)
    first = serve._start("worker", dict(os.environ), "sh", "-c", "echo up; exec sleep 60")
    assert serve.alive(first) is first
    while not (tmp_path / "worker.log").read_text():
        time.sleep(0.02)
    first.process.kill()
    first.process.wait()
    second = serve.alive(first)
    try:
        assert second.process.poll() is None and second.process.pid != first.process.pid
        while (tmp_path / "worker.log").read_text() != "up\nup\n":
            time.sleep(0.02)
    finally:
        second.ask_to_stop()
        second.await_end()


class Said(places.Place):
    """A place whose commands are only noted; `demo status` answers with a set code."""

    status = 0

    def manage_silently(self, *args: str) -> int:
        return self.status if args == ("demo", "status") else 1

    def manage(self, *args: str) -> None:
        SAID.append(args)

    def manage_openly(self, *args: str) -> int:
        SAID.append(args)
        return 0


SAID: list[tuple[str, ...]] = []


@pytest.mark.parametrize(("status", "filled"), [(0, True), (serve.HAS_DATA, False)])
def test_only_an_empty_database_is_filled(status: int, filled: bool, tmp_path: Path) -> None:
    SAID.clear()
    place = Said("postgresql:///somebody", tmp_path, None)
    Said.status = status
    serve.prepare(place)
    assert SAID[0] == ("prepare",)
    filling = [("demo", "fill", *serve.DEMO), ("publish", "--due")]
    assert SAID[1:] == (filling if filled else [])
    assert (tmp_path / serve.DEMO_MARK).exists() is filled


def test_long_running_processes_never_see_the_owners_login(tmp_path: Path) -> None:
    place = places.Place("postgresql://owner:pw@/harbour", tmp_path, None)
    assert "DATABASE_URL" not in place.without_owner()
    assert place.environment()["DATABASE_URL"] == place.url
