"""Puts the walls up again after every migration."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate  # noqa: TID251 - plumbing, not a domain effect


def _put_up_walls(**_: object) -> None:
    from eap.access import walls

    walls.install()


class AccessConfig(AppConfig):
    """post_migrate is sent per app; the walls need all tables, so one app listens for itself."""

    name = "eap.access"
    label = "access"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Refuse to start with a column that nobody has classed."""
        from eap.access import walls
        from eap.core.privacy import demand_classes

        demand_classes(walls.our_models())
        post_migrate.connect(_put_up_walls, sender=self, dispatch_uid="walls")
