"""The doors of the start page, one for each persona, in the order in which they are shown."""

from collections.abc import Iterable

from eap.demo.doors import AGENT, STAFF, Door
from eap.demo.written.clients import WayIn
from eap.demo.written.staff import Member

NEW, RETURNING, PULSE = "agent-new", "agent-returning", "agent-pulse"


def doors_of(
    members: Iterable[Member],
    *,
    cards: tuple[str, ...],
    strips: tuple[str, ...],
    way_in: WayIn | None,
) -> list[Door]:
    """Three doors for agents, one for each person of staff."""
    return [
        Door(NEW, AGENT, "第一次来的坐席", "An agent who comes for the first time", cards=cards),
        Door(
            RETURNING,
            AGENT,
            "再次来的坐席",
            "An agent who comes back",
            visit_code=way_in.visit_code if way_in else "",
            words=way_in.words if way_in else (),
        ),
        Door(PULSE, AGENT, "填写脉动调查的坐席", "An agent who answers the pulse", strips=strips),
        *(
            Door(
                member.post.key,
                STAFF,
                member.post.name_zh,
                member.post.name_en,
                roles=tuple(sorted(member.post.roles)),
                email=member.email,
                password=member.password,
                passphrase=member.passphrase,
            )
            for member in members
        ),
    ]
