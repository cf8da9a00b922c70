"""Versions of a codebook by what people call them."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

from thematic.errors import StudyError, UsageError
from thematic.text import one_line
from thematic.workflow.codebooks import open_codebook
from thematic.workflow.study import Study

if TYPE_CHECKING:
    from pathlib import Path

    from thematic.model import Codebook

__all__ = ["two_versions"]

_FEWEST_DIGITS = 6


def two_versions(place: Path, before: str | None, after: str | None, folder: Path) -> tuple[Codebook, Codebook]:
    """Return two codebooks: versions in the study at `place`, built-in ones, or files relative to `folder`.

    Where the second is not named, it is the one in use; where the first is not, it is the one that this was made of.

    Raises:
        UsageError: several versions are called so, or the one in use was made of no other.
        StudyError: the one in use is wanted, and there is no study, or no codebook in it.
        InputError: nothing is called so, or a file does not hold a codebook.
    """
    with ExitStack() as closing:
        study = None
        if after is None or _is_study(place):
            study = closing.enter_context(Study.open(place))
        second = _named(study, after, folder) if after is not None or study is None else study.codebook
        if before is None and study is not None:
            return _made_of(study), second
        return _named(study, before or "", folder), second


def _is_study(place: Path) -> bool:
    try:
        with Study.open(place):
            return True
    except StudyError:
        return False


def _named(study: Study | None, name: str | None, folder: Path) -> Codebook:
    said = name or ""
    records = list(study.state.codebooks.values()) if study else []
    found = [one for one in records if said in {one.version, f"{one.id} {one.version}"}]
    found = found or [one for one in records if len(said) >= _FEWEST_DIGITS and one.sha256.startswith(said)]
    if len(found) > 1:
        hashes = " or ".join(one.sha256[:12] for one in found)
        raise UsageError(f'{len(found)} versions are called "{one_line(said, 40)}". Say which: {hashes}.')
    return study.version(found[0].sha256) if study and found else open_codebook(said, folder)


def _made_of(study: Study) -> Codebook:
    record = study.state.codebooks[study.codebook.sha256]
    if not record.made_of:
        raise UsageError(f"{record.id} {record.version} was made of no other version. Name two: codebook diff A B.")
    return study.version(record.made_of)
