"""`manage.py erase`: what an operator does at the privacy officer's word."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from eap.cases.models import Case
from eap.core import clock
from eap.core.database import acting
from eap.people import erasing as people
from eap.people.words import REGRET
from tests.eap.desk.test_erasing import ERASER
from tests.factories import cases as make
from tests.factories import wellbeing

pytestmark = pytest.mark.django_db(transaction=True)


def erase(*args: str) -> str:
    out = StringIO()
    call_command("erase", *args, stdout=out)
    return out.getvalue()


def test_a_record_is_held_listed_and_let_go() -> None:
    begun = make.begin()
    with acting(ERASER):
        number = f"C-{Case.objects.get(id=begun.case_id).number}"
    people.ask_erasure(wellbeing.with_key(begun.client))
    assert erase("list").startswith("asked, ")
    erase("hold", number, "order")
    with clock.standing_at(clock.now() + REGRET):
        line = erase("list")
        assert line.startswith("due, ") and line.endswith(" hold_order\n")
        assert "waiting: 1" in erase("run")
        erase("lift", number.lower())
        assert "erased: 1" in erase("run")
        assert erase("list") == ""
        with pytest.raises(CommandError, match=r"Nothing was changed: not_found\."):
            erase("case", number)


def test_a_case_that_must_be_kept_says_why() -> None:
    begun = make.begin()
    with acting(ERASER):
        number = str(Case.objects.get(id=begun.case_id).number)
    with pytest.raises(CommandError, match="Nothing was changed: open"):
        erase("case", number)
    with pytest.raises(CommandError, match="not_found"):
        erase("lift", number)
    with pytest.raises(CommandError):
        erase("hold", number, "because")
