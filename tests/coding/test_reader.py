"""What is read in a text, and that it is the same whether it was kept or not."""

import dataclasses

import pytest
from coding_talk import BACKGROUND, CODEBOOK, GARDEN, transcript

from thematic.coding import score_transcripts
from thematic.coding.reader import Reader
from thematic.coding.suggest import suggestions_from
from thematic.language import speaking

UGLY = [
    "",
    " ",
    "[laughs]",
    "🙂 sang 𝔘𝔫𝔦",
    "I never sang, Maureen.",
    "a\u0301 la carte",
    "İstanbul sang",
    "ﬁne singing",
    "x" * 9,
]


class Shelf:
    """A `TextCache` in memory that says what it was asked to remember."""

    def __init__(self):
        self.made = {}
        self.remembered = []

    def known(self, maker, way, keys):
        return {key: self.made[maker, way, key] for key in keys if (maker, way, key) in self.made}

    def remember(self, maker, way, made):
        self.remembered.append(set(made))
        self.made.update({(maker, way, key): what for key, what in made.items()})


@pytest.fixture
def shelf():
    return Shelf()


def test_words_say_where_they_stand():
    (read,) = Reader(CODEBOOK).read(["I [laughs] sang 🙂 songs."])

    assert [(word.lemma, read.text[word.start : word.end]) for word in read.words] == [
        ("i", "I"),
        ("sing", "sang"),
        ("song", "songs"),
    ]


def test_what_was_kept_reads_as_what_is_read_anew(shelf):
    anew = list(Reader(CODEBOOK).read(UGLY))

    first, second = (list(Reader(CODEBOOK, shelf).read(UGLY)) for _ in range(2))

    assert first == second == anew


def test_a_text_is_read_once_however_often_it_is_asked_for(shelf):
    for _ in range(3):
        list(Reader(CODEBOOK, shelf).read(["I sang.", "I dug.", "I sang."]))

    assert len(shelf.remembered) == 1
    assert len(shelf.remembered[0]) == 2


def test_only_what_is_new_is_read(shelf):
    list(Reader(CODEBOOK, shelf).read(["I sang."]))
    list(Reader(CODEBOOK, shelf).read(["I sang.", "I dug."]))

    assert [len(made) for made in shelf.remembered] == [1, 1]


def test_another_cue_reads_everything_again(shelf):
    other = dataclasses.replace(CODEBOOK, codes=(dataclasses.replace(GARDEN, cues=("lift",)),))
    list(Reader(CODEBOOK, shelf).read(["The lift is broken."]))

    (read,) = Reader(other, shelf).read(["The lift is broken."])

    assert [hit.cue for hit in read.hits] == ["lift"]


def test_another_wording_of_a_definition_reads_nothing_again(shelf):
    worded = dataclasses.replace(CODEBOOK, codes=(dataclasses.replace(CODEBOOK.codes[0], definition="Other."),))
    same = dataclasses.replace(worded, codes=(*worded.codes, *CODEBOOK.codes[1:]))
    list(Reader(CODEBOOK, shelf).read(["I sang."]))

    list(Reader(same, shelf).read(["I sang."]))

    assert len(shelf.remembered) == 1


def test_another_language_reads_everything_again(shelf):
    list(Reader(CODEBOOK, shelf).read(["Die Kinder gingen."]))

    with speaking(lambda: "de"):
        (read,) = Reader(CODEBOOK, shelf).read(["Die Kinder gingen."])

    assert [word.lemma for word in read.words] == ["der", "kind", "gehen"]


def test_suggestions_are_the_same_from_what_was_kept(shelf):
    talk = transcript([("Ann", f"We sang and I planted the garden, verse {at}.") for at in range(12)])

    def suggested(kept):
        return suggestions_from(score_transcripts([talk], CODEBOOK, encoder=None, background=BACKGROUND, kept=kept))

    anew, first, again = suggested(None), suggested(shelf), suggested(shelf)

    assert anew
    assert anew == first == again
