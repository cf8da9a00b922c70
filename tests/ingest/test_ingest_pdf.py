"""PDFs: lines to paragraphs, what every page repeats, what is refused. The files are written here, letter by letter."""

import os

import pytest
from format_files import pdf, shown

from thematic.errors import InputError
from thematic.ingest import read_transcript
from thematic.ingest.formats import pdf as reader
from thematic.ingest.formats.pages import paragraphs_on
from thematic.ingest.formats.printed import Line

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


def test_one_empty_line_does_not_join_the_turns_of_a_file_without_others(spoken):
    turns = [
        "INT: And how did you find it there when you came for the very first time?",
        "Anna: Good. I liked it a lot.",
    ]
    talk = pdf(page(*turns * 6, space=14, top=700) + page(*turns, space=14, top=400))
    spaced = pdf(page("INT: How was it?", "Anna: Well.", top=780) + page(*turns * 6, space=14, top=700))

    assert [speaker for speaker, _ in spoken("t.pdf", talk)] == ["INT", "Anna"] * 7
    assert [speaker for speaker, _ in spoken("t.pdf", spaced)] == ["INT", "Anna"] * 7


def test_a_label_that_the_file_uses_begins_a_turn_wherever_it_stands(spoken):
    full = "Anna: It was all right for us as long as it went on for some weeks"
    lines = [*[text for _ in range(4) for text in ("INT: And?", "Anna: Yes, it was.")], full, "INT: Why only weeks?"]
    tops = [700 - 28 * place for place in range(9)]
    talk = "".join(shown(line, top=top) for line, top in zip(lines, [*tops, tops[-1] - 14], strict=True))

    assert spoken("t.pdf", pdf(talk))[-2:] == [("Anna", full.removeprefix("Anna: ")), ("INT", "Why only weeks?")]


def test_lines_that_are_joined_are_always_parted_by_a_space():
    lines = [
        Line(700, 70, 500, 12, 100, "Anna: It ended at the margin here "),
        Line(686, 70, 500, 12, 100, "and once more it ended at its end "),
        Line(672, 70, 480, 12, 110, "but this one ended with nothing."),
        Line(658, 70, 300, 12, 130, "Happened too."),
    ]

    assert paragraphs_on([lines]).blocks[0].text.endswith("with nothing. Happened too.")


def test_numbers_in_the_margin_of_every_fifth_line_are_left_out(read):
    said = ["INT: How many?" if place % 2 else f"P1: I had {place} of these." for place in range(30)]
    talk = "".join(
        shown(line, left=90, top=780 - 14 * n) + (shown(str(n), left=60, top=780 - 14 * n) if n % 5 == 0 else "")
        for n, line in enumerate(said, 1)
    )
    imported = read("t.pdf", pdf(talk))

    assert imported.transcript.text == "\n".join(line.partition(": ")[2] for line in said)
    assert "the numbers of lines left out" in imported.source.notes


def test_small_raised_numbers_are_marks_of_footnotes(read):
    talk = shown("P1: I was 34") + shown("12", left=72 + 12 * 7.2, top=704, size=7) + shown(" then.", left=167)
    foot = shown("12 As the typist heard it,", top=60, size=9) + shown("more or less.", top=50, size=9)
    imported = read("t.pdf", pdf(talk + shown("INT: And how did it go on?", top=680) + foot))

    assert imported.transcript.text == "I was 34 then.\nAnd how did it go on?"
    assert imported.source.notes == (
        "1 small raised number (marks of footnotes) left out", "2 lines of footnotes left out",
    )  # fmt: skip


def in_columns(left, right):
    return "".join(
        shown(line, left=at, top=760 - 14 * place, size=8)
        for at, lines in ((60, left), (320, right))
        for place, line in enumerate(lines)
    )


FIRST = [
    "INT: What made you come here at that time?", "Anna: I had been at home for a long while,",
    "and then my sister told me of it one day.",
    "INT: And when you were here, how was that?", "Anna: It was good to be out and about with",
]  # fmt: skip
SECOND = [
    "people of my age, that is what I would say.", "INT: Would you say that it was the people?",
    "Bev: For me it was more that I could do it",
    "in my own time, and on my own if I wanted.", "Anna: Well, for me it surely was the people.",
]  # fmt: skip


def test_two_columns_are_read_one_after_the_other(read, spoken):
    talk = pdf(shown("A walk and a talk, as it was told", left=200, top=800) + in_columns(FIRST, SECOND))

    assert [" ".join(words.split()) for _, words in spoken("t.pdf", talk)][-4:] == [
        "It was good to be out and about with people of my age, that is what I would say.",
        "Would you say that it was the people?",
        "For me it was more that I could do it in my own time, and on my own if I wanted.",
        "Well, for me it surely was the people.",
    ]
    assert "1 page in two columns read one column after the other" in read("t.pdf", talk).source.notes


def test_two_columns_of_which_one_names_nobody_are_doubted(read):
    notes = ["she seemed glad to be telling me all that,", "and less glad when her sister came in with"] * 3
    doubts = read("t.pdf", pdf(in_columns(FIRST, notes[:5]))).doubts

    assert any(doubt.startswith("1 page seems to be set in two columns") for doubt in doubts)


def test_names_beside_what_they_said_are_no_columns(spoken):
    said = [("INT:", "And how was it there?"), ("Anna:", "It was good, I would say.")] * 5
    lines = "".join(
        shown(part, left=left, top=760 - 14 * n)
        for n, row in enumerate(said)
        for part, left in zip(row, (72, 230), strict=True)
    )

    assert spoken("t.pdf", pdf(lines)) == [(who.rstrip(":"), words) for who, words in said]


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

    assert [len(paragraphs_on([lines], width).blocks) for width in (0, 595)] == [1, 2]


def test_a_hyphen_at_the_end_of_a_line_stays():
    lines = [
        Line(700, 70, 500, 12, 100, "Anna: I think it was a long-"),
        Line(686, 70, 300, 12, 100, "term thing, he said."),
    ]
    blocks = paragraphs_on([lines]).blocks

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
