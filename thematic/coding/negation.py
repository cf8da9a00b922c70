"""Whether a phrase stands under an English negation: rules over the words before it, no parser. Pure.

After the scope rules of NegEx (Chapman et al. 2001, doi:10.1006/jbin.2001.1029) and ConText, for spoken language: a
negation reaches to the end of its clause, fillers do not end a clause, two negations cancel unless they are the one
negation of a dialect ("didn't get no help"), and idioms that only look negative are none.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["is_negated"]

_OF_VERBS = frozenset({"not", "n't", "n’t", "never", "nt", "cannot"})
_OF_NOUNS = frozenset({"no", "nobody", "none", "nothing", "nowhere", "neither", "nor", "noone"})
_NEAR = frozenset({"hardly", "barely", "scarcely", "rarely", "seldom"})
_OTHERS = frozenset({"without", "lack", "lacks", "lacked", "lacking", "zero", "absence", "unlikely", "doubtful"}) | {
    *("stop", "stops", "stopped", "fail", "fails", "failed", "lose", "lost", "refuse", "refused", "avoid", "avoided"),
    *("doubt", "doubts", "doubted", "struggle", "struggled", "wish", "wished"),
}
# Scots, as it is written down: "cannae", "didnae", "wasnae".
_SCOTS = re.compile("(?:ca|could|did|does|do|had|has|have|is|was|were|will|would|wo|should)nn?ae|nae|dinna|canna|wasna")
# Several words that deny as one, and several that hold a negation and deny nothing.
_DENYING = "denied"
_NOTHING = "~"
_DENIALS = (
    *(("no", "longer"), ("if", "only"), ("far", "from"), ("anything", "but"), ("less", "than"), ("used", "to")),
    *(("hard", "to"), ("difficult", "to"), ("lying", "if"), ("given", "up"), ("gave", "up"), ("kept", "away")),
    *(("'d", "love", "to"), ("would", "love", "to"), ("got", "little"), ("precious", "little"), ("had", "little")),
)
_IDIOMS = (
    *(("n't", "half"), ("not", "half"), ("would", "n't", "miss"), ("n't", "fault"), ("ca", "n't", "beat")),
    *(("ca", "n't", "help"), ("could", "n't", "help"), ("can", "not", "help"), ("n't", "deny"), ("not", "deny")),
    *(
        ("no", "denying"),
        ("n't", "mind"),
        ("not", "mind"),
        ("never", "mind"),
        ("wo", "n't", "lie"),
        ("'ll", "not", "lie"),
    ),
    *(("not", "gon", "na", "lie"), ("not", "ashamed"), ("not", "afraid"), ("not", "too", "proud"), ("no", "secret")),
    *(
        ("never", "thought"),
        ("never", "expected"),
        ("never", "imagined"),
        ("n't", "expect"),
        ("n't", "know", "i", "could"),
    ),
    *(
        ("nothing", "like"),
        ("nothing", "beats"),
        ("nothing", "better"),
        ("nothing", "but"),
        ("nothing", "more", "than"),
    ),
    *(("nothing", "if", "not"), ("nobody", "could", "be", "more"), ("no", "one", "could", "be", "more")),
    *(("n't", "get", "me", "wrong"), ("not", "get", "me", "wrong"), ("n't", "get", "enough"), ("why", "not")),
    *(("why", "do", "n't"), ("if", "not", "for"), ("it", "not", "for"), ("was", "n't", "for"), ("were", "n't", "for")),
    *(("not", "unusual"), ("n't", "unusual"), ("not", "uncommon"), ("no", "doubt")),
)
_MERGED = {**dict.fromkeys(_DENIALS, _DENYING), **dict.fromkeys(_IDIOMS, _NOTHING)}
_NEGATORS = _OF_VERBS | _OF_NOUNS | _NEAR | _OTHERS | {_DENYING}

_CLAUSE_WORDS = frozenset(
    {"but", "though", "although", "however", "except", "because", "cause", "cos", "'cause", "'cos", "’cause", "’cos"}
    | {
        "since",
        "when",
        "while",
        "whereas",
        "until",
        "till",
        "unless",
        "so",
        "then",
        "yet",
        "which",
        "if",
        "instead",
        "how",
    }
)
_MARKS = frozenset({".", "!", "?", ";", ":", ",", "-", "--", "–", "—", "...", "…", "(", ")", "\n"})
_SUBJECTS = frozenset({"i", "you", "he", "she", "it", "we", "they", "there", "this", "that", "everyone", "everybody"})
_PRONOUNS = frozenset({"i", "you", "he", "she", "it", "we", "they", "there"})
_FILLERS = frozenset({"um", "uh", "er", "erm", "em", "mm", "hmm", "ah", "oh", "like", "well", "ever"})
_FILLER_PHRASES = (
    *(
        ("you", "know"),
        ("i", "mean"),
        ("sort", "of"),
        ("kind", "of"),
        ("if", "i", "'m", "honest"),
        ("to", "be", "fair"),
    ),
    *(("to", "be", "honest"), ("go", "so", "far", "as", "to", "say"), ("d'you", "know")),
)
# What stands after a negator and shows that it denies nothing.
_AFTER_NOT = frozenset({"only", "just", "merely", "simply", "least"})
_AFTER_NO = frozenset({"doubt", "wonder", "problem", "matter", "question"})
_SUPERLATIVE = frozenset({"so", "more", "better", "happier", "prouder", "as"})
_SUPERLATIVE_REACH = 8
_COULD = frozenset({"could", "ca", "can", "couldn"})
# One negation said twice, as many dialects do: "didn't get no help", "ain't never", "neither warm nor".
_CONCORD = {
    *((verb, noun) for verb in _OF_VERBS for noun in _OF_NOUNS | _NEAR),
    *((first, "never") for first in ("n't", "n’t", "not", "nobody", "none", "noone", "nothing")),
    ("neither", "nor"),
}
# Far enough for "I wouldn't say that it's really made me any more ...", short enough for talk without commas.
_REACH, _TOO_REACH = 12, 3
_APOSTROPHE = re.compile("’")


def is_negated(words: Sequence[str], start: int) -> bool:
    """Whether the phrase that begins at word `start` is denied by the words before it.

    Args:
        words: the tokens of the sentence as spaCy splits them ("did", "n't"), punctuation included.
        start: where the phrase begins; a negation inside the phrase is the phrase's own.
    """
    before = _clause(_merged(_without_fillers(_merged([_plain(word) for word in words[:start]]))))
    after = [_plain(word) for word in words[start:]]
    found = [before[at] for at in range(len(before)) if _denies(before, at, after)]
    return _odd(found)


def _plain(word: str) -> str:
    plain = _APOSTROPHE.sub("'", word.lower())
    return "not" if _SCOTS.fullmatch(plain) else plain


def _merged(words: list[str]) -> list[str]:
    """Return the words with each phrase that denies, or only seems to, as one; "too tired to" denies, too."""
    kept: list[str] = []
    at = 0
    while at < len(words):
        width = _longest(words, at, _MERGED)
        kept.append(_MERGED[tuple(words[at : at + width])] if width else words[at])
        if kept[-1] == "to" and "too" in kept[-1 - _TOO_REACH : -1]:
            kept[-1] = _DENYING
        at += width or 1
    return kept


def _longest(words: list[str], at: int, phrases: Iterable[tuple[str, ...]]) -> int:
    """Return the width of the longest of the phrases that begins here, 0 where none does."""
    return max((len(one) for one in phrases if tuple(words[at : at + len(one)]) == one), default=0)


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
    return _longest(words, at, _FILLER_PHRASES) or int(words[at] in _FILLERS)


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
        return bool(_SUPERLATIVE & set(later[:_SUPERLATIVE_REACH]))
    could = words[at] in {"n't", "not"} and at > 0 and words[at - 1] in _COULD
    return could and bool(_SUPERLATIVE & set(later[:4]))


def _odd(found: list[str]) -> bool:
    """Whether the negators leave a denial: they cancel in pairs, but a verb's and a noun's are one in many dialects."""
    denied = False
    for at, word in enumerate(found):
        concord = at > 0 and (found[at - 1], word) in _CONCORD
        if not concord:
            denied = not denied
    return denied
