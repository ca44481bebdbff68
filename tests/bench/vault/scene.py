"""A database with the measurement's tables, and somebody who has unlocked and may read them."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.test.utils import setup_databases, teardown_databases

from eap.core.actor import Actor
from eap.core.ids import new_id
from eap.core.policy import Permission, Rule, permissions
from eap.vault.keyring import make_keyring
from eap.vault.opening import Door, open_through
from eap.vault.shares import make_store
from tests.bench.vault import rows
from tests.factories import keys

APP_ROLE = "-c role=harbour_app"
READ = "vaultbench.row.read"


@contextmanager
def database() -> Iterator[None]:
    """A test database, used as the app's role and dropped in the end, with secrets of its own."""
    with tempfile.TemporaryDirectory() as secrets:
        settings.HARBOUR_KEYRING = Path(secrets) / "keyring.json"
        settings.HARBOUR_SHARES = Path(secrets) / "shares.sqlite3"
        make_keyring()
        make_store()
        made = setup_databases(verbosity=0, interactive=False)
        options = connection.settings_dict["OPTIONS"]
        try:
            with connection.cursor() as cursor:
                cursor.execute(rows.TABLES)
            connection.close()
            options["options"] = APP_ROLE
            yield
        finally:
            connection.close()
            options.pop("options", None)
            teardown_databases(made, verbosity=0)


def reader() -> Actor:
    """A counsellor whose unlock is open, and who may read this measurement's rows."""
    keys.open_desks()
    permissions()[READ] = Permission(READ, to=(Rule("counsellor"),), content=True)
    roles = frozenset({"counsellor"})
    return keys.unlock(Actor.staff(new_id(), roles, session=new_id(), half=keys.HALF))


def in_a_reading(actor: Actor, read: Callable[[Door], Any]) -> Any:
    """What `read` makes of a door: unlocked, allowed and traced as any reading of a room."""
    return open_through(actor, permission=READ, purpose="care", find=object, read=read)
