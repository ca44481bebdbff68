"""The pulse through HTTP: a strip works once, tells nothing when it does not, leaves nobody."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client as Browser

from eap.core import clock
from eap.core.database import acting
from eap.people.models import ClientSession, TryCount
from eap.people.tries import WRONG_STRIPS
from eap.wellbeing.jobs import FREEZER
from eap.wellbeing.models import PulseAnswer
from eap.wellbeing.pulse_form import ITEM_CODES
from tests.factories import people
from tests.factories import wellbeing as make
from tests.factories.staff import make_staff, sign_in
from tests.factories.wellbeing import AFTER, DURING

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _during() -> Iterator[None]:
    with clock.standing_at(DURING):
        yield


@pytest.fixture
def codes() -> list[str]:
    make.make_site("HZ", day=30)
    return make.open_with_strips("HZ")["HZ", "day"]


def post(browser: Browser, path: str, body: object) -> Any:
    return browser.post(f"/api/v1/{path}", json.dumps(body), content_type="application/json")


def given(strip: str, **changes: Any) -> dict[str, Any]:
    return {"strip": strip, "items": dict.fromkeys(ITEM_CODES, 3)} | changes


def test_a_strip_opens_the_form_in_both_languages(client: Browser, codes: list[str]) -> None:
    body = post(client, "pulse/open", {"strip": codes[0]}).json()
    assert (body["site_name_en"], body["shift_name_zh"]) == ("HZ site", "day 班")
    assert body["items"][1] == {
        "code": "H2",
        "zh": "下班后脑子里还在回放电话",
        "en": "Calls stay in my head after work",
    }
    assert [len(body[part]) for part in ("items", "choices", "drivers", "tenure_choices")] == [
        10, 5, 12, 5,
    ]  # fmt: skip
    assert len(body["module"]["items"]) == 5 and body["most_drivers"] == 3


def test_it_is_answered_once(client: Browser, codes: list[str]) -> None:
    body = given(codes[0], drivers=["D08"], module={"L1": 2}, tenure="t1")
    answer = post(client, "pulse/answer", body)
    assert (answer.status_code, answer.content) == (201, b"")
    again = post(client, "pulse/answer", body)
    unknown = post(client, "pulse/answer", given("ABCDE23456"))
    assert (again.status_code, again.json()) == (unknown.status_code, unknown.json())
    assert again.json()["fields"] == {"strip": "not_accepted"}
    assert post(client, "pulse/open", {"strip": codes[0]}).json() == again.json()


def test_wrong_strips_are_slowed_down_and_right_ones_with_them_but_no_cards(
    client: Browser, codes: list[str]
) -> None:
    assert post(client, "pulse/open", {"strip": "ABCDE23456"}).status_code == 422
    TryCount.objects.update(tries=WRONG_STRIPS.most)
    answer = post(client, "pulse/answer", given(codes[0]))
    assert (answer.status_code, answer.json()["code"]) == (429, "too_many_tries")
    assert int(answer.headers["Retry-After"]) > 0
    assert TryCount.objects.count() == 1
    assert post(client, "session/code", {"code": "000000000000"}).status_code == 422


@pytest.mark.parametrize(
    ("changes", "status", "field"),
    [
        ({"items": None}, 400, "items"),
        ({"items": {"H1": "often"}}, 400, "items"),
        ({"items": {"H1": 7}}, 422, "items.H1"),
        ({"items": {}}, 422, "items"),
        ({"drivers": ["D01", "D03", "D05", "D06"]}, 400, "drivers"),
        ({"drivers": ["D02"]}, 422, "drivers"),
        ({"tenure": "long"}, 400, "tenure"),
        ({"name": "Li"}, 400, "unknown_keys"),
        ({"module": {"L9": 1}}, 422, "module"),
    ],
)
def test_bad_input_names_the_field_and_costs_no_strip(
    client: Browser, codes: list[str], changes: dict[str, Any], status: int, field: str
) -> None:
    answer = post(client, "pulse/answer", given(codes[0], **changes))
    assert (answer.status_code, list(answer.json()["fields"])) == (status, [field])
    assert post(client, "pulse/answer", given(codes[0])).status_code == 201


def test_whoever_is_signed_in_answers_as_nobody(client: Browser, codes: list[str]) -> None:
    """A client on their own phone: neither their session nor the trail tells of the answer."""
    newcomer = people.make_client()
    client.cookies[settings.CLIENT_COOKIE_NAME] = newcomer.session_token
    with clock.standing_at(DURING.replace(minute=20)):
        assert post(client, "pulse/answer", given(codes[0])).status_code == 201
    with acting(newcomer.actor):
        assert ClientSession.objects.get().last_used_at == DURING
    with acting(FREEZER):
        assert PulseAnswer.objects.count() == 1


def test_another_site_cannot_use_a_strip(client: Browser, codes: list[str]) -> None:
    answer = client.post(
        "/api/v1/pulse/answer",
        json.dumps(given(codes[0])),
        content_type="application/json",
        headers={"Sec-Fetch-Site": "cross-site"},
    )
    assert (answer.status_code, answer.json()["code"]) == (403, "other_site")


def test_operations_read_the_dates_and_then_the_figures(client: Browser, codes: list[str]) -> None:
    browser = sign_in(client, make_staff("operations"))
    body = browser.get("/api/v1/ops/pulse").json()
    assert (body["waves"], body["next_wave"]["opens_on"]) == ([], "2026-11-09")
    for code in codes[:12]:
        make.give(code, 4, ["D08"])
    make.freeze()
    with clock.standing_at(AFTER):
        body = browser.get("/api/v1/ops/pulse", {"split": "site", "measure": "D08"}).json()
    (line,) = body["lines"]
    assert line["code"] == "HZ" and line["verdict"] == "cannot_tell"
    (point,) = line["points"]
    assert (point["state"], point["point"], point["answers"], point["issued"]) == (
        "few", None, 10, 30,
    )  # fmt: skip
    assert body["measures"][0]["code"] == "score" and len(body["drivers"]) == 12


def test_the_dictionary_has_every_question_in_both_languages(client: Browser) -> None:
    assert client.get("/api/v1/ops/pulse/form").status_code == 401
    body = sign_in(client, make_staff("auditor")).get("/api/v1/ops/pulse/form").json()
    assert [len(body[part]) for part in ("items", "choices", "drivers", "modules")] == [
        10, 5, 12, 1,
    ]  # fmt: skip
    assert body["modules"][0]["name"] == {"code": "loyalty", "zh": "归属与忠诚", "en": "Loyalty"}
    assert all(one["zh"] and one["en"] for one in body["modules"][0]["items"])


def test_nobody_else_reads_the_figures(client: Browser) -> None:
    assert client.get("/api/v1/ops/pulse").status_code == 401
    for role in ("counsellor", "on_call", "auditor", "system_admin"):
        assert sign_in(Browser(), make_staff(role)).get("/api/v1/ops/pulse").status_code == 403


@pytest.mark.parametrize(
    ("asked", "status", "field"),
    [({"split": "team"}, 400, "split"), ({"measure": "D99"}, 422, "measure")],
)
def test_a_bad_question_names_the_field(
    client: Browser, asked: dict[str, str], status: int, field: str
) -> None:
    browser = sign_in(client, make_staff("operations"))
    answer = browser.get("/api/v1/ops/pulse", asked)
    assert (answer.status_code, list(answer.json()["fields"])) == (status, [field])
