#!/usr/bin/env python
"""Django's command line. Each command logs in to the database with no more than it needs."""

import os
import sys

OWNER_COMMANDS = {
    "prepare",
    "migrate",
    "makemigrations",
    "logins",
    "demo",
    "vault",
    "backup",
    "restore",
}
PUBLISHER_COMMANDS = {"publish", "publisher"}


def login_for(command: str) -> str:
    """Which database login a command uses: owner, publisher or app."""
    if command in OWNER_COMMANDS:
        return "owner"
    return "publisher" if command in PUBLISHER_COMMANDS else "app"


def main() -> None:
    """Run the command named on the command line."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "eap.settings")
    os.environ.setdefault("HARBOUR_LOGIN", login_for(sys.argv[1] if len(sys.argv) > 1 else ""))
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
