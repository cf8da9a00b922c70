"""Excel workbooks as tables: which sheet, what a cell is, what is refused."""

import warnings

import pytest
from format_files import sheet, xlsx, zipped

from thematic.errors import InputError
from thematic.ingest import read_answers
from thematic.ingest.tables import read_table
from thematic.workflow.codebooks import open_codebook

HEADER = ["id", "text"]


def cells(*rows, **options):
    return [row.cells for row in read_table("t.xlsx", xlsx([HEADER, *rows], **options)).rows]


def test_a_row_is_an_answer_and_its_number_its_line(read):
    data = xlsx([["id", "answer", "age"], [1, "It helps.", 34], [], [2, "It does not.", 61.5]])
    imported = read_answers("t.xlsx", data, transcript_id="t", text_column="answer", id_column="id")

    assert imported.transcript.text == "It helps.\nIt does not."
    assert [turn.given_id for turn in imported.transcript.turns] == ["1", "2"]
    assert [who.attributes["age"] for who in imported.participants] == ["34", "61.5"]
    assert [row.line for row in read_table("t.xlsx", data).rows] == [2, 4]


@pytest.mark.parametrize(("stored", "seen"), [
    ("5", "5"), ("5.0", "5"), ("0.30000000000000004", "0.3"), ("1E3", "1000"), ("-2.5", "-2.5"),
    ("12345678901234567890", "12345678901234567890"),
])  # fmt: skip
def test_numbers_are_what_people_see(stored, seen):
    assert cells([stored and f"<c><v>{stored}</v></c>", "x"]) == [(seen, "x")]


@pytest.mark.parametrize(("stored", "style", "seen"), [
    ("45000", 1, "2023-03-15"), ("45000.5", 2, "2023-03-15 12:00:00"), ("0.25", 1, "06:00:00"), ("1", 1, "1900-01-01"),
    ("61", 1, "1900-03-01"), ("45000", 3, "45000"), ("45000", 9, "45000"),
])  # fmt: skip
def test_dates_are_iso(stored, style, seen):
    styles = (
        '<numFmts><numFmt numFmtId="170" formatCode="yyyy\\-mm\\-dd\\ hh:mm"/><numFmt numFmtId="171" '
        'formatCode="[Red]0.0&quot; days&quot;"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>'
        '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/><xf numFmtId="171"/></cellXfs>'
    )

    assert cells([f'<c s="{style}"><v>{stored}</v></c>', "x"], styles=styles) == [(seen, "x")]


def test_shared_and_rich_texts_are_whole_and_phonetic_ones_left_out():
    shared = (
        "<si><t>One</t></si>",
        "<si><r><t>T</t></r><r><t xml:space='preserve'>wo </t></r><rPh sb='0' eb='1'><t>secret</t></rPh></si>",
    )

    assert cells(['<c t="s"><v>1</v></c>', '<c t="s"><v>0</v></c>'], shared=shared) == [("Two ", "One")]


def test_line_breaks_that_a_program_wrote_as_numbers_are_line_breaks():
    assert cells(["1", "One_x000D_\ntwo_x0041_"]) == [("1", "One\r\ntwo_x0041_")]


def test_lengths_of_time_are_hours_minutes_and_seconds():
    styles = '<numFmts><numFmt numFmtId="170" formatCode="[h]:mm:ss"/></numFmts><cellXfs><xf numFmtId="170"/></cellXfs>'

    assert cells(["<c><v>1.5</v></c>", "x"], styles=styles) == [("36:00:00", "x")]


def test_a_workbook_of_the_strict_standard_is_read():
    strict = SHEET.replace("http://schemas.openxmlformats.org", "http://purl.oclc.org/ooxml").replace("/2006", "")
    rows = "<row><c t='inlineStr'><is><t>id</t></is></c></row><row><c t='d'><v>2026-05-03</v></c></row>"

    assert [row.cells for row in read_table("t.xlsx", xlsx(raw=[strict.format(rows)])).rows] == [("2026-05-03",)]


def test_truth_and_errors_are_words():
    assert cells(['<c t="b"><v>1</v></c>', '<c t="e"><v>#N/A</v></c>']) == [("TRUE", "#N/A")]


def test_the_first_visible_sheet_with_anything_in_it_is_read_and_named():
    table = read_table("t.xlsx", xlsx([["x"]], [], [HEADER, [1, "One"]], hidden=(0,)))

    assert table.header == ("id", "text")
    assert table.notes == ('sheet "Sheet 3" read; 2 other sheets left out',)


def test_a_formula_without_its_value_is_a_doubt():
    table = read_table("t.xlsx", xlsx([HEADER, ["=A1", "x"], ["<c><f>A1</f><v>7</v></c>", "y"]]))

    assert [row.cells[0] for row in table.rows] == ["", "7"]
    assert table.doubts[0].startswith("1 cell holds a formula without its value and is empty here")


def test_what_our_own_export_guarded_is_read_without_the_guard():
    assert cells(["1", "'=no formula"]) == [("1", "=no formula")]


def test_a_sheets_own_word_for_its_size_is_not_taken():
    small = sheet([HEADER, [1, "One"]]).replace("<sheetData>", '<dimension ref="A1"/><sheetData>')

    assert [row.cells for row in read_table("t.xlsx", xlsx(raw=[small])).rows] == [("1", "One")]


def test_what_openpyxl_warns_of_is_not_heard_and_warnings_stay_as_they_were():
    before = list(warnings.filters)
    extended = sheet([HEADER, [1, "One"]]).replace("</worksheet>", '<extLst><ext uri="x"/></extLst></worksheet>')

    assert read_table("t.xlsx", xlsx(raw=[extended])).header == ("id", "text")
    assert warnings.filters == before


FAR = '<row r="1048576"><c r="{}1048576"><v>1</v></c></row>'
SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'
)
REFUSED = {
    "text": (b"id,text", "it is not an Excel workbook, whatever its suffix"),
    "old": (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "it is an old Word or Excel file"),
    "word": (zipped({"word/document.xml": "<x/>"}), "it is a Word document. Rename it to end in .docx"),
    "nothing": (xlsx([]), "the workbook has no sheet with anything in it"),
    "cut": (xlsx([HEADER])[:-30], "the Excel workbook is damaged or cut short"),
    "no such text": (xlsx([['<c t="s"><v>9</v></c>']]), "the Excel workbook is damaged or cut short"),
    "wide": (xlsx(raw=[SHEET.format(FAR.format("XFD"))]), "a row has over 2,000 columns"),
    "rows out of order": (
        xlsx(raw=[SHEET.format("<row r='2'><c><v>1</v></c></row>" * 2)]),
        "the Excel workbook is damaged or cut short",
    ),
    "cells out of order": (
        xlsx(raw=[SHEET.format("<row><c r='B1'><v>1</v></c><c r='A1'><v>1</v></c></row>")]),
        "the Excel workbook is damaged or cut short",
    ),
    "long": (xlsx(raw=[SHEET.format("<row><c t='b'><v>1</v></c></row>" * 100_001)]), "the sheet has over 100,000 rows"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_no_workbook_is_one_line(case):
    data, reason = REFUSED[case]
    with pytest.raises(InputError) as caught:
        read_table("a.xlsx", data)

    assert caught.value.reason.startswith(reason)
    assert "\n" not in str(caught.value)


def test_a_codebook_may_be_kept_in_a_workbook(tmp_path):
    titles = ["codebook_id", "codebook_version", "codebook_source", "id", "name", "definition", "cues"]
    rows = [["small", "1.0.0", "invented", "belonging", "Belonging", "Feeling accepted.", "one of us\npart of it"]]
    (tmp_path / "book.xlsx").write_bytes(xlsx([titles, *rows]))

    (code,) = open_codebook("book.xlsx", tmp_path).codes

    assert (code.id, code.cues) == ("belonging", ("one of us", "part of it"))


def test_rows_that_a_filter_hides_are_read_and_doubted():
    shown, hidden = sheet([HEADER, ["1", "One."]]), sheet([HEADER, ["1", "One."], ["2", "Two."], [None]])
    filtered = hidden.replace('<row r="2"', '<row r="2" hidden="1"').replace('<row r="3"', '<row r="3" hidden="1"')

    assert read_table("t.xlsx", xlsx(raw=[shown])).doubts == ()
    table = read_table("t.xlsx", xlsx(raw=[filtered]))
    assert [row.cells[1] for row in table.rows] == ["One.", "Two."]
    assert table.doubts[0].startswith("2 rows are hidden in the sheet, as by a filter, and read as any other")
