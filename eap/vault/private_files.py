"""Files of secrets: only their owner reads them; one at a time changes them, in one step."""

import fcntl
import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from eap.vault.roots import KeyringError


def private_text(path: Path, what: str, *, missing: str = "") -> str:
    """The text of a private file; what is not ASCII in it comes back as U+FFFD.

    Raises KeyringError, which calls the file `what`, when it is absent, readable by others, or no
    file; `missing` says what to do about an absent one.
    """
    said = ""
    try:
        with path.open("rb") as file:
            if not stat.S_IMODE(os.fstat(file.fileno()).st_mode) & 0o077:
                return file.read().decode("ascii", "replace")
        said = f"The {what} {path} is open to others. Run: chmod 600 {path}"
    except FileNotFoundError:
        said = f"There is no {what} at {path}. {missing}".rstrip()
    except OSError as error:
        said = f"The {what} {path} cannot be read: {error.strerror}."
    raise KeyringError(said)


def replace(path: Path, text: str) -> None:
    """Write the file anew with mode 0600: whoever reads finds the old one or the new one, whole.

    Raises KeyringError, and leaves all as it was, when it cannot be written.
    """
    said = ""
    try:
        _replace(path, text)
    except OSError as error:
        said = f"{path} cannot be written: {error.strerror}."
    if said:
        raise KeyringError(said)


def _replace(path: Path, text: str) -> None:
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")  # mode 0600
    part = Path(name)
    try:
        with os.fdopen(descriptor, "w") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    with _opened(path.parent) as folder:
        os.fsync(folder)


@contextmanager
def one_at_a_time(folder: Path) -> Iterator[None]:
    """Wait until nobody else changes the files of this folder. Not to be nested."""
    with _opened(folder) as descriptor:
        fcntl.flock(descriptor, fcntl.LOCK_EX)  # ends with the descriptor, however we end
        yield


@contextmanager
def _opened(folder: Path) -> Iterator[int]:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        yield descriptor
    finally:
        os.close(descriptor)
