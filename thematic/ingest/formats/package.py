"""Zip packages of XML parts, as Word, OpenDocument and Excel files are: their parts as capped streams of bytes.

May hold the caps, what every part's parser has in common, and the one wording of what is wrong. Nothing is extracted.
"""

from __future__ import annotations

import io
import lzma
import re
import struct
import zipfile
import zlib
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.etree.ElementTree import ParseError, XMLParser

from thematic.errors import InputError
from thematic.ingest.limits import other_format

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "MOST_ENTRIES",
    "MOST_SIDE_PART",
    "MOST_XML",
    "DoctypeError",
    "Form",
    "Package",
    "Relations",
    "Target",
    "encrypted",
    "open_package",
    "value",
]

MOST_XML = 50_000_000
MOST_SIDE_PART = 5_000_000
MOST_ENTRIES = 10_000
# All that is unpacked of one file, a part that is read twice counted twice.
_MOST_UNPACKED = 250_000_000

_MOST_DIRECTORY = 2_000_000
# Large, as the parser looks at a token anew with each piece: tokens of many megabytes would take it seconds.
_PIECE = 1 << 22
# The parser keeps all attributes of a tag before it hands on the first. No value may hold a bare `<`.
_LONG_TAG = re.compile(rb"<[^<>]{250000}")
_END = struct.Struct("<4s4H2LH")
_LOCATOR = 20
_LONGEST_COMMENT = 65_535
# What zipfile, its decompressors and the XML parser (for an encoding that nobody knows, too) raise for damaged bytes.
_DAMAGES = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    ParseError,
    EOFError,
    LookupError,
    OSError,
    RuntimeError,
    ValueError,
)


@dataclass(frozen=True, slots=True)
class Form:
    """What one kind of package is called in messages: `a Word document`, its suffix, and who writes it."""

    what: str
    suffix: str
    program: str


class DoctypeError(ValueError):
    """The XML declares a document type, and with it perhaps entities."""


class Target:
    """What the parser's targets of all parts have in common: no document type, and nothing kept."""

    def doctype(self, name: str, pubid: str | None, system: str | None) -> None:  # noqa: ARG002  the parser's protocol
        """Refuse it."""
        raise DoctypeError(name)

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Open an element."""

    def data(self, text: str) -> None:
        """Leave words out where a part has none that count."""

    def end(self, tag: str) -> None:
        """Leave the end of an element unmarked where nothing hangs on it."""

    def close(self) -> None:
        """End the part."""


class Relations(Target):
    """A `.rels` part of an Office file: where its relations lead, by id, and which of them is the document."""

    def __init__(self) -> None:
        self.document: str | None = None
        self.targets: dict[str, str] = {}

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Note a relation."""
        if tag.endswith("}Relationship"):
            target = attributes.get("Target", "")
            self.targets[attributes.get("Id", "")] = target
            if attributes.get("Type", "").endswith("/officeDocument"):
                self.document = target.lstrip("/") or None


class Package:
    """An open archive whose members can be parsed, each up to a cap."""

    def __init__(self, name: str, data: bytes, form: Form, archive: zipfile.ZipFile) -> None:
        self.name = name
        self.form = form
        self._data = data
        self._archive = archive
        self._members = archive.namelist()
        self._unpacked = 0

    def has(self, member: str) -> bool:
        """Whether there is exactly one member of that name."""
        return self._members.count(member) == 1

    def need(self, member: str) -> None:
        """Refuse the package where `member` is missing or there twice.

        Raises:
            InputError: it is no package of this form.
        """
        if not self.has(member):
            other = other_format(self._data, self.form.suffix)
            raise InputError(self.name, other or f"it is a zip archive but not {self.form.what}: it has no text part")

    def feed(self, target: Target, member: str, most: int = MOST_SIDE_PART) -> None:
        """Parse `member` into `target`; a member that is not there leaves it as it is.

        Raises:
            InputError: it is encrypted, or has over `most` bytes.
        """
        if member in self._members:
            parser = XMLParser(target=target)  # noqa: S314  the target refuses a DOCTYPE, and with it every entity
            within = b""
            for piece in self.pieces(member, most):
                within = _check_tags(within + piece)
                parser.feed(piece)
            parser.close()

    def head(self, member: str, size: int) -> bytes:
        """Return the first `size` bytes of `member`, none where it is not there."""
        return next(self.pieces(member, MOST_XML), b"")[:size]

    def document(self, otherwise: str) -> str:
        """Return the member that an Office file's own relations call its document, else `otherwise`."""
        relations = Relations()
        self.feed(relations, "_rels/.rels")
        return relations.document or otherwise

    def pieces(self, member: str, most: int) -> Iterator[bytes]:
        """Yield a member's bytes, counting those that come out and not those that were promised; none if it is missing.

        Raises:
            InputError: it is encrypted, has over `most` bytes, or is one of many that have too many together.
        """
        if member not in self._members:
            return
        info = self._archive.getinfo(member)
        if info.flag_bits & 1:
            raise InputError(self.name, encrypted(self.form))
        if info.file_size > most:
            raise InputError(self.name, _too_large(member, most))
        seen = 0
        with self._archive.open(info) as stream:
            while piece := stream.read(_PIECE):
                seen += len(piece)
                self._unpacked += len(piece)
                if seen > most:
                    raise InputError(self.name, _too_large(member, most))
                if self._unpacked > _MOST_UNPACKED:
                    raise InputError(self.name, f"its parts have over {_MOST_UNPACKED // 1_000_000} MB unpacked")
                yield piece


@contextmanager
def open_package(name: str, data: bytes, form: Form) -> Iterator[Package]:
    """Open the archive in `data`; whatever is damaged in it, here or while it is read, is one line.

    Raises:
        InputError: the bytes are no such file, or a damaged, encrypted or oversized one.
    """
    _check(name, data, form)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield Package(name, data, form, archive)
    except DoctypeError:
        raise InputError(name, f"{_the(form)} declares a DOCTYPE, which none of {form.program}'s does") from None
    except _DAMAGES:
        raise InputError(name, _damaged(form)) from None


def _check_tags(piece: bytes) -> bytes:
    """Refuse a tag of countless attributes; return `<` where the bytes end inside a tag, for the next ones."""
    if _LONG_TAG.search(piece):
        raise ValueError(_LONG_TAG.pattern)
    return b"<" if piece.rfind(b"<") > piece.rfind(b">") else b""


def value(attributes: dict[str, str], name: str) -> str:
    """Return the attribute called `name` in whichever namespace, else nothing."""
    return next((found for key, found in attributes.items() if key.rpartition("}")[2] == name), "")


def encrypted(form: Form) -> str:
    """Return what is said of a package that a password locks."""
    return f"{_the(form)} is encrypted. Save it without a password"


def _check(name: str, data: bytes, form: Form) -> None:
    if not data.startswith(b"PK"):
        other = other_format(data, form.suffix)
        otherwise = (
            f"it is not {form.what}, whatever its suffix. Open it in {form.program} and save it as {form.suffix}"
        )
        raise InputError(name, other or otherwise)
    # Before the archive's directory is read: reading a hundred thousand entries takes seconds.
    end = data.rfind(b"PK\x05\x06", max(0, len(data) - _LONGEST_COMMENT - _END.size))
    if end < 0 or len(data) - end < _END.size:
        raise InputError(name, _damaged(form))
    _, _, _, _, entries, directory, _, _ = _END.unpack_from(data, end)
    # The locator leads to a second directory, whose size would overrule the one checked here.
    huge = data[max(0, end - _LOCATOR) : end].startswith(b"PK\x06\x07")
    if huge or entries > MOST_ENTRIES or directory > _MOST_DIRECTORY:
        raise InputError(name, f"the archive has over {MOST_ENTRIES:,} entries; {form.what} has some twenty")


def _the(form: Form) -> str:
    return f"the {form.what.partition(' ')[2]}"


def _damaged(form: Form) -> str:
    return f"{_the(form)} is damaged or cut short. Open it in {form.program} and save it again"


def _too_large(member: str, most: int) -> str:
    return f"its part {member.rpartition('/')[2][:40]} has over {most // 1_000_000} MB unpacked; no transcript has"
