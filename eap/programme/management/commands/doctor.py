"""`manage.py doctor`: one page of green and red."""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from eap.access.checkup import State, findings

_MARKS = {State.GOOD: "ok  ", State.WATCH: "look", State.BAD: "BAD "}


class Command(BaseCommand):
    """Logs in as the app does, so that it sees what the app sees."""

    help = "Check everything this installation rests on."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        """Print a line a finding; ends with 1 when anything is bad."""
        styles = {
            State.GOOD: self.style.SUCCESS,
            State.WATCH: self.style.WARNING,
            State.BAD: self.style.ERROR,
        }
        worst = False
        for finding in findings():
            mark = styles[finding.state](_MARKS[finding.state])
            self.stdout.write(f"{mark}  {finding.about:<12} {finding.says}")
            worst = worst or finding.state is State.BAD
        if worst:
            sys.exit(1)
