"""Importing measures for good: once, by whoever may, and never changed afterwards."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction

from eap.core.database import acting
from eap.core.errors import Conflict, Missing, Refused
from eap.core.ids import new_id
from eap.core.roles import Role
from eap.wellbeing.definitions import GAD_7, PHQ_9
from eap.wellbeing.fhir import parse
from eap.wellbeing.imported import ImportOptions
from eap.wellbeing.models import Measure
from eap.wellbeing.selectors import measure_form, measures
from eap.wellbeing.services import keep_measure
from tests.factories import wellbeing as make
from tests.factories.staff import staff_actor
from tests.factories.wellbeing import IMPORTER, NOBODY
from tests.shared_data import shared_file

pytestmark = pytest.mark.django_db


def test_a_measure_is_listed_with_its_copyright_line_for_anybody() -> None:
    make.make_measure(PHQ_9)
    make.make_measure(GAD_7)
    found = measures(NOBODY)
    assert [(one.code, one.copyright, one.questions) for one in found] == [
        ("gad-7", "The holder", 7),
        ("phq-9", "The holder", 9),
    ]
    assert [one.asks_safety for one in found] == [False, True]


def test_its_form_has_the_words_of_the_file() -> None:
    form = measure_form(NOBODY, measure_id=make.make_measure())
    assert form.measure.copyright == "The holder"
    assert [item["text"] for item in form.items] == [f"item {n}" for n in range(1, 10)]
    assert [option["ordinal"] for option in form.items[0]["options"]] == [0, 1, 2, 3]


def test_the_same_file_again_changes_nothing() -> None:
    first = make.make_measure()
    assert make.make_measure() == first
    assert Measure.objects.count() == 1


def test_other_words_under_the_same_version_are_refused() -> None:
    make.make_measure()
    with pytest.raises(Conflict, match="version_taken"):
        make.make_measure(title="Another")


def test_a_new_version_takes_the_place_in_the_list_and_the_old_one_stays() -> None:
    old = make.make_measure()
    new = make.make_measure(version="2.0", title="Another")
    assert [one.id for one in measures(NOBODY)] == [new]
    assert measure_form(NOBODY, measure_id=old).measure.title == "Placeholder phq-9"


def test_each_language_is_a_measure_of_its_own() -> None:
    make.make_measure()
    make.make_measure(language="zh-Hans", title="占位")
    assert [one.language for one in measures(NOBODY)] == ["en", "zh-Hans"]


def test_an_absent_measure_is_not_found() -> None:
    with pytest.raises(Missing):
        measure_form(NOBODY, measure_id=new_id())


@pytest.mark.parametrize("role", Role.values)
def test_no_role_of_staff_imports(role: str) -> None:
    content = json.dumps(make.questionnaire()).encode()
    with pytest.raises(Refused):
        keep_measure(staff_actor(role), measure=parse(content, ImportOptions(licence="free")))


def test_the_app_may_not_even_try_to_change_it() -> None:
    make.make_measure()
    for change in (
        lambda: Measure.objects.update(copyright=""),
        lambda: Measure.objects.all().delete(),
    ):
        with acting(IMPORTER), pytest.raises(DatabaseError), transaction.atomic():
            change()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "statement",
    ["UPDATE wellbeing_measure SET copyright = ''", "DELETE FROM wellbeing_measure"],
)
def test_not_even_the_owner_changes_it(statement: str, as_owner: Callable[[], Any]) -> None:
    make.make_measure()
    with as_owner() as owner, pytest.raises(psycopg.errors.RestrictViolation):
        owner.execute(statement)


class TestCommand:
    def file(self, folder: Path, **changes: Any) -> Path:
        path = folder / "measure.json"
        path.write_text(json.dumps(make.questionnaire(**changes)))
        return path

    def test_the_real_phq_9_needs_what_it_lacks_and_then_imports(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        path = shared_file("fhir/questionnaire-phq-9.json")
        with pytest.raises(CommandError) as refusal:
            call_command("measures", "import", str(path), "--licence", "free")
        told = str(refusal.value)
        for lacking in ("url is missing", "version is missing", "copyright is missing"):
            assert lacking in told
        given = {
            "--url": "https://example.org/phq-9",
            "--version-label": "1",
            "--language": "en",
            "--copyright": "The holder; no permission required",
            "--licence": "free",
        }
        words = [word for pair in given.items() for word in pair]
        call_command("measures", "import", str(path), *words)
        (found,) = measures(NOBODY)
        assert (found.code, found.asks_safety) == ("phq-9", True)
        assert found.copyright == "The holder; no permission required"
        call_command("measures", "list")
        shown = capsys.readouterr().out
        assert "phq-9/1  en  version 1" in shown and "no permission required" in shown

    @pytest.mark.parametrize("text", ["zq\0", "zq\ud800"])
    def test_a_text_that_cannot_be_kept_is_one_clear_refusal(
        self, text: str, tmp_path: Path
    ) -> None:
        document = make.questionnaire()
        document["item"][0]["text"] = text
        path = tmp_path / "measure.json"
        path.write_text(json.dumps(document, indent=1))
        with pytest.raises(CommandError) as refusal:
            call_command("measures", "import", str(path), "--licence", "free")
        told = str(refusal.value)
        assert told.startswith("nothing was imported\nline ") and "zq" not in told
        assert not Measure.objects.exists()

    def test_an_import_again_says_so(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        for _ in range(2):
            call_command("measures", "import", str(self.file(tmp_path)), "--licence", "free")
        assert "nothing changed" in capsys.readouterr().out

    @pytest.mark.parametrize(
        ("changes", "says"),
        [
            ({"copyright": None}, "copyright is missing"),
            ({"resourceType": "Bundle"}, "not a FHIR Questionnaire"),
            ({"title": "<script>x</script>"}, "script in text"),
            ({"code": []}, "choose a scoring definition"),
            ({"item": []}, "is missing"),
        ],
    )
    def test_a_bad_file_is_refused_with_its_reason(
        self, tmp_path: Path, changes: dict[str, Any], says: str
    ) -> None:
        with pytest.raises(CommandError, match=says):
            call_command(
                "measures", "import", str(self.file(tmp_path, **changes)), "--licence", "free"
            )
        assert not Measure.objects.exists()

    def test_other_words_under_the_same_version_are_refused_in_a_sentence(
        self, tmp_path: Path
    ) -> None:
        make.make_measure()
        with pytest.raises(CommandError, match="its own --version-label"):
            call_command(
                "measures",
                "import",
                str(self.file(tmp_path, title="Another")),
                "--licence",
                "free",
            )

    @pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff\xfe", b"x" * 2_000_001])
    def test_what_is_no_json_is_refused(self, tmp_path: Path, content: bytes) -> None:
        path = tmp_path / "measure.json"
        path.write_bytes(content)
        with pytest.raises(CommandError, match="nothing was imported"):
            call_command("measures", "import", str(path), "--licence", "free")

    def test_a_missing_file_and_a_missing_licence_are_refused(self, tmp_path: Path) -> None:
        with pytest.raises(CommandError, match="cannot be read"):
            call_command("measures", "import", str(tmp_path / "absent"), "--licence", "free")
        with pytest.raises(CommandError, match="choose a licence"):
            call_command("measures", "import", str(self.file(tmp_path)))


def test_a_permission_number_is_kept() -> None:
    content = json.dumps(make.questionnaire()).encode()
    options = replace(ImportOptions(licence="permission"), permission_number="P-17")
    kept = keep_measure(IMPORTER, measure=parse(content, options))
    assert Measure.objects.get(id=kept.id).permission_number == "P-17"
