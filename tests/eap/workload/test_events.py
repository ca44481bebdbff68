"""What happened at a site: kept by imports and the synthetic company, read beside the charts."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command

from eap.core.actor import Actor
from eap.core.errors import Invalid, Refused
from eap.core.ids import new_id
from eap.workload.events import events, keep_event
from tests.factories.programme import make_site
from tests.factories.workload import IMPORTER

pytestmark = pytest.mark.django_db
OPS = Actor.staff(new_id(), frozenset({"operations"}))
FINES = {"kind": "penalties", "name_zh": "开始罚款", "name_en": "Fines begin"}


def test_operations_read_what_happened_the_latest_first() -> None:
    make_site("HZ")
    keep_event(IMPORTER, site="HZ", day=date(2026, 7, 6), **FINES)
    keep_event(IMPORTER, site="HZ", day=date(2026, 9, 7), **FINES | {"kind": "shifts"})
    found = events(OPS)
    assert [(one.day, one.kind) for one in found] == [
        (date(2026, 9, 7), "shifts"),
        (date(2026, 7, 6), "penalties"),
    ]
    assert (found[0].site.code, found[0].name_zh) == ("HZ", "开始罚款")


@pytest.mark.parametrize("role", ["on_call", "system_admin"])
def test_who_sees_no_figures_sees_no_events(role: str) -> None:
    with pytest.raises(Refused):
        events(Actor.staff(new_id(), frozenset({role})))


def test_nobody_signed_in_keeps_one() -> None:
    make_site("HZ")
    with pytest.raises(Refused):
        keep_event(OPS, site="HZ", day=date(2026, 7, 6), **FINES)


def test_a_site_nobody_knows_and_a_kind_nobody_knows() -> None:
    with pytest.raises(Invalid):
        keep_event(IMPORTER, site="XX", day=date(2026, 7, 6), **FINES)
    make_site("HZ")
    with pytest.raises(ValueError, match="storm"):
        keep_event(IMPORTER, site="HZ", day=date(2026, 7, 6), **FINES | {"kind": "storm"})


class TestCommand:
    def flag(self, **other: str) -> None:
        given = {
            "site": "HZ",
            "day": "2026-07-06",
            "kind": "penalties",
            "zh": "罚款",
            "en": "Fines",
        }
        options = [f"--{name}={value}" for name, value in (given | other).items()]
        call_command("workload", "flag", *options)

    def test_what_happened_is_kept_for_the_charts(self, capsys: pytest.CaptureFixture[str]) -> None:
        make_site("HZ")
        self.flag(en=" Fines begin ")
        assert capsys.readouterr().out.startswith("2026-07-06 HZ: ")
        assert [(one.day, one.name_en) for one in events(OPS)] == [
            (date(2026, 7, 6), "Fines begin")
        ]

    @pytest.mark.parametrize(
        ("wrong", "says"),
        [
            ({"site": "XX"}, "no such site"),
            ({"zh": " "}, "a name has 1 to 80 characters"),
            ({"en": "x" * 81}, "a name has 1 to 80 characters"),
            ({"day": "6 July"}, "--day"),
            ({"kind": "party"}, "--kind"),
        ],
    )
    def test_what_cannot_be_kept_is_one_clear_line(self, wrong: dict[str, str], says: str) -> None:
        make_site("HZ")
        with pytest.raises(CommandError, match=says):
            self.flag(**wrong)
        assert events(OPS) == []
