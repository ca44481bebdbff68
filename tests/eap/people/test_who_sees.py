"""The list shown before the first consent says what the permission table says, and no less."""

import pytest

from eap.core.policy import Permission, permissions
from eap.core.roles import Role
from eap.people.who_sees import (
    CONTENT,
    HEADERS,
    OUTSIDERS,
    VIEWERS,
    WITHOUT_A_PERSON,
    Viewer,
    who_sees,
)
from eap.people.words import TEXTS


def viewer(role: str) -> Viewer:
    (found,) = [one for one in who_sees().viewers if one.role == role]
    return found


def roles_of(permission: Permission) -> set[str]:
    return {str(rule.role) for rule in permission.to}


def leading_to_content() -> list[Permission]:
    return [one for one in permissions().values() if one.content]


def test_every_permission_that_leads_to_content_is_on_the_list() -> None:
    assert {one.on._meta.label for one in leading_to_content()} == set(CONTENT)
    assert set(HEADERS) <= set(permissions())


def test_each_viewer_reads_exactly_what_the_table_lets_them() -> None:
    for one in who_sees().viewers:
        reached = {
            CONTENT[permission.on._meta.label]
            for permission in leading_to_content()
            if one.role in roles_of(permission)
        }
        reached |= {
            code for name, code in HEADERS.items() if one.role in roles_of(permissions()[name])
        }
        if one.role == Role.SYSTEM_ADMIN:
            reached |= {"booked_slot"}
        assert set(one.what) == reached, one.role
        assert one.sees == bool(reached - WITHOUT_A_PERSON), one.role


def test_nobody_who_reads_content_is_left_off_the_list() -> None:
    readers = {role for one in leading_to_content() for role in roles_of(one)}
    assert readers <= {str(role) for role in VIEWERS}


@pytest.mark.parametrize("role", [*OUTSIDERS, "operations", "programme_manager", "system_admin"])
def test_those_a_person_fears_see_nothing_of_a_person(role: str) -> None:
    assert not viewer(role).sees


@pytest.mark.parametrize("role", OUTSIDERS)
def test_team_leader_and_hr_are_no_role_at_all(role: str) -> None:
    assert viewer(role).what == ()
    assert all(role not in roles_of(one) for one in permissions().values())


def test_on_call_and_lead_see_only_when_urgent_help_was_asked_for() -> None:
    for role in ("on_call", "clinical_lead"):
        assert viewer(role).sees and viewer(role).when == "urgent_help"
    assert viewer("counsellor").sees and viewer("counsellor").when == ""


def test_the_machine_shows_a_booked_slot_and_no_name() -> None:
    assert viewer("system_admin").what == ("booked_slot",)


def test_limits_and_the_text_to_agree_to() -> None:
    assert len(who_sees().limits) == 4
    assert who_sees().consent_version == TEXTS["service"]


def test_a_new_way_to_content_cannot_be_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(CONTENT, "notes.Note")
    with pytest.raises(KeyError):
        who_sees()
