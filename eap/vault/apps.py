"""Keeps keys out of core dumps, and brings the rooms below what only the vault can do for them."""

import resource

from django.apps import AppConfig


class VaultConfig(AppConfig):
    """Every process that can hold a key loads the vault, so this is the one place for it."""

    name = "eap.vault"
    label = "vault"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Have a crash leave no image of memory on the disk; keep staff's addresses."""
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        from eap.access import addresses
        from eap.vault.addresses import Addresses

        addresses.kept_by(Addresses())
