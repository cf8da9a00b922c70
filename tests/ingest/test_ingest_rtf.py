"""Rich text: what is read, what is left out, what is refused."""

import pytest
from format_files import rtf

from thematic.errors import InputError
from thematic.ingest import read_transcript


def words(read, data, **options):
    return read("t.rtf", data, **options).transcript.text


def test_paragraphs_are_turns_and_continue_without_a_label(spoken):
    assert spoken("t.rtf", rtf("Anna: One.", "and more.", "Bev: Two.", "Anna: Four.", "Bev: Five.")) == [
        ("Anna", "One.\nand more."), ("Bev", "Two."), ("Anna", "Four."), ("Bev", "Five."),
    ]  # fmt: skip


def test_signs_breaks_and_braces_are_words_of_control(read):
    data = rtf(r"INT:\tab one\line two\~three\_four \{five\} \\six \ldblquote seven\rdblquote\emdash\endash")

    assert words(read, data) == "one\ntwo three-four {five} \\six “seven”—–"


def test_letters_come_by_code_page_by_font_and_by_number(read):
    fonts = r"{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset204 Arial;}{\f2\fcharset128 Mincho;}}"
    data = rtf(
        r"INT: caf\'e9 {\f1\'ff} {\f2\'82\'a0\'83e} \u8364\'80 \uc0\u-10179\u-8704  {\uc2\u233\'00\'00}!", head=fonts
    )

    assert words(read, data) == "café я あテ € 😀 é!"


def test_an_encoding_that_is_asked_for_overrides_the_code_page(read):
    assert words(read, rtf(r"INT: \'8e"), encoding="mac_roman") == "é"


def test_deletions_moves_and_hidden_words_are_left_out(read):
    data = rtf(r"P1: It was {\deleted bad }{\revised good}{\v secret}{\mvf moved} \deleted so\deleted0 .")
    imported = read("t.rtf", data)

    assert imported.transcript.text == "It was good ."
    assert imported.source.notes == ("2 tracked deletions left out", "1 piece of hidden text left out")


def test_a_deleted_end_of_paragraph_joins_two(read):
    assert words(read, rtf(r"P1: One {\deleted\par}two.")) == "One two."


def test_what_stands_beside_the_words_is_left_out(read):
    data = rtf(
        r"INT: One{\footnote \chftn secret}{\*\annotation secret} two{\*\bkmkstart secret}"
        r"{\field{\*\fldinst PAGE secret}{\fldrslt  three}}{\pict\pngblip 00ff00ff}",
        head=r"{\fonttbl{\f0 secret;}}{\info{\author secret}}{\header secret\par}{\footer secret\par}{\*\odd secret}",
    )
    imported = read("t.rtf", data)

    assert imported.transcript.text == "One two three"
    assert imported.source.notes == ("1 comment left out", "1 footnote left out")


def test_headings_are_left_out_by_style_and_by_level(read):
    styles = r"{\stylesheet{\s0 Normal;}{\s3\b heading 2;}}"
    data = rtf(r"\pard\s3 Morning", r"\pard\outlinelevel0 Noon", r"\pard INT: One.", head=styles)

    assert words(read, data) == "One."


def test_a_row_is_a_turn(spoken):
    row = r"\trowd\cellx1\cellx2 \pard\intbl {}\cell {}\cell\row"
    talk = [row.format(*cells) for cells in (("INT", "One?"), ("P1", r"Two.\par Three."), ("INT", "Four?"))]

    assert spoken("t.rtf", rtf("".join(talk) + r"\pard")) == [("INT", "One?"), ("P1", "Two.\nThree."), ("INT", "Four?")]


REFUSED = {
    "text": (b"Anna: hello", "it is not rich text, whatever its suffix"),
    "word": (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "it is an old Word or Excel file"),
    "cut": (rtf("Anna: hello")[:-1], "the rich text is damaged or cut short"),
    "closed twice": (rtf("Anna: hello") + b"}", "the rich text is damaged or cut short"),
    "deep": (b"{\\rtf1" + b"{" * 100_000, "groups are nested over 1,000 deep"),
    "empty": (rtf(""), "the file holds no talk"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_no_rich_text_is_one_line(case):
    data, reason = REFUSED[case]
    with pytest.raises(InputError) as caught:
        read_transcript("a.rtf", data, transcript_id="t")

    assert str(caught.value).startswith(f"a.rtf: {reason}")
    assert "\n" not in str(caught.value)
