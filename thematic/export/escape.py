"""Every escaping rule of the program: what keeps words apart from the format they are written in. Nothing else.

Each function takes any text at all (a transcript's, a name's, a memo's) and promises what the format will make of it.
"""

from __future__ import annotations

import html
import re

__all__ = ["guard", "markdown", "markup", "printable"]

# The first characters that make spreadsheets read a text as a formula (OWASP, "CSV injection"), and our own mark.
_TRIGGERS = tuple("=+-@\t\r\n'")

# C0 but for tab and line feed, DEL and C1, lone surrogates, and the two code points that XML forbids.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")

_MARKDOWN_INLINE = str.maketrans(
    {
        # As a reference, because processors disagree whether "\\|" ends a cell of a table.
        "\\": "&#92;",
        "&": "&amp;",
        "<": "&lt;",
        ">": "&gt;",
        "\n": "<br>",
        **{mark: f"\\{mark}" for mark in "`*_[]|~$^"},
    }
)
_MARKDOWN_BLOCK = re.compile(r"\A(\d{0,9})([#+\-=.)])")


def guard(text: str) -> str:
    """Return a text cell that no spreadsheet takes for a formula; for cells of text only, never for numbers.

    A text that begins with `=`, `+`, `-`, `@`, tab, CR, LF or `'` gets one `'` in front. A reader that removes one
    leading `'` wherever one stands before those characters has the text back exactly.
    """
    return f"'{text}" if text.startswith(_TRIGGERS) else text


def printable(text: str) -> str:
    """Return a text for people to read: LF line ends, and U+FFFD for each character that cannot be printed.

    Those are the controls other than tab and line feed, lone surrogates, and what XML forbids. Terminal escapes
    therefore come out of no format that people read. Everything else stays, direction marks included.
    """
    return _UNPRINTABLE.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def markup(text: str) -> str:
    """Return a text for an element or a quoted attribute of HTML or XML: parsed, it is `printable(text)`.

    `&`, `<`, `>`, `"` and `'` become references, so no text ends an element or an attribute or begins one.
    """
    return html.escape(printable(text), quote=True)


def markdown(text: str) -> str:
    r"""Return one line of Markdown that renders as `printable(text)`, in a table's cell or as a paragraph.

    Holds for CommonMark with GitHub's tables: backslashes, pipes, emphasis, code, links, raw HTML, references, sums
    between dollars and whatever would begin a heading, a list or a quotation are escaped; a line feed is `<br>`. White
    space at both ends is lost, since Markdown ignores it, and addresses may still be shown as links.
    """
    return _MARKDOWN_BLOCK.sub(r"\1\\\2", printable(text).strip().translate(_MARKDOWN_INLINE))
