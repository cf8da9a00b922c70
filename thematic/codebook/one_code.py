"""One code as YAML for a person to edit, and back. Pure."""

from __future__ import annotations

import dataclasses
import json
from typing import TYPE_CHECKING

from thematic.codebook.files import code_from
from thematic.codebook.strict_yaml import read_yaml
from thematic.model import NearMiss
from thematic.text import normalise

if TYPE_CHECKING:
    from collections.abc import Iterator

    from thematic.model import Code, Codebook

__all__ = ["code_as_yaml", "code_from_yaml"]


def code_as_yaml(code: Code) -> str:
    """Return a code with all its fields, the empty ones too, as YAML that `code_from_yaml` reads."""
    lines = [line for one in dataclasses.fields(code) for line in _field(one.name, getattr(code, one.name))]
    return "\n".join(lines) + "\n"


def code_from_yaml(book: Codebook, code_id: str, text: str) -> Code:
    """Return what a text says of the code `code_id` of `book`.

    Raises:
        InputError: it is no code, it has another id, or it names a code that the book has not; with its line.
    """
    document = read_yaml(f"{code_id}.yaml", normalise(text))
    code = code_from(document, [one.id for one in book.codes])
    if code.id != code_id:
        raise document.error(("id",), f"the id stays {code_id} here. To change it: thematic codebook rename.")
    return code


def _field(name: str, value: str | tuple[str | NearMiss, ...]) -> Iterator[str]:
    if isinstance(value, str) or not value:
        yield f"{name}: {_quoted(value)}"
        return
    yield f"{name}:"
    for one in value:
        if isinstance(one, NearMiss):
            yield f"  - text: {_quoted(one.text)}"
            yield f"    code: {_quoted(one.code)}"
        else:
            yield f"  - {_quoted(one)}"


def _quoted(value: object) -> str:
    """Return a value as JSON, which is YAML too; what cannot be seen is escaped."""
    said = json.dumps(value, ensure_ascii=False)
    return "".join(one if one.isprintable() else f"\\U{ord(one):08x}" for one in said)
