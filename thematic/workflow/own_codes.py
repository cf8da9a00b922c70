"""Codes that a coder makes while coding: of the participants' own words (in vivo), or under a name of their own."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

from thematic.codebook.changes import TO_DEFINE, added
from thematic.errors import UsageError
from thematic.model import Code
from thematic.text import one_line
from thematic.workflow.changing import write_change
from thematic.workflow.study import need_person

if TYPE_CHECKING:
    from thematic.model import Codebook
    from thematic.workflow.study import Act, Study

__all__ = ["FAMILY", "add_code"]

FAMILY = "in-vivo"
_LONGEST, _LONGEST_NAME = 80, 40
_DEFINITION = f"In the participants' words. {TO_DEFINE}"


def add_code(study: Study, name: str, *, act: Act) -> Code:
    """Add a code called `name` to the codebook in use, as a new version, and return it.

    What was suggested for the other codes stays suggested. The id says nothing of the words, which may be somebody's:
    ids stand in the log for good. It says whose code it is, so that two people's codes are two in all copies.

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
        code = Code(_free_id(before, act.who), said, _DEFINITION, family=FAMILY)
        write_change(study, log, added(before, code), act=act)
    return code


def _free_id(book: Codebook, who: str) -> str:
    taken = {code.id for code in book.codes}
    return next(name for number in count(1) if (name := f"{FAMILY}-{who[:_LONGEST_NAME]}-{number}") not in taken)
