"""Changing the keyring: what was wrapped before still opens, until it is retired."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from eap.vault import files, keyring, pairs, private_files
from eap.vault.blind import blind_index
from eap.vault.cipher import Damaged
from eap.vault.directory import Line
from eap.vault.keyring import Keyring, KeyringError, make_keyring
from eap.vault.models import Wrap
from eap.vault.pairs import Opener
from eap.vault.roots import LocalRoot
from eap.vault.transit import TransitRoot
from eap.vault.words import staff
from tests.eap.vault.conftest import write_private
from tests.factories.openbao import OpenBao

PRIVATE, SECRET = pairs.new_private(), bytes(range(32))
LINE = Line(uuid4(), staff(uuid4()), 1, pairs.public_of(PRIVATE))


@pytest.fixture(params=["local", "transit"])
def path(request: pytest.FixtureRequest, tmp_path: Path, settings: Any) -> Path:
    """A fresh keyring under either provider."""
    if request.param == "transit":
        request.getfixturevalue("transit")
    return made(tmp_path, settings)


@pytest.fixture
def local(tmp_path: Path, settings: Any) -> Path:
    """A fresh keyring with its root key in it."""
    return made(tmp_path, settings)


def made(folder: Path, settings: Any) -> Path:
    settings.HARBOUR_KEYRING = folder / "state" / "keyring.json"
    make_keyring()
    return Path(settings.HARBOUR_KEYRING)


def content(ring: Keyring) -> tuple[object, ...]:
    """What must be the same after everything was wrapped anew."""
    single = (ring.pepper, ring.client_sessions, ring.entries, ring.directory)
    return (list(ring.keks), ring.primary.id, ring.index_roots, ring.index_version, *single)


@contextmanager
def unchanged(path: Path) -> Iterator[None]:
    before = path.read_bytes()
    yield
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


def root_keys() -> list[str]:
    return [key.id for key in keyring.root().keys()]  # noqa: SIM118  (not a dictionary)


def index(version: int | None = None) -> bytes:
    return blind_index("123456789012", table="visit", column="code", version=version)


def wrapped() -> Wrap:
    """A place that is filled, under the primary KEK."""
    wrap = files.place_of(uuid4(), LINE.holder, None)
    files.fill(wrap, SECRET, LINE)
    return wrap


def test_a_new_kek_is_primary_and_the_old_one_opens(path: Path) -> None:
    old = keyring.keyring().primary.id
    wrap = wrapped()
    new = keyring.add_kek()
    ring = keyring.keyring()
    assert new != old
    assert ring.primary.id == new
    assert list(ring.keks) == [old, new]
    assert wrapped().kek_id == new
    assert files.secret_in(wrap, Opener(PRIVATE)) == SECRET


def test_a_retired_kek_opens_no_more(path: Path) -> None:
    wrap = wrapped()
    assert files.secret_in(wrap, Opener(PRIVATE)) == SECRET
    new = keyring.add_kek()
    keyring.retire_kek(wrap.kek_id)
    assert list(keyring.keyring().keks) == [new]
    with pytest.raises(Damaged):
        files.secret_in(wrap, Opener(PRIVATE))


def test_a_primary_or_unknown_kek_is_not_retired(path: Path) -> None:
    with unchanged(path):
        with pytest.raises(KeyringError, match="primary"):
            keyring.retire_kek(keyring.keyring().primary.id)
        for unknown in ("", "00" * 8, "pepper"):
            with pytest.raises(KeyringError, match="There is no KEK"):
                keyring.retire_kek(unknown)


def test_an_index_root_is_made_used_and_retired(path: Path) -> None:
    first = index()
    assert keyring.add_index_root() == 2
    assert index() == index(1) == first != index(2)
    keyring.use_index_root(2)
    assert index() == index(2)
    assert index(1) == first
    keyring.retire_index_root(1)
    assert list(keyring.keyring().index_roots) == [2]
    with pytest.raises(KeyringError, match="no index root 1"):
        index(1)


def test_a_version_is_never_given_twice(path: Path) -> None:
    assert keyring.add_index_root() == 2
    keyring.retire_index_root(2)
    assert keyring.add_index_root() == 3


def test_a_current_or_unknown_index_root_stays_as_it_is(path: Path) -> None:
    with unchanged(path):
        with pytest.raises(KeyringError, match="current"):
            keyring.retire_index_root(1)
        for act in (keyring.retire_index_root, keyring.use_index_root):
            for unknown in (0, 2, -1):
                with pytest.raises(KeyringError, match="no index root"):
                    act(unknown)


def test_a_new_root_key_wraps_all_and_changes_nothing_else(path: Path) -> None:
    keyring.add_kek()
    before, copy = content(keyring.keyring()), path.read_bytes()
    (old,) = root_keys()
    new = keyring.rotate_root()
    assert root_keys() == [old, new]
    assert content(keyring.keyring()) == before
    keyring.retire_root(old)
    assert root_keys() == [new]
    assert content(keyring.keyring()) == before
    assert len(path.read_bytes()) == len(copy)


def test_a_retired_root_key_ends_older_copies(transit: OpenBao, local: Path) -> None:
    copy = local.read_bytes()
    keyring.rotate_root()
    now = local.read_bytes()
    put(local, copy)
    assert keyring.keyring()
    put(local, now)
    keyring.retire_root("1")
    put(local, copy)
    with pytest.raises(KeyringError, match="does not open"):
        keyring.keyring()


def test_a_root_key_the_server_rotated_by_itself_is_followed(transit: OpenBao, local: Path) -> None:
    before = content(keyring.keyring())
    transit.ask("POST", f"transit/keys/{settings.HARBOUR_TRANSIT_KEY}/rotate")
    keyring.retire_root("1")
    assert content(keyring.keyring()) == before


def test_a_primary_or_unknown_root_key_is_not_retired(path: Path) -> None:
    before = content(keyring.keyring())
    for key_id in (*root_keys(), "99"):
        with pytest.raises(KeyringError):
            keyring.retire_root(key_id)
    assert content(keyring.keyring()) == before


def test_it_moves_to_the_server_and_back(local: Path, request: pytest.FixtureRequest) -> None:
    keyring.add_kek()
    before = content(keyring.keyring())
    request.getfixturevalue("transit")
    keyring.move_root(TransitRoot.from_settings())
    assert keyring.root().name == "transit"
    assert content(keyring.keyring()) == before
    keyring.move_root(LocalRoot.fresh())
    assert keyring.root().name == "local"
    assert content(keyring.keyring()) == before


def test_the_two_tokens_may_do_what_they_need_and_no_more(
    transit: OpenBao, tmp_path: Path, settings: Any
) -> None:
    """The policies are those of deploy/README.md."""
    key = settings.HARBOUR_TRANSIT_KEY
    reads = transit.new_token(f"transit/decrypt/{key} update")
    changes = transit.new_token(
        f"transit/decrypt/{key} update",
        f"transit/encrypt/{key} update",
        f"transit/keys/{key} read",
        f"transit/keys/{key}/rotate update",
        f"transit/keys/{key}/config update",
    )
    write_private(settings.HARBOUR_TRANSIT_TOKEN, changes)
    path = made(tmp_path, settings)
    keyring.add_kek()
    keyring.rotate_root()
    keyring.retire_root("1")
    write_private(settings.HARBOUR_TRANSIT_TOKEN, reads)
    put(path, path.read_bytes())
    assert keyring.keyring()
    for act in (keyring.add_kek, keyring.rotate_root):
        with pytest.raises(KeyringError, match="does not allow"):
            act()


def test_a_failing_change_leaves_the_file_as_it_was(local: Path, transit: OpenBao) -> None:
    before = content(keyring.keyring())
    with unchanged(local):
        settings.HARBOUR_TRANSIT_KEY = "nobody-made-this"
        with pytest.raises(KeyringError):
            keyring.move_root(TransitRoot.from_settings())
    assert content(keyring.keyring()) == before


def test_a_file_that_cannot_be_written_is_one_clear_error(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    for path in (tmp_path / "folder", tmp_path / "absent" / "keyring.json"):
        with pytest.raises(KeyringError, match="cannot be written: ") as caught:
            private_files.replace(path, "text")
        assert caught.value.__context__ is None
    assert list(tmp_path.iterdir()) == [tmp_path / "folder"]


def put(path: Path, copy: bytes) -> None:
    """Bring a copy of the keyring back, to be read as by a process that has just started."""
    path.write_bytes(copy)
    keyring._loaded = None


def run(*words: str) -> list[str]:
    out = StringIO()
    call_command("keys", *words, stdout=out)
    return out.getvalue().splitlines()


def test_the_command_lists_ids_and_states_and_no_key(path: Path) -> None:
    old = keyring.keyring().primary.id
    new = keyring.add_kek()
    keyring.add_index_root()
    assert run("list") == [
        f"root provider: {keyring.root().name}",
        f"root key {root_keys()[0]}: primary",
        f"KEK {old}: enabled",
        f"KEK {new}: primary",
        "index root 1: current",
        "index root 2: enabled",
    ]


def test_the_command_rotates_and_retires_the_root(path: Path) -> None:
    (old,) = root_keys()
    assert ": primary" in run("root", "rotate")[0]
    assert "retired" in run("root", "retire", old)[0]
    assert old not in root_keys() and len(root_keys()) == 1
    with pytest.raises(CommandError, match="There is no root key"):
        run("root", "retire", old)


def test_the_command_moves_the_root(local: Path, request: pytest.FixtureRequest) -> None:
    with pytest.raises(CommandError, match="HARBOUR_TRANSIT_ADDRESS"):
        run("move", "--to", "transit")
    request.getfixturevalue("transit")
    assert run("move", "--to", "transit")[0].startswith("The keyring is under transit now")
    with pytest.raises(CommandError, match="under transit already"):
        run("move", "--to", "transit")
    assert run("move", "--to", "local")[0].startswith("The keyring is under local now")
    with pytest.raises(CommandError):
        run("move")
