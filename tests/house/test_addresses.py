"""The pages that the front end knows are those the server answers with its entries."""

import re
from pathlib import Path

from django.conf import settings
from django.urls import resolve

from api import entries
from api.urls import AGENT_PAGES

PATHS = Path(settings.BASE_DIR, "frontend/src/lib/paths.ts").read_text()
ADDRESSES = {found for found in re.findall(r"'(/[^':]*)'", PATHS) if found != "/rest"}
STAFF = {"staff", "ops", "start"}


def test_agents_pages_are_the_same_on_both_sides() -> None:
    agents = {found for found in ADDRESSES if found.split("/")[1] not in STAFF}
    assert agents == {"/", *(f"/{page}" for page in AGENT_PAGES.split("|"))}


def test_every_address_brings_its_entry() -> None:
    for address in ADDRESSES - {"/start"}:
        staff = address.split("/")[1] in STAFF
        assert resolve(address).func is (entries.staff if staff else entries.agent), address
