"""Many callers at one moment, each on a connection of its own."""

from collections.abc import Callable
from threading import Barrier, Event, Thread
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


class Worker(Thread):
    """Does something again and again until told to `end`; keeps how often, and what failed."""

    def __init__(self, act: Callable[[], object]) -> None:
        super().__init__()
        self._act, self._ended = act, Event()
        self.done, self.failed = 0, list[Exception]()

    def run(self) -> None:
        """Until told to end, or something fails."""
        try:
            while not self._ended.is_set():
                self._act()
                self.done += 1
        except Exception as error:  # noqa: BLE001 - what a caller would have seen
            self.failed.append(error)
        finally:
            connection.close()

    def end(self) -> None:
        """Let the round it is in be the last one, and wait for it."""
        self._ended.set()
        self.join(60)
