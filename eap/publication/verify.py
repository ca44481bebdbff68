"""Whether everything published still stands as it was frozen: each release, and all of them.

A signature proves one release and a link the one before it; that none is missing at the end, or
was signed anew with a stolen key, is proved by the trail, whose heads are kept elsewhere.
"""

import hashlib
import json
from dataclasses import dataclass

from eap.audit import selectors as trail
from eap.audit import signer
from eap.core.actor import Actor
from eap.core.database import as_actor
from eap.core.policy import require
from eap.publication.models import LedgerEntry, Release
from eap.publication.seals import FIRST_LINK, digest_of
from eap.publication.words import RELEASED

SIGNED = (
    "number", "table", "period", "previous", "sigma", "rho_of_year", "roster", "display",
)  # fmt: skip
Charges = dict[tuple[int, str], tuple[float, str]]


@dataclass(frozen=True, slots=True)
class Fault:
    """A release that does not stand as it was frozen. `what` names the check that failed."""

    number: int
    what: str


@as_actor
def verify_releases(actor: Actor, *, public_key: bytes | None = None) -> list[Fault]:
    """Check every release from the first, against its signature, its year and the trail.

    `public_key` (32 raw bytes) is the one that was published; without it the local one is used.
    """
    require(actor, "publication.verify")
    key = signer.public_key() if public_key is None else public_key
    charges: Charges = {
        (charge.year_id, charge.table): (charge.sigma, str(charge.rho))
        for charge in LedgerEntry.objects.all()
    }
    faults, previous, expected, found = [], FIRST_LINK, 1, set()
    for release in Release.objects.order_by("number").select_related("year").iterator():
        body = release.body.encode()
        checks = {
            "number": release.number == expected,
            "hash": hashlib.sha256(body).digest() == bytes(release.digest),
            "link": bytes(release.previous) == previous,
            "signature": signer.verify(body, bytes(release.signature), key),
            **_against_body(release, charges),
        }
        faults += [Fault(release.number, what) for what, sound in checks.items() if not sound]
        previous, expected = bytes(release.digest), release.number + 1
        found.add((release.number, previous.hex()))
    return sorted({*faults, *_against_trail(actor, found)}, key=lambda f: (f.number, f.what))


def _against_body(release: Release, charges: Charges) -> dict[str, bool]:
    """Whether what stands beside the signed body says the same as it."""
    try:
        body = dict.fromkeys(SIGNED) | json.loads(release.body)
    except (ValueError, TypeError):
        return {"body": False}
    year = release.year
    return {
        "label": (body["number"], body["table"], body["period"], body["previous"])
        == (release.number, release.table, release.period, release.previous.hex()),
        "charge": charges.get((year.year, release.table)) == (body["sigma"], body["rho_of_year"]),
        "roster": body["roster"] == digest_of({"cells": year.cells, "heads": year.heads}).hex(),
        "display": body["display"] == digest_of(release.display).hex(),
    }


def _against_trail(actor: Actor, found: set[tuple[int, str]]) -> set[Fault]:
    """Releases the trail does not know, and those it knows that are gone."""
    known = {
        (int(details["number"]), str(details["digest"]))
        for details in trail.details_of(actor, action=RELEASED)
    }
    return {Fault(number, "trail") for number, _ in found ^ known}
