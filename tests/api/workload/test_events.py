"""What happened at the sites, through HTTP."""

from datetime import date

import pytest
from django.test import Client as Browser

from eap.workload.events import keep_event
from tests.factories import programme
from tests.factories.staff import make_staff, sign_in
from tests.factories.workload import IMPORTER

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/ops/events"


def test_operations_get_each_event_with_its_site(client: Browser) -> None:
    programme.make_site("HZ")
    keep_event(
        IMPORTER,
        site="HZ",
        day=date(2026, 7, 6),
        kind="penalties",
        name_zh="开始罚款",
        name_en="Fines begin",
    )
    answer = sign_in(client, make_staff("operations")).get(ADDRESS)
    assert answer.status_code == 200
    (event,) = answer.json()["events"]
    assert event == {
        "day": "2026-07-06",
        "kind": "penalties",
        "site": {"code": "HZ", "name_zh": "杭州", "name_en": "Hangzhou"},
        "name_zh": "开始罚款",
        "name_en": "Fines begin",
    }


def test_nobody_signed_in_gets_none(client: Browser) -> None:
    assert client.get(ADDRESS).status_code == 401
