"""Sentences and lemmas."""

from hypothesis import given, settings
from hypothesis import strategies as st

from thematic.language import lemmas, sentence_spans


def sentences(text):
    return [text[span.start : span.end] for span in sentence_spans([text])[0]]


def test_a_turn_is_split_into_its_sentences():
    assert sentences("It was fine. I went back! Did you?") == ["It was fine.", "I went back!", "Did you?"]


def test_an_abbreviation_or_trailing_dots_do_not_end_a_sentence():
    assert sentences("Dr. Okoro said, e.g. walking, well... I tried.") == [
        "Dr. Okoro said, e.g. walking, well... I tried."
    ]


def test_an_opening_bracket_or_quote_goes_with_what_follows():
    assert sentences('That was it. [laughs] Then we left. "Come in," she said.') == [
        "That was it.",
        "[laughs] Then we left.",
        '"Come in," she said.',
    ]


def test_a_sentence_never_crosses_a_line():
    assert sentences("one line\nand another") == ["one line", "and another"]


@given(st.text(alphabet=st.sampled_from("aB. ?!\n“”\"'[](…😀é")))
@settings(max_examples=200, deadline=None)
def test_every_character_that_is_not_white_space_is_in_exactly_one_sentence(text):
    covered = [place for span in sentence_spans([text])[0] for place in range(span.start, span.end)]

    assert len(covered) == len(set(covered))
    assert {place for place, sign in enumerate(text) if not sign.isspace()} <= set(covered)


def test_lemmas_are_lower_case_words():
    assert lemmas(["We were GROWING potatoes, 3 of them!"]) == [["we", "be", "grow", "potato", "of", "them"]]
