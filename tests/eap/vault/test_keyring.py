"""The keyring file: made once, private, whole, and never shown."""

import json
import pickle
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from eap.vault.keyring import KeyringError, client_session_key, keyring, make_keyring

MAKE = """
import sys
from pathlib import Path
from django.conf import settings
settings.configure(HARBOUR_KEYRING=Path(sys.argv[1]))
from eap.vault.keyring import keyring, make_keyring
sys.stdin.readline()
made = make_keyring()
print(made, keyring().primary.id)
"""


@pytest.fixture
def path(tmp_path: Path, settings: Any) -> Path:
    settings.HARBOUR_KEYRING = tmp_path / "state" / "keyring.json"
    return Path(settings.HARBOUR_KEYRING)


def test_it_is_made_once_private_and_read_again(path: Path) -> None:
    assert make_keyring() is True
    assert make_keyring() is False
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(path.parent.iterdir()) == [path]
    ring = keyring()
    assert ring.primary is ring.keks[ring.primary.id]
    assert len(client_session_key()) == 32


def test_each_secret_in_it_is_another(path: Path) -> None:
    make_keyring()
    content = json.loads(path.read_text())
    secrets = {content[root] for root in ("index_root", "pepper", "client_sessions")}
    assert len(secrets | {content["keks"][0]["key"]}) == 4


def test_processes_making_the_first_key_at_once_agree(path: Path) -> None:
    makers = [
        subprocess.Popen(
            [sys.executable, "-c", MAKE, str(path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parents[3],
        )
        for _ in range(4)
    ]
    for maker in makers:  # all have imported everything; let them go together
        assert maker.stdin
        maker.stdin.write("\n")
        maker.stdin.flush()
    said = [maker.communicate(timeout=60)[0].split() for maker in makers]
    assert sorted(made for made, _ in said) == ["False", "False", "False", "True"]
    assert len({kek_id for _, kek_id in said}) == 1


def test_a_missing_one_is_one_clear_error(path: Path) -> None:
    with pytest.raises(KeyringError, match="There is no keyring"):
        keyring()


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o666, 0o601])
def test_one_that_others_can_reach_is_refused(path: Path, mode: int) -> None:
    make_keyring()
    path.chmod(mode)
    with pytest.raises(KeyringError, match="open to others"):
        keyring()


def test_a_folder_is_refused(path: Path) -> None:
    path.mkdir(parents=True, mode=0o700)
    with pytest.raises(KeyringError, match="cannot be read"):
        keyring()


@pytest.mark.parametrize("content", ["", "{}", "[]", "null", '{"checksum": 1}', "\x00" * 40])
def test_something_else_is_refused(path: Path, content: str) -> None:
    path.parent.mkdir(parents=True)
    path.write_text(content)
    path.chmod(0o600)
    with pytest.raises(KeyringError, match="damaged"):
        keyring()


def test_no_changed_character_goes_unnoticed(path: Path) -> None:
    """Every place of the file, one character changed: an error, or the very same keys."""
    make_keyring()
    whole = path.read_text()
    first = keyring()
    for place in range(0, len(whole), 3):
        changed = "A" if whole[place] != "A" else "B"
        damaged = path.with_name(f"keyring-{place}.json")
        _write(damaged, whole[:place] + changed + whole[place + 1 :])
        try:
            found = _ring_at(damaged)
        except KeyringError as error:
            assert "damaged" in str(error)
        else:  # a changed space between two entries
            assert whole[place].isspace()
            assert found.index_root == first.index_root
    with pytest.raises(KeyringError, match="damaged"):
        cut = path.with_name("cut.json")
        _write(cut, whole[: len(whole) // 2])
        _ring_at(cut)


def test_two_primary_keys_or_none_are_refused(path: Path) -> None:
    make_keyring()
    for states in (["primary", "primary"], ["enabled"], ["primary", "retired"]):
        content = _content(path)
        key = content["keks"][0]
        content["keks"] = [key | {"id": f"{n:016x}", "state": s} for n, s in enumerate(states)]
        changed = path.with_name(f"{'-'.join(states)}.json")
        _write(changed, _with_checksum(content))
        with pytest.raises(KeyringError, match="damaged"):
            _ring_at(changed)


def test_an_enabled_key_still_unwraps_beside_the_primary(path: Path) -> None:
    make_keyring()
    content = _content(path)
    old = content["keks"][0]
    new = {"id": "00" * 8, "state": "primary", "key": content["pepper"]}
    content["keks"] = [old | {"state": "enabled"}, new]
    rotated = path.with_name("rotated.json")
    _write(rotated, _with_checksum(content))
    ring = _ring_at(rotated)
    assert ring.primary.id == new["id"]
    assert set(ring.keks) == {old["id"], new["id"]}


def test_it_is_never_shown_nor_copied(path: Path) -> None:
    make_keyring()
    ring = keyring()
    for thing in (ring, ring.primary):
        assert repr(thing) in ("<Keyring>", "<Kek>")
        assert str(thing) == repr(thing)
        with pytest.raises(TypeError):
            pickle.dumps(thing)


def test_an_error_names_no_secret(path: Path) -> None:
    make_keyring()
    content = path.read_text()
    _write(path, content.replace('"primary"', '"primarx"'))
    with pytest.raises(KeyringError) as caught:
        keyring()
    for secret in json.loads(content)["keks"][0].values():
        assert secret not in str(caught.value) or secret == "primary"
    assert caught.value.__context__ is None


def _ring_at(path: Path) -> Any:
    from eap.vault.keyring import _read

    return _read(path)


def _write(path: Path, text: str) -> None:
    path.write_text(text)
    path.chmod(0o600)


def _content(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(path.read_text())
    del content["checksum"]
    return content


def _with_checksum(content: dict[str, Any]) -> str:
    from eap.vault.keyring import _checksum

    return json.dumps(content | {"checksum": _checksum(content)})
