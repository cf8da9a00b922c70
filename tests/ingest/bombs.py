"""Files made to exhaust a reader: what is in each, by name. `python bombs.py FOLDER` reads a folder of them.

It is a process of its own, whose memory can be measured; it prints a line of JSON a bomb: its number, seconds of work,
megabytes at the peak above those before, and how it ended.
"""

import io
import json
import os
import sys
import zipfile
import zlib
from pathlib import Path

from format_files import SHEET, odt, pdf, rtf, sheet, xlsx, zipped

MEGABYTE = 1_000_000
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "ha"}">' for n in range(10))
QUADRATIC = f'<!DOCTYPE x [<!ENTITY a "{"A" * 100_000}">]><x>{"&a;" * 10_000}</x>'

BRACKETS = (
    f'<numFmts><numFmt numFmtId="170" formatCode="{"[" * 10_000}"/></numFmts>'
    "<cellXfs>" + '<xf numFmtId="170"/>' * 40_000 + "</cellXfs>"
)


def word(document):
    return zipped({"word/document.xml": document})


def entries(count):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for number in range(count):
            archive.writestr(zipfile.ZipInfo(str(number)), b"")
    return buffer.getvalue()


def nested(depth=6):
    inner = b"<x/>"
    for _ in range(depth):
        inner = zipped({f"word/document{n}.xml": inner for n in range(8)} | {"word/document.xml": inner})
    return inner


def paragraphs(xml):
    return word(f'<w:document xmlns:w="{W}">{xml}</w:document>')


def loop():
    """A PDF whose page tree leads back to itself, and whose page's source names itself."""
    data = pdf("BT ET")
    return data.replace(b"/Kids [4 0 R]", b"/Kids [2 0 R]")


def form_loop():
    form = b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 6 0 R >> >> /Length 5 >>"
    data = pdf("/X Do", extra=[form + b"\nstream\n/X Do\nendstream"])
    return data.replace(b"/Font << /F1 3 0 R >>", b"/XObject << /X 6 0 R >>")


BOMBS = {
    "docx: 60 MB of spaces": ("docx", lambda: word("<x>" + " " * 60 * MEGABYTE)),
    "docx: 49 MB in one attribute": ("docx", lambda: paragraphs(f'<w:p a="{"a" * 49 * MEGABYTE}"/>')),
    "docx: 2 million paragraphs": ("docx", lambda: paragraphs("<w:p/>" * 2_000_000)),
    "docx: 100,000 entries": ("docx", lambda: entries(100_000)),
    "docx: zips in zips": ("docx", nested),
    "docx: a billion laughs": ("docx", lambda: word(f"<!DOCTYPE x [{LAUGHS}]><x>&a9;</x>")),
    "docx: a quadratic entity": ("docx", lambda: word(QUADRATIC)),
    "docx: 200,000 elements deep": ("docx", lambda: paragraphs("<w:p>" * 200_000)),
    "odt: 60 MB of spaces": ("odt", lambda: zipped({"content.xml": "<x>" + " " * 60 * MEGABYTE})),
    "odt: a billion spaces": ("odt", lambda: odt('<text:p>P1: hi<text:s text:c="1000000000"/></text:p>' * 1000)),
    "odt: a billion laughs": ("odt", lambda: zipped({"content.xml": f"<!DOCTYPE x [{LAUGHS}]><x>&a9;</x>"})),
    "odt: 100,000 tables deep": ("odt", lambda: odt("<table:table><table:table-row>" * 100_000)),
    "xlsx: a million rows declared": (
        "xlsx",
        lambda: xlsx(
            raw=[sheet([["id"], ["1"]]).replace("<sheetData>", '<dimension ref="A1:XFD1048576"/><sheetData>')]
        ),
    ),
    "xlsx: a million rows": ("xlsx", lambda: xlsx(raw=[_sheet("<row><c><v>1</v></c></row>" * 1_000_000)])),
    "xlsx: 40 MB of shared texts": ("xlsx", lambda: xlsx([["id"]], shared=["<si><t>a</t></si>"] * 2_300_000)),
    "xlsx: 60 MB in a shared text": ("xlsx", lambda: xlsx([["id"]], shared=[f"<si><t>{'a' * 60 * MEGABYTE}</t></si>"])),
    "xlsx: one long text a million times": (
        "xlsx",
        lambda: xlsx(
            raw=[_sheet("<row>" + '<c t="s"><v>0</v></c>' * 1_000_000 + "</row>")],
            shared=[f"<si><t>{'a' * 30_000}</t></si>"],
        ),
    ),
    "xlsx: 4 million attributes": ("xlsx", lambda: xlsx(raw=[_sheet(f"<row {_attributes(4_000_000)}/>")])),
    "xlsx: 30 empty sheets of 99,999 rows": ("xlsx", lambda: xlsx(raw=[_sheet("<row/>" * 99_999)] * 30)),
    "xlsx: a cell in the last column of every row": (
        "xlsx",
        lambda: xlsx(raw=[_sheet('<row><c r="A1"><v>1</v></c><c r="ZZZ1"/></row>' * 99_999)]),
    ),
    "xlsx: rows that are a billion apart": (
        "xlsx",
        lambda: xlsx(raw=[_sheet('<row r="1"><c><v>1</v></c></row><row r="1000000000"><c><v>1</v></c></row>')]),
    ),
    "xlsx: a rule for 10 million ranges": ("xlsx", lambda: xlsx(raw=[_ruled("A1 " * 10_000_000)])),
    "xlsx: a rule for one long range": ("xlsx", lambda: xlsx(raw=[_ruled("A" * 200_000)])),
    "xlsx: brackets in the formats of 40,000 styles": ("xlsx", lambda: xlsx([["id"]], styles=BRACKETS)),
    "html: 100,000 elements deep": ("html", lambda: b"<div>" * 100_000),
    "html: 100,000 tables side by side": ("html", lambda: b"<table><tr><td>INT<td>Hi" * 100_000),
    "html: an open comment": ("html", lambda: b"<!--" * 1_000_000),
    "html: an open tag": ("html", lambda: b"<a " + b"b=c " * 1_000_000),
    "html: 200 MB on a line": ("html", lambda: b"a" * 200 * MEGABYTE),
    "rtf: 100,000 groups deep": ("rtf", lambda: b"{\\rtf1" + b"{" * 100_000),
    "rtf: 20 million braces": ("rtf", lambda: b"{\\rtf1" + b"{}" * 10_000_000),
    "rtf: 40 MB on a line": ("rtf", lambda: rtf("P1: " + "word " * 8_000_000)),
    "rtf: a number of 9 digits": ("rtf", lambda: rtf("\\bin999999999 P1: hi")),
    "rtf: 200 MB on a line": ("rtf", lambda: b"{\\rtf1" + b"a" * 200 * MEGABYTE),
    "pdf: 200 MB in a page": ("pdf", lambda: pdf("x", filtered=zlib.compress(b"(a) Tj " * 28_000_000, 9))),
    "pdf: pages that lead back to themselves": ("pdf", loop),
    "pdf: a form that draws itself": ("pdf", form_loop),
    "pdf: lists 100,000 deep": ("pdf", lambda: pdf("[" * 100_000)),
    "pdf: 60 MB": ("pdf", lambda: b"%PDF-1.4" + b"0" * 60 * MEGABYTE),
    "txt: 200 MB on a line": ("txt", lambda: b"a" * 200 * MEGABYTE),
    "csv: 200 MB on a line": ("csv", lambda: b"a" * 200 * MEGABYTE),
}


def _attributes(count):
    return " ".join(f'a{number:x}=""' for number in range(count))


def _ruled(ranges):
    return _sheet("<row><c><v>1</v></c></row>").replace(
        "</sheetData>", f'</sheetData><conditionalFormatting sqref="{ranges}"/>'
    )


def _sheet(rows):
    return f'<worksheet xmlns="{SHEET}"><sheetData>{rows}</sheetData></worksheet>'


def outcome(suffix, data):
    from thematic.errors import InputError
    from thematic.ingest import read_roster, read_transcript

    try:
        if suffix in {"csv", "xlsx"}:
            read_roster(f"a.{suffix}", data)
        else:
            read_transcript(f"a.{suffix}", data, transcript_id="t")
    except InputError as error:
        return str(error)[:200]
    return "read"


def status(field):
    text = Path("/proc/self/status").read_text(encoding="ascii")
    return int(text.partition(field)[2].split()[0]) / 1000


def worked():
    """Seconds of work of this process and of those it waited for, whatever else the machine does."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def main(folder):
    """Read each bomb in `folder`, and say how long it took and how much memory above what was in use before."""
    for path in sorted(Path(folder).iterdir(), key=lambda path: int(path.stem)):
        data = path.read_bytes()
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
        before, begun = status("VmRSS:"), worked()
        said = outcome(path.suffix[1:], data)
        peak = round(status("VmHWM:") - before)
        print(json.dumps([int(path.stem), round(worked() - begun, 3), peak, said]), flush=True)  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1])
