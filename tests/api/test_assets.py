"""The built page's files: what is served as a file, and what only by its own view."""

from pathlib import Path
from typing import Any

from django.http import HttpResponse
from django.test import Client

from api.assets import Assets


def test_the_entries_are_no_files(tmp_path: Path, settings: Any) -> None:
    for name in ("index.html", "staff.html", "first.js"):
        (tmp_path / name).write_text(name)
    settings.WHITENOISE_ROOT = tmp_path
    served = Assets(lambda _: HttpResponse()).files
    assert list(served) == ["/first.js"]
    answer = served["/first.js"].get_response("HEAD", {})
    assert "Access-Control-Allow-Origin" not in dict(answer.headers)


def test_an_entry_under_its_files_name_is_not_there() -> None:
    for path in ("/index.html", "/staff.html"):
        assert Client().get(path).status_code == 404
