"""Bodies that come in as JSON: what cannot be read, or carried on, is refused in one way.

A text may be valid JSON and still too much: nested so deep that reading it, or naming what is
wrong with it, exhausts the stack; or holding half of a surrogate pair, which no column can keep.
"""

import json
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponseBase
from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser

from api.errors import unreadable

if TYPE_CHECKING:
    from django.http import HttpResponse

DEEPEST = 20  # levels of lists and objects; our own bodies have at most four
LIBRARY = "/api/v1/auth/"
FORMS = ("multipart/form-data", "application/x-www-form-urlencoded")


class Json(JSONParser):
    """The only parser of our own routes."""

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Any = None) -> Any:
        """The body as Python values. Raises ParseError, which answers 400 `parse_error`."""
        try:
            data = super().parse(stream, media_type, parser_context)
        except RecursionError:
            raise ParseError from None
        if _is_too_deep(data):
            raise ParseError
        return data


class ReadableSignIn:
    """Middleware before the routes of the sign-in library, which reads bodies by itself."""

    def __init__(self, get_response: Callable[[HttpRequest], "HttpResponse"]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> "HttpResponse":
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: object) -> HttpResponseBase | None:
        """Let pass what can be read, or is empty. A form's body is used up by its token."""
        if not request.path.startswith(LIBRARY):
            return None
        if request.content_type in FORMS:
            return unreadable(request)
        if not request.body:
            return None
        return None if _is_readable(request.body) else unreadable(request)


def _is_readable(body: bytes) -> bool:
    try:
        data = json.loads(body.decode())
        json.dumps(data, ensure_ascii=False).encode()  # fails at half a surrogate pair
    except (ValueError, RecursionError):
        return False
    return not _is_too_deep(data)


def _is_too_deep(data: object) -> bool:
    """Whether `data` has more than `DEEPEST` levels; goes level by level, not down."""
    level = [data]
    for _ in range(DEEPEST + 1):
        level = [part for whole in level for part in _parts(whole)]
        if not level:
            return False
    return True


def _parts(whole: object) -> Iterable[object]:
    if isinstance(whole, dict):
        return whole.values()
    return whole if isinstance(whole, list) else ()
