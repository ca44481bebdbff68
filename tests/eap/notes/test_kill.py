"""A process killed in the middle of saving loses nothing that it had acknowledged."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from eap.notes import services
from tests.factories import cases as make
from tests.factories.cases import Begun
from tests.factories.processes import login_url

KILLS = 3
ENOUGH = 8  # acknowledged savings before each kill

# Saves the note again and again, and says each version only once it is acknowledged.
WRITER = """
import sys
from uuid import UUID
import django
django.setup()
from eap.core.actor import Actor
from eap.notes.services import save_draft
note, author, version = UUID(sys.argv[1]), UUID(sys.argv[2]), int(sys.argv[3])
actor = Actor.staff(author, frozenset({"counsellor"}), session=author)
while True:
    text = {"plan": f"as of version {version + 1}"}
    version = save_draft(actor, note_id=note, version=version, sections=text).version
    print(version, flush=True)
"""


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """A process of the app on the tests' database, with the tests' keyring."""
    (tmp_path / "django-secret").write_text("only for this test")
    return {
        **os.environ,
        "HARBOUR_LOGIN": "owner",
        "DATABASE_URL": login_url("harbour_app"),
        "HARBOUR_STATE": str(tmp_path),
        "HARBOUR_KEYRING": str(settings.HARBOUR_KEYRING),
        "HARBOUR_SHARES": str(settings.HARBOUR_SHARES),
        "DJANGO_SETTINGS_MODULE": "eap.settings",
        "PYTHONPATH": str(settings.BASE_DIR),
    }


def acknowledged(environment: dict[str, str], begun: Begun, note: object, version: int) -> int:
    """The last version a writer acknowledged before it was killed without warning."""
    words = (str(note), str(begun.counsellor.id), str(version))
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, *words], env=environment, stdout=subprocess.PIPE, text=True
    )
    assert writer.stdout is not None
    try:
        said = [int(line) for line, _ in zip(writer.stdout, range(ENOUGH), strict=False)]
    finally:
        writer.send_signal(signal.SIGKILL)
        said += [int(line) for line in writer.stdout.read().split()]
        writer.stdout.close()
        writer.wait()
    return said[-1]


@pytest.fixture
def begun() -> Iterator[Begun]:
    yield make.begin()


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_what_was_acknowledged_is_there_after_a_kill(environment, begun) -> None:
    note = services.start_note(
        begun.counsellor,
        case_id=begun.case_id,
        kind="progress",
        template="free",
        appointment_id=None,
    )
    reader, version = make.unlock(begun.counsellor), note.version
    for _ in range(KILLS):
        last = acknowledged(environment, begun, note.note_id, version)
        opened = services.open_note(reader, note_id=note.note_id)
        version = opened.header.version
        assert version - last in (0, 1)
        assert opened.sections == {"plan": f"as of version {version}"}
