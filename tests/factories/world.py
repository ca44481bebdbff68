"""A small world with everything in it, made through the doors: two cases kept by two counsellors,
one waiting on the desk, calls for help, a group, notes, messages, and everybody who could look."""

from dataclasses import dataclass

from eap.core import clock
from eap.core.actor import Actor
from eap.crisis import services as crisis
from eap.messages import services as messages
from tests.factories import booking as hours
from tests.factories.cases import Begun, begin, during, stranger, unlock, write_note
from tests.factories.crisis import on_rota, only_call, raised
from tests.factories.groups import join, make_group


@dataclass(frozen=True)
class World:
    """The cases, and one actor of every kind by name."""

    first: Begun
    second: Begun
    waiting: Begun
    actors: dict[str, Actor]


def make_world() -> World:
    """Make it all at the moment the clock stands at."""
    wen, min_ = hours.make_counsellor("Li Wen"), hours.make_counsellor("Zhao Min")
    first, second = begin(wen), begin(min_)
    waiting = begin(wen, claimed=False)
    _talk_and_write(first)
    duty, lead = on_rota(1), on_rota(3, "clinical_lead")
    raised(client_id=first.client.known_id)
    crisis.acknowledge(duty, crisis_id=only_call(duty).id)
    raised()
    group = make_group(wen)
    join(group, "Fir", first.client)
    actors = {
        "anonymous": Actor.anonymous(),
        "first client": first.client,
        "second client": second.client,
        "first counsellor": first.counsellor,
        "second counsellor": second.counsellor,
        "on call": duty,
        "clinical lead": lead,
        **{
            role: stranger(role)
            for role in (
                "programme_manager", "operations", "privacy_officer", "auditor", "system_admin",
            )
        },
    }  # fmt: skip
    return World(first, second, waiting, actors)


def _talk_and_write(begun: Begun) -> None:
    with clock.standing_at(during(begun.appointment)):
        keeper = unlock(begun.counsellor)
        messages.post_message(keeper, appointment_id=begun.appointment.id, text="Good evening.")
        write_note(begun, appointment=begun.appointment.id)
        write_note(begun, kind="process")
