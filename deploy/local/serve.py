"""./dev run: a database with something in it, the web, worker and publisher processes, a page.

Whatever ends this process ends all of them. Standard library only.
"""

import fcntl
import http.client
import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from places import Place, kept_place
from postgres import die_with_parent
from steps import LOCAL, LOGS, PYTHON, ROOT, VENV, Stop, say, step

RUN_LOCK = LOCAL / "run.lock"
DEMO = ("--agents", "5000", "--months", "24", "--seed", "1")
DEMO_MARK = "demo"
HAS_DATA = 3
READY_SECONDS = 60
AGAIN_SECONDS = 2
STOP_SECONDS = 10
WEB_WORKERS = 2


@dataclass(frozen=True)
class Child:
    """A process we started and its log. `again` starts the same once more."""

    name: str
    process: subprocess.Popen[bytes]
    again: Callable[[], "Child"] | None = None

    def ask_to_stop(self) -> None:
        """SIGTERM, if it still runs."""
        if self.process.poll() is None:
            self.process.terminate()

    def await_end(self) -> None:
        """Wait for its end; SIGKILL to its whole group when it does not come."""
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


def _start(name: str, env: dict[str, str], *args: object, log: str = "w") -> Child:
    LOGS.mkdir(parents=True, exist_ok=True)
    with (LOGS / f"{name}.log").open(log) as out:
        process = subprocess.Popen(
            [str(a) for a in args],
            cwd=ROOT,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=die_with_parent(signal.SIGTERM),
        )
    return Child(name, process, lambda: _start(name, env, *args, log="a"))


def wanted_port() -> int:
    """PORT, or 8000; stops with one line when something else listens there."""
    said = os.environ.get("PORT", "8000")
    if not said.isdigit() or not 0 < int(said) < 65536:
        raise Stop(f"PORT={said} is not a port number")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(said)))
        except PermissionError:
            raise Stop(f"Port {said} needs rights we do not have; choose one above 1023") from None
        except OSError:
            other = int(said) + 1
            raise Stop(f"Port {said} is in use. Try: PORT={other} ./dev run") from None
    return int(said)


def running() -> int | None:
    """Process id of the ./dev run of this checkout, or None."""
    if not RUN_LOCK.exists():
        return None
    with RUN_LOCK.open("r") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return int(handle.read() or 0) or None
    return None


def refuse_twice() -> None:
    """Stop when this checkout is being served already."""
    if running() is not None:
        raise Stop("This checkout is running already; ./dev stop ends it")


@contextmanager
def _only_run() -> Iterator[None]:
    LOCAL.mkdir(exist_ok=True)
    with RUN_LOCK.open("a+") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Stop("This checkout is running already; ./dev stop ends it") from None
        handle.truncate(0)
        handle.write(str(os.getpid()))
        handle.flush()
        yield


def stop() -> None:
    """End the ./dev run of this checkout and wait until it is gone."""
    pid = running()
    if pid is None:
        say("nothing is running in this checkout")
        return
    os.kill(pid, signal.SIGTERM)
    with step("stopping"):
        until = time.monotonic() + 4 * STOP_SECONDS
        while running() is not None:
            if time.monotonic() > until:
                raise Stop(f"process {pid} does not end")
            time.sleep(0.1)


def prepare(place: Place) -> None:
    """Bring the database to the present, with logins and keys; fill it when it is empty."""
    with step("tables, logins, keys"):
        place.manage("prepare")
    if _is_empty(place):
        _fill(place)


def _is_empty(place: Place) -> bool:
    """Whether the synthetic company may be put there: a database with data is never touched."""
    if place.server and (place.state / DEMO_MARK).exists():
        return False  # our own, filled once: the question would cost every start two seconds
    code = place.manage_silently("demo", "status")
    if code not in (0, HAS_DATA):
        raise Stop(f"manage.py demo status ended with {code}")
    return code == 0


def _fill(place: Place) -> None:
    """The synthetic company, and at once the figures its past allows."""
    say("  the synthetic company (once, about a minute)")
    begun = time.monotonic()
    if place.manage_openly("demo", "fill", *DEMO):
        raise Stop("The synthetic company could not be made")
    (place.state / DEMO_MARK).touch()
    say(f"  the synthetic company {time.monotonic() - begun:.1f} s")
    with step("releases"):
        place.manage("publish", "--due")


def _processes(place: Place, port: int) -> list[Child]:
    """Start web, worker and publisher.

    The demo's doors open on our own server, elsewhere only on a database we filled ourselves.
    """
    ours = place.server is not None or (place.state / DEMO_MARK).exists()
    env = place.without_owner(HARBOUR_DEMO="1" if ours else "0")
    granian = (
        *(VENV / "bin" / "granian", "--interface", "wsgi", "--workers", WEB_WORKERS),
        *("--host", "127.0.0.1", "--port", port, "--workers-kill-timeout", "5"),
        "--respawn-failed-workers",  # one that died must not take the help page with it
        *("--no-ws", "--no-access-log", "api.wsgi:application"),
    )
    return [
        _start("web", {**env, "HARBOUR_POOL": "1"}, *granian),
        _start("worker", env, PYTHON, "manage.py", "worker"),
        _start("publisher", env, PYTHON, "manage.py", "publisher"),
    ]


def healthy(port: int) -> bool:
    """Does /healthz answer 200?"""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _await_health(children: list[Child], port: int) -> None:
    until = time.monotonic() + READY_SECONDS
    while not healthy(port):
        _all_alive(children)
        if time.monotonic() > until:
            raise Stop(f"/healthz does not answer; see {LOGS.relative_to(ROOT)}/web.log")
        time.sleep(0.1)


def _all_alive(children: list[Child]) -> None:
    for child in children:
        code = child.process.poll()
        if code is not None:
            log = LOGS / f"{child.name}.log"
            tail = "\n".join(log.read_text(errors="replace").splitlines()[-15:])
            where = log.relative_to(ROOT)
            raise Stop(f"{tail}\nThe {child.name} process ended with {code}; all of it: {where}")


def alive(child: Child) -> Child:
    """The child, or one in its place when it has ended; then after a pause."""
    code = child.process.poll()
    if code is None or child.again is None:
        return child
    say(f"  the {child.name} ended with {code}; starting it again")
    time.sleep(AGAIN_SECONDS)
    return child.again()


def _watch(place: Place, children: list[Child]) -> None:
    """Wait for ever; without the web the run ends, and whatever else was lost is started again.

    The help page must not go because a worker was killed.
    """
    while True:
        _all_alive([child for child in children if child.name == "web"])
        children[:] = [alive(child) for child in children]
        if place.server and place.server.pid is None:
            say("  the database ended by itself; starting it again")
            place.server.start()
        time.sleep(0.5)


def _welcome(port: int, began: float) -> None:
    home = f"http://localhost:{port}"
    say(f"\nHarbour is ready after {time.monotonic() - began:.0f} s\n")
    say(f"  {home}/          book as an agent")
    say(f"  {home}/staff     counsellors, duty, programme, operations")
    say(f"  {home}/start     start here: every role by one click (this machine only)")
    say(f"\n  logs in {LOGS.relative_to(ROOT)}/; Ctrl-C or ./dev stop ends it\n")


def run(began: float) -> None:
    """Serve until told to stop. Packages and page are in place already."""
    with _only_run():
        port = wanted_port()
        with kept_place(running=False) as place:
            prepare(place)
            children = _processes(place, port)
            try:
                with step("web, worker, publisher"):
                    _await_health(children, port)
                _welcome(port, began)
                _watch(place, children)
            finally:
                say("  stopping")
                for child in children:
                    child.ask_to_stop()
                for child in children:
                    child.await_end()
