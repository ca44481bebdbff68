"""The keyring file: made once, private, whole, and never shown. With either root provider."""

import base64
import hashlib
import json
import pickle
import stat
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from eap.vault import keyfile, keyring
from eap.vault.keyring import Keyring, KeyringError, client_session_key, make_keyring
from tests.factories.openbao import OpenBao

MADE = """
ready()
made = make_keyring()
print(made, keyring().primary.id)
"""
FOLLOWS = """
print(keyring().primary.id, flush=True)
ready()
print(keyring().primary.id, flush=True)
"""
CHANGES = """
keyring()
ready()
print(*[word for _ in range(3) for word in (add_kek(), str(add_index_root()))])
"""
SETTINGS = (
    "HARBOUR_KEYRING",
    "HARBOUR_TRANSIT_ADDRESS",
    "HARBOUR_TRANSIT_MOUNT",
    "HARBOUR_TRANSIT_KEY",
    "HARBOUR_TRANSIT_TOKEN",
    "HARBOUR_TRANSIT_CA",
)
PROCESS = """
import json, sys
from pathlib import Path
from django.conf import settings
given = json.loads(sys.argv[1])
settings.configure(**{name: Path(value) if name in ("HARBOUR_KEYRING", "HARBOUR_TRANSIT_TOKEN")
    else value for name, value in given.items()})
from eap.vault.keyring import *
def ready():
    print("ready", flush=True)
    sys.stdin.readline()
"""


@pytest.fixture(params=["local", "transit"])
def path(request: pytest.FixtureRequest, tmp_path: Path, settings: Any) -> Path:
    """Where there is no keyring yet, under either provider."""
    if request.param == "transit":
        request.getfixturevalue("transit")
    settings.HARBOUR_KEYRING = tmp_path / "state" / "keyring.json"
    return Path(settings.HARBOUR_KEYRING)


@pytest.fixture
def local(tmp_path: Path, settings: Any) -> Path:
    """A keyring whose root key lies in it."""
    settings.HARBOUR_KEYRING = tmp_path / "state" / "keyring.json"
    make_keyring()
    return Path(settings.HARBOUR_KEYRING)


def process(script: str) -> "subprocess.Popen[str]":
    """Another process of this installation, which waits where the script says `ready()`."""
    given = {name: str(getattr(settings, name)) for name in SETTINGS}
    return subprocess.Popen(
        [sys.executable, "-c", PROCESS + script, json.dumps(given)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[3],
    )


def line(of: "subprocess.Popen[str]") -> str:
    assert of.stdout
    return of.stdout.readline().strip()


def at_once(script: str, count: int) -> list[list[str]]:
    """What so many processes say that were let go together, word by word."""
    started = [process(script) for _ in range(count)]
    assert [line(one) for one in started] == ["ready"] * count
    for one in started:
        assert one.stdin
        one.stdin.write("\n")
        one.stdin.flush()
    said = [one.communicate(timeout=60)[0].split() for one in started]
    assert [one.returncode for one in started] == [0] * count
    return said


def secrets_of(ring: Keyring) -> list[bytes]:
    """All but the KEKs, which are given out as ciphers only."""
    single = [ring.pepper, ring.client_sessions, ring.entries, ring.directory]
    return [*ring.index_roots.values(), *single]


def test_it_is_made_once_private_and_read_again(path: Path) -> None:
    assert make_keyring() is True
    assert make_keyring() is False
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(path.parent.iterdir()) == [path]
    ring = keyring.keyring()
    assert ring.primary is ring.keks[ring.primary.id]
    assert (list(ring.index_roots), ring.index_version) == ([1], 1)
    assert client_session_key() == ring.client_sessions
    assert {len(secret) for secret in secrets_of(ring)} == {32}
    assert keyring.keyring() is ring


def test_each_secret_in_it_is_another(path: Path) -> None:
    make_keyring()
    assert len(set(secrets_of(keyring.keyring()))) == 5


def test_no_secret_stands_in_it_openly(path: Path) -> None:
    make_keyring()
    text = path.read_text()
    for secret in secrets_of(keyring.keyring()):
        assert base64.b64encode(secret).decode() not in text
        assert secret.hex() not in text


def test_a_stolen_file_opens_nothing_without_the_server(
    transit: OpenBao, local: Path, settings: Any
) -> None:
    assert json.loads(local.read_text())["root"] == {"provider": "transit"}
    settings.HARBOUR_TRANSIT_ADDRESS = ""
    with pytest.raises(KeyringError, match="HARBOUR_TRANSIT_ADDRESS"):
        keyring.keyring()


def test_processes_making_the_first_key_at_once_agree(path: Path) -> None:
    said = at_once(MADE, 4)
    assert sorted(made for made, _ in said) == ["False", "False", "False", "True"]
    assert len({kek_id for _, kek_id in said}) == 1


def test_changes_of_processes_at_once_are_all_kept(path: Path) -> None:
    make_keyring()
    first = keyring.keyring().primary.id
    said = at_once(CHANGES, 3)
    kek_ids = {word for words in said for word in words[::2]}
    versions = sorted(int(word) for words in said for word in words[1::2])
    ring = keyring.keyring()
    assert set(ring.keks) == {first} | kek_ids and len(kek_ids) == 9
    assert versions == [*range(2, 11)] and list(ring.index_roots) == [1, *versions]
    assert ring.primary.id in kek_ids


def test_a_running_process_follows_a_change(path: Path) -> None:
    make_keyring()
    other = process(FOLLOWS)
    assert line(other) == keyring.keyring().primary.id
    assert line(other) == "ready"
    new = keyring.add_kek()
    assert other.communicate("\n", timeout=60)[0].strip() == new


def test_a_broken_new_file_is_told_and_a_whole_one_is_taken_again(path: Path) -> None:
    make_keyring()
    whole, ring = path.read_text(), keyring.keyring()
    path.write_text(whole[:-20])
    for _ in range(2):
        with pytest.raises(KeyringError, match="damaged"):
            keyring.keyring()
    path.unlink()
    with pytest.raises(KeyringError, match="There is no keyring"):
        keyring.keyring()
    write(path, whole)
    assert keyring.keyring().pepper == ring.pepper


def test_a_running_process_outlives_its_server(transit: OpenBao, local: Path) -> None:
    ring = keyring.keyring()
    with transit.sealed():
        assert keyring.keyring() is ring
        with pytest.raises(KeyringError, match="sealed"):
            keyring.add_kek()
        forget()
        with pytest.raises(KeyringError, match="sealed"):
            keyring.keyring()
    assert keyring.keyring().pepper == ring.pepper


def test_a_missing_one_is_one_clear_error(path: Path) -> None:
    for act in (keyring.keyring, keyring.add_kek, keyring.rotate_root, keyring.root):
        with pytest.raises(KeyringError, match=r"There is no keyring .* manage\.py keys"):
            act()


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o666, 0o601])
def test_one_that_others_can_reach_is_refused(local: Path, mode: int) -> None:
    local.chmod(mode)
    for act in (keyring.keyring, keyring.add_kek):
        forget()
        with pytest.raises(KeyringError, match="open to others"):
            act()


def test_a_folder_is_refused(tmp_path: Path, settings: Any) -> None:
    settings.HARBOUR_KEYRING = tmp_path
    with pytest.raises(KeyringError, match="cannot be read"):
        keyring.keyring()


@pytest.mark.parametrize("content", ["", "{}", "[]", "null", '{"checksum": 1}', "\x00" * 40])
def test_something_else_is_refused(local: Path, content: str) -> None:
    write(local, content)
    with pytest.raises(KeyringError, match="damaged"):
        keyring.keyring()


def test_the_first_format_is_refused_in_one_line(local: Path) -> None:
    secret = base64.b64encode(bytes(32)).decode()
    content: dict[str, Any] = {"format": "harbour keyring 1"}
    content["keks"] = [{"id": "00" * 8, "state": "primary", "key": secret}]
    content |= dict.fromkeys(("index_root", "pepper", "client_sessions"), secret)
    write(local, signed(content))
    with pytest.raises(KeyringError, match="is a 'harbour keyring 1'; this version reads") as told:
        keyring.keyring()
    assert "\n" not in str(told.value) and secret not in str(told.value)


def test_no_changed_character_goes_unnoticed(local: Path) -> None:
    """Every place of the file, one character changed: an error, or the very same keys."""
    whole = local.read_text()
    first = keyring.keyring()
    for place in range(0, len(whole), 3):
        changed = "A" if whole[place] != "A" else "B"
        write(local, whole[:place] + changed + whole[place + 1 :])
        try:
            found = keyring.keyring()
        except KeyringError as error:
            assert "damaged" in str(error)
        else:  # a changed space between two entries
            assert whole[place].isspace()
            assert found.index_roots == first.index_roots
    write(local, whole[: len(whole) // 2])
    with pytest.raises(KeyringError, match="damaged"):
        keyring.keyring()


@pytest.mark.parametrize(
    "fault",
    [
        {"primary_kek": "00" * 8},
        {"primary_kek": None},
        {"index_version": 2},
        {"index_version": "1"},
        {"index_made": 0},
        {"index_made": None},
        {"secrets": {}},
        {"secrets": []},
        {"root": {}},
        {"root": "local"},
        {"root": {"provider": 2}},
        {"root": {"provider": "local"}},
        {"root": {"provider": "local", "keys": []}},
        {"root": {"provider": "local", "keys": [{"id": "x", "key": "AAAA"}]}},
        {"more": 1},
    ],
)
def test_one_that_fits_its_checksum_and_not_its_form_is_refused(local: Path, fault: Any) -> None:
    write(local, signed(content_of(local) | fault))
    with pytest.raises(KeyringError, match="damaged"):
        keyring.keyring()


@pytest.mark.parametrize("name", ["pepper", "client sessions", "entries", "directory"])
def test_one_without_a_secret_is_refused(local: Path, name: str) -> None:
    content = content_of(local)
    del content["secrets"][name]
    write(local, signed(content))
    with pytest.raises(KeyringError, match="damaged"):
        keyring.keyring()


def test_an_unknown_provider_is_refused(local: Path) -> None:
    write(local, signed(content_of(local) | {"root": {"provider": "carrier pigeon"}}))
    with pytest.raises(KeyringError, match="no root provider 'carrier pigeon'"):
        keyring.keyring()


def test_swapped_secrets_are_refused(path: Path) -> None:
    make_keyring()
    content = content_of(path)
    kept = content["secrets"]
    kept["pepper"], kept["entries"] = kept["entries"], kept["pepper"]
    write(path, signed(content))
    with pytest.raises(KeyringError, match="pepper does not open"):
        keyring.keyring()


def test_a_secret_of_another_keyring_is_refused(local: Path, tmp_path: Path, settings: Any) -> None:
    content = content_of(local)
    settings.HARBOUR_KEYRING = tmp_path / "other" / "keyring.json"
    make_keyring()
    other = content_of(settings.HARBOUR_KEYRING)
    content["secrets"]["pepper"] = other["secrets"]["pepper"]
    write(local, signed(content))
    settings.HARBOUR_KEYRING = local
    with pytest.raises(KeyringError, match="pepper does not open"):
        keyring.keyring()


def test_a_secret_of_another_length_is_refused(local: Path) -> None:
    content = content_of(local)
    content["secrets"]["pepper"] = keyring.root().wrap(bytes(31), "pepper")
    write(local, signed(content))
    with pytest.raises(KeyringError, match="damaged"):
        keyring.keyring()


def test_it_is_never_shown_nor_copied(local: Path) -> None:
    ring = keyring.keyring()
    for thing in (ring, ring.primary):
        assert repr(thing) in ("<Keyring>", "<Kek>")
        assert str(thing) == repr(thing)
        with pytest.raises(TypeError):
            pickle.dumps(thing)
    assert content_of(local)["root"]["keys"][0]["key"] not in repr(keyfile.read(local))


def test_an_error_names_no_secret(path: Path) -> None:
    make_keyring()
    content = path.read_text()
    kept = json.loads(content)
    write(path, content.replace('"directory"', '"directorx"'))
    with pytest.raises(KeyringError) as caught:
        keyring.keyring()
    for secret in kept["secrets"].values():
        assert secret not in str(caught.value)
    assert caught.value.__context__ is None


def test_asking_for_it_is_cheap(local: Path) -> None:
    keyring.keyring()
    began = time.process_time()
    for _ in range(2000):
        keyring.keyring()
    assert (time.process_time() - began) / 2000 < 100e-6  # seconds


def forget() -> None:
    """As in a process that has just started."""
    keyring._loaded = None


def write(path: Path, text: str) -> None:
    """Put another file there, to be read as by a process that has just started."""
    path.write_text(text)
    path.chmod(0o600)
    forget()


def content_of(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(path.read_text())
    del content["checksum"]
    return content


def signed(content: dict[str, Any]) -> str:
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"))
    return json.dumps(content | {"checksum": hashlib.sha256(canonical.encode()).hexdigest()})
