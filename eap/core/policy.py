"""The small engine that reads every room's permission table.

A room declares rows like

    assigned = Relation(
        "is the case's counsellor",
        holds=lambda actor, case: case.counsellor_id == actor.id,
        sql="{row}.counsellor_id = harbour.actor_id()",
    )
    PERMISSIONS = (
        Permission("cases.case.read", on=Case, covers="r", to=(Rule("counsellor", assigned),)),
    )

Each relation has two faces, Python for the service and SQL for the wall in the database; tests
prove them equal on random rows. A permission that `covers` reads, inserts or updates of a table
also becomes that table's row-level security policy (see `walls`).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Model

from eap.core.actor import Actor
from eap.core.errors import Missing, Refused
from eap.core.shelves import module_of

EVERYBODY = "*"
COVERS = {"r": "SELECT", "c": "INSERT", "u": "UPDATE", "d": "DELETE"}


@dataclass(frozen=True)
class Relation:
    """How an actor stands to a thing. `sql` is written over `{row}`, the table's alias."""

    name: str
    holds: Callable[[Actor, Any], bool]
    sql: str


anyone = Relation("any", holds=lambda actor, thing: True, sql="true")


@dataclass(frozen=True)
class Rule:
    """One row of a permission: a role, and how its holder must stand to the thing."""

    role: str
    relation: Relation = anyone

    def permits(self, actor: Actor, thing: object) -> bool:
        """Whether `actor` holds the role (`EVERYBODY` is held by all) and the relation."""
        if self.role != EVERYBODY and not actor.has(self.role):
            return False
        try:
            return self.relation.holds(actor, thing)
        except ObjectDoesNotExist:  # the wall hides what the relation would lead through
            return False


@dataclass(frozen=True)
class Permission:
    """A named act. `on` is the model it touches; `covers` any of the letters of `COVERS`.

    `content` marks permissions that lead to what was said: they need an unlock and a purpose.
    """

    name: str
    to: tuple[Rule, ...]
    on: type[Model] | None = None
    covers: str = ""
    content: bool = False

    def rule_for(self, actor: Actor, thing: object) -> Rule | None:
        """The first rule that lets `actor` do this to `thing`, or None."""
        return next((rule for rule in self.to if rule.permits(actor, thing)), None)


@cache
def permissions() -> dict[str, Permission]:
    """Every room's permissions by name. Raises ValueError when two rooms use one name."""
    table: dict[str, Permission] = {}
    for permission in _declared():
        if permission.name in table:
            raise ValueError(f"permission {permission.name} is declared twice")
        table[permission.name] = permission
    return table


def _declared() -> Iterable[Permission]:
    for config in apps.get_app_configs():
        if not config.name.startswith("eap."):
            continue
        module = module_of(config.name, "policies")
        yield from module.PERMISSIONS if module else ()


def allows(actor: Actor, name: str, thing: object = None) -> Rule | None:
    """The rule that lets `actor` do `name` to `thing`, or None. Unknown names raise KeyError."""
    return permissions()[name].rule_for(actor, thing)


def require(actor: Actor, name: str, thing: object = None, *, hidden: bool = True) -> Rule:
    """Return the permitting rule, or raise.

    Raises Missing when the existence of the `thing` is itself a secret (`hidden`, the default),
    so that a forbidden thing answers exactly as an absent one. Raises Refused otherwise, and when
    the act is about no thing: then it is the role that does not fit, and nothing is to be hidden.
    """
    rule = allows(actor, name, thing)
    if rule is None:
        raise Missing if hidden and thing is not None else Refused("not_allowed")
    return rule
