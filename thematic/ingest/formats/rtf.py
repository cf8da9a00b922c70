"""Rich text (RTF) to blocks: what its words of control mean for a transcript, as they stream past.

May hold the state that a group inherits and how it changes; how bytes become tokens and letters is in `rtf_tokens`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from thematic.errors import InputError
from thematic.ingest.formats.paragraphs import Left, Paragraph, Paragraphs, Tables, content_of, is_heading_style
from thematic.ingest.formats.rtf_tokens import SIGNS, Pages, tokens
from thematic.ingest.limits import other_format

if TYPE_CHECKING:
    from collections.abc import Mapping

    from thematic.ingest.formats.rtf_tokens import Token
    from thematic.ingest.raw import Content

__all__ = ["read_rtf"]

_DEEPEST = 1_000
_DAMAGED = "the rich text is damaged or cut short. Open it in a word processor and save it again"


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Groups that hold something else than the document's words; so does one that begins with \*, unless named below.
_SKIPPED = _names(
    "colortbl info pict header headerl headerr headerf footer footerl footerr footerf footnote annotation atnid "
    "atnauthor listtext pntext pntxta pntxtb xe tc rxe bkmkstart bkmkend sp object listtable listoverridetable revtbl "
    "themedata datastore latentstyles generator filetbl nonshppict ftnsep ftnsepc ftncn aftnsep aftnsepc aftncn "
    "fldinst shprslt"
)
_STARRED = _names("shpinst shptxt")
_TABLES_OF = {"fonttbl": "fonts", "stylesheet": "styles"}
_ENDS = _names("par sect page cell nestcell row nestrow")
_MARKS = {"deleted": "deleted", "mvf": "moved", "v": "hidden"}
_NO_OUTLINE = 9


@dataclass(frozen=True, slots=True)
class _State:
    """What a group inherits from the one it stands in.

    Attributes:
        place: "" among the words, "fonts" or "styles" in those tables, "skipped" elsewhere.
        after_unicode: how many letters for older programs follow each word of control `u`.
    """

    place: str = ""
    deleted: bool = False
    moved: bool = False
    hidden: bool = False
    font: int = -1
    after_unicode: int = 1

    def spoken(self) -> bool:
        """Whether what stands here is among the words."""
        return not (self.place or self.deleted or self.moved or self.hidden)


def read_rtf(name: str, data: bytes, encoding: str | None = None) -> Content:
    """Return the paragraphs of a rich text, as `read_docx` returns those of a Word document.

    Headers, footers and hidden text are left out; `encoding` overrides the code pages that the file names.

    Raises:
        InputError: the bytes are no rich text, or damaged, oversized, or nested as no document is.
    """
    if not data.startswith(b"{\\rtf"):
        other = other_format(data, ".rtf")
        raise InputError(name, other or "it is not rich text, whatever its suffix. Save it as .rtf or .docx")
    reader = _Reader(name, Pages(name, encoding))
    for token in tokens(name, data):
        reader.take(token)
    return content_of("rtf", reader.finished(), reader.body.left)


class _Body:
    """The paragraphs in order, the tables they stand in, and a count of what was left out."""

    def __init__(self, name: str) -> None:
        self.left = Left()
        self.paragraphs = Paragraphs(name)
        self.in_table = False
        self.style = 0
        self.outline = _NO_OUTLINE
        self.headings: set[int] = set()
        self._pieces: list[str] = []
        self._tables = Tables()
        self._deleting = False

    def say(self, text: str, state: _State) -> None:
        """Take words, or count them where they were deleted."""
        if state.spoken():
            self._pieces.append(text)
            self._deleting = False
        elif state.deleted and not state.place:
            self.left.deletions += not self._deleting
            self._deleting = True
        elif state.hidden and not state.place and text.strip():
            self.left.hidden += 1

    def reset(self) -> None:
        """Begin a paragraph's properties anew."""
        self.in_table, self.style, self.outline = False, 0, _NO_OUTLINE

    def end(self, word: str) -> None:
        """End the paragraph as `word` does: it may end a cell or a row with it."""
        cell, row = word.endswith("cell"), word.endswith("row")
        self._enter_table(inside=self.in_table or cell or row)
        if not row or self._pieces:
            self._close()
        if row:
            self._tables.begin_row()
        if row or cell:
            self._tables.begin_cell()

    def _enter_table(self, *, inside: bool) -> None:
        if inside and self._tables.cell is None:
            self._tables.begin_table()
            self._tables.begin_row()
            self._tables.begin_cell()
        elif not inside:
            self._tables.end_table()

    def _close(self) -> None:
        heading = self.style in self.headings or self.outline < _NO_OUTLINE
        number = len(self.paragraphs.all) + 1
        text = _paired("".join(self._pieces))
        self.paragraphs.add(Paragraph(number, heading, [text], cell=self._tables.cell))
        self._pieces = []


class _Reader:
    """The state of the group that tokens stand in; what they say goes to the body."""

    def __init__(self, name: str, pages: Pages) -> None:
        self.body = _Body(name)
        self._name = name
        self._pages = pages
        self._state = _State()
        self._outer: list[_State] = []
        self._starred = False
        self._to_skip = 0
        self._bytes = bytearray()
        self._font = 0
        self._style = 0
        self._style_name = ""

    def take(self, token: Token) -> None:
        """Take one token.

        Raises:
            InputError: groups are nested as no document's are, or closed that were not open.
        """
        if not token.word:
            self._text(token)
            return
        if self._bytes:
            self._flush()
        if token.word == "{":
            self._open()
        elif token.word == "}":
            self._shut()
        elif token.word in SIGNS:
            self._sign(SIGNS[token.word])
        else:
            self._word(token.word, token.number)

    def finished(self) -> Paragraphs:
        """Return the paragraphs, the last one ended.

        Raises:
            InputError: a group was left open: the file is cut short.
        """
        if self._outer:
            raise InputError(self._name, _DAMAGED)
        if self._bytes:
            self._flush()
        self.body.end("par")
        return self.body.paragraphs

    def _text(self, token: Token) -> None:
        # What follows \u for programs that do not know it.
        text = token.text[self._to_skip :] if self._to_skip else token.text
        self._to_skip -= min(self._to_skip, len(token.text))
        self._bytes += text

    def _flush(self) -> None:
        """Hand on the letters since the last word of control: a letter may be of two bytes."""
        text = "" if self._state.place == "skipped" else self._pages.decode(bytes(self._bytes), self._state.font)
        self._bytes.clear()
        self._say(text)

    def _say(self, text: str) -> None:
        if self._state.place == "styles":
            self._style_name += text
        elif text:
            self.body.say(text, self._state)

    def _sign(self, sign: str) -> None:
        self._starred = False
        if self._to_skip:
            self._to_skip -= 1
        else:
            self._say(sign)

    def _open(self) -> None:
        if len(self._outer) >= _DEEPEST:
            raise InputError(self._name, f"groups are nested over {_DEEPEST:,} deep; no document is")
        self._outer.append(self._state)
        self._to_skip = 0
        self._style, self._style_name = 0, ""

    def _shut(self) -> None:
        if not self._outer:
            raise InputError(self._name, _DAMAGED)
        if self._state.place == "styles" and is_heading_style(self._style_name.strip()):
            self.body.headings.add(self._style)
        self._style_name = ""
        self._state = self._outer.pop()
        self._to_skip = 0

    def _word(self, word: str, number: int | None) -> None:
        if word == r"\*":
            self._starred = True
            return
        starred, self._starred = self._starred, False
        if self._state.place == "skipped":
            return
        if word in _SKIPPED or (starred and word not in _STARRED):
            self._skip(word)
        elif word in _TABLES_OF:
            self._state = replace(self._state, place=_TABLES_OF[word])
        elif self._state.place:
            self._note(word, number or 0)
        else:
            self._format(word, number)

    def _skip(self, word: str) -> None:
        self.body.left.footnotes += word == "footnote"
        self.body.left.comments += word == "annotation"
        self._state = replace(self._state, place="skipped")

    def _note(self, word: str, number: int) -> None:
        """Take what the tables of fonts and styles say."""
        if word == "f":
            self._font = number
        elif word == "fcharset":
            self._pages.note_font(self._font, number)
        elif word == "s":
            self._style = number

    def _format(self, word: str, number: int | None) -> None:
        if word == "u" and number is not None:
            self._unicode(number)
        elif word in _MARKS:
            self._mark({_MARKS[word]: number != 0})
        elif word == "plain":
            self._mark(dict.fromkeys(_MARKS.values(), False))
        elif word == "f":
            self._state = replace(self._state, font=number or 0)
        elif word == "uc":
            self._state = replace(self._state, after_unicode=min(max(number or 0, 0), 10))
        elif word in _ENDS:
            if self._state.spoken():
                self.body.end(word)
        else:
            self._paragraph(word, number)

    def _mark(self, marks: Mapping[str, bool]) -> None:
        state = self._state
        before = {"deleted": state.deleted, "moved": state.moved, "hidden": state.hidden}
        after = {**before, **marks}
        if after != before:
            self._state = replace(state, deleted=after["deleted"], moved=after["moved"], hidden=after["hidden"])

    def _unicode(self, number: int) -> None:
        self._say(chr(number % 0x10000))
        self._to_skip = self._state.after_unicode

    def _paragraph(self, word: str, number: int | None) -> None:
        if word == "pard":
            self.body.reset()
        elif word == "intbl":
            self.body.in_table = True
        elif word == "s":
            self.body.style = number or 0
        elif word == "outlinelevel":
            self.body.outline = _NO_OUTLINE if number is None else number
        else:
            self._pages.note(word, number)


def _paired(text: str) -> str:
    """Return text in which two halves of a letter beyond 16 bits, written one by one, are one."""
    if text.isascii() or not any("\ud800" <= letter <= "\udfff" for letter in text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
