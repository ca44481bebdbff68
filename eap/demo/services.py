"""Acts on the synthetic company: fill it in, and move it on."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from eap.core import clock
from eap.core.actor import Actor
from eap.core.database import acting
from eap.core.errors import Conflict, Invalid
from eap.core.policy import require
from eap.demo import doors
from eap.demo.filling import Filled, Filling, Wanted
from eap.demo.moving import Moved, Moving
from eap.demo.selectors import holds_anything

AGENTS, MONTHS = range(200, 20_001), range(4, 61)


def fill(
    actor: Actor,
    *,
    agents: int,
    months: int,
    seed: int,
    truth: Path | None,
    begin: Callable[[int], Callable[[str], object]],
) -> Filled:
    """Write a synthetic company into an empty database, all of it or nothing.

    `begin` is told how many steps there are and returns what is told the name of each. Raises
    Conflict("not_empty"), Invalid for numbers out of range, Missing for anybody but the demo.
    """
    require(actor, "demo.company.fill")
    faults = {} if agents in AGENTS else {"agents": "range"}
    faults |= {} if months in MONTHS else {"months": "range"}
    if faults:
        raise Invalid("invalid", faults)
    with acting(actor):
        if holds_anything(actor):
            raise Conflict("not_empty")
        clock.set_ahead(timedelta(0))
        filling = Filling(actor, Wanted(agents, months, seed, truth))
        try:
            return filling.run(begin(len(filling)))
        except BaseException:
            doors.forget()
            raise


def move_on(actor: Actor, *, begin: Callable[[int], Callable[[str], object]]) -> Moved:
    """Move the company on to the day on which the running quarter is published.

    `begin` is as in `fill`. Not one transaction but steps that may be repeated; see `moving`.
    Raises Conflict("no_company"), Missing for anybody but the demo.
    """
    require(actor, "demo.company.move")
    told = doors.told()
    if told is None:
        raise Conflict("no_company")
    moving = Moving(actor, told)
    return moving.run(begin(len(moving)))
