"""Whether the words before a colon could be somebody. May hold what follows from a label's words alone, no counts."""

from __future__ import annotations

import re
import unicodedata

from thematic.ingest.talk import words

__all__ = ["could_be_somebody", "is_close", "is_name", "is_person", "is_talk", "may_return"]

_LONGEST_NAME = 3
_MOST_WORDS = 8
# Scripts written without spaces: a longer word there is a clause.
_LONGEST_WIDE = 8
_NUMBER = re.compile(r"\W{0,2}\d{1,3}[A-Za-z]?\W{0,2}")
_NUMBERED = re.compile(r"\d{1,4}[.)]?\s{1,4}(?=\D)")
_ADDRESS = re.compile(r"(?:www\.|\S{0,60}@|[a-z\d-]{1,40}\.[a-z]{2,4}(?:\.[a-z]{2})?(?:/|$))", re.IGNORECASE)
_NOBODY = words.NOT_SPEAKERS | words.OPENERS
_ROLES = (words.MODERATOR | words.PARTICIPANT | {"unknown", "unidentified"}) - words.ALSO_TALK
_SMALL = words.PARTICLES | {"of", "the", "and", "from", "in", "at", "with", "for"}


def is_talk(label: str) -> bool:
    """Whether a label begins with a word that is nobody, or holds such a word in lower case; no `Key worker`."""
    if is_person(label):
        return False
    first, *others = _tokens(label)
    return first.casefold() in _NOBODY or any(word in _NOBODY for word in others if word not in words.PARTICLES)


def is_person(label: str) -> bool:
    """Whether a label of two or three words ends with what somebody is: `Key worker`, `Study nurse`."""
    first, *others = [token.casefold() for token in _tokens(label)]
    return 0 < len(others) < _LONGEST_NAME and others[-1] in words.PEOPLE and first not in words.OPENERS


def may_return(label: str) -> bool:
    """Whether a label that reads as talk may be somebody where it comes back as labels do; never `Note` or `Time`."""
    letters = [token.casefold() for token in _tokens(label) if token.isalpha()]
    return len(letters) > 1 or not words.NOT_SPEAKERS.difference(words.MAY_SPEAK).intersection(letters)


def is_name(label: str) -> bool:
    """Whether a label is one to three words that begin as names do, of which none opens a sentence.

    In a script with capitals a name begins with one; in a script without, every word may be a name.
    """
    tokens = [token for token in _tokens(label) if token]
    return 0 < len(tokens) <= _LONGEST_NAME and all(
        token.casefold() in words.PARTICLES or (_begins_name(token) and token.casefold() not in _NOBODY)
        for token in tokens
    )


def is_close(label: str) -> bool:
    """Whether a label that was refused is a short one, and none of the words that are nobody wherever they stand."""
    first, *others = _tokens(label)
    return _begins_name(first) and len(others) < _LONGEST_NAME and first.casefold() not in words.NOT_SPEAKERS


def could_be_somebody(label: str) -> bool:
    """Whether somebody may have meant `label` for a speaker: too long, oddly spelt, a bare number, or in lower case.

    Not so where it begins with a word known to be nobody or to open a sentence, and where it reads as a clause.
    """
    if _NUMBER.fullmatch(label) or set(label) == {"?"}:
        return True
    if label.startswith(("(", "[")) and label[1:].casefold().startswith(words.STAGE):
        return False
    if is_person(label):
        return True
    tokens = _bare_words(_NUMBERED.sub("", label, count=1))
    if not tokens or len(tokens) > _MOST_WORDS or tokens[0].casefold() in _NOBODY or _ADDRESS.match(label):
        return False
    return tokens[0].casefold() in _ROLES or _reads_as_name(tokens)


def _reads_as_name(tokens: list[str]) -> bool:
    capitals = sum(_begins_name(token) for token in tokens)
    if any(_is_wide(token) and len(token) > 2 * _LONGEST_WIDE for token in tokens):
        return False
    if capitals and all(_begins_name(token) or token in _SMALL for token in tokens):
        return True
    if len(tokens) > _LONGEST_NAME:
        return _begins_name(tokens[0]) and 2 * capitals > len(tokens)
    clause = any(token in _NOBODY for token in tokens[1:])
    return not clause and tokens[0][0].isalpha() and (capitals > 0 or len(tokens) < _LONGEST_NAME)


def _tokens(label: str) -> list[str]:
    return [token.strip(".,'()&/-") for token in label.replace("’", "'").split()]


def _bare_words(label: str) -> list[str]:
    """Return the words of a label that may hold any signs, without the signs round each."""
    found = (re.sub(r"^\W+|\W+$", "", token) for token in label.replace("’", "'").split())
    return [token for token in found if token]


def _begins_name(token: str) -> bool:
    """Whether a word begins with a capital, or in a script that has none; one without spaces is then no clause."""
    first = token[:1]
    return first.isalpha() and first.title() == first and not (_is_wide(token) and len(token) > _LONGEST_WIDE)


def _is_wide(token: str) -> bool:
    return unicodedata.east_asian_width(token[0]) == "W"
