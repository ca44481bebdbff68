"""Acts on staff accounts: invite, change roles, retire. A retired account is kept, never deleted.

Passwords are set by their owners only: an invitation is a key that works once, within
PASSWORD_RESET_TIMEOUT, at the sign-in library's address for setting a password.
"""

from dataclasses import dataclass
from functools import partial
from uuid import UUID

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction

from eap.access import addresses, notices
from eap.access.models import RoleGrant, Staff
from eap.access.words import apart
from eap.audit import services as audit
from eap.core import clock
from eap.core.actor import Actor
from eap.core.database import as_actor
from eap.core.errors import Conflict, Invalid, Missing, Refused
from eap.core.languages import LANGUAGES
from eap.core.policy import Rule, require
from eap.core.roles import Role


@dataclass(frozen=True, slots=True)
class Invited:
    """A new account and the key with which its owner sets the first password."""

    staff_id: UUID
    key: str


@as_actor
def invite(
    actor: Actor, *, email: str, display_name: str, language: str, roles: frozenset[str]
) -> Invited:
    """Create an account with these roles. The key is shown once, to whoever invites.

    The invited person is told by mail only that somebody has a key for them.
    Raises Invalid, Conflict("account_exists"), Refused.
    """
    rule = require(actor, "access.staff.invite")
    address = email.strip().lower()
    _demand_account(address, display_name, language)
    _demand_roles(roles)
    staff = _new_account(address, display_name.strip(), language)
    _grant(actor, staff.id, roles)
    audit.record(
        actor,
        action="access.staff.invite",
        object_kind="staff",
        object_id=staff.id,
        rule=rule,
        details={"roles": ",".join(sorted(roles))},
    )
    transaction.on_commit(partial(notices.send_invited, address, language))
    return Invited(staff.id, _key(staff))


@as_actor
def renew_invitation(actor: Actor, *, staff_id: UUID) -> str:
    """Another key for somebody who lost theirs or their password. Raises Missing, Refused.

    It reaches no content: that is opened by the notes passphrase.
    """
    staff = _active(staff_id)
    rule = _require_other(actor, "access.staff.change", staff)
    audit.record(
        actor,
        action="access.invitation.renew",
        object_kind="staff",
        object_id=staff.id,
        rule=rule,
    )
    address = addresses.of_one(staff)
    if address is not None:
        transaction.on_commit(partial(notices.send_renewed, address, staff.language))
    return _key(staff)


@as_actor
def change_roles(actor: Actor, *, staff_id: UUID, roles: frozenset[str]) -> None:
    """Make these the person's roles; it holds from their next request on.

    Raises Missing, Refused("own_account"), Invalid.
    """
    staff = _active(staff_id)
    rule = _require_other(actor, "access.staff.change", staff)
    _demand_roles(roles)
    held = staff.roles_now()
    _end(staff.id, held - roles)
    _grant(actor, staff.id, roles - held)
    audit.record(
        actor,
        action="access.staff.change",
        object_kind="staff",
        object_id=staff.id,
        rule=rule,
        details={
            "added": ",".join(sorted(roles - held)),
            "ended": ",".join(sorted(held - roles)),
        },
    )


@as_actor
def retire(actor: Actor, *, staff_id: UUID) -> None:
    """End a person's roles and sign-in. Raises Missing, Refused.

    Where they are signed in they are out with their next request: an account that is not active
    is nobody's.
    """
    staff = _active(staff_id)
    rule = _require_other(actor, "access.staff.retire", staff)
    _end(staff.id, staff.roles_now())
    staff.is_active = False
    staff.retired_at = clock.now()
    staff.set_unusable_password()
    staff.save(update_fields=["is_active", "retired_at", "password"])
    audit.record(
        actor, action="access.staff.retire", object_kind="staff", object_id=staff.id, rule=rule
    )


def _new_account(address: str, display_name: str, language: str) -> Staff:
    if addresses.holder(address):  # under an older root of the indexes no constraint would say so
        raise Conflict("account_exists")
    staff = Staff(display_name=display_name, language=language, invited_at=clock.now())
    staff.set_unusable_password()
    try:
        with transaction.atomic():
            addresses.give([(staff, address)])
            staff.save(force_insert=True)
    except IntegrityError:
        raise Conflict("account_exists") from None
    return staff


def _active(staff_id: UUID) -> Staff:
    staff = Staff.objects.select_for_update().filter(pk=staff_id, is_active=True).first()
    if staff is None:
        raise Missing
    return staff


def _require_other(actor: Actor, permission: str, staff: Staff) -> Rule:
    if actor.id == staff.id:
        raise Refused("own_account")
    return require(actor, permission, staff, hidden=False)


def _demand_account(address: str, display_name: str, language: str) -> None:
    faults = {}
    try:
        validate_email(address)
    except ValidationError:
        faults["email"] = "not_an_address"
    if not 1 <= len(display_name.strip()) <= 80:
        faults["display_name"] = "length"
    if language not in LANGUAGES:
        faults["language"] = "unknown"
    if faults:
        raise Invalid(fields=faults)


def _demand_roles(roles: frozenset[str]) -> None:
    if not roles:
        raise Invalid(fields={"roles": "empty"})
    if not roles <= set(Role.values):
        raise Invalid(fields={"roles": "unknown"})
    if apart(roles):
        raise Invalid(fields={"roles": "apart"})


def _grant(actor: Actor, staff_id: UUID, roles: frozenset[str]) -> None:
    RoleGrant.objects.bulk_create(
        RoleGrant(staff_id=staff_id, role=role, since=clock.now(), granted_by=actor.id)
        for role in sorted(roles)
    )


def _end(staff_id: UUID, roles: frozenset[str]) -> None:
    RoleGrant.objects.filter(staff_id=staff_id, role__in=roles, until__isnull=True).update(
        until=clock.now()
    )


def _key(staff: Staff) -> str:
    return f"{user_pk_to_url_str(staff)}-{default_token_generator.make_token(staff)}"
