"""Reading what the user names and writing what they ask for: whole files, or nothing."""

from __future__ import annotations

import os
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from thematic.errors import InputError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["chunks_of", "read_file", "write_file"]

_MOST_BYTES = 200_000_000
_CHUNK = 1 << 20


def read_file(path: Path, called: str) -> bytes:
    """Return a file's bytes; `called` is what errors call it.

    Raises:
        InputError: it is missing, a folder, unreadable, empty or over 200 MB.
    """
    with _readable(path, called):
        if path.stat().st_size > _MOST_BYTES:
            raise InputError(called, "over 200 MB, too large for a transcript. Split it.")
        data = path.read_bytes()
    if not data:
        raise InputError(called, "the file is empty (0 bytes). Export or save it again.")
    return data


def chunks_of(path: Path, called: str) -> Iterator[bytes]:
    """Yield a file's bytes a megabyte at a time, however large it is; `called` is what errors call it.

    Raises:
        InputError: it is missing, a folder or unreadable.
    """
    with _readable(path, called), path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            yield chunk


@contextmanager
def _readable(path: Path, called: str) -> Iterator[None]:
    try:
        if path.is_dir():
            raise InputError(called, "a folder, not a file. Name the files in it.")
        yield
    except FileNotFoundError:
        raise InputError(called, "no such file. Check the name and the folder.") from None
    except OSError as error:
        raise InputError(called, f"cannot be read ({error.strerror}). Check its permissions.") from None


def write_file(path: Path, data: bytes) -> None:
    """Write `data` to `path`, whole or not at all, even under `kill -9` or on a full disk.

    Raises:
        UsageError: the folder is missing or cannot be written; what was there before is untouched.
    """
    try:
        handle, name = tempfile.mkstemp(prefix=".thematic-", suffix=".part", dir=path.parent)
    except OSError as error:
        raise UsageError(f"{path}: cannot be written ({error.strerror}). Choose another place.") from None
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.chmod(0o666 & ~_umask())
        part.replace(path)
    except OSError as error:
        raise UsageError(f"{path}: cannot be written ({error.strerror}). Nothing was changed.") from None
    finally:
        part.unlink(missing_ok=True)
    with suppress(OSError):
        # Not every file system lets a folder be synced; the file itself is there.
        _settle(path.parent)


def _settle(folder: Path) -> None:
    """Make the new name durable, where the system lets a folder be synced."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
