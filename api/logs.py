"""Logs by allow-list: an event's name and typed fields known to be harmless, nothing else.

No address, user agent, query, body or free text is ever written.
"""

import logging
import sys
import time
from collections.abc import Callable, MutableMapping
from typing import Any
from uuid import uuid4

import structlog
from django.http import HttpRequest, HttpResponse

ALLOWED = {
    "event",
    "level",
    "timestamp",
    "logger",
    "method",
    "route",
    "status",
    "ms",
    "request_id",
    "exception_type",
    "where",
}

_PASSING = {"_record", "_from_structlog"}  # structlog's own, taken out again before writing


def _only_allowed(_: object, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    return {key: value for key, value in event.items() if key in ALLOWED or key in _PASSING}


def _harmless_exception(
    _: object, __: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """Keep an exception's type and place; its message may carry what somebody typed."""
    found = event.pop("exc_info", None)
    error = sys.exc_info()[1] if found is True else found[1] if isinstance(found, tuple) else found
    if isinstance(error, BaseException):
        event["exception_type"] = type(error).__name__
        trace = error.__traceback__
        while trace and trace.tb_next:
            trace = trace.tb_next
        if trace:
            event["where"] = f"{trace.tb_frame.f_code.co_name}:{trace.tb_lineno}"
    return event


class _Harmless(logging.Filter):
    """Libraries format what they like into messages; only their name and level pass."""

    def filter(self, record: logging.LogRecord) -> bool:
        if not record.name.startswith("harbour"):
            record.msg, record.args = f"{record.name} {record.levelname.lower()}", ()
        return True


def configure(_: dict[str, object]) -> None:
    """Route both structlog and the standard library through the allow-list to stderr."""
    shared: list[Any] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _harmless_exception,
        _only_allowed,
    ]
    handler = logging.StreamHandler(sys.stderr)
    handler.addFilter(_Harmless())
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers, root.level = [handler], logging.INFO
    for quiet in ("procrastinate", "psycopg.pool", "urllib3"):
        logging.getLogger(quiet).setLevel(logging.WARNING)
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )


class RequestLog:
    """One line a request: route pattern (never the path), status, milliseconds, request id.

    The api's answers carry the id too (`X-Request-ID`), drawn anew for each: a person who asks for
    help reads its beginning from the page, and their line is found without knowing who they are.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.log = structlog.get_logger("harbour.request")

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.request_id = uuid4().hex  # type: ignore[attr-defined]
        began = time.monotonic()
        response = self.get_response(request)
        match = request.resolver_match
        self.log.info(
            "request",
            method=request.method,
            route=match.route if match else "unknown",
            status=response.status_code,
            ms=round((time.monotonic() - began) * 1000),
            request_id=request.request_id,  # type: ignore[attr-defined]
        )
        if request.path.startswith("/api/"):
            response.headers.setdefault("Cache-Control", "no-store")
            response.headers["X-Request-ID"] = request.request_id  # type: ignore[attr-defined]
        return response
