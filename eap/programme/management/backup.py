"""What a backup consists of, for the two commands that make one and read it back.

    DIR/database/harbour.dump          every table but the passing ones
    DIR/keys-store-apart/              keyring, signing key, session secret

They belong into different hands. The store of shares (`HARBOUR_SHARES`) is in neither, on purpose:
erasing destroys a share, and a copy of it beside the dump would bring back what was erased. It has
copies of its own, which live for seven days (`vault copy-shares`).
"""

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

# Who is signed in, what is unlocked, who was slowed down: nothing of it should outlive today.
PASSING = (
    "cache_shared",
    "django_session",
    "people_client_session",
    "people_try_count",
    "vault_echo",
    "vault_passkey_challenge",
    "vault_unlock_window",
)


@dataclass(frozen=True, slots=True)
class Backup:
    """The places inside one backup folder."""

    top: Path

    @property
    def dump(self) -> Path:
        """The database."""
        return self.top / "database" / "harbour.dump"

    @property
    def keys(self) -> Path:
        """The folder to be taken elsewhere."""
        return self.top / "keys-store-apart"


def secret_files() -> dict[str, Path]:
    """Name in a backup -> where this installation keeps it."""
    return {
        "keyring.json": Path(settings.HARBOUR_KEYRING),
        "signer.key": Path(settings.HARBOUR_SIGNER),
        "django-secret": Path(settings.HARBOUR_STATE) / "django-secret",
    }
