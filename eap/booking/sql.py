"""Plain SQL where the ORM has no words for it: multiranges, series, functions."""

from typing import Any

from django.db import connection


def rows(statement: str, parameters: Any = None) -> list[tuple[Any, ...]]:
    """Run one statement, with a sequence or a mapping of parameters; returns all its rows."""
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found
