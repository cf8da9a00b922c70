import json

from thematic.export import render
from thematic.export.themes import NOT_NAMED, theme_table
from thematic.model import Quotation, Span, Theme, ThemeStatus

SPANS = tuple(("fg1", Span(n * 10, n * 10 + 9)) for n in range(5))


def quotation(participant, text="I'd be lost without it"):
    return Quotation(text, "fg1", Span(0, 22), participant, "FG1")


MISSED = Theme(
    "t1",
    ThemeStatus.NAMED,
    "Being missed makes a place",
    "Somebody would notice an absence.",
    "Not liking the company.",
    excerpts=(*SPANS, SPANS[0]),
    codes=(("belonging", 3), ("safe-space", 2)),
    participants=("P01", "P02", "P07"),
    groups=("fg1", "fg2"),
)
UNNAMED = Theme("t2", excerpts=SPANS[:2], participants=("P01",), groups=("fg1",))
DROPPED = Theme("t3", ThemeStatus.DROPPED, "Gone")
QUOTES = {"t1": (quotation("P07"), quotation("P01")), "t2": (quotation("P07"),), "t3": (quotation("P99"),)}


def table(themes=(MISSED, UNNAMED, DROPPED), quotations=QUOTES):
    return theme_table(themes, quotations, groups=6, participants=18, code_names={"belonging": "Community"})


def test_programs_read_counts_and_denominators_as_numbers():
    first = json.loads(render(table(), "json"))[0]

    assert list(first) == [
        "theme",
        "name",
        "definition",
        "boundary",
        "codes",
        "groups",
        "groups_of",
        "participants",
        "participants_of",
        "excerpts",
        "quotes",
    ]
    assert [first[key] for key in ("groups", "groups_of", "participants", "participants_of", "excerpts")] == [
        2,
        6,
        3,
        18,
        5,
    ]


def test_people_read_a_row_a_theme_with_counts_of_those_who_could_have_spoken():
    assert [column.heading for column in table().reading_columns] == [
        "Theme",
        "Description",
        "Codes",
        "Groups",
        "Participants",
        "Excerpts",
        "Illustrative quotes",
    ]
    assert next(table().reading_rows()) == (
        "Being missed makes a place",
        "Somebody would notice an absence.",
        "Community (3); safe-space (2)",
        "2/6",
        "3/18",
        "5",
        QUOTES["t1"],
    )


def test_a_candidate_that_nobody_has_named_says_so_in_its_row_and_under_the_table():
    assert [row[1] for row in table().rows] == ["Being missed makes a place", NOT_NAMED]
    assert table().notes[-1].startswith("(candidate, not named):")
    assert len(table((MISSED,)).notes) == len(table().notes) - 1


def test_dropped_themes_and_their_quotations_are_left_out():
    assert [row[0] for row in table().rows] == ["t1", "t2"]
    assert "P99" not in " ".join(table().notes)


def test_the_order_is_the_analysts_and_not_frequency():
    assert [row[0] for row in table((UNNAMED, MISSED)).rows] == ["t2", "t1"]


def test_the_notes_say_what_is_counted_and_what_silence_means():
    first, second, *_ = table().notes

    assert "of the 6 imported" in first
    assert "of the 18 present" in first
    assert second.startswith("Silence is not disagreement")


def test_the_balance_line_shows_who_is_quoted_how_often():
    assert table().notes[2] == "Quotations: 3, from 2 of 18 participants (P07 2, P01 1); most quoted: P07 (2)."


def test_the_balance_line_counts_unidentified_speakers_apart():
    unknown = quotation("unidentified speaker")
    notes = table((MISSED,), {"t1": (quotation("P02"), unknown, quotation("P01"))}).notes

    assert notes[2] == (
        "Quotations: 3, from 2 of 18 participants (P01 1, P02 1); most quoted: nobody more than once; "
        "1 from unidentified speakers."
    )
    assert table((MISSED,), {"t1": (unknown,)}).notes[2] == (
        "Quotations: 1, from 0 of 18 participants; 1 from unidentified speakers."
    )


def test_people_quoted_equally_often_are_all_named():
    notes = table((MISSED,), {"t1": [quotation(name) for name in ("P2", "P1", "P2", "P1", "P3")]}).notes

    assert notes[2].endswith("most quoted: P1 and P2 (2 each).")


def test_a_study_without_themes_still_gives_a_table():
    assert table((), {}).rows == ()
    assert len(table((), {}).notes) == 2
