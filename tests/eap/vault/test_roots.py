"""Root providers: the same promises by a key in the file and by a real OpenBao server."""

import base64
import pickle
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
import requests
from django.conf import settings

from eap.vault.roots import KeyringError, LocalRoot, RootKey, RootProvider
from eap.vault.transit import TransitRoot
from tests.eap.vault.conftest import write_private
from tests.factories.openbao import OpenBao

SECRET = bytes(range(32))
ABOUT = "kek 0011223344556677"


@pytest.fixture(params=["local", "transit"])
def make(request: pytest.FixtureRequest) -> Callable[[], RootProvider]:
    """Makes providers of one kind, each with a key of its own."""
    if request.param == "local":
        return LocalRoot.fresh
    bao: OpenBao = request.getfixturevalue("transit")

    def transit() -> TransitRoot:
        settings.HARBOUR_TRANSIT_KEY = bao.new_key()
        return TransitRoot.from_settings()

    return transit


@pytest.fixture
def root(make: Callable[[], RootProvider]) -> RootProvider:
    return make()


def again(root: RootProvider) -> RootProvider:
    """As another process finds it by what the keyring file says."""
    record = root.record()
    assert record["provider"] == root.name
    return LocalRoot.from_record(record) if root.name == "local" else TransitRoot.from_settings()


def test_a_secret_opens_again_in_another_process_too(root: RootProvider) -> None:
    wrapped = root.wrap(SECRET, ABOUT)
    assert root.unwrap(wrapped, ABOUT) == SECRET
    assert again(root).unwrap(wrapped, ABOUT) == SECRET


def test_nothing_of_it_is_in_what_is_written(root: RootProvider) -> None:
    first, second = root.wrap(SECRET, ABOUT), root.wrap(SECRET, ABOUT)
    assert first != second
    assert first.isascii() and first.isprintable()
    for shown in (base64.b64encode(SECRET).decode().rstrip("="), SECRET.hex()):
        assert shown not in first


@pytest.mark.parametrize("about", ["kek 0011223344556678", "pepper", "", ABOUT + " "])
def test_it_opens_for_its_own_name_only(root: RootProvider, about: str) -> None:
    wrapped = root.wrap(SECRET, ABOUT)
    with pytest.raises(KeyringError, match="does not open"):
        root.unwrap(wrapped, about)


def test_another_key_does_not_open_it(make: Callable[[], RootProvider]) -> None:
    wrapped = make().wrap(SECRET, ABOUT)
    with pytest.raises(KeyringError, match="does not open"):
        make().unwrap(wrapped, ABOUT)


def test_no_damage_goes_unnoticed(root: RootProvider) -> None:
    wrapped = root.wrap(SECRET, ABOUT)
    for place in range(0, len(wrapped) - 2, 5):
        other = "A" if wrapped[place] != "A" else "B"
        with pytest.raises(KeyringError, match="does not open"):
            root.unwrap(wrapped[:place] + other + wrapped[place + 1 :], ABOUT)
    for damaged in ("", "no", wrapped[:-8], wrapped + "AAAA", wrapped[:24]):
        with pytest.raises(KeyringError, match="does not open"):
            root.unwrap(damaged, ABOUT)


def test_a_rotated_key_wraps_and_the_one_before_still_opens(root: RootProvider) -> None:
    before = root.wrap(SECRET, ABOUT)
    (old,) = root.keys()
    new = root.rotate()
    assert root.keys() == [RootKey(old.id, "enabled"), RootKey(new, "primary")]
    assert root.unwrap(before, ABOUT) == SECRET
    after = root.wrap(SECRET, ABOUT)
    root.retire(old.id)
    assert root.keys() == again(root).keys() == [RootKey(new, "primary")]
    assert root.unwrap(after, ABOUT) == SECRET
    with pytest.raises(KeyringError, match="does not open"):
        again(root).unwrap(before, ABOUT)


def test_the_primary_and_what_is_not_there_are_not_retired(root: RootProvider) -> None:
    (key,) = root.keys()
    wrapped = root.wrap(SECRET, ABOUT)
    with pytest.raises(KeyringError, match="primary"):
        root.retire(key.id)
    for unknown in ("", "0", "7", "zz", "-1"):
        with pytest.raises(KeyringError, match="There is no root key"):
            root.retire(unknown)
    assert root.unwrap(wrapped, ABOUT) == SECRET


def test_an_error_and_a_provider_show_no_secret(root: RootProvider) -> None:
    wrapped = root.wrap(SECRET, ABOUT)
    with pytest.raises(KeyringError) as caught:
        root.unwrap(wrapped, "pepper")
    assert caught.value.__context__ is None
    assert wrapped not in str(caught.value)
    assert repr(root) == str(root) == f"<{type(root).__name__}>"


def test_local_keys_are_not_copied() -> None:
    with pytest.raises(TypeError):
        pickle.dumps(LocalRoot.fresh())


def refused(act: Callable[[], Any], match: str) -> None:
    """It ends in one clear line, which carries neither token nor secret along."""
    with pytest.raises(KeyringError, match=match) as caught:
        act()
    said = str(caught.value)
    token = Path(settings.HARBOUR_TRANSIT_TOKEN)
    assert not token.exists() or not token.read_text().strip() or token.read_text() not in said
    assert base64.b64encode(SECRET).decode() not in said
    assert "\n" not in said
    assert caught.value.__context__ is None


def wrap() -> str:
    return TransitRoot.from_settings().wrap(SECRET, ABOUT)


def test_an_unknown_key_is_told_and_not_made(transit: OpenBao, settings: Any) -> None:
    settings.HARBOUR_TRANSIT_KEY = f"mistyped-{secrets.token_hex(4)}"
    refused(wrap, "there is no such mount or key")
    with pytest.raises(requests.HTTPError, match="404"):
        transit.ask("GET", f"transit/keys/{settings.HARBOUR_TRANSIT_KEY}")


def test_an_unknown_mount_is_told(transit: OpenBao, settings: Any) -> None:
    settings.HARBOUR_TRANSIT_MOUNT = "transport"
    refused(wrap, "there is no such mount or key")


def test_a_key_that_cannot_bind_is_refused(transit: OpenBao, settings: Any) -> None:
    settings.HARBOUR_TRANSIT_KEY = f"rsa-{secrets.token_hex(4)}"
    transit.ask("POST", f"transit/keys/{settings.HARBOUR_TRANSIT_KEY}", type="rsa-2048")
    refused(wrap, "cannot do this with this key")


def test_a_process_that_only_reads_needs_a_token_that_only_decrypts(transit: OpenBao) -> None:
    wrapped = wrap()
    key = settings.HARBOUR_TRANSIT_KEY
    token = transit.new_token(f"transit/decrypt/{key} update")
    write_private(settings.HARBOUR_TRANSIT_TOKEN, token)
    root = TransitRoot.from_settings()
    assert root.unwrap(wrapped, ABOUT) == SECRET
    for act in (wrap, root.rotate, root.keys):
        refused(act, "policy does not allow")


@pytest.mark.parametrize("token", ["", "hvs.unknown", "not\nprintable", "Schlüssel"])
def test_a_wrong_token_is_told(transit: OpenBao, token: str) -> None:
    write_private(settings.HARBOUR_TRANSIT_TOKEN, token)
    refused(wrap, "The root key transit/harbour-.* is of no use: ")


def test_a_token_others_can_read_or_that_is_missing_is_refused(transit: OpenBao) -> None:
    path = Path(settings.HARBOUR_TRANSIT_TOKEN)
    for mode in (0o640, 0o604, 0o644):
        path.chmod(mode)
        refused(wrap, "transit token .* is open to others")
    path.unlink()
    refused(wrap, "There is no transit token")


def test_a_certificate_nobody_vouches_for_is_refused(
    transit: OpenBao, settings: Any, tmp_path: Path
) -> None:
    settings.HARBOUR_TRANSIT_CA = ""
    refused(wrap, "certificate is not trusted")
    settings.HARBOUR_TRANSIT_CA = str(tmp_path / "absent.pem")
    refused(wrap, "HARBOUR_TRANSIT_CA cannot be read")


def test_a_server_that_is_not_there_is_told(transit: OpenBao, settings: Any) -> None:
    settings.HARBOUR_TRANSIT_ADDRESS = "https://127.0.0.1:1"
    refused(wrap, "cannot be reached")


@pytest.mark.parametrize("answer", ["200 hello", '200 {"data": 1}', "307 elsewhere", "500 no"])
def test_another_kind_of_server_is_told(transit: OpenBao, settings: Any, answer: str) -> None:
    with some_server(answer) as address:
        settings.HARBOUR_TRANSIT_ADDRESS = address
        refused(wrap, "is no such server|the server failed")


@contextmanager
def some_server(answer: str) -> Iterator[str]:
    """Something else that answers by HTTP, always the same."""
    status, _, text = answer.partition(" ")

    class Always(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(int(status))
            self.send_header("Location", "http://127.0.0.1:1/")
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, *args: object) -> None:
            """Tests are quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Always) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


def test_a_sealed_server_is_told(transit: OpenBao) -> None:
    with transit.sealed():
        refused(wrap, "sealed")
    assert wrap()


@pytest.mark.parametrize("address", ["", "http://vault.example.org:8200", "vault:8200", "ftp://x"])
def test_nothing_travels_in_clear(address: str, settings: Any) -> None:
    settings.HARBOUR_TRANSIT_ADDRESS = address
    refused(TransitRoot.from_settings, "must be an https address")
