"""A code of the codebook in the editor that a person has chosen."""

from __future__ import annotations

import dataclasses
import sys
from typing import TYPE_CHECKING, Any

from thematic.cli.editor import edited
from thematic.errors import InputError, UsageError
from thematic.text import one_line

if TYPE_CHECKING:
    from thematic.model import Code, Codebook

__all__ = ["fields_from_editor"]

_UNSET = "nothing to change. Say what, such as --definition or --add-example, or set EDITOR."


def fields_from_editor(book: Codebook, code_id: str) -> dict[str, Any]:
    """Return the fields of a code that its editor leaves other than they were.

    What cannot be read opens again, with the reason on top, until it can be or is left as it is.

    Raises:
        UsageError: there is no such code, no terminal or no editor, or the file is left empty.
        InputError: what is left cannot be read as the code.
    """
    from thematic.codebook.lookup import code_of
    from thematic.codebook.one_code import code_as_yaml, code_from_yaml

    code = code_of(book, code_id)
    if sys.stdin is None or not sys.stdin.isatty():
        raise UsageError("nothing to change. Say what, such as --definition or --add-example: see --help.")
    shown = code_as_yaml(code)
    # As it would be read, so that only what the person did is a change.
    before, now = code_from_yaml(book, code.id, shown), _edited(book, code, shown)
    names = [one.name for one in dataclasses.fields(now)]
    return {name: getattr(now, name) for name in names if getattr(now, name) != getattr(before, name)}


def _edited(book: Codebook, code: Code, text: str) -> Code:
    from thematic.codebook.one_code import code_from_yaml

    head = f"# {code.id} of {book.id} {book.version}. Leave this file empty, or as it is, to change nothing."
    last = ""
    while True:
        said = edited(f"{head}\n{text}", called=f"{code.id}.yaml", unset=_UNSET)
        first, _, rest = said.partition("\n")
        text = rest if first.startswith("# ") else said
        if not text.strip():
            raise UsageError("the file was left empty; nothing was changed.")
        try:
            return code_from_yaml(book, code.id, said)
        except InputError as error:
            if text == last:
                raise
            head, last = f"# {one_line(str(error))}", text
