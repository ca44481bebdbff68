"""The doctor's look at the way to the people on duty."""

from django.conf import settings

from eap.access.checkup import Check, Finding, bad, good
from eap.access.notices import CONSOLE

BY_MAIL = "eap.crisis.pager.MailPager"


def pages_leave_this_machine() -> list[Finding]:
    """Pages are sent, not only written to the worker's log."""
    if settings.PAGER == BY_MAIL and settings.EMAIL_BACKEND == CONSOLE:
        return bad("pages", "nobody is paged, pages stay in the worker's log: set EMAIL_URL")
    return good("pages", f"sent by {settings.PAGER.rpartition('.')[2]}")


CHECKS: tuple[Check, ...] = (pages_leave_this_machine,)
