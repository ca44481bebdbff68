"""Root keys in the transit engine of a Vault or OpenBao server: they never leave it.

Secrets are bound to their names as associated data, so the key must be of an AEAD type
(aes256-gcm96, which is the server's default) and the server OpenBao, or Vault from 1.13 on:
an older one would ignore the binding.

hvac takes a tenth of a second to import; so this module is imported only where it is used.
"""

import base64
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import requests
from django.conf import settings
from hvac import exceptions
from hvac.adapters import JSONAdapter
from hvac.api.secrets_engines import Transit

from eap.vault.private_files import private_text
from eap.vault.roots import (
    ENABLED,
    PRIMARY,
    KeyringError,
    RootKey,
    demand_retirable,
    unopened,
)

TIMEOUT = 5  # seconds; a start should not hang on a server that says nothing
HERE = ("127.0.0.1", "::1", "localhost")
REASONS: tuple[tuple[type[Exception], str], ...] = (
    (exceptions.Forbidden, "the token is not valid, or its policy does not allow this"),
    (exceptions.Unauthorized, "the token is not valid"),
    (exceptions.InvalidPath, "there is no such mount or key"),
    (exceptions.InvalidRequest, "the server cannot do this with this key"),
    (exceptions.VaultDown, "the server is sealed, or not ready"),
    (exceptions.VaultError, "the server failed"),
    (requests.exceptions.SSLError, "its certificate is not trusted; see HARBOUR_TRANSIT_CA"),
    (requests.exceptions.Timeout, "it does not answer in time"),
    (requests.exceptions.RequestException, "it cannot be reached"),
    (OSError, "the file of HARBOUR_TRANSIT_CA cannot be read"),
)


class TransitRoot:
    """One named key of a transit engine; its versions are the root keys."""

    name = "transit"

    def __init__(self, *, address: str, token: Path, mount: str, key: str, ca: str = "") -> None:
        """`token` is a private file, read anew for each request: who renews it just replaces it.

        Raises KeyringError for an address by which token and secrets would travel in clear.
        """
        where = urlsplit(address)
        if where.scheme != "https" and not (where.scheme == "http" and where.hostname in HERE):
            raise KeyringError(
                f"HARBOUR_TRANSIT_ADDRESS must be an https address; it is {address or 'not set'}."
            )
        self._address, self._token, self._ca = address, token, ca
        self._of = {"name": key, "mount_point": mount}
        self._where = f"{mount}/{key} at {address}"

    @classmethod
    def from_settings(cls) -> "TransitRoot":
        """The one of this installation."""
        return cls(
            address=settings.HARBOUR_TRANSIT_ADDRESS,
            token=Path(settings.HARBOUR_TRANSIT_TOKEN),
            mount=settings.HARBOUR_TRANSIT_MOUNT,
            key=settings.HARBOUR_TRANSIT_KEY,
            ca=settings.HARBOUR_TRANSIT_CA,
        )

    def record(self) -> dict[str, Any]:
        """Only the name: address and key are the installation's, the token a file of its own."""
        return {"provider": self.name}

    def wrap(self, secret: bytes, about: str) -> str:
        """`vault:vVERSION:BASE64`, made by the server under the newest version."""
        self._versions()  # asking for an unknown key could make the server invent one
        given = {"plaintext": _base64(secret), "associated_data": _base64(about.encode())}
        return str(self._data(lambda it: it.encrypt_data(**self._of, **given))["ciphertext"])

    def unwrap(self, wrapped: str, about: str) -> bytes:
        """The secret. Raises KeyringError when it was bound to another name, or is damaged."""
        given = {"ciphertext": wrapped, "associated_data": _base64(about.encode())}
        answer = self._data(
            lambda it: it.decrypt_data(**self._of, **given), refused=unopened(about)
        )
        return base64.b64decode(answer["plaintext"])

    def keys(self) -> list[RootKey]:
        """The versions the server still decrypts, oldest first; the newest one is primary."""
        oldest, newest = self._versions()
        versions = [RootKey(str(version), ENABLED) for version in range(oldest, newest)]
        return [*versions, RootKey(str(newest), PRIMARY)]

    def rotate(self) -> str:
        """A new version of the key, made by the server."""
        self._asked(lambda it: it.rotate_key(**self._of))
        return str(self._versions()[1])

    def retire(self, key_id: str) -> None:
        """Let the server decrypt nothing of this version, nor of older ones."""
        demand_retirable(self.keys(), key_id)
        least = int(key_id) + 1
        self._asked(
            lambda it: it.update_key_configuration(**self._of, min_decryption_version=least)
        )

    def _versions(self) -> tuple[int, int]:
        """The oldest version that decrypts and the newest one."""
        data = self._data(lambda it: it.read_key(**self._of))
        return data["min_decryption_version"], data["latest_version"]

    def _data(self, ask: Callable[[Transit], Any], *, refused: str = "") -> dict[str, Any]:
        answer = self._asked(ask, refused=refused)
        if not isinstance(answer, dict) or not isinstance(answer.get("data"), dict):
            raise KeyringError(f"What answers for {self._where} is no such server.")
        found: dict[str, Any] = answer["data"]
        return found

    def _asked(self, ask: Callable[[Transit], Any], *, refused: str = "") -> Any:
        """The answer. An error of the client's own would carry token and secret along."""
        token = private_text(self._token, "transit token").strip()
        failed: type[Exception]
        with requests.Session() as session:
            # No proxy, no .netrc, no bundle of the environment: what is set here and nothing else.
            session.trust_env = False
            session.verify = self._ca or True
            adapter = JSONAdapter(
                self._address, token, timeout=TIMEOUT, session=session, allow_redirects=False
            )
            try:
                return ask(Transit(adapter))
            except (exceptions.VaultError, OSError, ValueError) as error:
                failed = type(error)
        if refused and issubclass(failed, exceptions.InvalidRequest):
            raise KeyringError(refused)
        reason = next((said for kind, said in REASONS if issubclass(failed, kind)), "it failed")
        raise KeyringError(f"The root key {self._where} is of no use: {reason}.")

    def __repr__(self) -> str:
        return "<TransitRoot>"


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode()
