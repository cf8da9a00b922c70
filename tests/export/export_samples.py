"""Tables and texts that the tests of the exports share. All invented."""

from hypothesis import strategies as st

from thematic.export.table import Column, ColumnKind, Table
from thematic.model import Quotation, Span, Transcript, Turn

HOSTILE = (
    "=cmd|' /C calc'!A0",
    "@SUM(1+1)",
    "-2+3",
    "\t=1",
    "\r=1",
    "\n=1",
    "'=1",
    "''",
    "</td><script>alert(1)</script>",
    '" onmouseover="alert(1)',
    "a | b || c\\| d \\",
    "one\ntwo\r\nthree\rfour",
    "# not a heading",
    "1. not a list",
    "- not a list",
    "> not a quotation",
    "*not* _emphasis_ **here** ~~there~~ `code` $x$ ^1^",
    "[link](javascript:alert(1)) ![picture](x) <https://example.org>",
    "&amp; &lt; &#65; & <b>",
    "{{ 7 * 7 }} {% raw %} ${x}",
    "🌻 𝒜 👩‍👩‍👧",
    "שלום עולם \u202eabc\u202c",
    "nul \x00 bell \x07 escape \x1b[2J csi \x9b2J del \x7f",
    "form\x0cfeed\x0btab\x1c\x85\u2028\u2029",
    "not a character \ufffe \uffff",
    "_x0041_ ]]> <!-- --> <?x ?>",
    "  spaces  around  ",
    "",
)

texts = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(st.sampled_from("=+-@\t\r\n'\"|\\`*_[]()<>&#!~$^.:;1a é🌻\x00\x1b"), max_size=20),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
)

QUOTES = (
    Quotation("I'd be lost | without it", "fg1", Span(0, 24), "P07", "FG3"),
    Quotation("Nobody <asks> you\nanything there", "fg2", Span(5, 37), "unidentified speaker", "FG2"),
)

SMALL = Table(
    "Table 1. What was *said*",
    (
        Column("theme"),
        Column("name", "Theme"),
        Column("groups", "Groups", ColumnKind.NUMBER),
        Column("groups_of", kind=ColumnKind.NUMBER, of="groups"),
        Column("fit", "Fit", ColumnKind.NUMBER),
        Column("quotes", "Quotes", ColumnKind.QUOTES),
    ),
    (
        ("t1", "=Being | missed", 4, 6, -0.5, QUOTES),
        ("t2", None, None, 6, 0.0000004, ()),
    ),
    ("Of 6 groups & more.",),
)


def text_table(*rows):
    """A table of texts, with a title and a note as hostile as its first cell."""
    width = max(len(row) for row in rows)
    columns = tuple(Column(f"c{place}", f"C{place}") for place in range(width))
    return Table(rows[0][0], columns, rows, (rows[0][0],))


def transcript(identity, *turns):
    """A transcript whose turns are (participant, text) or (participant, text, further fields of `Turn`)."""
    made, at = [], 0
    for number, (participant, text, *more) in enumerate(turns, start=1):
        span = Span(at, at + len(text))
        fields = {"sentences": (span,), "participant": participant} | (more[0] if more else {})
        made.append(Turn(number, span, **fields))
        at = span.end + 1
    return Transcript(identity, "\n".join(text for _, text, *_ in turns), tuple(made))
