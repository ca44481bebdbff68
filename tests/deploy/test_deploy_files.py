"""What is handed to an operator is valid by the tools that read it, and keeps its promises."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
import yaml
from django.conf import settings

from eap.audit import witness

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
BIN = Path(sys.executable).parent


def _run(*command: object, **environment: str) -> None:
    done = subprocess.run(
        [str(part) for part in command],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | environment,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_dockerfile_passes_the_linter() -> None:
    _run(BIN / "hadolint", "--failure-threshold", "warning", DEPLOY / "Dockerfile")


def test_compose_follows_its_schema_and_is_tidy() -> None:
    _run(
        BIN / "check-jsonschema", "--builtin-schema", "vendor.compose-spec", DEPLOY / "compose.yaml"
    )
    rules = "{extends: default, rules: {line-length: {max: 110}, document-start: disable}}"
    _run(BIN / "yamllint", "-d", rules, DEPLOY / "compose.yaml")


def test_the_publisher_gets_no_keyring_and_only_prepare_gets_the_owner() -> None:
    services = yaml.safe_load((DEPLOY / "compose.yaml").read_text())["services"]
    mounts = {name: [str(v) for v in one.get("volumes", [])] for name, one in services.items()}
    assert not [mount for mount in mounts["publisher"] if mount.startswith(("keys", "state"))]
    assert [name for name, one in services.items() if one.get("env_file") == "owner.env"] == [
        "prepare"
    ]


@pytest.mark.skipif(not shutil.which("caddy"), reason="./dev test quick does not install caddy")
def test_the_proxy_accepts_its_file() -> None:
    caddyfile = DEPLOY / "proxy" / "Caddyfile"
    _run("caddy", "validate", "--adapter", "caddyfile", "--config", caddyfile,
         SITE_ADDRESS="eap.example.org")  # fmt: skip


def test_the_app_trusts_the_one_proxy_and_the_one_address_it_hands_on() -> None:
    assert "\nTRUSTED_PROXIES=1\n" in (DEPLOY / "env.example").read_text()
    handed = [
        line.split("#")[0].strip()
        for line in (DEPLOY / "proxy" / "Caddyfile").read_text().splitlines()
        if "X-Forwarded-For" in line
    ]
    assert handed == ["header_up X-Forwarded-For {remote_host}"]


def test_every_variable_in_the_example_is_one_the_settings_read() -> None:
    known = (ROOT / "eap" / "settings.py").read_text() + (DEPLOY / "compose.yaml").read_text()
    example = (DEPLOY / "env.example").read_text()
    names = re.findall(r"^(?:# )?([A-Z_]+)=", example, re.MULTILINE)
    assert names and not [
        name for name in names if f'"{name}"' not in known and f"{{{name}" not in known
    ]


def test_the_example_names_what_an_operator_must_decide() -> None:
    """Left to its default, each of these would page nobody or print an address of this machine."""
    example = (DEPLOY / "env.example").read_text()
    for name in ("PUBLIC_ADDRESS", "EMAIL_URL", "MAIL_FROM", "PAGER", "ALLOWED_HOSTS"):
        assert f"\n{name}=" in example


def test_whoever_seals_the_trail_may_write_its_newest_head() -> None:
    """The head lies in the state folder, which the worker may write; the key stays read-only."""
    worker = yaml.safe_load((DEPLOY / "compose.yaml").read_text())["services"]["worker"]
    assert "state:/state" in worker["volumes"] and "signer:/signer:ro" in worker["volumes"]
    assert witness.file().parent == Path(settings.HARBOUR_STATE)


@pytest.mark.slow
def test_roles_are_made_twice_without_harm_and_are_nobody_special() -> None:
    import postgres

    binaries = postgres.wheel_binaries()
    with postgres.throwaway_server(binaries) as server:
        server.ensure_database("harbour")
        url = server.url("harbour")
        for _ in range(2):
            _run(binaries / "psql", url, "-q", "-v", "app_password=a", "-v", "publish_password=p",
                 "-f", DEPLOY / "postgres" / "roles.sql")  # fmt: skip
        with psycopg.connect(url) as owner:
            special = owner.execute(
                "SELECT rolname FROM pg_roles WHERE rolname LIKE 'harbour\\_%'"
                " AND (rolsuper OR rolbypassrls OR rolcreaterole)"
            ).fetchall()
            logins = owner.execute(
                "SELECT rolname FROM pg_roles WHERE rolname LIKE 'harbour\\_%' AND rolcanlogin"
                " ORDER BY 1"
            ).fetchall()
    assert special == []
    assert logins == [("harbour_publisher",), ("harbour_web",)]
