"""The way to a person on duty. Pagers are outside things: this is the interface and two of them.

A page says only that somebody waits, never who, where or why.
"""

from collections.abc import Iterable
from typing import Protocol

from django.conf import settings
from django.core.mail import send_mail
from django.utils.module_loading import import_string

WORDS = {
    "en": "Somebody is waiting for a call. Open the console.",
    "zh-Hans": "有人在等待回电，请打开值班台。",
}


class Pager(Protocol):
    """Anything that can reach a person of staff."""

    def page(self, address: str, language: str, level: int) -> None:
        """Send the fixed sentence; raise on failure so that the job tries again."""


class MailPager:
    """Pages by e-mail, to which an SMS or duty-phone gateway can listen."""

    def page(self, address: str, language: str, level: int) -> None:
        """Send one mail whose subject and body are the fixed sentence."""
        words = WORDS.get(language, WORDS["en"])
        send_mail(f"[{level}] {words}", words, None, [address])


def page_all(people: Iterable[tuple[str, str]], level: int) -> None:
    """Page every (address, language); one that fails does not keep the others from theirs.

    Raises the last failure after all were tried.
    """
    pager: Pager = import_string(settings.PAGER)()
    failure: Exception | None = None
    for address, language in people:
        try:
            pager.page(address, language, level)
        except Exception as error:  # noqa: BLE001 - whatever the gateway raises
            failure = error
    if failure:
        raise failure
