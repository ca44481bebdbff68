"""Calls of the pulse's database functions (see `migrations/0002_doors`)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection

from eap.core.ids import new_id


@dataclass(frozen=True, repr=False, slots=True)
class Answered:
    """One person's pulse answers: codes to 0..4, codes of drivers, a tenure band or None."""

    items: Mapping[str, int]
    drivers: tuple[str, ...]
    module: Mapping[str, int]
    tenure: str | None


def batch_of(index: bytes, *, on: date) -> UUID | None:
    """The batch of an unused strip whose wave is open on that day; None for any other."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT harbour.pulse_batch(%s, %s)", [index, on])
        row = cursor.fetchone()
    return row[0] if row else None


def answer(index: bytes, answered: Answered, *, on: date) -> bool:
    """Use the strip and add the answer, both or neither; whether the strip still opened."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT harbour.answer_pulse(%s, %s, %s, %s, %s::jsonb, %s, %s::jsonb)",
            [
                index,
                on,
                new_id(),
                answered.tenure,
                json.dumps(dict(answered.items)),
                list(answered.drivers),
                json.dumps(dict(answered.module)),
            ],
        )
        return bool(cursor.fetchone()[0])
