"""Writes the pages that are generated from the code."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from eap.access.reference import pages


class Command(BaseCommand):
    """`manage.py reference` writes, `--check` only compares and fails on a difference."""

    help = "Write the pages generated from the permission table and the models."

    def add_arguments(self, parser: CommandParser) -> None:
        """One switch."""
        parser.add_argument("--check", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write or compare every page."""
        stale = [
            path for path, text in pages().items() if not path.exists() or path.read_text() != text
        ]
        if options["check"]:
            if stale:
                raise SystemExit(f"stale: {', '.join(path.name for path in stale)}")
            return
        for path, text in pages().items():
            path.write_text(text)
        self.stdout.write(f"{len(stale)} page(s) changed")
