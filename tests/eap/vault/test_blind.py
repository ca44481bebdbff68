"""Equal secrets are found, unequal ones and other columns are not, and the value is not in it."""

from pathlib import Path

import pytest

from eap.vault.blind import bare_code, blind_index
from eap.vault.keyring import add_index_root


def test_equal_values_of_one_column_are_equal() -> None:
    first = blind_index("4711 0815", table="visit", column="code")
    assert first == blind_index("4711 0815", table="visit", column="code")
    assert len(first) == 16


def test_every_column_table_and_version_has_its_own_key(other_keyring: Path) -> None:
    add_index_root()
    made = {
        blind_index("123456789012", table="visit", column="code"),
        blind_index("123456789012", table="visit", column="voucher"),
        blind_index("123456789012", table="card", column="code"),
        blind_index("123456789012", table="visitc", column="ode"),
        blind_index("123456789012", table="visit", column="code", version=2),
        blind_index("123456789013", table="visit", column="code"),
    }
    assert len(made) == 6


@pytest.mark.parametrize(
    "typed", ["Li.Na@example.org", " li.na@EXAMPLE.org\n", "ｌｉ．ｎａ@example.org"]
)
def test_names_are_found_however_they_are_typed(typed: str) -> None:
    assert blind_index(typed, table="staff", column="name") == blind_index(
        "li.na@example.org", table="staff", column="name"
    )


def test_names_that_differ_by_a_dash_differ() -> None:
    assert blind_index("li-na", table="staff", column="name") != blind_index(
        "lina", table="staff", column="name"
    )


@pytest.mark.parametrize(
    "typed", ["1234 5678 9012", "1234-5678-9012", "１２３４５６７８９０１２", " 123456789012\t"]
)
def test_a_code_is_bared_of_how_it_was_written(typed: str) -> None:
    assert bare_code(typed) == "123456789012"


def test_bytes_are_taken_as_they_are() -> None:
    entropy = b" \xff" + bytes(14)
    assert blind_index(entropy, table="client", column="key") != blind_index(
        entropy.strip(), table="client", column="key"
    )


def test_another_keyring_makes_another_index(request: pytest.FixtureRequest) -> None:
    here = blind_index("123456789012", table="visit", column="code")
    request.getfixturevalue("other_keyring")
    assert blind_index("123456789012", table="visit", column="code") != here
