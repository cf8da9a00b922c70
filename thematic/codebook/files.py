"""Codebook files to `Codebook` values: a file of codes, and beside it, where there is one, its bank of examples."""

from __future__ import annotations

import dataclasses
import json
import re
from typing import TYPE_CHECKING

from thematic.codebook.strict_yaml import read_yaml
from thematic.errors import InputError, did_you_mean
from thematic.language import ENGLISH, spoken_language
from thematic.model import Code, Codebook, NearMiss
from thematic.resources import bundled
from thematic.text import NotTextError, decode, normalise, sha256

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from thematic.codebook.schema import BankedExamples, CodebookFile, CodeFields, NearMissFields
    from thematic.codebook.strict_yaml import Document

__all__ = [
    "builtin_codebooks",
    "code_from",
    "codebook_from",
    "content_hash",
    "find_codebook",
    "load_background",
    "load_codebook",
]

_BANK = ".examples.yaml"
_NOT_BOOKS = ("background",)


def builtin_codebooks() -> dict[str, Path]:
    """Return the codebooks that come with the program: id to file, in order of id."""
    files = sorted(path for path in bundled("codebooks").glob("*.yaml") if not path.name.endswith(_BANK))
    return {path.stem: path for path in files if path.stem not in _NOT_BOOKS}


def find_codebook(name: str, folder: Path) -> Codebook:
    """Load a codebook by the id of a built-in one, or by a path relative to `folder`.

    Raises:
        InputError: there is neither, or the file does not hold a codebook.
    """
    builtin = builtin_codebooks()
    path = folder / name
    if name in builtin and not path.is_file():
        return load_codebook(builtin[name])
    if not path.is_file():
        known = ", ".join(builtin)
        raise InputError(name, f"no such codebook file.{did_you_mean(name, builtin)} Built in: {known}.")
    return load_codebook(path, called=name)


def load_codebook(path: Path, *, called: str | None = None) -> Codebook:
    """Read a codebook and the bank of examples beside it; `called` is what errors call the file.

    Raises:
        InputError: with file, line and reason.
    """
    from thematic.codebook.schema import CodebookFile, validated

    name = called or str(path)
    document = read_yaml(name, _text(name, path))
    fields = validated(document, CodebookFile)
    bank_path = path.with_name(path.stem + _BANK)
    bank_name = name.removesuffix(path.name) + bank_path.name
    return _codebook(document, fields, _bank(bank_name, bank_path, fields) if bank_path.is_file() else {})


def codebook_from(document: Document) -> Codebook:
    """Return the codebook that a document holds, whatever file it was read from. Raises InputError with its line."""
    from thematic.codebook.schema import CodebookFile, validated

    return _codebook(document, validated(document, CodebookFile), {})


def code_from(document: Document, known: Sequence[str]) -> Code:
    """Return the one code that a document holds; it may name the codes `known`. Raises InputError with its line."""
    from thematic.codebook.schema import CodeFields, validated

    fields = validated(document, CodeFields)
    _named_stand(document, (), fields, known)
    return _code(fields, None)


def _codebook(document: Document, fields: CodebookFile, bank: Mapping[str, BankedExamples]) -> Codebook:
    _references_stand(document, fields.codes)
    codes = tuple(_code(code, bank.get(code.id)) for code in fields.codes)
    book = Codebook(fields.id, fields.title or fields.id, fields.version, fields.source, codes, fields.note)
    return dataclasses.replace(book, sha256=content_hash(book))


def content_hash(codebook: Codebook) -> str:
    """Return the hash that names this version of a codebook: of all it holds, however its file was laid out."""
    content = dataclasses.asdict(codebook)
    del content["sha256"]
    return sha256(json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")))


def load_background() -> tuple[str, ...]:
    """Return the bundled sentences of ordinary talk that carry no mechanism: what suggestions learn to pass over.

    They are English; none where another language is spoken.
    """
    if spoken_language() != ENGLISH:
        return ()
    from thematic.codebook.schema import BackgroundFile, validated

    path = bundled("codebooks") / "background.yaml"
    return tuple(validated(read_yaml(path.name, _text(path.name, path)), BackgroundFile).sentences)


def _text(name: str, path: Path) -> str:
    try:
        return normalise(decode(path.read_bytes()).text)
    except OSError as error:
        raise InputError(name, f"cannot be read ({error.strerror or 'unreadable'}).") from None
    except NotTextError as error:
        raise InputError(name, f"{error}. Save it as UTF-8 text.") from None


def _bank(name: str, path: Path, book: CodebookFile) -> dict[str, BankedExamples]:
    from thematic.codebook.schema import BankFile, validated

    document = read_yaml(name, _text(name, path))
    bank = validated(document, BankFile)
    if bank.codebook != book.id:
        raise document.error(
            ("codebook",), f'these examples are for "{bank.codebook}", not "{book.id}". Rename the file.'
        )
    known = [code.id for code in book.codes]
    for code_id, banked in bank.codes.items():
        if code_id not in known:
            raise document.error(("codes", code_id), _unknown(code_id, known))
        _near_misses_stand(document, ("codes", code_id), banked.near_misses, known)
    return bank.codes


def _references_stand(document: Document, codes: Sequence[CodeFields]) -> None:
    known: dict[str, int] = {}
    taken: dict[str, int] = {}
    for number, code in enumerate(codes):
        if code.id.casefold() in taken:
            first = document.line(("codes", taken[code.id.casefold()], "id"))
            reason = f'the code id "{code.id}" is taken (line {first}). Give each code its own id.'
            raise document.error(("codes", number, "id"), reason)
        known[code.id] = taken[code.id.casefold()] = number
    for number, code in enumerate(codes):
        _named_stand(document, ("codes", number), code, list(known))


def _named_stand(document: Document, place: tuple[str | int, ...], code: CodeFields, known: Sequence[str]) -> None:
    _near_misses_stand(document, place, code.near_misses, known)
    for number, other in enumerate(code.may_overlap):
        if other not in known:
            raise document.error((*place, "may_overlap", number), _unknown(other, known))


def _near_misses_stand(
    document: Document, place: tuple[str | int, ...], misses: Sequence[NearMissFields], known: Sequence[str]
) -> None:
    for number, miss in enumerate(misses):
        if miss.code is not None and miss.code not in known:
            raise document.error((*place, "near_misses", number, "code"), _unknown(miss.code, known))


def _unknown(code_id: str, known: Sequence[str]) -> str:
    return f'no code "{code_id}" in this codebook.{did_you_mean(code_id, known)} Use the id of one.'


def _code(fields: CodeFields, bank: BankedExamples | None) -> Code:
    return Code(
        id=fields.id,
        name=fields.name,
        definition=_folded(fields.definition),
        family=fields.family,
        include=_folded(fields.include),
        exclude=_folded(fields.exclude),
        cues=tuple(fields.cues),
        counter_cues=tuple(fields.counter_cues),
        examples=(*fields.examples, *(bank.examples if bank else ())),
        counter_examples=(*fields.counter_examples, *(bank.counter_examples if bank else ())),
        near_misses=tuple(
            NearMiss(miss.text, miss.code) for miss in (*fields.near_misses, *(bank.near_misses if bank else ()))
        ),
        may_overlap=tuple(fields.may_overlap),
    )


def _folded(text: str) -> str:
    return re.sub(r"\s+", " ", text)
