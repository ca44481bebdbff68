"""What happened at a site: kept by imports and the synthetic company, read beside the charts."""

from datetime import date

import pytest

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
