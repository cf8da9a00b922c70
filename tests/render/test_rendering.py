"""What people see on a terminal and through a pipe."""

import io
import os
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import replace

import pytest
from rich.console import Console

from thematic.model import (
    Code,
    Evidence,
    EvidenceKind,
    Span,
    Suggestion,
    Theme,
    Transcript,
    Turn,
)
from thematic.render.console import counted, grid, output
from thematic.render.keys import Does, short_keys
from thematic.render.progress import progress
from thematic.render.reviewing import ReviewPage
from thematic.render.suggestions import suggestion_card
from thematic.render.themes import theme_cards, theme_in_full, theme_list

WORDS = "We keep the kettle on and somebody always has a story about the allotment. "


def terminal(width=80, height=24):
    return Console(file=io.StringIO(), force_terminal=True, width=width, height=height, color_system=None)


def shown(page, console=None):
    console = console or terminal()
    console.print(page)
    return [line.rstrip() for line in console.file.getvalue().splitlines()]


@pytest.fixture
def long_talk():
    """Four long turns, the third by nobody known."""
    text, turns = "", []
    for number in range(1, 5):
        start = len(text)
        text += WORDS * 8
        who = None if number == 3 else "P01"
        turns.append(Turn(number, Span(start, len(text)), (), "Ann", participant=who))
        text += "\n"
    return Transcript("fg1", text, tuple(turns))


@pytest.fixture
def page(long_talk):
    """A suggestion in the middle of a long turn, with a good deal of evidence and a long definition."""
    start = long_talk.turns[2].span.start + len(WORDS) * 3
    evidence = tuple(Evidence(kind, WORDS * 2) for kind in EvidenceKind)
    one = Suggestion("fg1", Span(start, start + len(WORDS) - 1), "belonging", 0.5, evidence)
    code = Code("belonging", "Belonging", WORDS * 4, exclude=WORDS * 4)
    return ReviewPage(one, long_talk, code, "fg1  suggestion 1 of 9", keys=list(short_keys(Does, 80)))


def test_a_page_fits_a_small_terminal_with_its_keys_and_the_suggested_words_whole(page):
    lines = shown(page)

    assert len(lines) <= 23
    assert lines[-2:] == list(short_keys(Does, 80))[-2:]
    assert f"“{WORDS.strip()}”" in " ".join(" ".join(lines).split())


def test_a_page_is_shown_in_full_where_there_is_room_or_no_screen_at_all(page):
    full = shown(page, terminal(height=90))

    assert len(full) > 23
    assert full == shown(page, Console(file=io.StringIO(), width=80))


@pytest.mark.parametrize("width", [10, 20, 40, 70, 80, 200])
def test_the_keys_never_break_between_a_key_and_its_meaning(width):
    lines = list(short_keys(Does, width))

    assert ["   ".join(lines)] == list(short_keys(Does, 1000))
    assert all(len(line) <= width or "   " not in line for line in lines)


def test_no_table_has_rules_or_boxes():
    table = grid("Name", "Count", right=("Count",))
    table.add_row("one", "12")

    assert shown(table) == ["Name  Count", "one      12"]


@pytest.mark.parametrize(("columns", "width"), [("60", 60), ("140", 140), ("", 100), ("0", 100)])
def test_a_pipe_is_as_wide_as_columns_says(monkeypatch, columns, width):
    monkeypatch.setenv("COLUMNS", columns)
    monkeypatch.setattr(sys, "stderr", io.StringIO())

    assert output(plain=False).console.width == width


def test_a_pipe_is_as_wide_as_the_terminal_of_the_notes(monkeypatch):
    monkeypatch.delenv("COLUMNS")
    monkeypatch.setattr(os, "get_terminal_size", lambda _file: os.terminal_size((72, 20)))

    assert output(plain=False).console.width == 72


def test_one_is_counted_in_the_singular():
    assert [counted(1, "group"), counted(0, "group"), counted(1200, "group")] == ["1 group", "0 groups", "1,200 groups"]
    assert [counted(1, "person", "people"), counted(2, "person", "people")] == ["1 person", "2 people"]


class Screen(io.StringIO):
    """A terminal in memory."""

    def isatty(self):
        return True


@pytest.fixture(autouse=True)
def a_terminal_of_some_kind(monkeypatch):
    monkeypatch.setenv("TERM", "xterm")


def test_no_bar_is_drawn_before_there_is_something_to_do():
    with redirect_stderr(Screen()) as screen, progress("Reading") as tick:
        tick(0, 0)

    assert screen.getvalue() == ""


def test_the_bar_is_gone_when_its_work_is_done_and_comes_back_for_the_next():
    with redirect_stderr(Screen()) as screen, progress("Reading") as tick:
        for _ in range(2):
            tick(1, 4)
            before = len(screen.getvalue())
            tick(4, 4)
            ended = screen.getvalue()
            assert "\x1b[2K" in ended[before:]
            tick(4, 4)
            assert screen.getvalue() == ended

    assert screen.getvalue() == ended
    assert ended.count("\x1b[?25l") == ended.count("\x1b[?25h") == 2


def test_what_is_printed_while_the_bar_is_drawn_stays_on_its_own_stream():
    with redirect_stderr(Screen()) as screen, redirect_stdout(io.StringIO()) as out, progress("Reading") as tick:
        tick(1, 4)
        sys.stdout.write("data\n")

    assert out.getvalue() == "data\n"
    assert "data" not in screen.getvalue()


def test_a_card_of_a_theme_has_a_few_quotations_and_a_theme_in_full_has_all(long_talk):
    places = tuple(("fg1", turn.span) for turn in long_talk.turns)
    theme = Theme("theme-1", name="Kettle", excerpts=places, central=places[:1], participants=("P01",), groups=("fg1",))
    wide = terminal(width=300)

    card = shown(theme_cards([theme], {"fg1": long_talk}), wide)
    assert any("4 excerpts, 1 participant, 1 group" in line for line in card)
    assert sum("“" in line for line in card) == 1

    quotes = [line for line in shown(theme_in_full(theme, {"fg1": long_talk}), terminal(width=300)) if "“" in line]
    assert len(quotes) == 4
    assert quotes[0].endswith("…” (P01, fg1)")
    assert quotes[2].endswith("…” (unidentified speaker, fg1)")


def test_the_list_of_themes_counts_participants():
    assert "Participants" in shown(theme_list([Theme("theme-1", name="Kettle")]))[0]


def test_a_suggestion_is_placed_by_the_id_that_its_table_gave_the_turn(long_talk):
    given = replace(long_talk, turns=(replace(long_talk.turns[0], given_id="answer-7"),))
    one = Suggestion("fg1", long_talk.turns[0].span, "belonging", 0.5, ())

    assert shown(suggestion_card(one, long_talk))[0] == "belonging  P01, fg1:t001"
    assert shown(suggestion_card(one, given))[0] == "belonging  P01, answer-7"
