import io
import re
import zipfile

import docx
import pytest
from docx.oxml.ns import qn
from export_samples import HOSTILE, QUOTES, SMALL, text_table, texts
from hypothesis import given, settings
from hypothesis import strategies as st

from thematic.errors import UsageError
from thematic.export import render
from thematic.export.escape import printable
from thematic.export.table import Column, ColumnKind, Table, quoted


def opened(table):
    return docx.Document(io.BytesIO(render(table, ".docx")))


def cells(document):
    return [[cell.text for cell in row.cells] for row in document.tables[0].rows]


def parts(table):
    with zipfile.ZipFile(io.BytesIO(render(table, ".docx"))) as archive:
        return {entry.filename: (entry, archive.read(entry)) for entry in archive.infolist()}


def test_a_table_as_word():
    document = opened(SMALL)

    assert [(p.style.name, p.text) for p in document.paragraphs] == [
        ("Heading 1", "Table 1. What was *said*"),
        ("Table Note", "Of 6 groups & more."),
    ]
    assert cells(document) == [
        ["Theme", "Groups", "Fit", "Quotes"],
        [
            "=Being | missed",
            "4/6",
            "-0.5",
            f"{quoted(QUOTES[0])} (P07,\xa0FG3)\n{quoted(QUOTES[1])} (unidentified\xa0speaker,\xa0FG2)",
        ],
        ["", "", "0", ""],
    ]


def test_quotations_stand_in_italics_one_to_a_paragraph_with_their_source_upright():
    paragraphs = opened(SMALL).tables[0].cell(1, 3).paragraphs

    assert [p.style.name for p in paragraphs] == ["Table Quote"] * len(QUOTES)
    assert [[run.style.name for run in p.runs] for p in paragraphs] == [
        ["Quoted Words", "Default Paragraph Font"]
    ] * len(QUOTES)
    assert paragraphs[0].runs[0].style.font.italic


def test_the_header_row_is_bold_and_repeats_on_every_page_and_rows_stay_whole():
    table = opened(SMALL).tables[0]
    first, *others = table.rows

    assert table.style.name == "Thematic Table"
    assert [cell.paragraphs[0].style.name for cell in first.cells] == [
        "Table Heading",
        "Table Heading Number",
        "Table Heading Number",
        "Table Heading",
    ]
    assert first.cells[1].paragraphs[0].style.base_style.font.bold
    assert first._tr.trPr.find(qn("w:tblHeader")) is not None
    assert all(row._tr.trPr.find(qn("w:tblHeader")) is None for row in others)
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)


def test_the_page_is_a4_landscape_and_the_table_fits_between_its_margins():
    long = Table("T", SMALL.columns, (("t", "name " * 30, 1, 6, 0.5, QUOTES),))
    document = opened(long)
    section = document.sections[0]
    room = section.page_width - section.left_margin - section.right_margin
    width = sum(column.width for column in document.tables[0].columns)

    assert (round(section.page_width.mm), round(section.page_height.mm)) == (297, 210)
    assert 0.99 * room < width <= room


def test_many_columns_still_fit_the_page():
    columns = tuple(Column(f"c{n}", "Participants", ColumnKind.NUMBER) for n in range(20))
    document = opened(Table("T", columns, ()))
    section = document.sections[0]

    assert sum(column.width for column in document.tables[0].columns) <= (
        section.page_width - section.left_margin - section.right_margin
    )


def test_the_document_is_british_english_and_carries_nobody_and_no_real_date():
    document = opened(SMALL)
    properties = document.core_properties
    everything = b"".join(data for _, data in parts(SMALL).values())

    assert (properties.author, properties.last_modified_by, properties.comments) == ("thematic", "", "")
    assert (properties.title, properties.language) == ("Table 1. What was *said*", "en-GB")
    assert properties.created.year == properties.modified.year == 1980
    assert b"en-US" not in everything
    assert b"python-docx" not in everything
    assert b"Macintosh" not in everything
    assert all(not re.search(rb"(19[9]|20[0-4])\d-\d\d-\d\d", data) for _, data in parts(SMALL).values())


def test_the_archive_has_fixed_times_and_sorted_entries():
    written = parts(SMALL)

    assert {entry.date_time for entry, _ in written.values()} == {(1980, 1, 1, 0, 0, 0)}
    assert list(written) == sorted(written)
    assert next(iter(written)) == "[Content_Types].xml"


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(texts, texts), min_size=1, max_size=3))
def test_word_reads_back_to_the_same_text(rows):
    document = opened(text_table(*rows))

    assert cells(document)[1:] == [[printable(cell) for cell in row] for row in rows]
    assert document.paragraphs[-1].text == printable(rows[0][0])


def test_the_same_table_twice_is_the_same_bytes():
    table = text_table(*[(text, text) for text in HOSTILE])

    assert render(table, "docx") == render(table, "docx")


def test_a_title_longer_than_words_properties_allow_is_cut_there_only():
    document = opened(text_table(("word " * 200,)))

    assert len(document.core_properties.title) == 255
    assert document.paragraphs[0].text == ("word " * 200).strip()


def test_a_table_too_long_for_word_is_refused_with_what_to_do():
    table = Table("T", (Column("a", "A"),), (("x",),) * 20_001)

    with pytest.raises(UsageError, match=r"20001 rows .* Write \.csv instead\.$"):
        render(table, ".docx")
