"""The doctor's look at hours and duty: who is on call in the coming days, and who offers time."""

from datetime import timedelta

from eap.access.checkup import Check, Finding, bad, good
from eap.booking.rota import duty_gaps
from eap.core import clock

AHEAD = timedelta(days=14)


def somebody_is_on_duty() -> list[Finding]:
    """No hour of the next fourteen days is without duty, unless declared hotline-only."""
    start = clock.now()
    gaps = duty_gaps(start=start, end=start + AHEAD)
    if not gaps:
        return good("duty", f"covered for {AHEAD.days} days")
    hours = sum((gap.end - gap.start for gap in gaps), timedelta()) / timedelta(hours=1)
    return bad(
        "duty",
        f"{hours:.0f} hours of the next {AHEAD.days} days have nobody on call,"
        f" the first from {gaps[0].start:%Y-%m-%d %H:%M} UTC",
    )


CHECKS: tuple[Check, ...] = (somebody_is_on_duty,)
