"""A real OpenBao server of one's own: in memory, on loopback, with TLS, ended by its pid."""

import os
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import requests

TRIES, SECONDS = 5, 30


class OpenBao:
    """The running server, with its first token and what it calls its certificate authority."""

    def __init__(self, folder: Path, port: int) -> None:
        self.address = f"https://127.0.0.1:{port}"
        self.ca = folder / "vault-ca.pem"
        self.log = folder / "bao.log"
        self.token = secrets.token_hex(16)

    def ask(self, method: str, path: str, **body: Any) -> dict[str, Any]:
        """One request with the first token. Raises HTTPError when it is refused."""
        with requests.Session() as session:
            session.trust_env = False
            answer = session.request(
                method,
                f"{self.address}/v1/{path}",
                headers={"X-Vault-Token": self.token},
                json=body or None,
                verify=str(self.ca),
                timeout=SECONDS,
            )
        answer.raise_for_status()
        found: dict[str, Any] = answer.json() if answer.content else {}
        return found

    def new_key(self) -> str:
        """A fresh transit key's name."""
        name = f"harbour-{secrets.token_hex(4)}"
        self.ask("POST", f"transit/keys/{name}")
        return name

    def new_token(self, *allowed: str) -> str:
        """A token that may do these and nothing else, each `PATH CAPABILITY`."""
        pairs = [one.split(" ") for one in allowed]
        rules = [f'path "{path}" {{ capabilities = ["{may}"] }}' for path, may in pairs]
        name = f"policy-{secrets.token_hex(4)}"
        self.ask("PUT", f"sys/policies/acl/{name}", policy="\n".join(rules))
        made = self.ask("POST", "auth/token/create", policies=[name], no_default_policy=True)
        return str(made["auth"]["client_token"])

    @contextmanager
    def sealed(self) -> Iterator[None]:
        """As after a restart of the server, until somebody unseals it."""
        unseal_key = self.log.read_text().split("Unseal Key: ")[1].split()[0]
        self.ask("PUT", "sys/seal")
        try:
            yield
        finally:
            self.ask("PUT", "sys/unseal", key=unseal_key)


@contextmanager
def openbao(folder: Path) -> Iterator[OpenBao]:
    """Start a server and end it. `folder` gets its certificates and what it says."""
    server, process = _started(folder)
    try:
        server.ask("POST", "sys/mounts/transit", type="transit")
        yield server
    finally:
        process.terminate()
        process.wait(SECONDS)


def _started(folder: Path) -> tuple[OpenBao, "subprocess.Popen[bytes]"]:
    """The port is free when we look and may not be when the server comes: then another one."""
    for _ in range(TRIES):
        with socket.create_server(("127.0.0.1", 0)) as free:
            server = OpenBao(folder, free.getsockname()[1])
        process = _process(server, folder)
        if _answers(server, process):
            return server, process
        process.kill()
        process.wait()
    raise RuntimeError(server.log.read_text())


def _process(server: OpenBao, folder: Path) -> "subprocess.Popen[bytes]":
    words = (
        "-dev",
        "-dev-tls",
        "-dev-no-store-token",
        f"-dev-tls-cert-dir={folder}",
        f"-dev-listen-address={server.address.removeprefix('https://')}",
        f"-dev-root-token-id={server.token}",
    )
    with server.log.open("wb") as log:
        return subprocess.Popen(
            [Path(sys.executable).parent / "bao", "server", *words],
            stdout=log,
            stderr=log,
            env={"PATH": os.environ["PATH"], "HOME": str(folder)},
        )


def _answers(server: OpenBao, process: "subprocess.Popen[bytes]") -> bool:
    end = time.monotonic() + SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            server.ask("GET", "auth/token/lookup-self")
            return True
        except OSError:
            time.sleep(0.05)
    return False
