"""Staff accounts and the roles they hold from one moment to another.

Staff tables have no row-level security: signing in must find an account before anybody is
acting. They bear staff, never a client.
"""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models

from eap.core.ids import new_id
from eap.core.roles import Role


class Staff(AbstractBaseUser):
    """A person of the programme's staff. Never a client, never an employee record.

    The work address they sign in with is found by `address_index`, a keyed hash, and kept sealed
    under their own key (`addresses`). Their name stands in clear: colleagues and clients see it.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    address_index = models.BinaryField(unique=True)
    address = models.BinaryField()
    display_name = models.CharField(max_length=80)
    language = models.CharField(max_length=10, default="zh-Hans")
    is_active = models.BooleanField(default=True)
    invited_at = models.DateTimeField(null=True)
    retired_at = models.DateTimeField(null=True)

    USERNAME_FIELD = "id"  # Django asks for one; nobody types it

    class Meta:
        db_table = "access_staff"

    class Privacy:
        operational = ("address", "display_name", "language")
        blind = ("address_index",)
        open = ("id", "password", "last_login", "is_active", "invited_at", "retired_at")
        kept = "while employed by the programme and ten years after"
        guarded = False
        app = "rcu"

    class Operational:
        table = "staff"
        subject = "id"
        columns: ClassVar[dict[str, str]] = {"address": "address"}

    class Indexes:
        lasting = ("address_index",)

    def __str__(self) -> str:
        return self.display_name

    def roles_now(self) -> frozenset[str]:
        """Names of the roles held at this moment."""
        held = self.role_grants.filter(until__isnull=True).values_list("role", flat=True)
        return frozenset(held) if self.is_active else frozenset()


class RoleGrant(models.Model):
    """One role held by one person; ended, never deleted."""

    id = models.UUIDField(primary_key=True, default=new_id)
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="role_grants")
    role = models.CharField(max_length=30, choices=Role.choices)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    granted_by = models.UUIDField(null=True)

    class Meta:
        db_table = "access_role_grant"
        constraints = (
            models.UniqueConstraint(
                fields=("staff", "role"),
                condition=models.Q(until__isnull=True),
                name="access_one_open_grant",
            ),
        )

    class Privacy:
        open = ("id", "staff", "role", "since", "until", "granted_by")
        kept = "ten years"
        guarded = False
        app = "rcu"
