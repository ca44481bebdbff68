"""Publishing and checking through manage.py, each with the login it takes by itself."""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings

from eap.publication import services
from eap.publication.models import Release
from tests.factories.processes import login_url
from tests.factories.publication import PUBLISHER, contribute, make_company, publisher_login

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def manage(tmp_path: Path):
    """`manage(*words)` runs manage.py as a process; returns its exit code and all it said."""
    (tmp_path / "django-secret").write_text("only for this test")
    environment = {
        **{name: value for name, value in os.environ.items() if name != "HARBOUR_LOGIN"},
        "APP_DATABASE_URL": login_url("harbour_app"),
        "PUBLISH_DATABASE_URL": login_url("harbour_publish"),
        "HARBOUR_STATE": str(tmp_path),
        "HARBOUR_KEYRING": str(settings.HARBOUR_KEYRING),
        "HARBOUR_SIGNER": str(settings.HARBOUR_SIGNER),
    }

    def run(*words: str) -> tuple[int, str]:
        done = subprocess.run(
            [sys.executable, "manage.py", *words],
            env=environment,
            cwd=settings.BASE_DIR,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        return done.returncode, done.stdout

    return run


@pytest.mark.slow
def test_what_was_published_is_checked_with_the_apps_login(manage, as_owner) -> None:
    make_company([date(2026, 1, 1)])
    contribute(date(2026, 1, 1), "A", 12)
    with publisher_login():
        list(services.publish_due(PUBLISHER, today=date(2026, 5, 20)))
    assert Release.objects.exists()
    assert manage("releases", "verify") == (0, "every release is as it was frozen\n")
    with as_owner() as owner:
        owner.execute("SET session_replication_role = replica")
        owner.execute("UPDATE publication_release SET period = '2026-07' WHERE number = 1")
    code, said = manage("releases", "verify")
    assert code == 1 and said.startswith("release 1: label\n")


@pytest.mark.slow
def test_publishing_takes_the_publishers_login(manage) -> None:
    code, said = manage("publish", "--due")
    assert code == 0 and "0 release(s) published" in said
    assert manage("publish")[0] == 2
