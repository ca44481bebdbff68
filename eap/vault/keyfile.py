"""The keyring file as it is written: which provider wraps, and the wrapped secrets by name.

    {"format": "harbour keyring 2",
     "root": {"provider": "local" | "transit", ...},     what the provider needs to be found again
     "primary_kek": ID, "index_version": N,              the ones in use; all others still open
     "index_made": N,                                    so that no version is given twice
     "secrets": {NAME: WRAPPED, ...},                    NAME is bound to what it wraps
     "checksum": SHA-256 of all this}

The checksum tells a damaged file from a good one before a single secret is tried.
"""

import hashlib
import hmac
import json
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from eap.vault import private_files
from eap.vault.roots import KeyringError

FORMAT = "harbour keyring 2"
KEK, INDEX_ROOT = "kek ", "index root "  # + id, + version
PEPPER, CLIENT_SESSIONS = "pepper", "client sessions"
ENTRIES, DIRECTORY = "entries", "directory"
SINGLE = (PEPPER, CLIENT_SESSIONS, ENTRIES, DIRECTORY)
MISSING = (
    "Put it back from its own backup; only for a new, empty database make one with: manage.py keys"
)


@dataclass(repr=False)
class KeyFile:
    """The content of the file. With the local provider it is secret, root keys and all."""

    root: dict[str, Any]
    primary_kek: str
    index_version: int
    index_made: int
    secrets: dict[str, str]

    @property
    def kek_ids(self) -> list[str]:
        """Oldest first."""
        return [name.removeprefix(KEK) for name in self.secrets if name.startswith(KEK)]

    @property
    def index_versions(self) -> list[int]:
        """Oldest first."""
        names = [name for name in self.secrets if name.startswith(INDEX_ROOT)]
        return [int(name.removeprefix(INDEX_ROOT)) for name in names]

    def is_sound(self) -> bool:
        """Whether every part is there and of its type. Raises TypeError or ValueError when not."""
        texts = [self.primary_kek, *self.secrets, *self.secrets.values()]
        return (
            all(isinstance(text, str) for text in texts)
            and isinstance(self.root["provider"], str)
            and self.primary_kek in self.kek_ids
            and self.index_version in self.index_versions
            and max(self.index_versions) <= self.index_made
            and set(SINGLE) <= set(self.secrets)
        )


def read(path: Path) -> KeyFile:
    """The file. Raises KeyringError when it is missing, open to others, older or damaged."""
    text = private_files.private_text(path, "keyring", missing=MISSING)
    format_, found = _parsed(text)
    if format_ not in ("", FORMAT):
        raise KeyringError(
            f"The keyring {path} is a {format_!r}; this version reads {FORMAT!r} only."
            " It belongs to another version of Harbour, and nothing converts it."
        )
    if found is None:
        raise damaged(path)
    return found


def damaged(path: Path) -> KeyringError:
    """The error for a file that is not what was written."""
    return KeyringError(f"The keyring {path} is damaged. Put it back from its own backup.")


def write(path: Path, file: KeyFile) -> None:
    """Replace the file in one step."""
    content = {"format": FORMAT, **asdict(file)}
    text = json.dumps(content | {"checksum": _checksum(content)}, indent=1)
    private_files.replace(path, text + "\n")


def _parsed(text: str) -> tuple[str, KeyFile | None]:
    """Its format, "" when the checksum does not fit; and the content where it is ours and sound."""
    format_: Any = ""
    try:
        content = json.loads(text)
        checksum = content.pop("checksum")
        if not hmac.compare_digest(checksum, _checksum(content)):
            return "", None
        format_ = content.pop("format")
        file = KeyFile(**{field.name: content.pop(field.name) for field in fields(KeyFile)})
        return format_, file if file.is_sound() and not content else None
    except (ValueError, KeyError, TypeError, AttributeError):
        return format_ if isinstance(format_, str) else "", None


def _checksum(content: dict[str, Any]) -> str:
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
