"""Many callers at one moment, each on a connection of its own."""

from collections.abc import Callable
from threading import Barrier, Thread
from typing import TypeVar

from django.db import connection

T = TypeVar("T")


def at_once(calls: list[Callable[[], T]]) -> list[T | Exception]:
    """Start every call behind one barrier; returns what each answered or raised, in order."""
    barrier = Barrier(len(calls))
    answers: list[T | Exception] = [RuntimeError("never ran")] * len(calls)

    def run(place: int, call: Callable[[], T]) -> None:
        try:
            connection.ensure_connection()
            barrier.wait(30)
            answers[place] = call()
        except Exception as error:  # noqa: BLE001 - what a caller would have seen
            answers[place] = error
        finally:
            connection.close()

    threads = [Thread(target=run, args=pair) for pair in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return answers
