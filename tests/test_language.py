"""Sentences and lemmas."""

from hypothesis import given, settings
from hypothesis import strategies as st

from thematic.language import is_known, lemmas, lemmatiser, sentence_spans, speaking


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


def test_another_language_has_its_own_abbreviations_and_lemmas():
    talk = "Wir gehen ca. um zehn bzw. um elf. Die Kinder gingen mit."

    assert sentences(talk) != ["Wir gehen ca. um zehn bzw. um elf.", "Die Kinder gingen mit."]
    with speaking(lambda: "de"):
        assert sentences(talk) == ["Wir gehen ca. um zehn bzw. um elf.", "Die Kinder gingen mit."]
        assert lemmas(["Die Kinder gingen mit."]) == [["der", "kind", "gehen", "mit"]]
        assert lemmatiser()("Häuser") == "haus"
    assert lemmatiser()("walking") == "walk"


def test_a_language_without_a_table_of_lemmas_keeps_its_words():
    with speaking(lambda: "tr"):
        assert lemmatiser()("Gidiyorum") in {"gidiyorum", "git"}
    with speaking(lambda: "pl"):
        assert lemmatiser()("Poszedł") == "poszedł"


def test_a_language_is_known_by_its_code_alone():
    assert is_known("fr")
    for other in ("", "klingon", "../en", "en_core_web_sm", "ja", "\x1b[2J"):
        assert not is_known(other)
