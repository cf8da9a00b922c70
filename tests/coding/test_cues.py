from coding_talk import CODEBOOK
from hypothesis import given, settings
from hypothesis import strategies as st

from thematic.coding.cues import CueMatcher, cue_strengths
from thematic.coding.words import docs
from thematic.model import Code, Codebook


def hits_in(text, codebook=CODEBOOK):
    (doc,) = docs([text])
    return CueMatcher(codebook).hits(doc)


def of(*codes):
    return Codebook(id="c", title="C", version="1", source="invented", codes=codes)


def test_a_cue_is_found_by_its_lemmas_and_quoted_where_it_stands_after_astral_characters():
    text = "🌱🌱 Seedlings everywhere, 𝒻 I watered the beds."

    found = {(hit.cue, text[hit.span.start : hit.span.end]) for hit in hits_in(text)}

    assert found == {("seedling", "Seedlings"), ("water the beds", "watered the beds")}


def test_a_cue_is_found_whatever_its_capitals_and_apostrophes():
    codebook = of(Code(id="a", name="A", definition="A.", cues=("I'm worth something",)))

    assert hits_in("I’m WORTH Something now", codebook)


def test_of_two_cues_of_one_code_that_overlap_the_longer_stays():
    codebook = of(Code(id="a", name="A", definition="A.", cues=("band", "in the band")))

    assert [hit.cue for hit in hits_in("She is in the band now.", codebook)] == ["in the band"]


def test_the_same_cue_may_serve_two_codes():
    codes = [Code(id=name, name=name, definition=name, cues=("choir",)) for name in ("a", "b")]

    assert [hit.code for hit in hits_in("The choir met.", of(*codes))] == [0, 1]


def test_a_counter_cue_is_marked():
    (hit,) = hits_in("In my greenhouse everything died.")

    assert hit.counter


def test_an_empty_cue_matches_nothing():
    assert hits_in("Anything at all.", of(Code(id="a", name="A", definition="A.", cues=("", "  ")))) == ()


def test_a_cue_that_stands_everywhere_is_worth_less_than_a_rare_one():
    codebook = of(Code(id="a", name="A", definition="A.", cues=("people", "regatta")))
    texts = ["people came", "people went", "people sat", "a regatta then"]
    matcher = CueMatcher(codebook)
    hits = [matcher.hits(doc) for doc in docs(texts)]

    strengths = cue_strengths(hits, [2, 2, 2, 2], 1)[:, 0]

    assert strengths[3] > strengths[0] > 0


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=80))
def test_any_text_can_be_searched_and_every_hit_lies_inside_it(text):
    for hit in hits_in(text + " sing"):
        assert 0 <= hit.span.start < hit.span.end <= len(text) + 5
