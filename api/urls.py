"""Every address of the product, a page to review. Rooms' own addresses stand in `api/<room>`."""

from django.urls import include, path, re_path

from api import entries, rest, schema  # noqa: F401 - schema: tells how one signs in
from api.crisis import pages as crisis
from api.demo import views as demo
from api.session import pages as session

handler400 = "api.errors.unreadable"
handler403 = "api.errors.refused"
handler404 = "api.errors.not_found"
handler500 = "api.errors.server_error"

ROOMS: tuple[str, ...] = (
    "session",
    "unlock",
    "programme",
    "people",
    "access",
    "booking",
    "groups",
    "crisis",
    "desk",
    "cases",
    "notes",
    "messages",
    "publication",
    "wellbeing",
    "workload",
    "demo",
)

AGENT_PAGES = "|".join(
    (
        "book",
        "book/t",
        "book/ok",
        "prepare",
        "sessions",
        "live",
        "key",
        "check",
        "groups",
        "pulse",
        "data",
    )
)

urlpatterns = [
    path("healthz", entries.healthz),
    path("api/v1/auth/", include("api.sign_in_urls")),
    *(path("api/v1/", include(f"api.{room}.urls")) for room in ROOMS),
    path("now", crisis.now),
    path("now/call", crisis.call),
    path("now/sent", crisis.sent),
    path("now/all-right", crisis.all_right),
    path("leave", session.leave),
    path("rest", rest.rest),
    path("start", demo.start),
    path("", entries.agent),
    re_path(rf"^(?:{AGENT_PAGES})$", entries.agent),
    re_path(r"^(?:staff|ops)(?:/.*)?$", entries.staff),
]
