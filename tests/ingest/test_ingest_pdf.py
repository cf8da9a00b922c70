"""PDFs: lines to paragraphs, what every page repeats, what is refused. The files are written here, letter by letter."""

import os

import pytest
from format_files import pdf, shown

from thematic.errors import InputError
from thematic.ingest import read_transcript
from thematic.ingest.formats import pdf as reader
from thematic.ingest.formats.pages import Line, paragraphs_on

WIDTH = 60
LONG = "Anna: We went along to it in the end because the nurse had said that we should, and I was glad."


def set_in(text, width=WIDTH):
    """Break a paragraph as a printer does, a space at each end of a line that goes on."""
    lines = [""]
    for word in text.split(" "):
        if len(lines[-1]) + len(word) > width:
            lines.append("")
        lines[-1] += word + " "
    return [*lines[:-1], lines[-1].rstrip()]


def page(*paragraphs, top=700, gap=14, space=28, extra=""):
    source = ""
    for paragraph in paragraphs:
        for line in set_in(paragraph):
            source += shown(line, top=top)
            top -= gap
        top -= space - gap
    return source + extra


def test_lines_that_only_the_width_parts_are_one_paragraph(spoken):
    talk = pdf(page("INT: How was it?", LONG, "INT: And then?", "Anna: Home."))

    assert spoken("t.pdf", talk) == [
        ("INT", "How was it?"), ("Anna", LONG.removeprefix("Anna: ")), ("INT", "And then?"), ("Anna", "Home."),
    ]  # fmt: skip


def test_a_turn_goes_on_over_the_page(spoken):
    first, second = LONG[: LONG.index("had said")], LONG[LONG.index("had said") :]
    talk = pdf(page("INT: How was it?", first.strip()), page(second, "INT: Good."))

    assert spoken("t.pdf", talk)[1] == ("Anna", LONG.removeprefix("Anna: "))


def test_without_gaps_between_paragraphs_labels_and_full_lines_tell_them(spoken):
    talk = pdf(page("INT: How was it?", LONG, "INT: And then?", LONG, space=14))

    assert [len(words) for _, words in spoken("t.pdf", talk)] == [11, len(LONG) - 6, 9, len(LONG) - 6]


def test_what_every_page_repeats_and_page_numbers_are_left_out(read):
    def edge(number):
        return shown("Walks and talks, group 2", top=800) + shown(f"Page {number} of 4", left=300, top=30)

    talk = [page(f"INT: Question number {n}?", f"P1: Answer number {n}.", extra=edge(n)) for n in range(1, 5)]
    imported = read("t.pdf", pdf(*talk))

    assert imported.transcript.text == "\n".join(f"Question number {n}?\nAnswer number {n}." for n in range(1, 5))
    assert imported.source.notes[0] == "8 lines at the top or bottom of pages (headers, page numbers) left out"


def test_a_number_that_somebody_says_is_kept(read):
    talk = pdf(page("INT: How many?", "P1: Not many, I have to say.", "7"), page("INT: And you?", "P1: A few."))

    assert "7" in read("t.pdf", talk).transcript.text


def test_numbers_before_every_line_are_left_out(spoken):
    said = ["INT: One?", "P1: Two.", "INT: Three?", "P1: Four."]
    talk = "".join(
        shown(str(n), left=40, top=700 - 14 * n) + shown(line, left=90, top=700 - 14 * n)
        for n, line in enumerate(said, 1)
    )

    assert spoken("t.pdf", pdf(talk)) == [("INT", "One?"), ("P1", "Two."), ("INT", "Three?"), ("P1", "Four.")]


def test_lines_that_end_far_from_the_edge_of_the_page_are_not_joined():
    lines = [
        Line(700, 70, 200, 12, 100, "[Anna]: It was good"),
        Line(686, 70, 210, 12, 110, "[Bev]: It was not so"),
    ]

    assert [len(paragraphs_on([lines], width)[0]) for width in (0, 595)] == [1, 2]


def test_a_hyphen_at_the_end_of_a_line_stays():
    lines = [
        Line(700, 70, 500, 12, 100, "Anna: I think it was a long-"),
        Line(686, 70, 300, 12, 100, "term thing, he said."),
    ]
    blocks, _ = paragraphs_on([lines])

    assert blocks[0].text == "Anna: I think it was a long-term thing, he said."


def test_words_that_a_page_places_one_by_one_are_parted(read):
    talk = shown("INT:", left=72) + shown("Good", left=110) + shown("morning to you all", left=146)

    assert read("t.pdf", pdf(talk)).transcript.text == "Good morning to you all"


def test_letters_printed_twice_to_look_bold_are_read_once(read):
    talk = shown("INT:") + shown("INT:", left=72.4) + shown("Good morning to you all", left=110)

    assert read("t.pdf", pdf(talk)).transcript.text == "Good morning to you all"


REFUSED = {
    "text": (b"Anna: hello", "it is not a PDF, whatever its suffix"),
    "rich text": (b"{\\rtf1 hi}", "it is rich text (RTF). Rename it to end in .rtf"),
    "scan": (pdf("0 0 1 rg 10 10 100 100 re f"), "the PDF has no text layer: it is a scan or a picture"),
    "locked": (
        pdf(page("INT: hello"), trailer="/Encrypt << /Filter /Standard /V 1 /R 2 /O (" + "x" * 32 + ") /U ("
            + "y" * 32 + ") /P -4 >> /ID [(a) (a)]"),
        "the PDF is locked by a password",
    ),
    "cut": (pdf(page("INT: hello"))[:200], "the PDF"),
    "head only": (b"%PDF-1.7\n", "the PDF"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_read_is_one_line(case):
    data, reason = REFUSED[case]
    with pytest.raises(InputError) as caught:
        read_transcript("a.pdf", data, transcript_id="t")

    assert str(caught.value).startswith(f"a.pdf: {reason}")
    assert "\n" not in str(caught.value)


def test_the_process_that_reads_it_inherits_nothing(monkeypatch, tmp_path):
    monkeypatch.setenv("SOME_SECRET", "x")
    monkeypatch.setattr(
        reader, "_PROGRAM", "import json, os, sys; json.dump({'fault': str(sorted(os.environ))}, sys.stdout)"
    )

    assert "SOME_SECRET" not in reader._answer(b"")["fault"]
    assert "SOME_SECRET" in os.environ
