"""Scores against hand-worked vectors, an independent sum over real answers, and properties."""

import csv
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eap.core.errors import Invalid
from eap.wellbeing.definitions import (
    DEFINITIONS,
    GAD_7,
    HOUSE_PULSE,
    PHQ_9,
    Answers,
    Definition,
    Risk,
    Scale,
    above_zero,
    find,
    find_by_panel,
    items,
)
from eap.wellbeing.scoring import score
from tests.shared_data import shared_file

SELF_HARM = "44260-8"


def answered(definition: Definition, digits: str) -> dict[str, int | None]:
    """Answers in item order; `-` is an unanswered item."""
    assert len(digits) == len(definition.items)
    return {
        item.code: None if digit == "-" else int(digit)
        for item, digit in zip(definition.items, digits, strict=True)
    }


@pytest.mark.parametrize(
    ("digits", "total", "band", "caseness"),
    [
        ("222111100", 10, "moderate", True),
        ("000000001", 1, "minimal", False),
        ("000000000", 0, "minimal", False),
        ("333333333", 27, "severe", True),
        ("111110000", 5, "mild", False),
        ("222220000", 10, "moderate", True),
        ("222221110", 13, "moderate", True),
        ("222222210", 15, "moderately_severe", True),
        ("222222222", 18, "moderately_severe", True),
        ("333333200", 20, "severe", True),
    ],
)
def test_phq_9_totals_and_bands(digits: str, total: int, band: str, caseness: bool) -> None:
    result = score(PHQ_9, answered(PHQ_9, digits)).total
    assert (result.value, result.band, result.past_line) == (total, band, caseness)


@pytest.mark.parametrize(
    ("digits", "total", "band", "caseness"),
    [
        ("2211110", 8, "mild", True),
        ("1111111", 7, "mild", False),
        ("1111000", 4, "minimal", False),
        ("2222200", 10, "moderate", True),
        ("3333300", 15, "severe", True),
    ],
)
def test_gad_7_totals_and_bands(digits: str, total: int, band: str, caseness: bool) -> None:
    result = score(GAD_7, answered(GAD_7, digits))
    assert (result.total.value, result.total.band) == (total, band)
    assert result.total.past_line is caseness
    assert result.risk is Risk.NOT_SCREENED


def test_a_total_of_one_can_carry_a_risk() -> None:
    result = score(PHQ_9, answered(PHQ_9, "000000001"))
    assert (result.total.value, result.risk) == (1, Risk.PRESENT)


def test_a_high_total_without_the_safety_item_is_no_item_risk() -> None:
    assert score(PHQ_9, answered(PHQ_9, "333333330")).risk is Risk.NONE


@pytest.mark.parametrize("digits", ["11111111-", "1--------"])
def test_unanswered_safety_item_is_not_assessed(digits: str) -> None:
    assert score(PHQ_9, answered(PHQ_9, digits)).risk is Risk.NOT_ASSESSED


def test_total_may_exist_where_risk_was_not_assessed() -> None:
    result = score(PHQ_9, answered(PHQ_9, "22222222-"))
    assert (result.total.value, result.total.missing, result.risk) == (18, 1, Risk.NOT_ASSESSED)


def test_risk_is_seen_even_where_no_total_exists() -> None:
    result = score(PHQ_9, answered(PHQ_9, "--------3"))
    assert (result.total.value, result.total.band, result.risk) == (None, None, Risk.PRESENT)


@pytest.mark.parametrize(
    ("definition", "digits", "total"),
    [
        (PHQ_9, "-30000000", 3),  # 3 x 9 / 8 = 3.375
        (PHQ_9, "-31000000", 5),  # 4 x 9 / 8 = 4.5: half up, not to even
        (PHQ_9, "-33300300", 14),  # 12 x 9 / 8 = 13.5
        (PHQ_9, "--1111111", 9),
        (GAD_7, "-211110", 7),  # 6 x 7 / 6
        (GAD_7, "-311100", 7),
        (GAD_7, "-300000", 4),  # 3 x 7 / 6 = 3.5
        (GAD_7, "-333000", 11),  # 9 x 7 / 6 = 10.5
        (GAD_7, "--32000", 7),
    ],
)
def test_up_to_two_missing_are_prorated_half_up(
    definition: Definition, digits: str, total: int
) -> None:
    result = score(definition, answered(definition, digits)).total
    assert result.value == total
    assert result.missing > 0


def test_an_absent_code_is_a_missing_answer() -> None:
    answers = {code: a for code, a in answered(GAD_7, "-211110").items() if a is not None}
    assert score(GAD_7, answers) == score(GAD_7, answered(GAD_7, "-211110"))


@pytest.mark.parametrize(
    ("definition", "digits"), [(PHQ_9, "---333333"), (GAD_7, "---3333"), (PHQ_9, "---------")]
)
def test_more_than_two_missing_give_no_score(definition: Definition, digits: str) -> None:
    result = score(definition, answered(definition, digits)).total
    assert (result.value, result.band, result.past_line) == (None, None, None)
    assert result.missing == digits.count("-")


@pytest.mark.parametrize("answer", [4, -1, True, 1.0, "1"])
def test_answers_outside_the_ordinals_are_rejected_without_repeating_them(answer: object) -> None:
    answers = {**answered(PHQ_9, "000000000"), SELF_HARM: answer}
    with pytest.raises(Invalid) as refusal:
        score(PHQ_9, answers)  # type: ignore[arg-type]
    assert refusal.value.fields == {SELF_HARM: "not_one_of_its_answers"}


def test_a_stranger_code_is_rejected() -> None:
    with pytest.raises(Invalid) as refusal:
        score(GAD_7, {SELF_HARM: 0})
    assert refusal.value.fields == {SELF_HARM: "not_an_item_of_this_measure"}


def test_real_answers_score_as_an_independent_sum_does() -> None:
    with shared_file("self-check-responses.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 112
    for row in rows:
        for letter, definition in (("D", PHQ_9), ("A", GAD_7)):
            count = len(definition.items)
            answers = [int(row[f"{letter}{number}"]) for number in range(1, count + 1)]
            result = score(definition, answered(definition, "".join(map(str, answers))))
            assert result.total.value == sum(answers)
            if definition is PHQ_9:
                assert (result.risk is Risk.PRESENT) == (answers[8] > 0)


@pytest.mark.parametrize(
    ("digits", "value"),
    [
        ("4444444444", "90"),
        ("0000000000", "10"),
        ("4044444444", "100"),
        ("0400000000", "0"),
        ("2222222222", "50"),
        ("44444444--", "87.5"),  # mean of 4, 0, 4, 4, 4, 4, 4, 4
        ("444-444444", "88.89"),
    ],
)
def test_house_pulse(digits: str, value: str) -> None:
    result = score(HOUSE_PULSE, answered(HOUSE_PULSE, digits)).total
    assert result.value == Decimal(value)


def test_seven_pulse_answers_give_no_score() -> None:
    assert score(HOUSE_PULSE, answered(HOUSE_PULSE, "4444444---")).total.value is None


@given(st.lists(st.sampled_from([None, 0, 1, 2, 3]), min_size=9, max_size=9))
def test_prorating_is_exact_rational_arithmetic(answers: list[int | None]) -> None:
    codes = [item.code for item in PHQ_9.items]
    result = score(PHQ_9, dict(zip(codes, answers, strict=True))).total
    given_answers = [answer for answer in answers if answer is not None]
    if len(given_answers) < 7:
        assert result.value is None
    else:
        exact = Fraction(sum(given_answers) * 9, len(given_answers))
        assert result.value == (exact + Fraction(1, 2)).__floor__()


def test_the_shape_takes_measures_with_several_scales_and_reversed_items() -> None:
    """A CBI-like measure (means of 0..100, one reversed item) and a CORE-like safety item."""
    work, client = tuple("abcdefg"), tuple("uvwxyz")
    steps = (0, 25, 50, 75, 100)
    measure = Definition(
        name="two-scales",
        version=1,
        items=items(work + client, steps, reversed_codes="g"),
        scales=(
            Scale(code="work", items=work, factor=1, missing_allowed=3, places=2, line=50),
            Scale(code="client", items=client, factor=1, missing_allowed=3, places=2, line=50),
        ),
        risk=above_zero("z"),
    )
    answers: Answers = {**dict.fromkeys(work, 100), "u": 25, "z": 0}
    result = score(measure, answers)
    assert result.scales[0].value == Decimal("85.71")
    assert (result.scales[1].value, result.scales[1].missing) == (None, 4)
    assert result.risk is Risk.NONE
    assert measure.scale("client").items == client
    with pytest.raises(KeyError):
        measure.scale("personal")


def test_all_zeros_is_not_zero_where_items_are_reversed() -> None:
    codes = tuple(f"S{number}" for number in range(1, 11))
    stress = Definition(
        name="stress",
        version=1,
        items=items(codes, (0, 1, 2, 3, 4), reversed_codes=("S4", "S5", "S7", "S8")),
        scales=(Scale(code="total", items=codes, factor=10, missing_allowed=0),),
    )
    assert score(stress, dict.fromkeys(codes, 0)).total.value == 16
    assert score(stress, dict.fromkeys(codes, 4)).total.value == 24


@pytest.mark.parametrize("definition", DEFINITIONS.values(), ids=lambda d: d.ref)
def test_every_definition_is_whole(definition: Definition) -> None:
    codes = [item.code for item in definition.items]
    assert len(set(codes)) == len(codes)
    assert not definition.unscored & set(codes)
    assert not definition.totals & set(codes)
    for scale in definition.scales:
        assert set(scale.items) <= set(codes)
        assert [b.lowest for b in scale.bands] == sorted({b.lowest for b in scale.bands})


def test_definitions_are_found_by_name_version_and_panel() -> None:
    assert find("phq-9/1") is find("phq-9") is find_by_panel("44249-1") is PHQ_9
    assert find("phq-9/2") is None
    assert find_by_panel("") is None
    assert find_by_panel("1-1") is None
