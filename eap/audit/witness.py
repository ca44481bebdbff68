"""The newest head, remembered outside the database, in the folder of the installation's secrets.

A head commits to every batch before it, so one small file is enough to notice that the newest
batches were taken away. The same JSON, sent to people the employer does not control, lets them
notice when even this file is replaced.
"""

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self

from django.conf import settings

from eap.audit.models import AuditBatch
from eap.audit.statements import moment


@dataclass(frozen=True, slots=True)
class Head:
    """A signed head as it leaves the database; hashes and signature in hex."""

    no: int
    head: str
    sealed_at: str
    signature: str

    @classmethod
    def of(cls, batch: AuditBatch) -> Self:
        """The head that `batch` was sealed with."""
        return cls(batch.no, batch.head.hex(), moment(batch.sealed_at), batch.signature.hex())

    def agrees_with(self, batch: AuditBatch) -> bool:
        """Whether `batch`, of the same number, still has this head."""
        return batch.no == self.no and batch.head.hex() == self.head


def file() -> Path:
    """Where the newest head is remembered."""
    return Path(settings.HARBOUR_STATE) / "audit-head.json"


def remembered() -> Head | None:
    """The newest head seen, or None before the first."""
    return read(file()) if file().exists() else None


def read(source: Path) -> Head:
    """A head from a file that was written here or kept by a witness."""
    return Head(**json.loads(source.read_text()))


def remember(batch: AuditBatch) -> None:
    """Replace the remembered head, so that a crash leaves the old or the new one whole."""
    target = file()
    draft = target.with_suffix(f".{os.getpid()}")
    draft.write_text(json.dumps(asdict(Head.of(batch))))
    draft.replace(target)
