"""Codes that a coder makes while coding: of the participants' own words (in vivo), or under a name of their own."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from thematic.errors import UsageError
from thematic.model import Code
from thematic.store.codec import codebook_to
from thematic.store.events import EventKind
from thematic.text import one_line
from thematic.workflow.study import need_person

if TYPE_CHECKING:
    from thematic.model import Codebook
    from thematic.workflow.study import Act, Study

__all__ = ["FAMILY", "add_code"]

FAMILY = "in-vivo"
_LONGEST = 80
_DEFINITION = "In the participants' words. To be defined."


def add_code(study: Study, name: str, *, act: Act) -> Code:
    """Add a code called `name` to the codebook in use, as a new version, and return it.

    What was suggested for the other codes stays suggested. The id says nothing of the words, which may be somebody's:
    ids stand in the log for good.

    Raises:
        UsageError: nobody is named, or the name is empty.
        StudyError: no codebook is in use.
    """
    need_person(act, "adds it")
    said = one_line(name, _LONGEST)
    if not said:
        raise UsageError("a code needs a name.")
    with study.writing() as log:
        before = study.codebook
        code = Code(_free_id(before), said, _DEFINITION, family=FAMILY)
        book = _with_code(before, code)
        data = {"id": book.id, "version": book.version, "sha256": book.sha256, "content": log.put(codebook_to(book))}
        log.append(EventKind.CODEBOOK, data, at=act.at, who=act.who)
        study.store.runs.hand_on(before.sha256, book.sha256)
    return code


def _with_code(book: Codebook, code: Code) -> Codebook:
    from thematic.codebook import content_hash

    base, _, number = book.version.partition("+")
    version = f"{base}+{int(number) + 1 if number.isdecimal() else 1}"
    longer = dataclasses.replace(book, version=version, codes=(*book.codes, code))
    return dataclasses.replace(longer, sha256=content_hash(longer))


def _free_id(book: Codebook) -> str:
    taken = {code.id for code in book.codes}
    return next(name for name in (f"{FAMILY}-{number}" for number in range(1, len(taken) + 2)) if name not in taken)
