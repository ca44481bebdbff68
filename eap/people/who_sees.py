"""Who can see what of a person's record: the list shown before the first consent.

It is made from the permission table, so it cannot promise more than the rules keep. What an
administrator of the machine could read is taken from the fields' classes of sensitivity.
"""

from dataclasses import dataclass

from django.apps import apps

from eap.core.actor import CLIENT
from eap.core.policy import permissions
from eap.core.privacy import classify
from eap.core.roles import Role
from eap.people.words import REQUIRED, TEXTS

# What opening a row of a table shows, as a code the pages put into words. Every table to which a
# permission with content leads must be here.
CONTENT = {
    "cases.Request": "first_words",
    "cases.Case": "first_words",
    "notes.Note": "notes",
    "messages.Message": "messages",
    "crisis.Crisis": "call_back",
    "wellbeing.Drawer": "self_checks",
    "wellbeing.SharedCheck": "shared_checks",
}
# What reading without opening shows, by permission.
HEADERS = {
    "cases.case.read": "case_number",
    "booking.appointment.read": "time",
    "people.private_key.date": "key_date",
    "booking.load.list": "booked_slot",
    "publication.read": "figures",
}
WITHOUT_A_PERSON = frozenset({"case_number", "booked_slot", "figures"})
ONLY_WHEN = {"crisis.Crisis": "urgent_help"}

# Outsiders hold no role and no account: nothing in the table can speak of them.
OUTSIDERS = ("team_leader", "hr")
VIEWERS = (
    CLIENT,
    Role.COUNSELLOR,
    Role.ON_CALL,
    Role.CLINICAL_LEAD,
    Role.PROGRAMME_MANAGER,
    *OUTSIDERS,
    Role.OPERATIONS,
    Role.SYSTEM_ADMIN,
)
LIMITS = ("danger_to_life", "harm_to_a_minor", "infectious_danger", "legal_demand")


@dataclass(frozen=True, slots=True)
class Viewer:
    """A possible reader. `sees` is whether anything of `what` tells of a person.

    `when` is the only case in which they do, or empty when there is no condition.
    """

    role: str
    sees: bool
    what: tuple[str, ...]
    when: str


@dataclass(frozen=True, slots=True)
class WhoSees:
    """The whole list, the limits of confidentiality, and the text to be agreed to."""

    viewers: tuple[Viewer, ...]
    limits: tuple[str, ...]
    consent_version: str


def who_sees() -> WhoSees:
    """The list as the permission table has it now.

    Raises KeyError when a permission leads to content and nobody said what it shows.
    """
    return WhoSees(tuple(_viewer(role) for role in VIEWERS), LIMITS, TEXTS[REQUIRED])


def _viewer(role: str) -> Viewer:
    held = [one for one in permissions().values() if any(rule.role == role for rule in one.to)]
    opened = {one.on._meta.label if one.on else one.name for one in held if one.content}
    shown = {CONTENT[table] for table in opened}
    shown |= {HEADERS[one.name] for one in held if one.name in HEADERS}
    if role == Role.SYSTEM_ADMIN:
        shown |= _readable_on_the_machine()
    conditions = {ONLY_WHEN.get(table, "") for table in opened}
    sees = bool(shown - WITHOUT_A_PERSON)
    return Viewer(
        role=str(role),
        sees=sees,
        what=tuple(sorted(shown)),
        when=conditions.pop() if sees and len(conditions) == 1 else "",
    )


def _readable_on_the_machine() -> set[str]:
    """What lies unsealed in the table of appointments: a time, and no name in any column."""
    fields = classify(apps.get_model("booking", "Appointment"))
    return {"booked_slot"} if fields["during"] != "sealed" else set()
