"""Excerpts to candidates that a person can argue with."""

import numpy as np
import pytest

from thematic.errors import StudyError
from thematic.model import Span
from thematic.text import sha256
from thematic.themes import Excerpt, HowToGroup, suggest_themes
from thematic.themes.cluster import Clusterer
from thematic.themes.space import space_of

GARDEN = ["We dug the potatoes up", "The beans came through in June", "I water the tomatoes", "Digging in the mud"]
SONG = ["We sang the low part", "The choir sang it twice", "I hummed the tune at home", "Singing with the basses"]
BUS = ["I took the bus alone", "Two buses and I managed", "The bus driver knows me", "I rode the bus to town"]


class WordsAsVectors:
    """An encoder for tests: texts of one topic point the same way."""

    name = "test"

    def encode(self, texts):
        rng_rows = [np.random.default_rng(int(sha256(text)[:8], 16)).normal(0, 0.15, 3) for text in texts]
        topics = [next((n for n, topic in enumerate((GARDEN, SONG, BUS)) if text in topic), 0) for text in texts]
        vectors = np.eye(3)[topics] + np.array(rng_rows)
        return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)


def excerpts(texts, people=("P1", "P2", "P3")):
    return [
        Excerpt(f"fg{n % 2 + 1}", Span(n * 100, n * 100 + len(text)), text, people[n % len(people)], ("code",))
        for n, text in enumerate(texts)
    ]


def suggest(texts, **extra):
    return suggest_themes(excerpts(texts), encoder=WordsAsVectors(), how=HowToGroup(**extra)).themes


def test_excerpts_that_mean_alike_come_together_with_their_own_terms():
    themes = suggest(GARDEN + SONG + BUS, count=3)

    assert [len(theme.excerpts) for theme in themes] == [4, 4, 4]
    terms = " ".join(term for theme in themes for term in theme.terms)
    assert {"bus", "sing"} <= set(terms.split())


def test_every_excerpt_is_in_exactly_one_candidate():
    given = excerpts(GARDEN + SONG + BUS + ["Mm.", "", "..."])
    themes = suggest_themes(given, encoder=WordsAsVectors()).themes

    assert sorted(place for theme in themes for place in theme.excerpts) == sorted(one.place for one in given)


def test_the_number_of_candidates_is_found_by_stability():
    many = [f"{text}, {n}" for text in GARDEN + SONG + BUS for n in range(4)]
    topics = [text.rpartition(",")[0] for text in many]

    class Planted(WordsAsVectors):
        def encode(self, texts):
            return super().encode([text.rpartition(",")[0] for text in texts])

    themes = suggest_themes(excerpts(many), encoder=Planted()).themes
    assert len(topics) == 48
    assert 3 <= len(themes) <= 6


def test_the_order_of_the_excerpts_makes_no_difference():
    given = excerpts(GARDEN + SONG + BUS)
    forwards = suggest_themes(given, encoder=WordsAsVectors())
    backwards = suggest_themes(given[::-1], encoder=WordsAsVectors())

    assert forwards == backwards


def test_a_candidate_that_rests_on_one_person_says_so():
    given = excerpts(GARDEN, people=("P7",)) + [
        Excerpt("fg3", Span(n * 100, n * 100 + 5), text, f"P{n}") for n, text in enumerate(SONG)
    ]
    themes = suggest_themes(given, encoder=WordsAsVectors(), how=HowToGroup(count=2)).themes

    assert any("rests on one person (P7)" in theme.warnings for theme in themes)


@pytest.mark.parametrize("number", [0, 1, 4])
def test_too_few_excerpts_are_one_clear_line(number):
    with pytest.raises(StudyError, match="too few to group"):
        suggest((GARDEN + SONG)[:number])


@pytest.mark.parametrize("texts", [GARDEN + SONG[:1], (GARDEN + SONG)[:6], ["the same words"] * 30, ["word"] * 5])
def test_few_and_identical_excerpts_have_an_answer(texts):
    themes = suggest(texts)

    assert sum(len(theme.excerpts) for theme in themes) == len(texts)


@pytest.mark.parametrize("texts", [["", "", "", "", ""], ["..."] * 6, ["!"] * 3 + ["\U0001f600"] * 3])
def test_excerpts_without_words_have_an_answer_and_no_terms(texts):
    themes = suggest_themes(excerpts(texts), encoder=None).themes

    assert sum(len(theme.excerpts) for theme in themes) == len(texts)


def test_without_an_encoder_words_alone_are_used():
    run = suggest_themes(excerpts(GARDEN + SONG + BUS), encoder=None, how=HowToGroup(count=3))

    assert run.settings["vectors"] == "tf-idf"
    assert sum(len(theme.excerpts) for theme in run.themes) == 12


def test_more_themes_than_excerpts_are_refused():
    with pytest.raises(StudyError, match="cannot make 9 themes"):
        suggest(GARDEN + SONG[:1], count=9)


@pytest.mark.parametrize("size", [20, 150, 700, 5_100])
def test_at_every_size_the_clusterer_finds_planted_groups_and_repeats_itself(size):
    rng = np.random.default_rng(7)
    planted = np.arange(size) % 3
    vectors = np.eye(8)[planted] + rng.normal(0, 0.1, (size, 8))
    vectors = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)

    labels = Clusterer(3).fit(space_of(vectors)).labels_

    assert len({(int(a), int(b)) for a, b in zip(planted, labels, strict=True)}) == 3
    assert np.array_equal(labels, Clusterer(3).fit(space_of(vectors)).labels_)
