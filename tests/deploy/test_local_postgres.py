"""The local PostgreSQL server: it starts, stops, and survives every way of being killed."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import postgres
import pytest
from steps import Stop

LOCAL_SCRIPTS = Path(postgres.__file__).parent
PATIENCE_SECONDS = 20


@pytest.fixture(scope="module")
def server() -> Iterator[postgres.Server]:
    with postgres.throwaway_server(postgres.wheel_binaries()) as server:
        yield server


def kill_and_wait(server: postgres.Server) -> None:
    pid = server.pid
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    until = time.monotonic() + PATIENCE_SECONDS
    while server.pid is not None and time.monotonic() < until:
        time.sleep(0.01)
    assert server.pid is None


def test_it_is_never_root_and_listens_on_no_port(server: postgres.Server) -> None:
    assert Path(f"/proc/{server.pid}").stat().st_uid != 0
    assert server.ask("SHOW listen_addresses") == ""
    assert server.sockets.stat().st_mode & 0o777 == 0o700


def test_its_password_is_needed_and_kept_private(server: postgres.Server) -> None:
    parts = urlsplit(server.url("postgres"))
    password_file = server.data.parent / "password"
    assert password_file.stat().st_mode & 0o777 == 0o600
    assert parts.password == password_file.read_text()
    assert parse_qs(parts.query) == {"host": [str(server.sockets)]}
    refused = subprocess.run(
        [server.binaries / "psql", "-w", "-h", server.sockets, "-U", postgres.OWNER, "postgres"],
        env={**os.environ, "PGPASSWORD": "wrong"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "password authentication failed" in refused.stderr


def test_a_database_is_made_once(server: postgres.Server) -> None:
    for _ in range(2):
        server.ensure_database("twice")
    assert server.ask("SELECT count(*) FROM pg_database WHERE datname = 'twice'") == "1"


def test_values_do_not_reach_the_log(server: postgres.Server) -> None:
    server.ask("CREATE TABLE keys (word text PRIMARY KEY); INSERT INTO keys VALUES ('secret-word')")
    with pytest.raises(Stop, match="duplicate key"):
        server.ask("INSERT INTO keys VALUES ('secret-word')")
    assert "duplicate key" in server.log.read_text()
    assert "secret-word" not in server.log.read_text()


def test_rows_survive_a_killed_server(server: postgres.Server) -> None:
    server.durable = True
    server.stop()
    server.start()
    server.ask("CREATE TABLE kept AS SELECT 7 AS number")
    kill_and_wait(server)
    server.start()
    assert server.ask("SELECT number FROM kept") == "7"


def test_rows_survive_a_clean_stop_and_stopping_twice_is_harmless(
    server: postgres.Server,
) -> None:
    server.ask("CREATE TABLE stopped AS SELECT 8 AS number")
    server.stop()
    server.stop()
    assert not (server.data / "postmaster.pid").exists()
    server.start()
    assert server.ask("SELECT number FROM stopped") == "8"


def test_a_second_server_on_the_same_data_is_refused(server: postgres.Server) -> None:
    password = server.data.parent / "password"
    second = postgres.Server(server.binaries, server.data, password, durable=False)
    with pytest.raises(Stop, match="did not start"):
        second.start()
    assert server.ask("SELECT 1") == "1"


def test_a_lost_password_is_said_plainly(server: postgres.Server) -> None:
    other = postgres.Server(server.binaries, server.data, server.data.parent / "gone")
    with pytest.raises(Stop, match=r"gone is gone|remove"):
        other.start()


def test_it_shuts_down_cleanly_when_its_starter_is_killed(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    script = textwrap.dedent(
        f"""
        import sys, time
        sys.path.insert(0, {str(LOCAL_SCRIPTS)!r})
        import postgres
        with postgres.throwaway_server(postgres.wheel_binaries()) as server:
            print(server.data, flush=True)
            time.sleep(60)
        """
    )
    with subprocess.Popen(
        [sys.executable, "-c", script], stdout=subprocess.PIPE, text=True
    ) as starter:
        assert starter.stdout is not None
        data = Path(starter.stdout.readline().strip())
        assert (data / "postmaster.pid").exists()
        starter.kill()
    until = time.monotonic() + PATIENCE_SECONDS
    while (data / "postmaster.pid").exists() and time.monotonic() < until:
        time.sleep(0.05)
    assert not (data / "postmaster.pid").exists()
    subprocess.run(["rm", "-r", str(data.parent)], check=True)


def test_somebody_elses_folder_is_not_used(tmp_path: Path) -> None:
    target = tmp_path / "theirs"
    target.mkdir()
    link = tmp_path / "link"
    link.symlink_to(target)
    with pytest.raises(Stop, match="somebody else"):
        postgres._private_folder(link, postgres.server_account())


def test_data_of_one_major_version_is_preferred_to_an_empty_newer_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres, "LOCAL", tmp_path)
    monkeypatch.setattr(postgres, "version", lambda folder: (int(folder.name), 1))
    monkeypatch.setattr(postgres, "_reachable", lambda binaries, account: binaries)
    monkeypatch.setattr(postgres.Account, "may_enter", lambda self, path: True)
    candidates = [Path("/pg/18"), Path("/pg/15")]
    assert postgres.kept_server(tmp_path, candidates).data == tmp_path / "postgres-18"
    (tmp_path / "postgres-15").mkdir()
    assert postgres.kept_server(tmp_path, candidates).data == tmp_path / "postgres-15"


def test_pg_bindir_without_a_server_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PG_BINDIR", str(tmp_path))
    with pytest.raises(Stop, match="PG_BINDIR"):
        postgres.named_binaries()


@pytest.mark.smoke
@pytest.mark.skipif(not postgres.installed_binaries(), reason="no PostgreSQL is installed")
def test_an_installed_server_does_as_well() -> None:
    with postgres.throwaway_server(postgres.installed_binaries()[0]) as server:
        assert server.ask("SELECT 1") == "1"
        assert server.ask("SHOW server_encoding") == "UTF8"
