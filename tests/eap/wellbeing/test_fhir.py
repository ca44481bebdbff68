"""Importing measures: both real files, placeholder files broken in one way each."""

import copy
import json
from collections.abc import Callable
from dataclasses import FrozenInstanceError, replace
from typing import Any

import pytest

from eap.wellbeing.definitions import GAD_7, PHQ_9, Definition
from eap.wellbeing.fhir import ImportOptions, ImportRefused, Licence, parse
from tests.shared_data import shared_file

LOINC = "http://loinc.org"
ORDINAL = "http://hl7.org/fhir/StructureDefinition/ordinalValue"
WEIGHT = "http://hl7.org/fhir/StructureDefinition/itemWeight"
DATA_ABSENT = "http://terminology.hl7.org/CodeSystem/data-absent-reason"
OPTIONS = ImportOptions(licence="free")
GIVEN = ImportOptions(
    url="https://example.org/measure",
    version="1",
    language="en",
    copyright="The holder",
    licence="free",
)


def questionnaire(definition: Definition = GAD_7, extension: str = ORDINAL) -> dict[str, Any]:
    """A complete Questionnaire with placeholder wording."""
    return {
        "resourceType": "Questionnaire",
        "url": "https://example.org/placeholder",
        "version": "1.0",
        "language": "en",
        "title": "Placeholder",
        "copyright": "The holder",
        "code": [{"system": LOINC, "code": definition.panel}],
        "item": [
            {
                "linkId": f"/{item.code}",
                "type": "choice",
                "text": f"item {number}",
                "code": [{"system": LOINC, "code": item.code}],
                "answerOption": [
                    {
                        "extension": [{"url": extension, "valueDecimal": ordinal}],
                        "valueCoding": {"code": f"a{ordinal}", "display": f"answer {ordinal}"},
                    }
                    for ordinal in item.ordinals
                ],
            }
            for number, item in enumerate(definition.items, start=1)
        ],
    }


def as_bytes(document: dict[str, Any]) -> bytes:
    return json.dumps(document, indent=1).encode()


def problems(content: bytes, options: ImportOptions = OPTIONS) -> list[tuple[str, str]]:
    with pytest.raises(ImportRefused) as refusal:
        parse(content, options)
    assert refusal.value.problems
    return [(p.where, p.problem) for p in refusal.value.problems]


def refused_after(
    edit: Callable[[dict[str, Any]], object], options: ImportOptions = OPTIONS
) -> str:
    """All problems of a good file after one edit, as one text."""
    document = copy.deepcopy(questionnaire())
    edit(document)
    return "\n".join(": ".join(problem) for problem in problems(as_bytes(document), options))


@pytest.mark.parametrize("definition", [PHQ_9, GAD_7], ids=lambda d: d.ref)
@pytest.mark.parametrize("extension", [ORDINAL, WEIGHT])
def test_a_complete_file_is_imported(definition: Definition, extension: str) -> None:
    measure = parse(as_bytes(questionnaire(definition, extension)), OPTIONS)
    assert measure.definition == definition.ref
    assert [item.code for item in measure.items] == [item.code for item in definition.items]
    assert [option.ordinal for option in measure.items[0].options] == [0, 1, 2, 3]
    assert measure.items[0].text == "item 1"
    assert measure.licence is Licence.FREE
    with pytest.raises(FrozenInstanceError):
        measure.title = "another"  # type: ignore[misc]


def test_the_hash_follows_the_words_not_the_layout_or_the_licence() -> None:
    document = questionnaire()
    first = parse(as_bytes(document), OPTIONS).content_hash
    assert parse(json.dumps(document).encode(), OPTIONS).content_hash == first
    assert parse(as_bytes(document), replace(OPTIONS, licence="non-commercial")).content_hash == (
        first
    )
    document["item"][0]["text"] = "item one"
    assert parse(as_bytes(document), OPTIONS).content_hash != first


def test_the_real_phq_9_is_refused_naming_what_is_missing() -> None:
    content = shared_file("fhir/questionnaire-phq-9.json").read_bytes()
    missing = {where for where, _ in problems(content, ImportOptions())}
    assert missing == {"url", "version", "language", "copyright", "licence"}


def test_the_real_phq_9_is_imported_with_options() -> None:
    content = shared_file("fhir/questionnaire-phq-9.json").read_bytes()
    measure = parse(content, GIVEN)
    assert measure.definition == "phq-9/1"
    scored = [item for item in measure.items if item.scored]
    assert [item.code for item in scored] == [item.code for item in PHQ_9.items]
    assert [item.code for item in measure.items if not item.scored] == ["69722-7"]
    assert all([o.ordinal for o in item.options] == [0, 1, 2, 3] for item in scored)
    assert (measure.url, measure.version) == (GIVEN.url, "1")


def test_the_real_gad_7_takes_ordinals_from_its_answer_codes() -> None:
    content = shared_file("fhir/questionnaire-gad-7.json").read_bytes()
    assert {where for where, _ in problems(content)} == {"url", "language", "copyright"}
    measure = parse(content, replace(GIVEN, version=""))
    assert measure.version == "1.0.0"
    assert len(measure.items) == 7
    for item in measure.items:
        assert [option.ordinal for option in item.options] == [0, 1, 2, 3, None]


@pytest.mark.parametrize("name", ["url", "version", "language", "title", "copyright"])
def test_each_missing_piece_of_metadata_is_named(name: str) -> None:
    assert f"{name}: {name} is missing" in refused_after(lambda d: d.pop(name))


def test_options_give_or_correct_metadata_but_never_the_copyright() -> None:
    content = as_bytes(questionnaire())
    measure = parse(content, replace(OPTIONS, title="Another", version="2"))
    assert (measure.title, measure.version) == ("Another", "2")
    assert problems(content, replace(OPTIONS, copyright="Somebody else")) == [
        ("copyright", "the file has its own copyright line, which must stay")
    ]


@pytest.mark.parametrize(
    ("licence", "number", "accepted"),
    [
        ("non-commercial", "", True),
        ("permission", "P-17", True),
        ("permission", "", False),
        ("free", "P-17", False),
        ("", "", False),
        ("stolen", "", False),
    ],
)
def test_the_operator_chooses_a_licence(licence: str, number: str, accepted: bool) -> None:
    options = ImportOptions(licence=licence, permission_number=number)
    content = as_bytes(questionnaire())
    if accepted:
        assert parse(content, options).permission_number == number
    else:
        assert [where for where, _ in problems(content, options)] == ["licence"]


def test_panel_and_items_must_agree() -> None:
    def other_panel(document: dict[str, Any]) -> None:
        document["code"][0]["code"] = PHQ_9.panel

    found = refused_after(other_panel)
    assert "item[0]: item 69725-0 does not belong to phq-9/1" in found
    assert "item: item 44250-9 of phq-9/1 is missing" in found


def test_an_unknown_panel_or_none_needs_a_chosen_definition() -> None:
    def unknown(document: dict[str, Any]) -> None:
        document["code"][0]["code"] = "1-1"

    assert "panel 1-1 is not known" in refused_after(unknown)
    assert "no LOINC panel code" in refused_after(lambda d: d.pop("code"))
    document = questionnaire()
    del document["code"]
    chosen = replace(OPTIONS, definition="gad-7")
    assert parse(as_bytes(document), chosen).definition == "gad-7/1"


def test_a_chosen_definition_must_exist_and_match_the_panel() -> None:
    content = as_bytes(questionnaire())
    assert problems(content, replace(OPTIONS, definition="gad-9"))[0][0] == "definition"
    found = problems(content, replace(OPTIONS, definition="phq-9"))
    assert ("code", "panel 69737-5 is not the panel of phq-9/1") in found


def _set(index: int, **members: object) -> Callable[[dict[str, Any]], object]:
    return lambda document: document["item"][index].update(members)


def _ordinal(document: dict[str, Any], item: int, option: int, value: object) -> None:
    document["item"][item]["answerOption"][option]["extension"][0]["valueDecimal"] = value


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (_set(1, linkId="/69725-0"), "item[1].linkId: linkId /69725-0 is used twice"),
        (_set(1, linkId=None), "item[1]: no linkId"),
        (_set(0, type="string"), "item[0]: not of type choice"),
        (_set(0, text=""), "item[0]: no text"),
        (_set(0, text=7), "item[0].text: not a text"),
        (_set(0, repeats=True), "item[0]: an item takes one answer"),
        (_set(0, answerOption=[]), "item[0]: no answer options in the file"),
        (_set(0, answerOption=[{"valueInteger": 1}]), "item[0].answerOption[0]: an answer option"),
        (_set(0, code=[{"system": LOINC, "code": "68509-9"}]), "item[1]: item 68509-9 appears twi"),
        (lambda d: d["item"].pop(), "item: item 69736-7 of gad-7/1 is missing"),
        (lambda d: d["item"].append("x"), "item[7]: not an item"),
        (lambda d: d.update(item={}), "item: not a list of items"),
        (lambda d: _ordinal(d, 2, 0, 4), "item[2]: its ordinals differ from those of gad-7/1"),
        (lambda d: _ordinal(d, 2, 1, 0), "item[2]: its ordinals differ from those of gad-7/1"),
        (lambda d: _ordinal(d, 2, 1, 1.5), "item[2].answerOption[1]: its ordinal is not a whole"),
        (lambda d: _ordinal(d, 2, 1, "1"), "item[2].answerOption[1]: no ordinal"),
        (lambda d: d["item"][3]["answerOption"].pop(), "item[3]: its ordinals differ"),
        (lambda d: d.update(url="not an address"), "url: not a url"),
        (lambda d: d.update(language="English!"), "language: not a language"),
        (lambda d: d.update(resourceType="Patient"), "resourceType: not a FHIR Questionnaire"),
    ],
)
def test_a_file_that_breaks_the_contract_is_refused(
    edit: Callable[[dict[str, Any]], object], expected: str
) -> None:
    assert expected in refused_after(edit)


def test_an_ordinal_against_its_answer_code_is_refused() -> None:
    def swapped(document: dict[str, Any]) -> None:
        coding = document["item"][0]["answerOption"][0]["valueCoding"]
        coding.update(system=LOINC, code="LA6571-9")

    assert "item[0].answerOption[0]: more than one ordinal" in refused_after(swapped)


@pytest.mark.parametrize(
    "text",
    [
        "item 1 <script>alert(1)</script>",
        "item 1 &lt;script&gt;",
        "item 1 ＜script＞",
        "item 1 <scr\u200bipt src=x>",
        "<img src=x onerror=alert(1)>",
        "go to javascript:alert(1)",
        "go to java\nscript:alert(1)",
        "<b>item 1</b>",
    ],
)
def test_script_and_markup_in_shown_text_are_refused(text: str) -> None:
    assert "item[0].text: " in refused_after(_set(0, text=text))
    assert "copyright: " in refused_after(lambda d: d.update(copyright=text))

    def in_answer(document: dict[str, Any]) -> None:
        document["item"][4]["answerOption"][1]["valueCoding"]["display"] = text

    assert "item[4].answerOption[1].valueCoding.display: " in refused_after(in_answer)
    content = as_bytes(questionnaire())
    assert "title" in dict(problems(content, replace(OPTIONS, title=text + "<p>")))


def test_script_is_refused_even_where_nothing_is_read() -> None:
    narrative = {"status": "generated", "div": "<div><script>1</script></div>"}
    assert "text.div: script in text" in refused_after(lambda d: d.update(text=narrative))
    narrative["div"] = "<div><p>a plain narrative</p></div>"
    document = {**questionnaire(), "text": narrative}
    assert parse(as_bytes(document), OPTIONS).definition == "gad-7/1"


@pytest.mark.parametrize("text", ["\0", "zq\ud800", "\udfffzq"])
def test_what_no_column_holds_is_refused_by_its_line_and_not_shown(text: str) -> None:
    document = questionnaire()
    lines = json.dumps({"x-note": [{text: 1}], **document}, indent=1).split("\n")
    assert "\\u" in lines[3]
    with pytest.raises(ImportRefused) as refusal:
        parse("\n".join(lines).encode(), OPTIONS)
    assert str(refusal.value) == "line 4, file: a text with NUL or half of a surrogate pair"
    assert refused_after(_set(0, text=text)).startswith("file: a text with NUL")
    for option in ("title", "copyright", "permission_number"):
        given = replace(OPTIONS, **{option: text})
        assert option in dict(problems(as_bytes(questionnaire()), given))


def test_a_whole_pair_is_a_character_like_any_other() -> None:
    document = questionnaire()
    document["item"][0]["text"] = "item 1 \U0001f426"
    assert parse(json.dumps(document).encode(), OPTIONS).items[0].text.endswith("\U0001f426")


def test_less_than_is_not_markup() -> None:
    document = questionnaire()
    document["item"][0]["text"] = "item 1 (score < 3)"
    assert parse(as_bytes(document), OPTIONS).items[0].text == "item 1 (score < 3)"


def test_groups_are_opened_and_their_words_kept() -> None:
    document = questionnaire()
    document["item"] = [
        {"linkId": "g", "type": "group", "text": "group 1", "item": document["item"]},
        {"linkId": "d", "type": "display", "text": "thanks 1"},
    ]
    measure = parse(as_bytes(document), OPTIONS)
    assert measure.instructions == ("group 1", "thanks 1")
    assert len(measure.items) == 7


def test_an_item_without_loinc_code_is_known_by_its_link_id() -> None:
    document = questionnaire()
    del document["item"][0]["code"]
    assert parse(as_bytes(document), OPTIONS).items[0].code == "69725-0"


@pytest.mark.parametrize(
    ("content", "line", "expected"),
    [
        (b'{\n "a": 1,\n "b": }', 3, "broken JSON"),
        (b"", 1, "broken JSON"),
        (b"[]", 1, "not a JSON object"),
        (b'{\n"a": "\xff"}', 2, "not UTF-8"),
        (b'{"a": NaN}', None, "NaN is not JSON"),
        (b'{"a": 1, "a": 2}', None, "an object names the same member twice"),
        (b'{"a":' + b"[" * 100_000 + b"]" * 100_000 + b"}", None, "nested too deeply"),
        (b'{"a":' + b"[" * 200 + b"]" * 200 + b"}", 1, "nested too deeply"),
        (b" " * 2_000_001, None, "larger than"),
    ],
)
def test_broken_json_is_refused_with_its_line(
    content: bytes, line: int | None, expected: str
) -> None:
    with pytest.raises(ImportRefused) as refusal:
        parse(content, OPTIONS)
    (problem,) = refusal.value.problems
    assert (problem.where, problem.line) == ("file", line)
    assert problem.problem.startswith(expected)


def test_problems_carry_the_line_they_stand_on() -> None:
    document = questionnaire()
    document["item"][5]["text"] = 'said "x", {y}: [z] <b>'
    content = as_bytes(document)
    with pytest.raises(ImportRefused) as refusal:
        parse(content, OPTIONS)
    (problem,) = refusal.value.problems
    assert b"<b>" in content.splitlines()[(problem.line or 0) - 1]
    assert str(refusal.value) == f"line {problem.line}, item[5].text: markup in text"


def test_all_problems_are_reported_at_once() -> None:
    def several(document: dict[str, Any]) -> None:
        del document["url"]
        document["item"][0]["text"] = ""
        document["item"].pop()

    assert len(refused_after(several).splitlines()) == 3
