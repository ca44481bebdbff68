"""Reading long lists page by page, after the last row seen rather than by number.

A cursor is the sort keys of that row, so rows that come and go meanwhile shift nothing. It is
opaque to the reader and carries references and times only.
"""

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from django.db.models import Q

from eap.core.errors import Invalid

PAGE = 25

T = TypeVar("T")


@dataclass(frozen=True)
class Page(Generic[T]):
    """Up to `PAGE` items, and the cursor of the next page or None."""

    items: list[T]
    next: str | None


@dataclass(frozen=True)
class CountedPage(Page[T]):
    """A page, and how many items all pages hold."""

    total: int


def page_of(
    rows: Sequence[T], keys: Callable[[T], tuple[object, ...]], size: int = PAGE
) -> Page[T]:
    """A page from up to `size + 1` rows; the one too many only says that there is a next page."""
    shown = list(rows[:size])
    return Page(shown, cursor(*keys(shown[-1])) if len(rows) > size else None)


def cursor(*keys: object) -> str:
    """Sort keys (numbers, aware times, UUIDs, words) as one opaque word."""
    texts = [key.isoformat() if isinstance(key, datetime) else str(key) for key in keys]
    return base64.urlsafe_b64encode(json.dumps(texts).encode()).decode().rstrip("=")


def keys_of(word: str, *kinds: type) -> tuple[object, ...]:
    """The sort keys of a cursor, one of each of `kinds`. Raises Invalid when it is not one."""
    try:
        texts = json.loads(base64.urlsafe_b64decode(word + "=" * (-len(word) % 4)))
        keys = tuple(_parsed(kind, text) for kind, text in zip(kinds, texts, strict=True))
    except (binascii.Error, ValueError, TypeError):
        keys = ()
    if not keys:
        raise Invalid(fields={"cursor": "unknown"})
    return keys


def _parsed(kind: type, text: object) -> object:
    if not isinstance(text, str):  # such as a bare Infinity, which no whole number can hold
        raise TypeError
    if kind is not datetime:
        return kind(text)
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError
    return moment


def beyond(names: Sequence[str], keys: Sequence[object]) -> Q:
    """Rows that come after `keys` in the order of `names`, where `-name` means falling."""
    past, level = Q(pk__in=()), Q()
    for name, key in zip(names, keys, strict=True):
        bare = name.removeprefix("-")
        past |= level & Q(**{f"{bare}__{'lt' if name.startswith('-') else 'gt'}": key})
        level &= Q(**{bare: key})
    return past
