"""What is generated equals the code it was generated from."""

import pytest
from django.core.management import call_command

from eap.access.reference import pages


@pytest.mark.parametrize("path", list(pages()), ids=lambda path: path.name)
def test_reference_pages_are_fresh(path) -> None:  # type: ignore[no-untyped-def]
    assert path.exists(), "run ./dev manage reference"
    assert path.read_text() == pages()[path], "run ./dev manage reference"


@pytest.mark.django_db
def test_models_and_migrations_agree() -> None:
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_the_schema_is_fresh_and_without_warnings(tmp_path) -> None:  # type: ignore[no-untyped-def]
    from django.conf import settings

    fresh = tmp_path / "schema.yml"
    call_command("spectacular", file=str(fresh), validate=True, fail_on_warn=True)
    kept = settings.BASE_DIR / "api" / "schema.yml"
    assert kept.exists() and kept.read_text() == fresh.read_text(), "run ./dev manage spectacular"
