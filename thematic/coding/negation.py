"""Whether a phrase stands under an English negation: rules over the words before it, no parser. Pure.

After the scope rules of NegEx (Chapman et al. 2001, doi:10.1006/jbin.2001.1029) and ConText, for spoken language: a
negation reaches to the end of its clause, fillers do not end a clause, two negations cancel unless they are the one
negation of a dialect ("didn't get no help"), and idioms that only look negative are none.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["is_negated"]

_OF_VERBS = frozenset({"not", "n't", "n’t", "never", "nt", "cannot"})
_OF_NOUNS = frozenset({"no", "nobody", "none", "nothing", "nowhere", "neither", "nor", "noone"})
_NEAR = frozenset({"hardly", "barely", "scarcely", "rarely", "seldom"})
_OTHERS = frozenset({"without", "lack", "lacks", "lacked", "lacking"})
_NEGATORS = _OF_VERBS | _OF_NOUNS | _NEAR | _OTHERS

_CLAUSE_WORDS = frozenset(
    {"but", "though", "although", "however", "except", "because", "cause", "cos", "'cause", "'cos", "’cause", "’cos"}
    | {"since", "when", "while", "whereas", "until", "till", "unless", "so", "then", "yet", "which", "if", "instead"}
)
_MARKS = frozenset({".", "!", "?", ";", ":", ",", "-", "--", "–", "—", "...", "…", "(", ")", "\n"})
_SUBJECTS = frozenset({"i", "you", "he", "she", "it", "we", "they", "there", "this", "that", "everyone", "everybody"})
_PRONOUNS = frozenset({"i", "you", "he", "she", "it", "we", "they", "there"})
_FILLERS = frozenset({"um", "uh", "er", "erm", "em", "mm", "hmm", "ah", "oh", "like", "well", "ever"})
_FILLER_PAIRS = frozenset({("you", "know"), ("i", "mean"), ("sort", "of"), ("kind", "of")})
# What stands after a negator and shows that it denies nothing.
_AFTER_NOT = frozenset({"only", "just", "merely", "simply", "least"})
_AFTER_NO = frozenset({"doubt", "wonder", "problem", "matter", "question"})
_SUPERLATIVE = frozenset({"so", "more", "better", "happier", "prouder", "as"})
_COULD = frozenset({"could", "ca", "can", "couldn"})
# Far enough for "I wouldn't say that it's really made me any more ...", short enough for talk without commas.
_REACH = 12
_APOSTROPHE = re.compile("’")


def is_negated(words: Sequence[str], start: int) -> bool:
    """Whether the phrase that begins at word `start` is denied by the words before it.

    Args:
        words: the tokens of the sentence as spaCy splits them ("did", "n't"), punctuation included.
        start: where the phrase begins; a negation inside the phrase is the phrase's own.
    """
    before = _clause(_without_fillers([_plain(word) for word in words[:start]]))
    after = [_plain(word) for word in words[start:]]
    found = [before[at] for at in range(len(before)) if _denies(before, at, after)]
    return _odd(found)


def _plain(word: str) -> str:
    return _APOSTROPHE.sub("'", word.lower())


def _without_fillers(words: list[str]) -> list[str]:
    kept: list[str] = []
    at = 0
    while at < len(words):
        width = _filler_width(words, at)
        if not width:
            kept.append(words[at])
            at += 1
            continue
        at += width
        # ", you know," interrupts a clause without ending it.
        if kept and kept[-1] == "," and at < len(words) and words[at] == ",":
            kept.pop()
            at += 1
        elif kept and at < len(words) and words[at] == "," and kept[-1] in _NEGATORS - {"no"}:
            at += 1
    return kept


def _filler_width(words: list[str], at: int) -> int:
    if tuple(words[at : at + 2]) in _FILLER_PAIRS:
        return 2
    return 1 if words[at] in _FILLERS else 0


def _clause(words: list[str]) -> list[str]:
    """Return the words since the last clause boundary, at most `_REACH` of them."""
    for at in range(len(words) - 1, -1, -1):
        if _ends_clause(words, at):
            return words[at + 1 :][-_REACH:]
    return words[-_REACH:]


def _ends_clause(words: list[str], at: int) -> bool:
    word = words[at]
    if word in _MARKS or not word.strip():
        return True
    if word in {"so", "then"} and at and words[at - 1] in {"n't", "not", "never", "felt", "feel", "been"}:
        return False
    if word in _CLAUSE_WORDS:
        return True
    following = words[at + 1] if at + 1 < len(words) else ""
    return word in {"and", "or"} and following in _SUBJECTS and word == "and"


def _denies(words: list[str], at: int, after: list[str]) -> bool:
    word = words[at]
    if word not in _NEGATORS:
        return False
    following = [*words[at + 1 :], *after][:4]
    first = following[0] if following else ""
    if word in {"not", "n't"} and first in _AFTER_NOT:
        return False
    if word == "no" and (first in _AFTER_NO or first == ","):
        return False
    if word == "n't" and first in _PRONOUNS:
        # "Isn't it", "didn't I feel proud": a question or a tag, not a denial.
        return False
    return not _is_superlative(words, at)


def _is_superlative(words: list[str], at: int) -> bool:
    """Whether "never felt so", "couldn't be more": a negation that says the most of something."""
    later = words[at + 1 :]
    if words[at] == "never":
        return bool(_SUPERLATIVE & set(later[:4]))
    could = words[at] in {"n't", "not"} and at > 0 and words[at - 1] in _COULD
    return could and bool(_SUPERLATIVE & set(later[:4]))


def _odd(found: list[str]) -> bool:
    """Whether the negators leave a denial: they cancel in pairs, but a verb's and a noun's are one in many dialects."""
    denied = False
    for at, word in enumerate(found):
        concord = at > 0 and word in _OF_NOUNS | _NEAR and found[at - 1] in _OF_VERBS
        if not concord:
            denied = not denied
    return denied
