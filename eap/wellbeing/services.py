"""Acts on measures and self-checks: import, score, keep, share, delete."""

from dataclasses import asdict, dataclass
from uuid import UUID

from eap.audit.services import concerns, record
from eap.cases.models import Case
from eap.core import clock
from eap.core.actor import Actor
from eap.core.database import as_actor
from eap.core.errors import Conflict, Missing
from eap.core.ids import new_id
from eap.core.policy import Rule, require
from eap.people.models import Client
from eap.people.selectors import consents, demand_key
from eap.people.words import Purpose
from eap.vault.sealing import erased, new_file, seal
from eap.vault.words import Kind, client
from eap.wellbeing.checks import Check, CheckResult, check
from eap.wellbeing.definitions import Answers
from eap.wellbeing.imported import ImportedMeasure
from eap.wellbeing.models import Drawer, Measure, SelfCheck, SharedCheck
from eap.wellbeing.selectors import find_measure, open_case_of


@dataclass(frozen=True, slots=True)
class KeptMeasure:
    """The measure's id; `is_new` is false when the same content was there before."""

    id: UUID
    is_new: bool


@dataclass(frozen=True, repr=False, slots=True)
class KeptCheck:
    """A self-check that was kept, and whether a copy went to the counsellor."""

    id: UUID
    result: CheckResult
    shared: bool


@as_actor
def keep_measure(actor: Actor, *, measure: ImportedMeasure) -> KeptMeasure:
    """Keep an imported measure; from then on nothing of it can change.

    The same content again changes nothing. Raises Conflict("version_taken") for other content
    under the same address, language and version: new text is a new version.
    """
    rule = require(actor, "wellbeing.measure.import")
    same = Measure.objects.filter(content_hash=measure.content_hash).first()
    if same is not None:
        return KeptMeasure(same.id, is_new=False)
    if Measure.objects.filter(
        url=measure.url, language=measure.language, version_label=measure.version
    ).exists():
        raise Conflict("version_taken")
    kept = Measure(
        id=new_id(),
        definition=measure.definition,
        url=measure.url,
        version_label=measure.version,
        language=measure.language,
        title=measure.title,
        copyright=measure.copyright,
        licence=measure.licence,
        permission_number=measure.permission_number,
        content={
            "instructions": list(measure.instructions),
            "items": [asdict(item) for item in measure.items],
        },
        content_hash=measure.content_hash,
        imported_at=clock.now(),
    )
    kept.save(force_insert=True)
    record(
        actor,
        action="wellbeing.measure.import",
        object_kind="measure",
        object_id=kept.id,
        rule=rule,
        details={"definition": kept.definition, "licence": measure.licence.value},
    )
    return KeptMeasure(kept.id, is_new=True)


@as_actor
def score_check(actor: Actor, *, measure_id: UUID, answers: Answers) -> CheckResult:
    """Score answers given by link id. Anybody may; nothing is stored or traced.

    Raises Missing, Invalid.
    """
    return check(find_measure(actor, measure_id), answers).result


@as_actor
def save_check(
    actor: Actor, *, measure_id: UUID, answers: Answers, share: bool = False
) -> KeptCheck:
    """Keep a self-check in the client's own drawer and, if they `share`, a copy in their case.

    Raises Refused("private_key_needed"), Missing, Invalid, Conflict("consent_needed") without
    the consent to share, Conflict("no_open_case") without a counsellor to share it with.
    """
    rule = require(actor, "wellbeing.check.keep", SelfCheck(drawer_id=actor.id), hidden=False)
    demand_key(actor)
    measure = find_measure(actor, measure_id)
    taken = check(measure, answers)
    case = _case_to_share_with(actor) if share else None
    kept_id = _keep(actor, measure, taken, rule, shared=share)
    if case is not None:
        _share(actor, measure, taken, case)
    return KeptCheck(kept_id, taken.result, share)


def _case_to_share_with(actor: Actor) -> Case:
    given = {consent.purpose for consent in consents(actor) if consent.given}
    if Purpose.QUESTIONNAIRES not in given:
        raise Conflict("consent_needed")
    case = open_case_of(actor.known_id)
    if case is None:
        raise Conflict("no_open_case")
    return case


def _keep(actor: Actor, measure: Measure, taken: Check, rule: Rule, *, shared: bool) -> UUID:
    drawer = _drawer(actor)
    kept = SelfCheck(
        id=new_id(), drawer=drawer, measure=measure, taken_at=clock.now(), shared=shared
    )
    kept.content = seal(taken.as_json(), file_id=drawer.file_id, place=kept.place, by=actor)
    kept.save(force_insert=True)
    concerns(actor, object_id=kept.id, client_id=actor.known_id)
    record(
        actor,
        action="wellbeing.check.create",
        object_kind="self_check",
        object_id=kept.id,
        rule=rule,
    )
    return kept.id


def _drawer(actor: Actor) -> Drawer:
    """The client's drawer; two first savings at once wait for each other at the client's row."""
    Client.objects.select_for_update().get(pk=actor.known_id)
    found = Drawer.objects.filter(pk=actor.known_id).first()
    if found is None:
        found = Drawer(client_id=actor.known_id, file_id=_own_file(actor))
        require(actor, "wellbeing.drawer.keep", found)
        found.save(force_insert=True)
    return found


def _own_file(actor: Actor) -> UUID:
    return new_file(Kind.DRAWER, circle=(client(actor.known_id),))


def _share(actor: Actor, measure: Measure, taken: Check, case: Case) -> None:
    copy = SharedCheck(
        id=new_id(),
        case=case,
        measure=measure,
        shared_at=clock.now(),
        urgent=taken.result.at_risk,
    )
    rule = require(actor, "wellbeing.shared.give", copy)
    copy.content = seal(taken.as_json(), file_id=case.file_id, place=copy.place, by=actor)
    copy.save(force_insert=True)
    concerns(actor, object_id=copy.id, client_id=case.client_id)
    record(
        actor,
        action="wellbeing.shared.send",
        object_kind="shared_check",
        object_id=copy.id,
        rule=rule,
    )


@as_actor
def delete_check(actor: Actor, *, check_id: UUID) -> None:
    """Delete a kept self-check. A copy that was shared stays with the case. Raises Missing."""
    found = SelfCheck.objects.select_related("drawer").filter(id=check_id).first()
    if found is None:
        raise Missing
    rule = require(actor, "wellbeing.check.keep", found)
    demand_key(actor)
    erased(found.drawer.file_id, [found.place])
    found.delete()
    record(
        actor,
        action="wellbeing.check.delete",
        object_kind="self_check",
        object_id=check_id,
        rule=rule,
    )
