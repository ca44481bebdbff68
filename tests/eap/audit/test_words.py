"""Actions in the words a client reads."""

import pytest

from eap.audit.words import plain_act


@pytest.mark.parametrize(
    ("action", "act"),
    [
        ("notes.note.open", "opened"),
        ("people.session.come_in", "came_in_by_code"),
        ("vault.unlock.own", "came_in_by_key"),
        ("booking.appointment.join", "came_in"),
        ("groups.seat.take", "came_in"),
        ("crisis.page", "called_for_help"),
        ("crisis.page.read", "looked"),
        ("crisis.acknowledge", "acted"),
        ("people.private_key.create", "made_key"),
        ("people.private_key.change", "set_key"),
        ("crisis.all_right", "all_right"),
        ("people.consent.change", "changed"),
        ("", "acted"),
    ],
)
def test_the_last_part_that_names_an_act_counts(action: str, act: str) -> None:
    assert plain_act(action) == act
