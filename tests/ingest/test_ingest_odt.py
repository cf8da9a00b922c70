"""OpenDocument texts: what is read, what is left out, what is refused."""

import pytest
from format_files import odt, zipped

from thematic.errors import InputError
from thematic.ingest import read_transcript

DELETED = (
    "<text:tracked-changes><text:changed-region><text:deletion><text:p>secret</text:p></text:deletion>"
    "</text:changed-region></text:tracked-changes>"
)


def test_paragraphs_are_turns_and_continue_without_a_label(spoken):
    assert spoken("t.odt", odt("Anna: One.", "and more.", "Bev: Two & <three>.", "Anna: Four.", "Bev: Five.")) == [
        ("Anna", "One.\nand more."), ("Bev", "Two & <three>."), ("Anna", "Four."), ("Bev", "Five."),
    ]  # fmt: skip


def test_headings_and_titles_are_left_out(read):
    style = '<style:style style:name="P1" style:parent-style-name="Title"/>'
    data = odt('<text:p text:style-name="P1">Group one</text:p>', "<text:h>Morning</text:h>", "INT: One.", styles=style)

    assert read("t.odt", data).transcript.text == "One."


def test_spaces_tabs_and_breaks_are_elements(read):
    data = odt('<text:p>INT:<text:tab/>One<text:s text:c="3"/>two\n   three<text:line-break/>four</text:p>')

    assert read("t.odt", data).transcript.text == "One two three\nfour"


def test_deletions_comments_and_notes_are_left_out_and_counted(read):
    data = odt(
        DELETED,
        "<text:p>P1: It <office:annotation><text:p>secret</text:p></office:annotation>was"
        "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>secret</text:p></text:note-body>"
        "</text:note> good.</text:p>",
    )
    imported = read("t.odt", data)

    assert imported.transcript.text == "It was good."
    assert imported.source.notes == ("1 comment left out", "1 footnote left out", "1 tracked deletion left out")


def test_tables_links_and_lists_keep_their_words(read):
    data = odt(
        "<table:table><table:table-row><table:table-cell><text:p>INT</text:p></table:table-cell><table:table-cell>"
        "<text:p>One?</text:p></table:table-cell></table:table-row><table:table-row><table:table-cell><text:p>P1</text:p>"
        "</table:table-cell><table:table-cell><text:p>Two.</text:p></table:table-cell></table:table-row></table:table>",
        "<text:list><text:list-item><text:p>INT: <text:a>Three</text:a> <text:span>four</text:span></text:p>"
        "</text:list-item></text:list>",
    )

    assert read("t.odt", data).transcript.text == "One?\nTwo.\nThree four"


REFUSED = {
    "text": (b"Anna: hello", "it is not an OpenDocument text, whatever its suffix"),
    "rich text": (b"{\\rtf1 hi}", "it is rich text (RTF). Rename it to end in .rtf"),
    "sheet": (odt("a", mimetype="application/vnd.oasis.opendocument.spreadsheet"), "it is OpenDocument but no text"),
    "locked": (odt("a", manifest="<m:encryption-data xmlns:m='x'/>"), "the OpenDocument text is encrypted"),
    "zip": (zipped({"notes.xml": "<x/>"}), "it is a zip archive but not an OpenDocument text"),
    "word": (zipped({"word/document.xml": "<x/>"}), "it is a Word document. Rename it to end in .docx"),
    "cut": (odt("a")[:-40], "the OpenDocument text is damaged or cut short"),
    "doctype": (zipped({"content.xml": "<!DOCTYPE x><x/>"}), "the OpenDocument text declares a DOCTYPE"),
    "empty": (odt(), "the file holds no talk"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_no_opendocument_text_is_one_line(case):
    data, reason = REFUSED[case]
    with pytest.raises(InputError) as caught:
        read_transcript("a.odt", data, transcript_id="t")

    assert str(caught.value).startswith(f"a.odt: {reason}")
    assert "\n" not in str(caught.value)
