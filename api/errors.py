"""One mapping from what can go wrong to problem+json (RFC 9457).

Bodies carry a stable `code`; the front end owns the words. Nothing of the input is echoed.
"""

from collections.abc import Callable
from typing import Any

from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from rest_framework import exceptions, status
from rest_framework.response import Response

from api.crisis import pages
from eap.core import errors

CONTENT_TYPE = "application/problem+json"

_STATUS: dict[type[errors.DomainError], int] = {
    errors.Missing: status.HTTP_404_NOT_FOUND,
    errors.Refused: status.HTTP_403_FORBIDDEN,
    errors.Conflict: status.HTTP_409_CONFLICT,
    errors.Invalid: status.HTTP_422_UNPROCESSABLE_ENTITY,
    errors.Locked: status.HTTP_423_LOCKED,
    errors.Throttled: status.HTTP_429_TOO_MANY_REQUESTS,
}
_TITLES = {
    400: "The request could not be read.",
    401: "Sign in first.",
    403: "This is not allowed.",
    404: "There is nothing here for you.",
    405: "This cannot be done here.",
    409: "This can no longer be done as asked.",
    415: "Send JSON.",
    422: "Something in the request cannot be accepted.",
    423: "Locked for privacy.",
    429: "Too many tries. Wait a little.",
    500: "Something went wrong on our side.",
    503: "Busy or restarting. Try again in a moment.",
}


def as_problem(error: Exception, context: dict[str, Any]) -> Response | None:
    """DRF's exception handler: every expected error leaves as problem+json."""
    if isinstance(error, errors.DomainError):
        return _from_domain(error)
    if isinstance(error, Http404):
        return _from_domain(errors.Missing())
    if isinstance(error, exceptions.ValidationError):
        fields = dict(_flat(error.get_codes()))
        return _problem(status.HTTP_400_BAD_REQUEST, "invalid", {"fields": fields})
    if isinstance(error, exceptions.Throttled):
        wait = int(getattr(error, "wait", None) or 60)
        return _problem(429, "too_many", headers={"Retry-After": str(wait)})
    if isinstance(error, exceptions.APIException):
        return _problem(error.status_code, str(error.get_codes()))
    if isinstance(error, OperationalError):
        return _problem(503, "busy", headers={"Retry-After": "2"})
    return None


def _from_domain(error: errors.DomainError) -> Response:
    number = next(_STATUS[kind] for kind in type(error).__mro__ if kind in _STATUS)
    extra = dict(error.extra)
    headers = {}
    if isinstance(error, errors.Invalid) and error.fields:
        extra["fields"] = error.fields
    if isinstance(error, errors.Throttled):
        headers["Retry-After"] = str(error.retry_after)
    return _problem(number, error.code, extra, headers)


def _problem(
    number: int,
    code: str,
    extra: dict[str, object] | None = None,
    headers: dict[str, str] | None = None,
) -> Response:
    body = {
        "status": number,
        "code": code,
        "title": _TITLES.get(number, "Refused."),
        **(extra or {}),
    }
    return Response(
        body,
        status=number,
        content_type=CONTENT_TYPE,
        headers={"Cache-Control": "no-store", **(headers or {})},
    )


def _flat(codes: object, path: str = "") -> list[tuple[str, str]]:
    if isinstance(codes, dict):
        return [
            pair
            for key, value in codes.items()
            for pair in _flat(value, f"{path}.{key}" if path else str(key))
        ]
    if isinstance(codes, list):
        if codes and all(isinstance(code, str) for code in codes):
            return [(path, str(codes[0]))]
        return [
            pair for place, value in enumerate(codes) for pair in _flat(value, f"{path}.{place}")
        ]
    return [(path, str(codes))]


def locked() -> JsonResponse:
    """The screen is locked."""
    return _plain_problem(status.HTTP_423_LOCKED, errors.Locked().code)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """An unknown address answers exactly as a hidden thing does; a person gets a page with help."""
    return _plainly(request, 404, "not_found", pages.missing)


def unreadable(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """What was sent cannot be read: broken, too long, too many fields, or for another host."""
    return _plainly(request, 400, "parse_error", pages.failed)


def refused(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """A refusal that comes from outside of our own views."""
    return _plainly(request, 403, "permission_denied", pages.failed)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A write without the token of our own pages. The reason is not told."""
    return _plainly(request, 403, "csrf", pages.failed)


def server_error(request: HttpRequest) -> JsonResponse:
    """The last resort: says nothing of the cause."""
    return _plain_problem(500, "error")


def _plainly(
    request: HttpRequest, number: int, code: str, page: Callable[[HttpRequest, int], HttpResponse]
) -> HttpResponse:
    """A problem for programs; for a person who opened a page, a page of ours with help."""
    if not request.path.startswith("/api/") and "text/html" in request.headers.get("Accept", ""):
        return page(request, number)
    return _plain_problem(number, code)


def _plain_problem(number: int, code: str) -> JsonResponse:
    body = {"status": number, "code": code, "title": _TITLES[number]}
    return JsonResponse(
        body, status=number, content_type=CONTENT_TYPE, headers={"Cache-Control": "no-store"}
    )
