"""Who may see, hold, book, move and cancel time; who plans it; who reads supply.

Nobody may insert an appointment: holds and bookings go through the doors of `migrations`.
"""

from eap.audit.words import ERASING
from eap.booking.models import Appointment
from eap.core.actor import ANONYMOUS, CLIENT
from eap.core.policy import EVERYBODY, Permission, Relation, Rule
from eap.core.roles import HISTORY, SETUP, Role

SWEEPING = "system:bookings"
REASSIGNING = "system:reassign"  # within the act of who assigns, or lets a new key in

own = Relation(
    "is the client",
    holds=lambda actor, booked: actor.id is not None and booked.client_id == actor.id,
    sql="{row}.client_id = (SELECT harbour.actor_id())",
)
theirs = Relation(
    "is its counsellor",
    holds=lambda actor, booked: actor.id is not None and booked.counsellor_id == actor.id,
    sql="{row}.counsellor_id = (SELECT harbour.actor_id())",
)
themselves = Relation(
    "plans their own time",
    holds=lambda actor, counsellor_id: actor.id is not None and counsellor_id == actor.id,
    sql="false",  # the tables of hours bear no client and have no walls
)

somebodys = Relation(
    "is some client's",
    holds=lambda actor, booked: booked.client_id is not None,
    sql="{row}.client_id IS NOT NULL",
)

BOTH_SIDES = (Rule(CLIENT, own), Rule(Role.COUNSELLOR, theirs))
PLANNERS = (Rule(Role.PROGRAMME_MANAGER), Rule(SETUP), Rule(HISTORY))

PERMISSIONS = (
    Permission("booking.slot.list", to=(Rule(EVERYBODY),)),
    Permission("booking.slot.hold", to=(Rule(ANONYMOUS), Rule(CLIENT))),
    Permission("booking.appointment.read", on=Appointment, covers="r", to=BOTH_SIDES),
    Permission("booking.appointment.book", on=Appointment, to=(Rule(CLIENT, own),)),
    Permission("booking.appointment.move", on=Appointment, to=(Rule(CLIENT, own),)),
    Permission("booking.appointment.join", on=Appointment, covers="u", to=BOTH_SIDES),
    Permission(
        "booking.appointment.cancel",
        on=Appointment,
        covers="u",
        to=(*BOTH_SIDES, Rule(ERASING, somebodys)),
    ),
    Permission(
        "booking.appointment.erase", on=Appointment, covers="rd", to=(Rule(ERASING, somebodys),)
    ),
    Permission(
        "booking.appointment.mark",
        on=Appointment,
        covers="u",
        to=(Rule(Role.COUNSELLOR, theirs),),
    ),
    Permission(
        "booking.load.list",
        on=Appointment,
        covers="r",
        to=(Rule(Role.PROGRAMME_MANAGER), Rule(Role.CLINICAL_LEAD)),
    ),
    Permission("booking.appointment.reassign", to=(Rule(Role.PROGRAMME_MANAGER),)),
    Permission("booking.appointment.give", on=Appointment, covers="ru", to=(Rule(REASSIGNING),)),
    Permission("booking.next.book", to=(Rule(Role.COUNSELLOR, themselves),)),
    Permission("booking.calendar.read", to=(Rule(Role.COUNSELLOR),)),
    Permission(
        "booking.hours.change",
        to=(Rule(Role.COUNSELLOR, themselves), Rule(SETUP), Rule(HISTORY)),
    ),
    Permission("booking.counsellor.change", to=PLANNERS),
    Permission(
        "booking.duty.read",
        to=tuple(
            Rule(role)
            for role in (
                Role.COUNSELLOR,
                Role.ON_CALL,
                Role.CLINICAL_LEAD,
                Role.PROGRAMME_MANAGER,
            )
        ),
    ),
    Permission("booking.duty.change", to=(Rule(Role.CLINICAL_LEAD), *PLANNERS)),
    Permission("booking.supply.read", to=(Rule(Role.OPERATIONS), Rule(Role.PROGRAMME_MANAGER))),
    Permission("booking.hold.sweep", to=(Rule(SWEEPING),)),
)
