"""Every failure a user can cause, and the exit code it ends with.

ThematicError           the base; never raised itself
  Finding           1   a check ran and found something
  UsageError        2   the command was asked for something that cannot be meant
  InputError        3   a transcript, table or codebook cannot be read as what it claims to be
  StudyError        4   the study is missing, damaged, locked, newer than this program, or not ready for the step
  MissingExtra      5   the step needs a package that is not installed

Anything else that is raised is a bug and stays a traceback (without local variables: they hold participants' words).
"""

from __future__ import annotations

import difflib
import itertools
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = [
    "Finding",
    "InputError",
    "MissingExtra",
    "StudyError",
    "ThematicError",
    "UsageError",
    "all_of",
    "did_you_mean",
]

# Comparing takes time in proportion; among thousands of ids the closest is no help either.
_MOST_COMPARED = 1_000


class ThematicError(Exception):
    """A problem the user can fix; `str(error)` is the one line they see."""

    exit_code = 1


class Finding(ThematicError):
    """A check ran to its end and found something."""

    exit_code = 1


class UsageError(ThematicError):
    """The command was asked for something that cannot be meant."""

    exit_code = 2


class InputError(ThematicError):
    """A file cannot be read as what it claims to be.

    The message is `path:line: what is wrong. What to do.`, the line left out where there is none.
    """

    exit_code = 3

    def __init__(self, path: object, reason: str, *, line: int | None = None) -> None:
        """Name the file (`path`), the `line` counted from 1 where there is one, and the `reason`."""
        self.path = " ".join(str(path).splitlines())
        self.line = line
        self.reason = reason
        where = self.path if line is None else f"{self.path}:{line}"
        super().__init__(f"{where}: {reason}")


def all_of(faults: Sequence[InputError]) -> InputError:
    """Return one error with a line for each of several, of which there must be at least one."""
    error = InputError(faults[0].path, faults[0].reason, line=faults[0].line)
    error.args = ("\n".join(str(fault) for fault in faults),)
    return error


class StudyError(ThematicError):
    """The study is missing, damaged, locked, newer than this program, or not ready for the step."""

    exit_code = 4


class MissingExtra(ThematicError):
    """The step needs a package that is not installed; the message carries the command that installs it."""

    exit_code = 5


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return ` Did you mean "x"?` for the closest of the `known` words, or nothing where none is close."""
    candidates = list(itertools.islice(known, _MOST_COMPARED + 1))
    if len(candidates) > _MOST_COMPARED:
        return ""
    close = difflib.get_close_matches(word, candidates, n=1, cutoff=0.6)
    return f' Did you mean "{close[0]}"?' if close else ""
