"""The command as an operator runs it, and the job that seals on time."""

import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from eap.audit import jobs, signer
from eap.audit.checker import check
from eap.audit.models import AuditBatch, AuditEvent
from eap.core.database import acting

from .conftest import SEALER

pytestmark = pytest.mark.django_db(transaction=True)


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("audit", *arguments, stdout=out)
    return out.getvalue()


def test_seal_and_verify(write: Callable[..., None]) -> None:
    write(3)
    assert run("seal") == "3 events sealed\n"
    write(1)
    assert run("verify") == (
        "3 events in 1 batches, 1 not sealed yet\nthe trail is as it was sealed\n"
    )


def test_verify_names_the_first_bad_batch_and_fails(
    write: Callable[..., None], past_the_walls: Callable[[], Any]
) -> None:
    for _ in range(3):
        write(2)
        run("seal")
    with past_the_walls() as owner:
        owner.execute("UPDATE audit_event SET role = 'x' WHERE id IN (3, 6)")
    with pytest.raises(CommandError, match=r"first bad batch: 1$") as failed:
        run("verify")
    assert failed.value.returncode == 1


def test_verify_trusts_the_key_and_the_head_it_is_given(
    write: Callable[..., None], tmp_path: Path, own_signer: Path
) -> None:
    write(1)
    run("seal")
    kept = tmp_path / "kept.json"
    kept.write_text(run("head"))
    assert "as it was sealed" in run(
        "verify", "--key", signer.public_key().hex(), "--head", str(kept)
    )
    with pytest.raises(CommandError, match="first bad batch: 0"):
        run("verify", "--key", "00" * 32)
    kept.write_text(json.dumps({**json.loads(kept.read_text()), "no": 7}))
    with pytest.raises(CommandError, match="first bad batch: 1"):
        run("verify", "--head", str(kept))


def test_prove_prints_a_proof(write: Callable[..., None]) -> None:
    write(2)
    run("seal")
    with acting(SEALER):
        event = AuditEvent.objects.latest("id")
    assert check(json.loads(run("prove", str(event.id))), signer.public_key())


def test_expected_failures_end_in_one_line(own_signer: Path) -> None:
    with pytest.raises(CommandError, match="not_found"):
        run("prove", "1")
    with pytest.raises(CommandError, match="nothing has been sealed"):
        run("head")
    own_signer.unlink()
    with pytest.raises(CommandError, match="HARBOUR_SIGNER"):
        run("verify")


def test_the_job_seals(write: Callable[..., None]) -> None:
    write(2)
    assert jobs.seal(timestamp=0) == 2
    with acting(SEALER):
        assert AuditBatch.objects.get().count == 2
