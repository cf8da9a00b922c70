"""The screen of themes, driven by keys. The talk is invented."""

import asyncio
import shutil

import pytest
from textual.widgets import Static

from thematic.review.theme_sitting import ThemeSitting
from thematic.review.themes_screen import ThemesApp
from thematic.workflow.study import Act, Study


@pytest.fixture
def at_the_themes(clustered):
    """Runs keys at the screen; returns what the study holds afterwards and what the screen shows."""

    def running(*keys, size=(100, 30)):
        async def run_it():
            with Study.open(clustered) as study:
                app = ThemesApp(ThemeSitting(study, lambda: Act("ana", "2026-01-01T00:00:00Z")))
                async with app.run_test(size=size) as pilot:
                    await pilot.pause()
                    for key in keys:
                        await pilot.press(*(key if isinstance(key, list) else [key]))
                        await pilot.pause()
                    assert app.failure is None
                    return {
                        part: "\n".join(widget.render_line(row).text.rstrip() for row in range(widget.size.height))
                        for part in ("head", "list", "theme", "said")
                        for widget in [app.screen_stack[0].query_one(f"#{part}", Static)]
                    }

        shown = asyncio.run(run_it())
        with Study.open(clustered) as study:
            return shown, {theme.id: theme for theme in study.own_themes}

    return running


def typed(words):
    return ["space" if sign == " " else sign for sign in words]


def test_it_begins_at_the_first_candidate_with_all_of_them_beside(at_the_themes):
    shown, themes = at_the_themes()

    assert "> · candidate-1" in shown["list"]
    assert "candidate-2" in shown["list"]
    assert "central:" in shown["theme"]
    assert "2 candidates" in shown["head"]
    assert themes == {}


def test_g_takes_a_candidate_and_stays_with_it(at_the_themes):
    shown, themes = at_the_themes("down", "g")

    assert list(themes) == ["theme-1"]
    assert "> o theme-1" in shown["list"]
    assert "Took it as theme-1" in shown["said"]


def test_n_asks_for_name_concept_and_boundary(at_the_themes):
    _, themes = at_the_themes(
        "g", "n", typed("One claim"), "enter", typed("It holds"), "enter", typed("Not that"), "enter"
    )

    assert (themes["theme-1"].name, themes["theme-1"].concept) == ("One claim", "It holds")
    assert themes["theme-1"].boundary == "Not that"


@pytest.mark.parametrize("at", [1, 2, 3])
def test_escape_at_any_question_changes_nothing(at_the_themes, at):
    answers = [typed("One"), "enter", typed("Two"), "enter", typed("Three")][: 2 * at - 1]
    _, themes = at_the_themes("n", *answers, "escape")

    assert themes == {}


def test_j_joins_x_splits_and_z_takes_each_back(at_the_themes):
    _, joined = at_the_themes("g", "j", typed("candidate-2"), "enter")
    assert len(joined["theme-1"].excerpts) == 5

    shown, split = at_the_themes("x", typed("belonging"), "enter")
    assert len(split["theme-2"].excerpts) == 3
    assert "> o theme-2" in shown["list"]

    shown, back = at_the_themes("x", typed("routine"), "enter", "z")
    assert set(back) == {"theme-1", "theme-2"}
    assert "Took it back" in shown["said"]


def test_h_puts_aside_and_d_drops(at_the_themes):
    shown, held = at_the_themes("h", typed("ask"), "enter")
    assert held["theme-1"].status.value == "held"
    assert "1 put aside" in shown["head"]

    _, dropped = at_the_themes("d", "enter")
    assert dropped == {}


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        (("d", "enter"), "is a candidate"),
        (("j", typed("nothing"), "enter"), 'no theme "nothing"'),
        (("x", typed("nothing"), "enter"), "no excerpt"),
        (("z",), "Nothing was done"),
        (("g", "g"), "a theme already"),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_breaks(at_the_themes, keys, told):
    assert told in at_the_themes(*keys)[0]["said"]


def test_e_shows_every_excerpt_and_the_keys_are_a_question_mark_away(at_the_themes):
    shown, themes = at_the_themes("e", "escape", "question_mark", "escape", "up", "up", "down", "down", "down")

    assert "> · candidate-2" in shown["list"]
    assert themes == {}


@pytest.mark.parametrize("size", [(80, 24), (40, 8), (200, 60)])
def test_it_is_drawn_in_any_room(at_the_themes, size):
    assert "candidate-1" in at_the_themes(size=size)[0]["list"]


def test_without_a_terminal_it_says_what_to_do(run, clustered):
    assert "each step is a verb" in run("-C", "study", "themes", "review", "--coder", "ana").fails(2).err


def test_before_any_candidate_there_is_nothing_to_go_through(coded):
    from thematic.errors import StudyError

    with Study.open(coded) as study, pytest.raises(StudyError, match="no themes yet"):
        ThemeSitting(study, lambda: Act("ana", "2026-01-01T00:00:00Z"))


def test_words_of_a_theme_drive_no_terminal(at_the_themes, clustered, here):
    shutil.copytree(clustered, here / "again")
    shown, themes = at_the_themes("g", "n", typed("[red]x"), "enter", typed("y"), "enter", "enter")

    assert themes["theme-1"].name == "[red]x"
    assert "[red]x" in shown["list"]
