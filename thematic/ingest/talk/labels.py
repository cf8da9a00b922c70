"""The look of a label: where a line names its speaker and a time. Knows forms, not people.

May hold bounded patterns, without nested quantifiers, and what follows from a label's spelling alone.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from thematic.ingest.raw import clean
from thematic.ingest.talk import words
from thematic.model import Role

__all__ = [
    "Opening",
    "before_sign",
    "is_id",
    "is_participant_word",
    "key",
    "opening",
    "plausible",
    "role_of",
    "seconds",
    "speaks_role",
]

MOST_LETTERS = 40
MOST_WORDS = 4

_TIME = r"\d{1,2}:[0-5]\d(?::[0-5]\d)?(?:[.,]\d{1,3})?"
_LONG_TIME = r"\d{1,2}:[0-5]\d:[0-5]\d(?:[.,]\d{1,3})?"
_UNTIL = rf"(?:\s{{0,3}}(?:-->|->|-|–)\s{{0,3}}{_TIME})?"
_LEAD = re.compile(rf"[ \t]{{0,40}}(?:\[({_TIME}){_UNTIL}\]|\(({_TIME}){_UNTIL}\)|({_LONG_TIME})(?=\s|$))\s{{0,40}}")
_EMPHASIS = re.compile(r"\s{0,40}(\*\*|__|\*|_)(?=\S)([^*_\n]{1,80})\1")
_HEAD = re.compile(
    rf"([^:：\[\]\n]{{1,64}}?)\s{{0,4}}(?:\[({_TIME})\]|\(({_TIME})\))?\s{{0,4}}"
    r"(?:(?<!\d)：|：(?!\d)|:(?=\s|$|[^\W\d_]|[\"“‘\[(…「『《（]))"
)
# What may part a label from its words in ways that are not read: a colon after odd signs, a dash, a tab, a gap.
_LOOSE_COLON = re.compile(
    r"\s{0,40}(?:\d{1,2}[:.]\d\d\s{1,4})?([^:：\n]{1,64}?)\s{0,4}(?:(?<!\d)：|：(?!\d)|:(?=\s|$))"
)
_SIGN = re.compile(
    r"\s{0,40}(?:\d{1,2}[:.]\d\d\s{1,4})?([^\s:：][^:：\t\n]{0,39}?)(?:\s{1,4}[-–—]{1,2}\s|\t| {3,}|:(?=[^\W\d_]))"
)
_BRACKETS = re.compile(r"\s{0,4}\(([^()]{1,40})\)$")
_ID = re.compile(r"[A-Z][A-Za-z]{0,2}\d{1,4}(?:-[A-Za-z]{0,3}\d{1,4})?[A-Za-z]?")
# A typist who does not know who it was: "Speaker ?", "P?", "F??".
_UNSURE = re.compile(
    r"(?:speaker|participant|respondent|voice|female|male|woman|man|[pfmr])\s{0,2}\?{1,3}", re.IGNORECASE
)
_INVISIBLE = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_IN_LABELS = frozenset(" .-'’/&()·・")


@dataclass(frozen=True, slots=True)
class Opening:
    """How a line begins: perhaps a label, perhaps a time, and the words that follow.

    Attributes:
        label: what stands before the colon, tidied; none where the line has no such form.
        rest: the words after label and time.
        start: seconds, where a time was written.
        tight: no space follows the colon, which only labels known otherwise may do.
        untimed: the words after the time alone, for where the label turns out to be none.
    """

    label: str | None
    rest: str
    start: float | None = None
    tight: bool = False
    untimed: str = ""


def opening(line: str) -> Opening:
    """Return how `line` begins. The label is a candidate only: whether it is a speaker needs the whole file.

    Read are `Name: text`, `**Name:** text`, `[00:01:02] Name: text`, `Name [00:01:02]: text`, `Name: (00:01:02) text`.
    """
    start, untimed = _timed(line)
    begin, body = _undressed(line)
    head = _HEAD.match(body)
    label = _tidy(head[1]) if head else ""
    if head is None or not label:
        return Opening(None, untimed, start, untimed=untimed)
    after, rest = _timed(body[head.end() :])
    tight = _is_tight(body, head.end())
    times = (begin, _first(head[2], head[3]), after)
    when = next((time for time in times if time is not None), None)
    label, rest = _without_stage(label, rest)
    return Opening(label, rest, when, tight=tight, untimed=untimed)


def before_sign(line: str) -> tuple[str | None, bool]:
    """Return what stands in `line` before a colon, dash, tab or wide gap that `opening` takes for none of a label's.

    The second value says whether it was a colon with a space behind it, before which more than names may stand.
    """
    _, body = _undressed(line)
    loose = _LOOSE_COLON.match(body)
    found = _SIGN.match(body) if loose is None else loose
    return (_tidy(found[1]) or None if found else None), loose is not None


def key(label: str) -> str:
    """Return what two spellings of one label share: case, spaces and a final full stop left aside."""
    return " ".join(label.split()).casefold().rstrip(".")


def plausible(label: str) -> bool:
    """Whether `label` is spelt as labels are: at most 40 letters, 4 words, beginning with a letter."""
    if _UNSURE.fullmatch(label):
        return True
    if not label[:1].isalpha() or len(label) > MOST_LETTERS or len(label.split()) > MOST_WORDS:
        return False
    return all(
        letter.isalnum() or letter in _IN_LABELS or unicodedata.category(letter).startswith("M") for letter in label
    )


def is_id(label: str) -> bool:
    """Whether `label` looks like a participant's id: P07, FG1-3, S2."""
    return _ID.fullmatch(label) is not None


def is_participant_word(label: str) -> bool:
    """Whether `label` says participant, interviewee or respondent, or is an id such as P07; not `Speaker 1`."""
    return role_of(label) is Role.PARTICIPANT and "speaker" not in _letters(key(label))


def role_of(label: str) -> Role | None:
    """Return the role that a label's words give, anywhere in it (`Kate (Moderator)`), or none."""
    parts = _letters(key(label))
    if _UNSURE.fullmatch(label):
        return Role.UNKNOWN
    if len(parts) == 1 and parts[0] in words.SHORT_MODERATOR:
        return Role.MODERATOR
    if len(parts) == 1 and parts[0] in words.SHORT_PARTICIPANT:
        return Role.PARTICIPANT
    if _says_unknown(parts):
        return Role.UNKNOWN
    if any(part in words.MODERATOR for part in parts):
        return Role.MODERATOR
    return Role.PARTICIPANT if parts and parts[0] in words.PARTICIPANT else None


def speaks_role(label: str) -> bool:
    """Whether `label` is nothing but a role, perhaps numbered: `Interviewer 2`, `INT`, `Unknown speaker`, `Q`."""
    parts = _letters(key(label))
    if role_of(label) is None or words.ALSO_TALK.intersection(parts):
        return False
    bare = words.MODERATOR | words.PARTICIPANT | words.QUALIFIERS
    return len(parts) == 1 or _says_unknown(parts) or all(part in bare for part in parts)


def seconds(time: str) -> float:
    """Return a time such as 01:02, 00:01:02 or 00:01:02.345 in seconds."""
    total = 0.0
    for part in time.replace(",", ".").split(":"):
        total = total * 60 + float(part)
    return round(total, 3)


def _letters(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", text)


def _says_unknown(parts: list[str]) -> bool:
    # "Female (inaudible)" as well as "Unknown female", but no "All in all".
    return any(part in words.UNKNOWN for part in parts) and all(
        part in words.UNKNOWN or part in words.UNKNOWN_TAILS for part in parts
    )


def _first(*times: str | None) -> float | None:
    return next((seconds(time) for time in times if time), None)


def _timed(line: str) -> tuple[float | None, str]:
    found = _LEAD.match(line)
    if not found:
        return None, line
    return _first(*found.groups()), line[found.end() :]


def _undressed(line: str) -> tuple[float | None, str]:
    """Return the line without a time and without emphasis round its beginning, in whichever order they stand."""
    begin: float | None = None
    for _ in range(2):
        time, line = _timed(line)
        begin = time if begin is None else begin
        line = _EMPHASIS.sub(r"\2", line, count=1) if _EMPHASIS.match(line) else line
    time, line = _timed(line)
    return (time if begin is None else begin), line


def _is_tight(body: str, end: int) -> bool:
    """Whether a space is missing after the colon that ends at `end`; scripts without spaces miss none."""
    after = body[end : end + 1]
    return after.strip() != "" and body[end - 1] == ":" and unicodedata.east_asian_width(after) != "W"


def _tidy(label: str) -> str:
    return clean(label).strip(_INVISIBLE + " *_#>")


def _without_stage(label: str, rest: str) -> tuple[str, str]:
    """Move `(laughing)` from behind a label into the words: it says how, not who."""
    found = _BRACKETS.search(label)
    stage = found is not None and found[1].casefold().startswith(words.STAGE)
    # "F (inaudible)" is nobody in particular, "Anna (inaudible)" is Anna.
    if found is None or not stage or _says_unknown(_letters(label.casefold())):
        return label, rest
    return label[: found.start()], f"({found[1]}) {rest.lstrip()}"
