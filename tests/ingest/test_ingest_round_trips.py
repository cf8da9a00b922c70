"""Any talk, in any encoding, line end and normal form, comes out as the turns it was, at the offsets it says."""

import codecs
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thematic.ingest import read_transcript
from thematic.ingest.raw import clean

MARKED = {
    "utf-8": b"",
    "utf-8-sig": b"",
    "utf-16-le": codecs.BOM_UTF16_LE,
    "utf-16-be": codecs.BOM_UTF16_BE,
    "utf-32-le": codecs.BOM_UTF32_LE,
    "cp1252": b"",
    "mac_roman": b"",
}
# These are told by nothing in the file: the user says them.
SAID = frozenset({"mac_roman"})
LINE_ENDS = ("\n", "\r\n", "\r")
FORMS = ("NFC", "NFD", "NFKC")
# Letters of one, two, three and four bytes, that combine, join, run from right to left, or look like quotation marks.
LETTERS = "aé ñ“”’…— e\u0301 İ ß 東京 שלום עברית 👩🏽\u200d🌾 🙂 \u200b ½ ﬁ Ł x1?"
SPEAKERS = st.sampled_from(["Moderator", "Maya", "Tom"])


def words_in(encoding):
    """Words that the encoding can hold, and that no label could be read out of."""
    fits = [letter for letter in LETTERS if _fits(letter, encoding)]
    return st.text(st.sampled_from(fits), min_size=1, max_size=60).filter(lambda text: clean(text) not in {"", "..."})


def _fits(letter, encoding):
    try:
        return bool(letter.encode(encoding))
    except UnicodeEncodeError:
        return False


def _is_utf8(data):
    try:
        return bool(data.decode())
    except UnicodeDecodeError:
        return False


@st.composite
def files(draw):
    """What was said, and the bytes of a file that holds it, with how the file was made."""
    encoding = draw(st.sampled_from(sorted(MARKED)))
    said = draw(st.lists(st.tuples(SPEAKERS, words_in(encoding)), min_size=3, max_size=9))
    said += [("Moderator", "one"), ("Maya", "two"), ("Tom", "three"), ("Maya", "four")]
    form = draw(st.sampled_from(FORMS)) if encoding.startswith("utf") else "NFC"
    end = draw(st.sampled_from(LINE_ENDS))
    text = f"{end}{end}".join(f"{speaker}: {words}" for speaker, words in said) + end
    return said, form, encoding, MARKED[encoding] + unicodedata.normalize(form, text).encode(encoding)


def check(file):
    said, form, encoding, data = file
    # Windows-1252 that happens to be UTF-8 too ("ß½") is told from it by nothing, and nobody writes it.
    told = encoding if encoding in SAID or (encoding == "cp1252" and _is_utf8(data)) else None
    transcript = read_transcript("t.txt", data, transcript_id="t", encoding=told).transcript

    wanted = [(speaker, clean(unicodedata.normalize(form, words))) for speaker, words in said]
    assert [(turn.speaker, transcript.words_at(turn.span)) for turn in transcript.turns] == wanted
    assert transcript.text == "\n".join(words for _, words in wanted)
    for turn in transcript.turns:
        assert all(turn.span.holds(sentence) for sentence in turn.sentences)
        sentences = "".join(transcript.words_at(sentence) for sentence in turn.sentences)
        assert "".join(sentences.split()) == "".join(transcript.words_at(turn.span).split())


@given(files())
@settings(max_examples=150, deadline=None)
def test_any_talk_round_trips_whatever_its_encoding_line_ends_and_normal_form(file):
    check(file)


@pytest.mark.slow
@pytest.mark.timeout(1800)
@given(files())
@settings(max_examples=10_000, deadline=None)
def test_ten_thousand_talks_round_trip(file):
    check(file)
