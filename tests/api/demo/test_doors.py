"""The doors open to somebody at the machine of a demo, and are not there for anybody else."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings as configured
from django.test import Client as Browser

from eap.core.ids import new_id
from eap.demo import doors
from eap.demo.doors import Door, Told

pytestmark = pytest.mark.django_db
ADDRESSES = ("/api/v1/demo/doors", "/start")
SECRET = "nobody-guesses-this"


@pytest.fixture(autouse=True)
def _demo(settings, tmp_path: Path) -> Iterator[None]:  # type: ignore[no-untyped-def]
    settings.HARBOUR_DEMO = True
    settings.HARBOUR_STATE = tmp_path
    told = Told(1, 400, date(2026, 5, 1), date(2026, 11, 21), new_id(), {"operations": new_id()})
    doors.keep(
        told,
        [
            Door("agent-new", "agent", "新人", "A newcomer", cards=("ABC",)),
            Door("operations", "staff", "高原", "Gao Yuan", roles=("operations",), password=SECRET),
        ],
    )
    yield


def test_at_the_machine_every_door_is_told(client: Browser) -> None:
    answer = client.get(ADDRESSES[0])
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-store"
    newcomer, operations = answer.json()["doors"]
    assert newcomer["cards"] == ["ABC"] and newcomer["roles"] == []
    assert operations["password"] == SECRET


def test_at_the_machine_the_start_page_is_there_and_is_not_kept(client: Browser) -> None:
    answer = client.get(ADDRESSES[1])
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("peer", ["::1", "127.0.0.9"])
def test_every_loopback_address_is_the_machine(client: Browser, address: str, peer: str) -> None:
    assert client.get(address, REMOTE_ADDR=peer).status_code == 200


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize(
    "outside",
    [
        {"REMOTE_ADDR": "10.0.0.5"},
        {"REMOTE_ADDR": ""},
        {"REMOTE_ADDR": "unix:"},
        {"HTTP_X_FORWARDED_FOR": "127.0.0.1"},
        {"HTTP_FORWARDED": "for=127.0.0.1"},
        {"HTTP_X_REAL_IP": "127.0.0.1"},
        {"HTTP_X_FORWARDED_HOST": "localhost"},
        {"HTTP_X_FORWARDED_PROTO": "https"},
        {"HTTP_VIA": "1.1 proxy"},
    ],
    ids=lambda outside: "-".join(outside),
)
def test_from_anywhere_else_nothing_is_there(
    client: Browser, address: str, outside: dict[str, str]
) -> None:
    answer = client.get(address, **outside)
    assert answer.status_code == 404
    assert SECRET not in answer.content.decode()


@pytest.mark.parametrize("address", ADDRESSES)
def test_where_no_demo_is_meant_nothing_is_there(  # type: ignore[no-untyped-def]
    client: Browser, settings, address: str
) -> None:
    settings.HARBOUR_DEMO = False
    assert client.get(address).status_code == 404


def test_without_a_company_there_are_no_doors(client: Browser) -> None:
    doors.forget()
    assert client.get(ADDRESSES[0]).json() == {"doors": []}


def test_the_file_is_for_its_owner_only() -> None:
    assert doors.path().stat().st_mode & 0o777 == 0o600
    assert doors.path().parent == Path(configured.HARBOUR_STATE)
