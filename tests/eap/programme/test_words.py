"""Every concern has a group, and the groups are the six that are published and two more."""

import pytest

from eap.programme.words import (
    GROUP_OF,
    Concern,
    ConcernGroup,
    Driver,
    concern_group,
)

PUBLISHED = set(ConcernGroup) - {ConcernGroup.OTHER, ConcernGroup.NOT_SAID}


def test_each_concern_is_counted_in_one_group() -> None:
    assert set(GROUP_OF) == set(Concern)
    assert set(GROUP_OF.values()) | {ConcernGroup.NOT_SAID} == set(ConcernGroup)
    assert len(PUBLISHED) == 6


def test_no_published_group_consists_of_sensitive_concerns() -> None:
    sensitive = {Concern.HARASSMENT, Concern.DEPENDENCE, Concern.SELF_HARM}
    for group in PUBLISHED:
        assert {concern for concern in Concern if GROUP_OF[concern] == group} - sensitive


def test_not_said_is_a_group_and_an_unknown_code_an_error() -> None:
    assert concern_group(None) is ConcernGroup.NOT_SAID
    assert concern_group("C02") is ConcernGroup.MOOD
    with pytest.raises(KeyError):
        concern_group("C99")


def test_codes_run_without_a_gap() -> None:
    assert [concern.value for concern in Concern] == [f"C{n:02}" for n in range(1, 20)]
    assert [driver.value for driver in Driver] == [f"D{n:02}" for n in range(1, 27)]
