"""Word documents: what is read, what is left out, what is refused."""

import io
import random
import zipfile

import pytest
from effort import costs_at_most

from thematic.errors import InputError
from thematic.ingest import read_transcript

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def run(text):
    return f"<w:r><w:t>{text}</w:t></w:r>"


def words(read, data):
    return read("t.docx", data).transcript.text


def test_paragraphs_are_turns_and_continue_without_a_label(spoken, word):
    data = word("Anna: One.", "", "and more.", "Bev: Two & <three>.", "Anna: Four.", "Bev: Five.")

    assert spoken("t.docx", data) == [
        ("Anna", "One.\nand more."), ("Bev", "Two & <three>."), ("Anna", "Four."), ("Bev", "Five."),
    ]  # fmt: skip


def test_headings_titles_and_metadata_are_left_out(read, word):
    style = '<w:style w:styleId="berschrift2"><w:name w:val="heading 2"/></w:style>'
    data = word(("Group one", "Title"), ("Morning", "Heading1"), "Date: 3 May", "",
                "INT: One.", ("x", "berschrift2"), "P1: Two.",
                word__styles=f'<w:styles xmlns:w="{W}">{style}</w:styles>')  # fmt: skip

    imported = read("t.docx", data)

    assert imported.transcript.text == "One.\nTwo."
    assert imported.source.format == "docx"


def test_tabs_breaks_and_hyphens_inside_a_paragraph(read, word):
    data = word("<w:p><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr><w:r><w:t>INT:</w:t><w:tab/><w:t>One</w:t><w:br/>"
                "<w:t>two</w:t><w:noBreakHyphen/><w:t>three</w:t></w:r></w:p>", "P1: Four.")  # fmt: skip

    assert words(read, data) == "One\ntwo-three\nFour."


def test_labels_after_a_line_break_begin_turns(spoken, word):
    data = word(f"<w:p>{run('INT: One')}<w:r><w:br/></w:r>{run('P1: Two')}</w:p>")

    assert spoken("t.docx", data) == [("INT", "One"), ("P1", "Two")]


def test_tracked_changes_are_read_as_accepted(read, word):
    data = word(
        f"<w:p>{run('P1: It was ')}<w:del><w:r><w:delText>bad</w:delText><w:t>bad</w:t></w:r></w:del>"
        f"<w:ins>{run('good')}</w:ins></w:p>",
        f"<w:p><w:moveFrom>{run('P1: Moved.')}</w:moveFrom></w:p>",
        f"<w:p><w:moveTo>{run('INT: Moved.')}</w:moveTo></w:p>",
        f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{run('P1: One ')}</w:p>",
        f"<w:p>{run('paragraph.')}</w:p>",
    )

    assert words(read, data) == "It was good\nMoved.\nOne paragraph."
    assert read("t.docx", data).source.notes == ("1 tracked deletion left out",)


def test_comments_and_footnotes_are_left_out_and_counted(read, word):
    data = word(
        f'<w:p><w:commentRangeStart w:id="0"/>{run("P1: One")}<w:r><w:commentReference w:id="0"/></w:r>'
        f'<w:r><w:footnoteReference w:id="2"/></w:r>{run(" two.")}</w:p>',
        word__comments=f'<w:comments xmlns:w="{W}"><w:comment><w:p>{run("secret")}</w:p></w:comment></w:comments>',
    )

    assert words(read, data) == "One two."
    assert read("t.docx", data).source.notes == ("1 comment left out", "1 footnote left out")


def test_tables_content_controls_fields_and_links_keep_their_words(read, word):
    cell = "<w:tc><w:p>{}</w:p></w:tc>"
    data = word(
        f"<w:tbl><w:tr>{cell.format(run('INT:'))}{cell.format(run('One?'))}</w:tr>"
        f"<w:tr>{cell.format(run('P1:'))}{cell.format(run('Two.'))}</w:tr></w:tbl>",
        f"<w:sdt><w:sdtContent><w:p>{run('INT: Three?')}</w:p></w:sdtContent></w:sdt>",
        f"<w:p><w:hyperlink>{run('P1: Four')}</w:hyperlink><w:r><w:instrText>PAGE</w:instrText></w:r>"
        f"<w:fldSimple>{run(' 5')}</w:fldSimple></w:p>",
    )

    assert words(read, data) == "One?\nTwo.\nThree?\nFour 5"


def test_the_style_before_a_tracked_change_is_not_the_paragraphs(read, word):
    before = '<w:pPrChange><w:pPr><w:pStyle w:val="Heading1"/></w:pPr></w:pPrChange>'
    data = word(f'<w:p><w:pPr><w:pStyle w:val="Body"/>{before}</w:pPr>{run("INT: One")}</w:p>', "P1: Two.")

    assert words(read, data) == "One\nTwo."


def row(*cells):
    return f"<w:tr>{''.join(f'<w:tc>{one}</w:tc>' for one in cells)}</w:tr>"


def test_a_row_of_a_number_a_speaker_and_words_is_a_turn(spoken, word):
    talk = [("1", "Anna", "One."), ("2", "Bev", "Two."), ("3", "", "And more."), ("4", "Anna", "Three.")]
    rows = "".join(row(*(f"<w:p>{run(one)}</w:p>" for one in cells)) for cells in talk)

    assert spoken("t.docx", word(f"<w:tbl>{rows}</w:tbl>")) == [
        ("Anna", "One."), ("Bev", "Two.\nAnd more."), ("Anna", "Three."),
    ]  # fmt: skip


def test_a_table_of_who_took_part_is_no_talk(spoken, word):
    people = "".join(row(*(f"<w:p>{run(one)}</w:p>" for one in cells)) for cells in [("P1", "female"), ("P2", "male")])

    assert ("P1", "female") not in spoken("t.docx", word("INT: One?", "P1: Two.", f"<w:tbl>{people}</w:tbl>"))


def test_a_cell_of_several_paragraphs_is_one_turn(spoken, word):
    said = f"<w:p>{run('One.')}</w:p><w:p>{run('Two: no speaker.')}</w:p>"
    rows = row(f"<w:p>{run('INT')}</w:p>", said) + row(f"<w:p>{run('P1')}</w:p>", f"<w:p>{run('Three.')}</w:p>")

    assert spoken("t.docx", word(f"<w:tbl>{rows}</w:tbl>")) == [("INT", "One.\nTwo: no speaker."), ("P1", "Three.")]


def test_a_text_box_is_read_once(read, word):
    box = f"<w:txbxContent><w:p>{run('P2: Boxed.')}</w:p></w:txbxContent>"
    data = word(
        f"<w:p>{run('P1: One.')}<w:r><mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>"
    )

    assert sorted(words(read, data).split("\n")) == ["Boxed.", "One."]


def test_doubts_count_paragraphs(read, word):
    data = word("Anna: One.", "", "Bev: Two.", "Remember: no.", "Anna: Three.", "Bev: Four.")

    assert 'paragraph 4: "Remember:" was read as talk, not as a speaker' in read("t.docx", data).doubts


def test_a_document_without_labels_is_one_turn_a_paragraph(spoken, word):
    assert spoken("t.docx", word("One.", f"<w:p>{run('Two')}<w:r><w:br/></w:r>{run('three.')}</w:p>")) == [
        (None, "One."), (None, "Two\nthree."),
    ]  # fmt: skip


def test_the_document_is_found_where_the_package_says(read, word):
    ours = zipfile.ZipFile(io.BytesIO(word("P1: Hello.")))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("_rels/.rels", ours.read("_rels/.rels").replace(b"document.xml", b"document2.xml"))
        archive.writestr("word/document2.xml", ours.read("word/document.xml"))

    assert words(read, buffer.getvalue()) == "Hello."


def zipped(**members):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/") + ".xml", content)
    return buffer.getvalue()


def encrypted():
    data = bytearray(zipped(word__document="<x/>"))
    data[6] |= 1
    data[data.find(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


ENTITIES = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "ha"}">' for n in range(9))
REFUSED = {
    "empty": (b"", "the file is empty"),
    "text": (b"Anna: hello", "it is not a Word document, whatever its suffix"),
    "old": (
        b"\xd0\xcf\x11\xe0" + b"\0" * 600,
        "it is an old Word or Excel file (.doc, .xls), or one locked by a password",
    ),
    "magic": (b"PK\x03\x04", "the Word document is damaged or cut short"),
    "zip": (zipped(notes="<x/>"), "it is a zip archive but not a Word document"),
    "encrypted": (encrypted(), "the Word document is encrypted"),
    "xml": (zipped(word__document="<w:document"), "the Word document is damaged"),
    "encoding": (zipped(word__document="<?xml version='1.0' encoding='odd'?><x/>"), "the Word document is damaged"),
    "doctype": (zipped(word__document=f"<!DOCTYPE x [{ENTITIES}]><x>&a8;</x>"), "the Word document declares a DOCTYPE"),
    "utf-16": (zipped(word__document="<!DOCTYPE x><x/>".encode("utf-16")), "the Word document declares a DOCTYPE"),
    "no paragraphs": (zipped(word__document="<x/>"), "the file holds no talk"),
    "bomb": (zipped(word__document="<x>" + " " * 60_000_000), "its part document.xml has over 50 MB unpacked"),
    "side bomb": (zipped(word__document="<x/>", word__styles=" " * 6_000_000), "its part styles.xml has over 5 MB"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_no_word_document_is_one_line(case):
    data, reason = REFUSED[case]
    with costs_at_most(1), pytest.raises(InputError) as caught:
        read_transcript("a.docx", data, transcript_id="t")

    assert str(caught.value).startswith(f"a.docx: {reason}")
    assert "\n" not in str(caught.value)


def test_an_archive_of_very_many_entries_is_refused_before_its_directory_is_read():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for number in range(10_001):
            archive.writestr(str(number), b"")
    with costs_at_most(0.1), pytest.raises(InputError, match="over 10,000 entries"):
        read_transcript("a.docx", buffer.getvalue(), transcript_id="t")


def test_a_bomb_that_understates_its_size_is_refused():
    data = bytearray(zipped(word__document="<x>" + " " * 60_000_000))
    for header, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = data.find(header) + offset
        data[at : at + 4] = (1000).to_bytes(4, "little")

    with pytest.raises(InputError):
        read_transcript("a.docx", bytes(data), transcript_id="t")


def test_every_cut_of_a_document_is_refused_or_read(word):
    data = word("Anna: One.", "Bev: Two.")
    for length in range(1, len(data), 7):
        with pytest.raises(InputError):
            read_transcript("a.docx", data[:length], transcript_id="t")


def test_deep_nesting_is_no_recursion():
    deep = f'<w:document xmlns:w="{W}">' + "<w:p>" * 200_000 + "</w:p>" * 200_000 + "</w:document>"
    with pytest.raises(InputError, match="holds no talk"):
        read_transcript("a.docx", zipped(word__document=deep), transcript_id="t")


def test_random_bytes_after_the_magic_are_refused():
    source = random.Random(7)
    for _ in range(200):
        with pytest.raises(InputError):
            read_transcript("a.docx", b"PK\x03\x04" + source.randbytes(300), transcript_id="t")


MATHS = "http://schemas.openxmlformats.org/officeDocument/2006/math"
SEEN = '<w:vanish w:val="0"/>'


def test_words_of_an_equation_and_signs_given_by_number_are_kept(read, word):
    equation = f"<m:oMath xmlns:m='{MATHS}'><m:r><m:t>half of 30</m:t></m:r></m:oMath>"
    arrow, smile = (f"<w:r><w:sym w:font='Wingdings' w:char='{code}'/></w:r>" for code in ("F0E0", "F04A"))
    euro, picture = (f"<w:r><w:sym w:font='Webdings' w:char='{code}'/></w:r>" for code in ("20AC", "F123"))
    data = word("INT: How much?", f"<w:p>{run('P1: About ')}{equation}{arrow}{euro}{smile}{picture}</w:p>")

    assert words(read, data) == "How much?\nAbout half of 30\u2192\u20ac\u263a"
    assert read("t.docx", data).source.notes == ("1 sign of a picture font left out",)


def test_hidden_text_is_left_out_and_counted(read, word):
    def marked(properties, text):
        return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"

    data = word("INT: One?", f"<w:p>{run('P1: Two')}{marked('<w:vanish/>', ' secret')}"
                f"{marked(SEEN, ' three')}"
                f"{marked('<w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange>', ' four.')}</w:p>")  # fmt: skip

    assert words(read, data) == "One?\nTwo three four."
    assert read("t.docx", data).source.notes == ("1 piece of hidden text left out",)
