"""Workload through HTTP: operations read it, nobody else, and bad questions name the field."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.test import Client as Browser

from eap.core import clock
from eap.core.roles import Role
from eap.workload.services import keep_month
from tests.factories import programme
from tests.factories.staff import make_staff, sign_in
from tests.factories.workload import IMPORTER, crew, day, month

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _imported() -> Iterator[None]:
    with clock.standing_at(datetime(2026, 12, 1, tzinfo=UTC)):
        programme.make_site("HZ")
        lines = [*day(1, crew(10)), *day(2, crew(4))]
        keep_month(IMPORTER, site="HZ", month=month(*lines, as_month="2026-10"))
        yield


@pytest.fixture
def operations(client: Browser) -> Browser:
    return sign_in(client, make_staff("operations"))


def test_a_site_is_read_by_day_and_month(operations: Browser) -> None:
    answer = operations.get("/api/v1/ops/workload", {"family": "handling_seconds", "site": "HZ"})
    assert answer.status_code == 200
    body = answer.json()
    (line,) = body["lines"]
    assert (body["unit"], line["site"]["code"], len(line["days"])) == ("seconds", "HZ", 31)
    assert line["days"][0] == {
        "start": "2026-10-01", "state": "value", "value": 100.0, "reason": "",
        "label": "re-dated", "redated_from": "1999-02",
    }  # fmt: skip
    assert line["days"][1]["reason"] == "few_agents" and line["days"][1]["value"] is None
    assert line["days"][2]["state"] == "none"
    assert line["months"][0]["reason"] == "next_to_hidden"


def test_every_site_is_read_by_month(operations: Browser) -> None:
    (line,) = operations.get("/api/v1/ops/workload", {"family": "calls"}).json()["lines"]
    assert line["days"] == [] and line["months"][0]["value"] == 14


def test_imports_are_listed(operations: Browser) -> None:
    (row,) = operations.get("/api/v1/ops/imports").json()["imports"]
    assert (row["month"], row["label"], row["version"], row["rejected"]) == (
        "2026-10", "re-dated", 1, 0,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({}, "family"),
        ({"family": "agents"}, "family"),
        ({"family": "calls", "day": "1"}, "unknown_keys"),
    ],
)
def test_a_bad_question_names_the_field(
    operations: Browser, asked: dict[str, str], field: str
) -> None:
    answer = operations.get("/api/v1/ops/workload", asked)
    assert answer.status_code == 400 and field in answer.json()["fields"]


@pytest.mark.parametrize("path", ["ops/workload?family=calls", "ops/imports"])
def test_nobody_else_reads_it(client: Browser, path: str) -> None:
    assert client.get(f"/api/v1/{path}").status_code == 401
    for role in sorted(set(Role.values) - {"operations"}):
        browser = sign_in(Browser(), make_staff(role))
        assert browser.get(f"/api/v1/{path}").status_code == 403, role
