"""Files of an installation: each in a folder nobody else may enter, readable by its owner only."""

import os
from pathlib import Path

from django.conf import settings

from eap.core import clock


def state() -> Path:
    """The folder of secrets and logins of this installation; made when it is missing."""
    return private_folder(Path(settings.HARBOUR_STATE))


def private_folder(folder: Path) -> Path:
    """The folder, made with mode 0700 when it is missing."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def new_page(kind: str, name: str) -> Path:
    """Where a page to print is written, such as a sheet of cards; the moment is in its name."""
    folder = private_folder(state() / kind)
    return folder / f"{kind}-{name}-{clock.now():%Y%m%dT%H%M%S}.html"


def write_once(path: Path, text: str) -> bool:
    """Write a private file, or leave the one there is and return False."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return False
    with os.fdopen(handle, "w") as out:
        out.write(text)
    return True


def write_private(path: Path, text: str) -> None:
    """Write or replace a private file in one step."""
    part = path.with_name(f".{path.name}.{os.getpid()}")
    write_once(part, text)
    part.replace(path)
