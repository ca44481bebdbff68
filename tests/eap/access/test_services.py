"""Inviting, changing and retiring staff."""

from typing import Any

import pytest
from allauth.account.forms import UserTokenForm
from django.core import mail

from eap.access import selectors, services
from eap.access.models import RoleGrant, Staff
from eap.access.words import APART
from eap.core.actor import Actor
from eap.core.errors import Conflict, Invalid, Missing, Refused
from eap.core.ids import new_id
from eap.core.roles import Role
from tests.factories.people import make_client
from tests.factories.staff import acting_as, address_of, make_staff, staff_actor

pytestmark = pytest.mark.django_db
PERSON = {
    "email": " Chen.Yu@EAP.example ",
    "display_name": "Chen Yu",
    "language": "zh-Hans",
    "roles": frozenset({"counsellor", "on_call"}),
}


@pytest.fixture
def manager() -> Actor:
    return staff_actor("programme_manager")


def may_set_password(key: str) -> bool:
    uid, _, token = key.partition("-")
    return UserTokenForm(data={"uidb36": uid, "key": token}).is_valid()


def test_an_invitation_makes_an_account_and_one_key(manager: Actor) -> None:
    invited = services.invite(manager, **PERSON)
    staff = Staff.objects.get(pk=invited.staff_id)
    assert address_of(staff) == "chen.yu@eap.example"
    assert not staff.has_usable_password()
    assert staff.roles_now() == PERSON["roles"]
    assert may_set_password(invited.key)
    staff.set_password("quiet grey heron at dusk")
    staff.save()
    assert not may_set_password(invited.key)


@pytest.mark.django_db(transaction=True)
def test_the_invited_person_is_told_nothing_but_whom_to_ask(manager: Actor) -> None:
    invited = services.invite(manager, **PERSON)
    services.renew_invitation(manager, staff_id=invited.staff_id)
    assert [message.to for message in mail.outbox] == [["chen.yu@eap.example"]] * 2
    for message in mail.outbox:
        text = message.subject + message.body
        assert invited.key not in text and "http" not in text and "Chen" not in text


def test_one_address_has_one_account(manager: Actor) -> None:
    services.invite(manager, **PERSON)
    with pytest.raises(Conflict, match="account_exists"):
        services.invite(manager, **(PERSON | {"email": "chen.yu@eap.example"}))


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"email": "nobody"}, {"email": "not_an_address"}),
        ({"display_name": "  "}, {"display_name": "length"}),
        ({"display_name": "x" * 81}, {"display_name": "length"}),
        ({"language": "fr"}, {"language": "unknown"}),
        ({"roles": frozenset()}, {"roles": "empty"}),
        ({"roles": frozenset({"king"})}, {"roles": "unknown"}),
        ({"roles": frozenset({"client"})}, {"roles": "unknown"}),
    ],
)
def test_faults_are_named(
    manager: Actor, changes: dict[str, object], fault: dict[str, str]
) -> None:
    with pytest.raises(Invalid) as error:
        services.invite(manager, **(PERSON | changes))  # type: ignore[arg-type]
    assert error.value.fields == fault
    assert Staff.objects.count() == 1


@pytest.mark.parametrize("pair", APART, ids=lambda pair: "+".join(sorted(pair)))
def test_roles_that_must_stay_apart_are_refused(manager: Actor, pair: frozenset[Role]) -> None:
    person = make_staff("auditor")
    for act in (
        lambda: services.invite(manager, **(PERSON | {"roles": pair})),  # type: ignore[arg-type]
        lambda: services.change_roles(manager, staff_id=person.id, roles=pair),
    ):
        with pytest.raises(Invalid) as error:
            act()
        assert error.value.fields == {"roles": "apart"}
    assert person.roles_now() == {"auditor"}


def test_changed_roles_hold_at_once_and_history_stays(manager: Actor) -> None:
    person = make_staff("counsellor")
    services.change_roles(manager, staff_id=person.id, roles=frozenset({"clinical_lead"}))
    assert selectors.staff_actor(person.id, "s").roles == {"clinical_lead"}
    services.change_roles(manager, staff_id=person.id, roles=frozenset({"counsellor"}))
    history = RoleGrant.objects.filter(staff=person)
    assert history.count() == 3
    assert history.get(role="clinical_lead").until is not None
    assert history.get(role="counsellor", until=None).granted_by == manager.id


def test_a_retired_person_has_nothing_left(manager: Actor) -> None:
    person = make_staff("counsellor")
    key = services.renew_invitation(manager, staff_id=person.id)
    services.retire(manager, staff_id=person.id)
    person.refresh_from_db()
    assert not person.is_active and person.retired_at
    assert selectors.staff_actor(person.id, "s").roles == frozenset()
    assert not may_set_password(key)
    for act in (
        lambda: services.retire(manager, staff_id=person.id),
        lambda: services.renew_invitation(manager, staff_id=person.id),
        lambda: services.change_roles(manager, staff_id=person.id, roles=frozenset({"auditor"})),
    ):
        with pytest.raises(Missing):
            act()


def test_nobody_manages_their_own_account_so_a_manager_is_always_left() -> None:
    staff = make_staff("programme_manager")
    actor = acting_as(staff)
    for act in (
        lambda: services.retire(actor, staff_id=staff.id),
        lambda: services.renew_invitation(actor, staff_id=staff.id),
        lambda: services.change_roles(actor, staff_id=staff.id, roles=frozenset({"auditor"})),
    ):
        with pytest.raises(Refused, match="own_account"):
            act()
    assert staff.roles_now() == {"programme_manager"}


def everybody_else() -> list[Actor]:
    others = [role for role in Role.values if role != "programme_manager"]
    return [Actor.anonymous(), make_client().actor, *(staff_actor(role) for role in others)]


def test_only_a_programme_manager_manages_staff() -> None:
    person = make_staff("counsellor")
    for actor in everybody_else():
        for act in (
            lambda actor=actor: services.invite(actor, **PERSON),
            lambda actor=actor: services.retire(actor, staff_id=person.id),
            lambda actor=actor: services.renew_invitation(actor, staff_id=person.id),
            lambda actor=actor: services.change_roles(
                actor, staff_id=person.id, roles=frozenset({"auditor"})
            ),
        ):
            with pytest.raises((Refused, Missing)):
                act()
    assert person.roles_now() == {"counsellor"}


def test_who_reads_the_list(manager: Actor) -> None:
    person = make_staff("counsellor", "on_call", name="Wang")
    services.retire(manager, staff_id=make_staff("auditor", name="Adams").id)
    listed = selectors.people(manager)
    assert [one.display_name for one in listed] == ["Li Wen", "Wang", "Adams"]
    (wang,) = [one for one in listed if one.id == person.id]
    assert (wang.roles, wang.signed_in) == (("counsellor", "on_call"), False)
    assert selectors.people(staff_actor("privacy_officer"))
    for role in ("counsellor", "operations", "system_admin", "auditor"):
        with pytest.raises(Refused):
            selectors.people(staff_actor(role))


def test_the_list_takes_as_many_queries_for_five_as_for_fifty(
    manager: Actor, django_assert_num_queries: Any
) -> None:
    """Accounts and roles, and their keys in the vault's own transaction."""
    for _ in range(5):
        make_staff("counsellor", "on_call")
    with django_assert_num_queries(2 + 5):
        selectors.people(manager)


def test_every_act_is_in_the_trail(manager: Actor) -> None:
    from eap.audit.models import AuditEvent
    from eap.core.database import acting

    invited = services.invite(manager, **PERSON)
    services.change_roles(manager, staff_id=invited.staff_id, roles=frozenset({"counsellor"}))
    services.renew_invitation(manager, staff_id=invited.staff_id)
    services.retire(manager, staff_id=invited.staff_id)
    with acting(staff_actor("auditor")):
        acts = AuditEvent.objects.filter(object_id=invited.staff_id).order_by("id")
        assert [act.action for act in acts] == [
            "access.staff.invite",
            "access.staff.change",
            "access.invitation.renew",
            "access.staff.retire",
        ]


def test_an_unknown_account_is_missing(manager: Actor) -> None:
    with pytest.raises(Missing):
        services.retire(manager, staff_id=new_id())
