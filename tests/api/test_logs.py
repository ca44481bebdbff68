"""Only what is known to be harmless is ever written to a log."""

import json
import logging
from collections.abc import Iterator

import pytest
import structlog
from django.conf import settings
from django.test import Client as Browser

from api.logs import configure


@pytest.fixture
def written(capsys: pytest.CaptureFixture[str]) -> Iterator[list[dict[str, object]]]:
    """Parsed log lines, as the process writes them to stderr."""
    root = logging.getLogger()
    before = root.handlers
    configure({})
    (ours,) = root.handlers
    lines: list[dict[str, object]] = []

    class Keep(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(json.loads(self.format(record)))

    keep = Keep()
    keep.filters, keep.formatter = ours.filters, ours.formatter
    root.handlers = [keep]
    yield lines
    root.handlers = before


def test_a_library_may_say_only_who_it_is(written: list[dict[str, object]]) -> None:
    logging.getLogger("django.request").warning("Not found: /secret/%s", "who")
    assert written[0]["event"] == "django.request warning"
    assert "secret" not in json.dumps(written)


def test_our_own_fields_pass_and_others_do_not(written: list[dict[str, object]]) -> None:
    structlog.get_logger("harbour.request").info("request", route="x", status=200, body="secret")
    assert written[0]["route"] == "x" and "body" not in written[0]


def test_an_exception_leaves_its_kind_and_place_not_its_words(
    written: list[dict[str, object]],
) -> None:
    try:
        raise ValueError("what somebody typed")
    except ValueError:
        logging.getLogger("harbour.job").exception("failed")
    assert written[0]["exception_type"] == "ValueError"
    assert "typed" not in json.dumps(written)


def test_the_process_really_logs_by_the_list() -> None:
    """Django calls LOGGING_CONFIG only when LOGGING holds something."""
    assert settings.LOGGING_CONFIG == "api.logs.configure" and settings.LOGGING


@pytest.mark.django_db
def test_an_answer_names_its_line_and_nobody_chooses_the_name(
    client: Browser, written: list[dict[str, object]]
) -> None:
    asked = [client.get("/api/v1/appointments", headers={"X-Request-ID": "mine"}) for _ in "ab"]
    names = [answer["X-Request-ID"] for answer in asked]
    lines = [line for line in written if line["event"] == "request"]
    assert [line["request_id"] for line in lines] == names and len(set(names)) == 2
    assert [line["status"] for line in lines] == [answer.status_code for answer in asked]
    assert all(len(name) == 32 and int(name, 16) for name in names)


@pytest.mark.django_db
def test_a_page_carries_no_name_of_a_line(client: Browser) -> None:
    assert "X-Request-ID" not in client.get("/now")
