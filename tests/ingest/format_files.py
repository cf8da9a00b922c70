"""Builders of small files, one a format: their words are invented, and what matters in a test is said in it."""

import io
import re
import textwrap
import zipfile
import zlib
from xml.sax.saxutils import escape

ODF = "urn:oasis:names:tc:opendocument:xmlns:"
ODF_SPACES = " ".join(f'xmlns:{part}="{ODF}{part}:1.0"' for part in ("office", "text", "table", "style", "meta"))
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


def zipped(members):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def odt(*paragraphs, styles="", **parts):
    """An .odt of paragraphs given as text, or as XML that begins with `<`; `manifest` is what stands in that part."""
    body = "".join(one if one.startswith("<") else f"<text:p>{escape(one)}</text:p>" for one in paragraphs)
    return zipped(
        {
            "mimetype": parts.get("mimetype", "application/vnd.oasis.opendocument.text"),
            "META-INF/manifest.xml": f"<m xmlns='{ODF}manifest:1.0'>{parts.get('manifest', '')}</m>",
            "content.xml": f"<office:document-content {ODF_SPACES}><office:automatic-styles>{styles}"
            f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
            "</office:document-content>",
        }
    )


def rtf(*paragraphs, head=""):
    """An .rtf of paragraphs given as its own source."""
    return ("{\\rtf1\\ansi\\ansicpg1252" + head + "\n\\pard " + "\\par\n".join(paragraphs) + "\\par}").encode("latin-1")


def odt_source(text):
    """A paragraph of an .odt with its line breaks, tabs and runs of spaces, as LibreOffice writes them."""
    inner = escape(text).replace("\t", "<text:tab/>").replace("\n", "<text:line-break/>")
    spaced = re.sub("  +", lambda run: f" <text:s text:c='{len(run[0]) - 1}'/>", inner)
    return f"<text:p>{spaced}</text:p>"


def rtf_source(text):
    """A paragraph of an .rtf with its line breaks, tabs and letters beyond ASCII."""
    inner = re.sub(r"([\\{}])", r"\\\1", text).replace("\t", "\\tab ").replace("\n", "\\line ")
    return "".join(letter if letter.isascii() else f"\\u{ord(letter)}?" for letter in inner)


def html(*paragraphs):
    """A page with a `<p>` a paragraph, a line break inside one as `<br>`."""
    body = "".join(f"<p>{escape(one).replace(chr(10), '<br>')}</p>\n" for one in paragraphs)
    return f'<!DOCTYPE html><html><head><meta charset="utf-8"></head><body>{body}</body></html>'.encode()


def cell(value, column, row):
    """A cell of a sheet: a number, `=formula` without a value, an (XML of the cell), or text."""
    place = f"{chr(ord('A') + column)}{row}"
    if isinstance(value, str) and value.startswith("<"):
        return value.replace("<c", f'<c r="{place}"', 1)
    if isinstance(value, str) and value.startswith("="):
        return f'<c r="{place}"><f>{escape(value[1:])}</f></c>'
    if isinstance(value, str):
        return f'<c r="{place}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'
    return f'<c r="{place}"><v>{value}</v></c>'


def sheet(rows):
    made = [
        f'<row r="{number}">{"".join(cell(one, column, number) for column, one in enumerate(cells) if one is not None)}'
        "</row>"
        for number, cells in enumerate(rows, 1)
    ]
    return f'<worksheet xmlns="{SHEET}"><sheetData>{"".join(made)}</sheetData></worksheet>'


def xlsx(*sheets, shared=(), styles="", hidden=(), raw=()):
    """An .xlsx of sheets given as rows of cells; `raw` are sheets given as XML; `hidden` are places of hidden ones."""
    bodies = [*map(sheet, sheets), *raw]
    listed = "".join(
        f'<sheet name="Sheet {n}" sheetId="{n}" r:id="rId{n}" state="{"hidden" if n - 1 in hidden else "visible"}"/>'
        for n in range(1, len(bodies) + 1)
    )
    leads = "".join(
        f'<Relationship Id="rId{n}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in range(1, len(bodies) + 1)
    )
    return zipped(
        {
            "_rels/.rels": f'<Relationships xmlns="{RELATIONS}"><Relationship Id="a" Type="{OFFICE}/officeDocument" '
            'Target="xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": f'<workbook xmlns="{SHEET}" xmlns:r="{OFFICE}"><sheets>{listed}</sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{RELATIONS}">{leads}</Relationships>',
            "xl/sharedStrings.xml": f'<sst xmlns="{SHEET}">{"".join(shared)}</sst>',
            "xl/styles.xml": f'<styleSheet xmlns="{SHEET}">{styles}</styleSheet>',
            **{f"xl/worksheets/sheet{n}.xml": body for n, body in enumerate(bodies, 1)},
        }
    )


def shown(text, *, left=72, top=700, size=12):
    """PDF's own source for one line of text at a place on its page."""
    words = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    return f"BT /F1 {size} Tf {left} {top} Td ({words}) Tj ET\n"


def page_of(text):
    """PDF's own source for lines one below the other, broken where the page ends; behind a tab, at its next place."""
    lines = [part for line in text.split("\n") for part in textwrap.wrap(line, 75, expand_tabs=False) or [""]]
    return "".join(_line_of(line, 800 - 14 * place) for place, line in enumerate(lines))


def _line_of(line, top):
    source, left = "", 72
    for part in line.split("\t"):
        source += shown(part, left=left, top=top, size=10) if part else ""
        left += (6 * len(part) // 36 + 1) * 36
    return source


def pdf(*pages, extra=(), trailer="", filtered=None):
    """A .pdf whose pages are given as source; `extra` are more objects, `filtered` the pages' source, packed."""
    kids = " ".join(f"{4 + 2 * place} 0 R" for place in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>",
    ]
    for place, page in enumerate(pages):
        packed = filtered or zlib.compress(page.encode("cp1252", "replace"))
        objects += [
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> "
            f"/Contents {5 + 2 * place} 0 R >>".encode(),
            f"<< /Length {len(packed)} /Filter /FlateDecode >>\nstream\n".encode() + packed + b"\nendstream",
        ]
    return _written([*objects, *extra], trailer)


def _written(objects, trailer):
    data, places = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    start = len(data)
    data += f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n".encode()
    data += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    data += f"trailer\n<< /Size {len(places) + 1} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(data)
