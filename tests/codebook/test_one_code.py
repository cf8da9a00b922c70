"""One code as YAML and back: what was there is there again. All of it invented."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thematic.codebook.one_code import code_as_yaml, code_from_yaml
from thematic.errors import InputError
from thematic.model import Code, Codebook, NearMiss

BOOK = Codebook("small", "Small", "1.0", "invented", (Code("a", "A", "Of a."), Code("b", "B", "Of b.")))
# Words with what YAML might take for something else between them; what is read has no space around it.
words = st.lists(
    st.sampled_from(
        ["no", "null", "~", ": #", "- x", "'", '"', "\\", "12:30", "{a", "👋🏽", "\u200d", "é", "&x", "!t", "%"]
    ),
    min_size=1,
).map(" ".join)
lists = st.lists(words, max_size=3).map(tuple)


@given(name=words, definition=words, exclude=st.one_of(st.just(""), words), cues=lists, examples=lists, text=words)
def test_a_code_comes_back_as_it_was(name, definition, exclude, cues, examples, text):
    misses = (NearMiss(text, "b"), NearMiss(text, None))
    code = Code("a", name, definition, exclude=exclude, cues=cues, examples=examples, near_misses=misses,
                may_overlap=("b",))  # fmt: skip

    assert code_from_yaml(BOOK, "a", code_as_yaml(code)) == code


def test_all_fields_are_there_to_be_filled_in():
    text = code_as_yaml(BOOK.codes[0])

    assert [line.partition(":")[0] for line in text.splitlines()] == [one.name for one in dataclasses.fields(Code)]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("id: b\nname: A\ndefinition: Of a.\n", "a.yaml:1: the id stays a here"),
        ("id: a\nname: A\n", '"definition" is missing'),
        ("id: a\nname: A\ndefinition: Of a.\nnear_misses:\n  - text: x\n    code: c\n", 'a.yaml:6: no code "c"'),
        ("id: a\nname: A\ndefinition: Of a.\nmay_overlap: [c]\n", 'a.yaml:4: no code "c"'),
        ("just words", "expected `key: value` lines"),
    ],
)
def test_what_is_no_code_is_refused_with_its_line(text, says):
    with pytest.raises(InputError) as refused:
        code_from_yaml(BOOK, "a", text)
    assert says in str(refused.value)
