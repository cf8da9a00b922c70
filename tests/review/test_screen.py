"""The review screen, driven by its keys; what is on disk is read by another program's eyes after each."""

import pytest

from thematic.review.dialogs import ChooseCode, ShowPage
from thematic.review.views import Wish


def test_it_shows_the_talk_the_suggestion_the_reasons_the_definition_and_the_keys(at_the_screen):
    async def look(screen):
        return {part: screen.shown(part) for part in ("head", "talk", "panel", "keys")}

    shown = at_the_screen(look)
    assert "fg1 · 1 of 6 · ana" in shown["head"]
    assert "decided 0, left 6" in shown["head"]
    assert ">    2 fg1-p1       “It was the Tuesday that did it.” I set my alarm for it now." in shown["talk"]
    assert "1 MOD          How did you find the group?" in shown["talk"]
    assert "SUGGESTED  routine  score untested" in shown["panel"]
    assert "like the example: Tuesdays I get up" in shown["panel"]
    assert "DEFINITION The activity gives the week a shape." in shown["panel"]
    assert "a keep   r refuse   u unsure" in shown["keys"]


@pytest.mark.parametrize(("key", "verdict"), [("a", "accept"), ("r", "reject"), ("u", "unsure")])
def test_one_key_decides_and_is_on_disk_before_the_next_page(at_the_screen, key, verdict):
    async def decide(screen):
        await screen.press(key)
        return screen.decisions(), screen.shown("head")

    decisions, head = at_the_screen(decide)
    assert decisions == [(verdict, "routine")]
    assert "2 of 6" in head


def test_a_negative_case_and_another_code(at_the_screen):
    async def decide(screen):
        await screen.press("n", "o")
        assert isinstance(screen.app.screen, ChooseCode)
        await screen.type("belo")
        await screen.press("enter")
        return screen.decisions()

    assert at_the_screen(decide) == [("accept", "routine"), ("amend", "belonging")]


def test_words_are_taken_in_and_left_out_and_then_kept(at_the_screen):
    async def decide(screen):
        await screen.press("right_square_bracket", "minus", "left")
        before = screen.shown("talk")
        await screen.press("a")
        return before, screen.decisions()

    talk, decisions = at_the_screen(decide)
    assert "“It was the Tuesday that did it. I set my alarm for” it now." in talk
    assert decisions == [("amend", "routine")]


def test_a_selection_anywhere_takes_a_code_by_hand_and_gives_it_back(at_the_screen):
    async def code(screen):
        await screen.press("j", "j", "c")
        await screen.type("support")
        await screen.press("enter")
        given = screen.decisions(), screen.shown("panel")
        await screen.press("z")
        return given, screen.decisions()

    (decisions, panel), after = at_the_screen(code)
    assert decisions == [("code", "support")]
    assert "YOUR CODES support" in panel
    assert after == []


def test_a_code_of_the_participants_own_words(at_the_screen):
    async def code(screen):
        await screen.press("v")
        await screen.press("enter")
        return screen.decisions(), screen.shown("panel")

    decisions, panel = at_the_screen(code)
    assert decisions == [("code", "in-vivo-ana-1")]
    assert "YOUR CODES in-vivo-ana-1" in panel


def test_undo_goes_back_step_by_step_to_the_first_page(at_the_screen):
    async def go(screen):
        await screen.press(*"arus", *"zzzz", "z")
        return screen.decisions(), screen.shown("head"), screen.shown("said")

    decisions, head, said = at_the_screen(go)
    assert decisions == []
    assert "1 of 6" in head
    assert said.startswith("Nothing to undo")


def test_blind_shows_no_suggestion_until_enter(at_the_screen):
    async def go(screen):
        await screen.press("a")
        hidden = screen.shown("panel"), screen.shown("talk"), screen.shown("said"), screen.decisions()
        await screen.press("enter")
        shown = screen.shown("panel")
        await screen.press("a")
        return hidden, shown, screen.decisions()

    (panel, talk, said, none), shown, decisions = at_the_screen(go, wish=Wish(blind=True))
    assert "SUGGESTED" not in panel
    assert "[" not in talk
    assert said.startswith("blind")
    assert none == []
    assert "SUGGESTED  routine" in shown
    assert decisions == [("accept", "routine")]


def test_reading_marks_what_was_read(at_the_screen):
    async def go(screen):
        await screen.press("space", "space", "a")
        return screen.shown("head"), screen.shown("panel"), screen.decisions()

    head, panel, decisions = at_the_screen(go, wish=Wish(read=True))
    assert "read 2 of 6 turns" in head
    assert "READING" in panel
    assert decisions == []


def test_search_and_go_to_and_a_page_in_full_and_back(at_the_screen):
    async def go(screen):
        await screen.press("slash")
        await screen.type("alarm")
        await screen.press("enter")
        found = screen.shown("talk")
        await screen.press("g")
        await screen.type("fg1:t005.s1")
        await screen.press("enter")
        there = screen.shown("talk")
        await screen.press("question_mark")
        full = isinstance(screen.app.screen, ShowPage)
        await screen.press("escape")
        return found, there, full, isinstance(screen.app.screen, ShowPage)

    found, there, full, still = at_the_screen(go)
    assert "“I set my [alarm]" in found.replace("[set my alarm]", "set my [alarm]")
    assert "“I wouldn't say I [feel like an outsider].”" in there
    assert full
    assert not still


def test_escape_in_a_question_changes_nothing(at_the_screen):
    async def go(screen):
        await screen.press("c", "escape", "slash", "escape", "o", "escape")
        return screen.decisions(), screen.shown("head")

    decisions, head = at_the_screen(go)
    assert decisions == []
    assert "1 of 6" in head


def test_a_key_that_does_nothing_says_so_and_what_cannot_be_done_says_why(at_the_screen):
    async def go(screen):
        await screen.press("y")
        unknown = screen.shown("said")
        await screen.press("k", "c")
        await screen.type("belonging")
        await screen.press("enter")
        return unknown, screen.shown("said"), screen.decisions()

    unknown, moderator, decisions = at_the_screen(go)
    assert unknown == '"y" is no key here; ? shows all keys.'
    assert "a moderator's talk is context" in moderator
    assert decisions == []


def test_the_end_says_so_and_undo_still_works(at_the_screen):
    async def go(screen):
        await screen.press(*"rrrrrr")
        end = screen.shown("panel")
        await screen.press("a", "z")
        return end, screen.shown("head"), len(screen.decisions())

    end, head, count = at_the_screen(go)
    assert "That was the last one." in end
    assert "6 of 6" in head
    assert count == 5


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (60, 18), (200, 60), (30, 10)])
def test_the_words_in_view_are_on_the_screen_whatever_its_size(at_the_screen, size):
    async def look(screen):
        return screen.shown("talk"), screen.shown("head")

    talk, head = at_the_screen(look, size=size)
    assert "Tuesday" in " ".join(talk.split())
    assert "fg1" in head


def test_a_memo_on_the_words_in_view_is_shown_there_and_undone(at_the_screen):
    async def write(screen):
        await screen.press("m")
        await screen.type("The alarm again.")
        await screen.press("enter")
        panel, said = screen.shown("panel"), screen.shown("said")
        await screen.press("z")
        return panel, said, screen.shown("panel")

    panel, said, after = at_the_screen(write)
    assert "MEMO       ana: The alarm again." in panel
    assert "analytic memo written" in said
    assert "MEMO" not in after


def test_an_empty_memo_is_refused_in_one_line_and_the_sitting_goes_on(at_the_screen):
    async def write(screen):
        await screen.press("m", "enter")
        said = screen.shown("said")
        await screen.press("a")
        return said, screen.decisions()

    said, decisions = at_the_screen(write)
    assert "the memo is empty; nothing was recorded." in said
    assert decisions == [("accept", "routine")]


def test_in_practice_another_reading_comes_up_only_after_ones_own_is_given(at_the_screen, run, here):
    (here / "bens.csv").write_text("segment_id,code,verdict\nfg1:t002.s2,routine,accept\n")
    run("-C", "study", "review", "--batch", "bens.csv", "--coder", "ben").ok

    async def practise(screen):
        before = screen.shown("talk") + screen.shown("panel")
        await screen.press("n")
        return before, screen.app.screen, screen.decisions()

    before, page, decisions = at_the_screen(practise, wish=Wish(practice=("ben",)))
    assert "DEFINITION" not in before
    assert "ben" not in before
    assert isinstance(page, ShowPage)
    assert decisions[0] == ("accept", "routine")  # ben's
    assert {verdict for verdict, _ in decisions[1:]} == {"reject"}
