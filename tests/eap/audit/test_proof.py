"""A proof stands on its own: event, paths and signed head, checked against the published key."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from eap.audit import signer
from eap.audit.checker import check, main
from eap.audit.models import AuditEvent
from eap.audit.proof import prove
from eap.core.actor import Actor
from eap.core.database import acting
from eap.core.errors import Conflict, Missing, Refused
from eap.core.ids import new_id

from .conftest import SEALER

pytestmark = pytest.mark.django_db


@pytest.fixture
def events(sealed_trail: None) -> list[int]:
    """Ids of the events that were sealed before."""
    with acting(SEALER):
        return list(AuditEvent.objects.order_by("id").values_list("id", flat=True))


def test_every_event_has_a_proof_that_holds(events: list[int]) -> None:
    for event_id in events:
        proof = json.loads(json.dumps(prove(SEALER, event_id=event_id)))
        assert proof["event"].split("\n")[1] == str(event_id)
        assert check(proof, signer.public_key())


@pytest.mark.parametrize("part", ["event", "batch", "head", "signature"])
def test_nothing_in_a_proof_can_be_exchanged(part: str, events: list[int]) -> None:
    proof, other = (prove(SEALER, event_id=events[place]) for place in (5, 10))
    assert not check({**proof, part: other[part]}, signer.public_key())
    assert not check(proof, bytes(32))


def test_an_inner_node_does_not_pass_for_an_event(events: list[int]) -> None:
    proof: dict[str, Any] = prove(SEALER, event_id=events[5])
    assert not check({**proof, "size": 1, "index": 0, "path": []}, signer.public_key())
    assert not check({**proof, "index": proof["index"] ^ 1}, signer.public_key())


def test_what_is_not_there_or_not_sealed_has_no_proof(
    events: list[int], write: Callable[..., None]
) -> None:
    write(1)
    with pytest.raises(Conflict, match="not_sealed_yet"):
        prove(SEALER, event_id=events[-1] + 1)
    with pytest.raises(Missing):
        prove(SEALER, event_id=events[-1] + 2)
    with pytest.raises(Refused):
        prove(Actor.staff(new_id(), frozenset({"auditor"})), event_id=events[0])


def test_the_checker_answers_by_exit_code(events: list[int], tmp_path: Path) -> None:
    file = tmp_path / "proof.json"
    proof = prove(SEALER, event_id=events[3])
    file.write_text(json.dumps(proof))
    assert main(str(file), signer.public_key().hex()) == 0
    file.write_text(json.dumps({**proof, "event": proof["event"].replace("note", "case")}))
    assert main(str(file), signer.public_key().hex()) == 1
