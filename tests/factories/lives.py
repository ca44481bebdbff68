"""A client of whom every room keeps something."""

from dataclasses import dataclass, replace
from datetime import timedelta

from eap.cases import services as case_acts
from eap.core import clock
from eap.core.actor import Actor
from eap.crisis import services as crisis
from eap.desk import intake, services
from eap.desk.intake import About, Preparation
from eap.messages.services import post_message
from eap.notes import services as notes
from eap.people import services as people
from eap.wellbeing.services import save_check
from tests.factories import cases as make
from tests.factories import wellbeing
from tests.factories.cases import Begun
from tests.factories.crisis import on_rota, only_call, raised
from tests.factories.groups import join, make_group
from tests.factories.keys import unlock

TOLD = Preparation((), (), 6, "I dream of ringing phones.", None, None)


@dataclass(frozen=True)
class Life:
    """A case with all that may lie in it. `begun.client` came in by private key."""

    begun: Begun
    duty: Actor
    process_note: object


def make_life(begun: Begun | None = None) -> Life:
    """Something in every room, at the moment the clock stands at; nothing is open but the case."""
    begun = begun or make.begin()
    begun = replace(begun, client=wellbeing.with_key(begun.client))
    people.set_consent(begun.client, purpose="questionnaires", given=True)
    intake.prepare(begun.client, preparation=TOLD, about=About())
    keeper = unlock(begun.counsellor)
    save_check(
        begun.client,
        measure_id=wellbeing.make_measure(),
        answers=wellbeing.answers_of("110000000"),
        share=True,
    )
    case_acts.judge_risk(keeper, case_id=begun.case_id, level="low", reason="She told me so.")
    process_note = _talk_and_write(begun)
    duty = _call_and_close(begun.client)
    join(make_group(), "Fir", begun.client)
    return Life(begun, duty, process_note)


def _talk_and_write(begun: Begun) -> object:
    with clock.standing_at(make.during(begun.appointment)):
        keeper = unlock(begun.counsellor)
        post_message(keeper, appointment_id=begun.appointment.id, text="Good evening.")
        post_message(begun.client, appointment_id=begun.appointment.id, text="I am here.")
        noted = make.write_note(begun, appointment=begun.appointment.id)
        notes.sign_note(keeper, note_id=noted, version=2)
        notes.add_addendum(keeper, note_id=noted, text="She slept since.")
        process_note = make.write_note(begun, kind="process")
    with clock.standing_at(begun.appointment.end):
        services.attended(
            begun.counsellor, appointment_id=begun.appointment.id, concern="sleep", severity=3
        )
        start = begun.appointment.start + timedelta(days=7)
        services.book_next(
            begun.counsellor, case_id=begun.case_id, start=start, modality="text", weeks=1
        )
    return process_note


def _call_and_close(client: Actor) -> Actor:
    duty = on_rota(1)
    raised(client_id=client.known_id)
    call = only_call(duty).id
    crisis.acknowledge(duty, crisis_id=call)
    crisis.reach(duty, crisis_id=call, note="Reached, calm.")
    crisis.close(duty, crisis_id=call, outcome="safe")
    return duty
