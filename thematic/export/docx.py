"""Tables as Word documents: one real, editable table on A4 landscape, with named styles an author can change."""

from __future__ import annotations

import io
import math
import zipfile
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from thematic.errors import UsageError
from thematic.export import escape
from thematic.export.docx_styles import STYLES
from thematic.export.table import ColumnKind, cell_text, quoted, source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from docx.document import Document

    from thematic.export.table import Column, Table
    from thematic.model import Quotation

__all__ = ["to_docx"]

_MOST_ROWS = 20_000
# The first moment a zip archive can name: equal tables give equal files, and nobody takes it for a real date.
_MOMENT = datetime(1980, 1, 1, tzinfo=UTC)
# In twentieths of a point, as Word counts: A4 lying on its side, with margins of 2 cm.
_PAGE_WIDTH, _PAGE_HEIGHT, _MARGIN = 16838, 11906, 1134
_TEXT_WIDTH = _PAGE_WIDTH - 2 * _MARGIN
_CHARACTER, _PADDING = 95, 330
# In characters: what gets a column just as wide as itself, and beyond what length a text earns no more width.
_SHORT, _LONG = 14, 400
_PARTS_LEFT_OUT = ("stylesWithEffects", "customXml", "webSettings", "thumbnail", "extended-properties", "numbering")


def to_docx(table: Table) -> bytes:
    """Return what people read of a table as a Word document, the same bytes each time.

    The header row repeats on every page, rows stay whole, quotations stand in italics one to a paragraph, the language
    is British English. The file's properties name the program as author and carry no user, path or real date.

    Raises:
        UsageError: the table has more rows than Word can be worked with (20,000).
    """
    if len(table.rows) > _MOST_ROWS:
        raise UsageError(
            f"a Word table of {len(table.rows)} rows cannot be worked with (most: {_MOST_ROWS}). Write .csv instead."
        )
    document = _blank(table.title)
    document.add_paragraph(_one_line(table.title), style="Heading 1")
    _append_table(document, table)
    for note in table.notes:
        document.add_paragraph(escape.printable(note), style="Table Note")
    data = io.BytesIO()
    document.save(data)
    return _same_each_time(data)


def _blank(title: str) -> Document:
    import docx
    from docx.oxml import parse_xml

    document = docx.Document()
    document.styles.element[:] = list(parse_xml(STYLES))
    _leave_out_parts(document)
    _set_page(document)
    _set_settings(document)
    _set_properties(document, title)
    return document


def _leave_out_parts(document: Document) -> None:
    # python-docx begins from a file that somebody once saved in Word, thumbnail and all.
    for rels in (document.part.rels, document.part.package.rels):
        for name in [name for name, rel in rels.items() if rel.reltype.endswith(_PARTS_LEFT_OUT)]:
            del rels[name]


def _set_page(document: Document) -> None:
    from docx.enum.section import WD_ORIENT
    from docx.shared import Twips

    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Twips(_PAGE_WIDTH), Twips(_PAGE_HEIGHT)
    section.left_margin = section.right_margin = Twips(_MARGIN)
    section.top_margin = section.bottom_margin = Twips(_MARGIN)


def _set_settings(document: Document) -> None:
    from docx.oxml.ns import qn

    settings = document.settings.element
    for language in settings.iter(qn("w:themeFontLang")):
        language.attrib.clear()
        language.set(qn("w:val"), "en-GB")
    for setting in settings.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            # 15 is Word 2013 and later; below it Word opens the file in its compatibility mode.
            setting.set(qn("w:val"), "15")


def _set_properties(document: Document, title: str) -> None:
    properties = document.core_properties
    properties.title = _one_line(title)[:255]
    properties.author = "thematic"
    properties.comments = ""
    properties.language = "en-GB"
    properties.created = properties.modified = _MOMENT


def _one_line(text: str) -> str:
    return " ".join(escape.printable(text).split())


def _append_table(document: Document, table: Table) -> None:
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    words = "".join(_table_xml(table, nsdecls("w")))
    # Word wants the section's properties last.
    document.element.body.insert_element_before(parse_xml(words), "w:sectPr")


def _table_xml(table: Table, namespace: str) -> Iterator[str]:
    widths = _widths(table)
    yield (
        f'<w:tbl {namespace}><w:tblPr><w:tblStyle w:val="ThematicTable"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="04A0" w:firstRow="1" w:lastRow="0" w:firstColumn="1" w:lastColumn="0" w:noHBand="1"'
        f' w:noVBand="1"/><w:tblCaption w:val="{escape.markup(_one_line(table.title))}"/></w:tblPr><w:tblGrid>'
    )
    yield from (f'<w:gridCol w:w="{width}"/>' for width in widths)
    yield "</w:tblGrid>"
    columns = table.reading_columns
    headings = (_paragraph(_heading_style(column), _run(column.heading)) for column in columns)
    yield _row("<w:cantSplit/><w:tblHeader/>", widths, headings)
    for row in table.reading_rows():
        cells = (_cell(column, cell) for column, cell in zip(columns, row, strict=True))
        yield _row("<w:cantSplit/>", widths, cells)
    yield "</w:tbl>"


def _row(properties: str, widths: list[int], cells: Iterable[str]) -> str:
    written = (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{cell}</w:tc>'
        for width, cell in zip(widths, cells, strict=True)
    )
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(written)}</w:tr>"


def _heading_style(column: Column) -> str:
    return "TableHeadingNumber" if column.kind is ColumnKind.NUMBER else "TableHeading"


def _cell(column: Column, cell: str | tuple[Quotation, ...]) -> str:
    if isinstance(cell, str):
        return _paragraph("TableNumber" if column.kind is ColumnKind.NUMBER else "TableText", _run(cell))
    # A cell without a paragraph is no cell to Word.
    return "".join(_quotation(quotation) for quotation in cell) or _paragraph("TableQuote", "")


def _quotation(quotation: Quotation) -> str:
    words = _run(quoted(quotation), '<w:rPr><w:rStyle w:val="QuotedWords"/></w:rPr>')
    return _paragraph("TableQuote", words + _run(f" {_unbroken(source(quotation))}"))


def _unbroken(text: str) -> str:
    return text.replace(" ", "\N{NO-BREAK SPACE}")


def _paragraph(style: str, runs: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{runs}</w:p>'


def _run(text: str, properties: str = "") -> str:
    if not text:
        return ""
    words = escape.markup(text).replace("\n", _text_around("<w:br/>")).replace("\t", _text_around("<w:tab/>"))
    return f'<w:r>{properties}<w:t xml:space="preserve">{words}</w:t></w:r>'


def _text_around(element: str) -> str:
    return f'</w:t>{element}<w:t xml:space="preserve">'


def _widths(table: Table) -> list[int]:
    """Return the widths: what numbers and short texts need, and to the rest by the square root of their length."""
    columns = table.reading_columns
    longest = [0] * len(columns)
    for row in table.reading_rows():
        longest = [max(length, len(cell_text(cell))) for length, cell in zip(longest, row, strict=True)]
    fitted = [
        column.kind is ColumnKind.NUMBER or length <= _SHORT for column, length in zip(columns, longest, strict=True)
    ]
    needed = [
        _needed(column, length if fits else 0) for column, length, fits in zip(columns, longest, fitted, strict=True)
    ]
    weights = [0.0 if fits else math.sqrt(min(length, _LONG)) for length, fits in zip(longest, fitted, strict=True)]
    return _shared_out(needed, weights)


def _needed(column: Column, length: int) -> int:
    return _PADDING + _CHARACTER * max(length, 4, *(len(word) for word in column.heading.split()))


def _shared_out(needed: list[int], weights: list[float]) -> list[int]:
    squeeze = min(1.0, _TEXT_WIDTH / sum(needed))
    share = max(_TEXT_WIDTH - sum(needed), 0) / (sum(weights) or 1.0)
    return [int(least * squeeze + share * weight) for least, weight in zip(needed, weights, strict=True)]


def _same_each_time(data: io.BytesIO) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(data) as written, zipfile.ZipFile(out, "w") as fixed:
        for name in sorted(written.namelist()):
            entry = zipfile.ZipInfo(name, _MOMENT.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            # What zipfile writes here otherwise depends on the operating system.
            entry.create_system = 0
            fixed.writestr(entry, written.read(name))
    return out.getvalue()
