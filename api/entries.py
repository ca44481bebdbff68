"""The two HTML entries of the single-page app, and whether the process is well."""

from functools import cache

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse

# What a page may ask the device for: nothing. Only staff's own page, and nothing framed in it, may
# use a passkey, which unlocks their notes.
_NOTHING = "camera=(), microphone=(), geolocation=(), payment=(), usb=()"
AGENT_FEATURES = f"{_NOTHING}, publickey-credentials-create=(), publickey-credentials-get=()"
STAFF_FEATURES = (
    f"{_NOTHING}, publickey-credentials-create=(self), publickey-credentials-get=(self)"
)


@cache
def _page(name: str) -> bytes:
    path = settings.FRONTEND_DIST / name
    return path.read_bytes() if path.exists() else b"The front end is not built: ./dev run"


def agent(request: HttpRequest) -> HttpResponse:
    """The agent's entry. The same bytes for everybody, so it may be cached."""
    headers = {"Cache-Control": "no-cache", "Permissions-Policy": AGENT_FEATURES}
    return HttpResponse(_page("index.html"), headers=headers)


def staff(request: HttpRequest) -> HttpResponse:
    """The staff entry: never kept by the browser, so Back after signing out shows nothing."""
    headers = {"Cache-Control": "no-store", "Permissions-Policy": STAFF_FEATURES}
    return HttpResponse(_page("staff.html"), headers=headers)


def healthz(request: HttpRequest) -> JsonResponse:
    """200 when the database answers, 503 otherwise. Says nothing else."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Exception:  # noqa: BLE001 - whatever the cause, the answer is "not well"
        return JsonResponse({"status": "unwell"}, status=503)
    return JsonResponse({"status": "ok"}, headers={"Cache-Control": "no-store"})
