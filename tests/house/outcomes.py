"""What each route is asked in the outcome test, and how the reviewed table is read.

`outcomes.txt` is the reviewed table: a line a route and method, a column an actor. It is written
by people; `ASKED` only says with which path and body a route is asked.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

TABLE = Path(__file__).with_name("outcomes.txt")

ACTORS = (
    "anonymous", "first client", "second client", "first counsellor", "second counsellor",
    "on call", "clinical lead", "programme_manager", "operations", "privacy_officer", "auditor",
    "system_admin",
)  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """A body for a route; `{name}` in any text stands for an id of the world."""

    body: dict[str, Any] | None = None
    query: str = ""


_MADE = {"credential_id": "AA", "client_data": "AA", "attestation": "AA"}
_USED = {
    "credential_id": "AA",
    "client_data": "AA",
    "authenticator_data": "AA",
    "signature": "AA",
    "secret": "AA",
}

ASKED: dict[str, Asked] = {
    "POST session/code": Asked({"code": "000000000000"}),
    "POST session/words": Asked({"words": "no such words"}),
    "POST unlock": Asked({"passphrase": "not the one"}),
    "PUT unlock/passphrase": Asked({"new": "short"}),
    "POST unlock/passkey": Asked({"used": _USED}),
    "POST unlock/passkeys": Asked({"made": _MADE, "used": _USED, "device": "mac"}),
    "POST unlock/code": Asked({"words": "no such words"}),
    "POST unlock/recover": Asked({"words": "no such words", "new": "seven quiet boats"}),
    "POST custodians/key": Asked({"fingerprint": "0000"}),
    "POST desks/<desk>/members": Asked({"staff": "{staff_id}"}),
    "POST staff/waiting/<request_id>/assign": Asked({"counsellor": "{staff_id}"}),
    "POST staff/cases/<case_id>/hand-over": Asked({"counsellor": "{staff_id}"}),
    "POST staff/cases/<case_id>/new-key": Asked({"case": "{nobody}"}),
    "POST key": Asked({"language": "en"}),
    "POST key/confirm": Asked({"words": ["no", "such"]}),
    "PUT data/consents/<purpose>": Asked({"given": False}),
    "POST staff/people": Asked(
        {"email": "new@eap.example", "name": "Wu Hao", "language": "en", "roles": ["counsellor"]}
    ),
    "POST staff/people/<staff_id>/retire": Asked({"leave_cases": True}),
    "POST staff/people/<staff_id>/roles": Asked({"roles": ["counsellor"]}),
    "GET slots": Asked(query="?service=talk&from={today}&to={today}"),
    "POST holds": Asked(
        {"service": "talk", "counsellor": "{nobody}", "start": "{start}", "modality": "text"}
    ),
    "POST holds/release": Asked({"hold": "{nobody}", "secret": "none"}),
    "POST appointments/<appointment_id>/move": Asked(
        {"hold": "{nobody}", "secret": "none", "version": 1}
    ),
    "POST appointments/<appointment_id>/cancel": Asked({"version": 1}),
    "GET staff/calendar": Asked(query="?from={today}&to={today}"),
    "POST staff/availability": Asked(
        {"kind": "exception", "adds": True, "start": "2027-03-08T01:00:00Z",
         "end": "2027-03-08T03:00:00Z"}
    ),
    "POST staff/appointments/<appointment_id>/cancel": Asked({"version": 1}),
    "GET staff/duty": Asked(query="?from=2027-03-08T01:00:00Z&to=2027-03-09T01:00:00Z"),
    "GET staff/duty/plan": Asked(query="?from=2027-03-08T01:00:00Z&to=2027-03-09T01:00:00Z"),
    "POST staff/duty": Asked(
        {"staff": "{on_call_id}", "level": 2, "start": "2027-03-08T01:00:00Z",
         "end": "2027-03-08T03:00:00Z"}
    ),
    "POST staff/duty/hotline-only": Asked(
        {"start": "2027-03-08T01:00:00Z", "end": "2027-03-08T03:00:00Z"}
    ),
    "POST groups/<group_id>/seat": Asked({"alias": "Rowan"}),
    "POST staff/groups": Asked(
        {"title_zh": "夜班之后", "title_en": "After nights", "kind": "circle", "language": "en",
         "start": "2027-03-09T01:00:00Z", "end": "2027-03-09T02:00:00Z", "capacity": 6,
         "minimum": 2}
    ),
    "PUT staff/groups/<group_id>": Asked(
        {"title_zh": "夜班之后", "title_en": "After nights", "kind": "circle", "language": "en",
         "start": "2027-03-09T01:00:00Z", "end": "2027-03-09T02:00:00Z", "capacity": 6,
         "minimum": 2, "version": 1}
    ),
    "POST staff/groups/<group_id>/attendance": Asked({"seat": 1, "state": "attended"}),
    "POST staff/groups/<group_id>/state": Asked({"to": "cancelled"}),
    "POST staff/crisis/<crisis_id>/close": Asked({"outcome": "not_reached"}),
    "POST bookings": Asked(
        {"hold": "{nobody}", "secret": "none", "language": "en", "key": "0123456789abcdef",
         "consent": "service-2026-11"}
    ),
    "PUT preparation": Asked({"concerns": ["C01"]}),
    "POST staff/cases/<case_id>/close": Asked({"reason": "goals_met"}),
    "POST staff/cases/<case_id>/appointments": Asked(
        {"start": "2027-03-10T02:00:00Z", "modality": "text", "weeks": 1}
    ),
    "POST staff/appointments/<appointment_id>/attended": Asked(
        {"concern": "strain", "severity": 3}
    ),
    "POST staff/cases/<case_id>/risk": Asked({"level": "low", "reason": "Spoke about it."}),
    "POST staff/cases/<case_id>/notes": Asked({"kind": "progress", "template": "free"}),
    "PUT staff/notes/<note_id>": Asked({"sections": {"free": "x"}, "version": 2}),
    "POST staff/notes/<note_id>/sign": Asked({"version": 2}),
    "POST staff/notes/<note_id>/addenda": Asked({"text": "More."}),
    "POST live/<appointment_id>/messages": Asked({"text": "Hello."}),
    "POST staff/live/<appointment_id>/messages": Asked({"text": "Hello."}),
    "GET ops/series": Asked(query="?indicator=openings"),
    "POST checks/<measure_id>/score": Asked({"answers": {}}),
    "POST checks/<measure_id>/save": Asked({"answers": {}, "share": False}),
    "POST pulse/open": Asked({"strip": "NOSUCHSTRIP"}),
    "POST pulse/answer": Asked({"strip": "NOSUCHSTRIP", "items": {}}),
    "GET ops/workload": Asked(query="?family=calls"),
}  # fmt: skip


def read_table() -> dict[tuple[str, str], str]:
    """(method route, actor) -> expected status, as reviewed."""
    found = {}
    for line in TABLE.read_text().splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        route, *statuses = line.rsplit(maxsplit=len(ACTORS))
        for actor, status in zip(ACTORS, statuses, strict=True):
            found[route.strip(), actor] = status
    return found
