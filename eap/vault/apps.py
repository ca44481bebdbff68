"""Keeps keys out of core dumps."""

import resource

from django.apps import AppConfig


class VaultConfig(AppConfig):
    """Every process that can hold a key loads the vault, so this is the one place for it."""

    name = "eap.vault"
    label = "vault"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Have a crash leave no image of memory on the disk."""
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
