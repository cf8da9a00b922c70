"""What a candidate says of itself: whom it rests on, what speaks against it, which codes go together. All invented."""

import numpy as np
import pytest

from thematic.errors import StudyError
from thematic.model import Span
from thematic.themes import Excerpt, HowToGroup, Lens, suggest_themes

SONG = ["We sang the low part", "The choir sang it twice", "I hummed the tune", "Singing with the basses", "We sang it"]
DIG = ["We dug potatoes up", "The beans came through", "I water tomatoes", "Digging in the mud", "We dug it over"]


class Planted:
    """An encoder for tests: texts that sing point one way, the others another."""

    name = "test"

    def encode(self, texts):
        rows = [[1.0, 0.02 * at, 0.0] if text in SONG else [0.0, 0.02 * at, 1.0] for at, text in enumerate(texts)]
        vectors = np.array(rows)
        return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)


def excerpt(at, text, who="P1", codes=(), **more):
    return Excerpt("fg1", Span(at * 100, at * 100 + len(text)), text, who, codes, turn=more.pop("turn", at), **more)


def suggested(excerpts, **how):
    return suggest_themes(excerpts, encoder=Planted(), how=HowToGroup(**how), names={"sing": "Singing"}).themes


def test_a_planted_theme_of_one_person_says_whose_it_is():
    themes = suggested(
        [excerpt(at, text, "P7") for at, text in enumerate(SONG)]
        + [excerpt(at + 10, text, f"P{at}") for at, text in enumerate(DIG)],
        count=2,
    )

    warned = {theme.terms[0]: theme.warnings for theme in themes}
    assert "rests on one person (P7)" in next(said for term, said in warned.items() if term in {"sing", "choir"})


def test_a_theme_that_one_person_said_most_of_says_how_much():
    themes = suggested(
        [excerpt(at, text, "P7" if at else "P1") for at, text in enumerate(SONG)]
        + [excerpt(at + 10, text, f"P{at}") for at, text in enumerate(DIG)],
        count=2,
    )

    assert ["4 of its 5 excerpts are P7's"] in [list(theme.warnings)[:1] for theme in themes]


def test_it_is_said_what_is_left_without_somebody_s_words():
    themes = suggested(
        [excerpt(at, text, f"P{at % 2}") for at, text in enumerate(SONG)]
        + [excerpt(at + 10, text, f"P{at % 2}") for at, text in enumerate(DIG)],
        count=2,
    )

    assert [{who for who, _ in theme.without} for theme in themes] == [{"P0", "P1"}] * 2
    assert all(left == 1.0 for theme in themes for _, left in theme.without)


def test_negative_cases_stand_against_the_candidate_they_are_nearest_to():
    sour = excerpt(3, SONG[3], negative=True)
    themes = suggested(
        [sour if at == 3 else excerpt(at, text) for at, text in enumerate(SONG)]
        + [excerpt(at + 10, text) for at, text in enumerate(DIG)],
        count=2,
    )

    assert [theme.against for theme in themes if theme.against] == [(sour.place,)]


def test_what_it_includes_is_told_in_their_words_and_the_codes_names_and_it_has_no_name():
    themes = suggested(
        [excerpt(at, text, codes=("sing",)) for at, text in enumerate(SONG)]
        + [excerpt(at + 10, text) for at, text in enumerate(DIG)],
        count=2,
    )
    one = next(theme for theme in themes if theme.codes)

    said = " ".join(SONG).lower()
    assert one.name == ""
    assert one.inclusion.endswith("and was coded Singing.")
    assert all(word in said for word in one.inclusion.partition(" and was")[0].replace("“", "”").split("”")[1::2])


def together():
    """Two codes in the same turns, two others in the same other turns."""
    rows = []
    for at in range(24):
        pair = ("belonging", "support") if at % 2 == 0 else ("routine", "sleep")
        rows += [
            excerpt(2 * at + n, f"words {at} {n}", f"P{at % 2}", (code,), turn=8 * at) for n, code in enumerate(pair)
        ]
    return rows


def test_codes_that_are_given_together_make_a_candidate():
    themes = suggest_themes(together(), encoder=None, how=HowToGroup(Lens.CODES)).themes

    assert {frozenset(code for code, _ in theme.codes) for theme in themes} == {
        frozenset({"belonging", "support"}),
        frozenset({"routine", "sleep"}),
    }
    assert sum(len(theme.excerpts) for theme in themes) == 48


def test_by_codes_the_order_of_excerpts_makes_no_difference():
    forwards, backwards = (
        suggest_themes(rows, encoder=None, how=HowToGroup(Lens.CODES)) for rows in (together(), together()[::-1])
    )

    assert forwards == backwards


@pytest.mark.parametrize(
    ("rows", "how", "told"),
    [
        ([excerpt(at, text) for at, text in enumerate(SONG)], HowToGroup(Lens.CODES), "0 codes are too few"),
        (together(), HowToGroup(Lens.CODES, count=5), "4 codes cannot make 5 themes"),
    ],
)
def test_codes_that_cannot_be_grouped_are_one_line(rows, how, told):
    with pytest.raises(StudyError, match=told):
        suggest_themes(rows, encoder=None, how=how)
