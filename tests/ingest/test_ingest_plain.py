"""Plain text and Markdown: lines, paragraphs, heads, encodings."""

import codecs
import itertools
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thematic.errors import InputError
from thematic.ingest import read_transcript
from thematic.ingest.raw import clean
from thematic.model import Kind, Role

TALK = "Moderator: How was it?\n\nAnna: Fine. [laughs]\n\nBev: No.\n\nModerator: Go on?\n\nAnna: “Café”, £3, naïve.\n"


def test_turns_are_numbered_over_everybody_and_the_text_holds_no_labels(read):
    transcript = read("t.txt", TALK).transcript

    assert transcript.text == "How was it?\nFine. [laughs]\nNo.\nGo on?\n“Café”, £3, naïve."
    assert [turn.number for turn in transcript.turns] == [1, 2, 3, 4, 5]
    assert [turn.role for turn in transcript.turns[:2]] == [Role.MODERATOR, Role.PARTICIPANT]


def test_sentences_lie_inside_their_turn(read):
    transcript = read("t.txt", "Anna: One. Two!\nAnna: Three.\nBev: Four.\nBev: Five").transcript

    words = [[transcript.words_at(span) for span in turn.sentences] for turn in transcript.turns]
    assert words == [["One.", "Two!"], ["Three."], ["Four."], ["Five"]]


def test_two_labelled_paragraphs_by_one_speaker_stay_two_turns(spoken):
    assert spoken("t.txt", "Anna: One.\n\nAnna: Two.") == [("Anna", "One."), ("Anna", "Two.")]


def test_a_paragraph_without_a_label_goes_on_in_the_turn_before(spoken):
    assert spoken("t.txt", "Anna: One.\n\nAnd more.\n\nBev: Oh.\nAnna: Two.\nBev: Ah.")[0] == (
        "Anna",
        "One.\nAnd more.",
    )


def test_a_label_on_its_own_line_speaks_what_follows(spoken):
    assert spoken("t.txt", "Anna:\nOne.\n\nBev:\n\nTwo.\n\nAnna:\nThree.\nBev:\nFour.") == [
        ("Anna", "One."), ("Bev", "Two."), ("Anna", "Three."), ("Bev", "Four."),
    ]  # fmt: skip


def test_a_label_without_any_words_is_no_turn(spoken):
    assert spoken("t.txt", "Anna: One.\nBev:\nAnna: Two.\nBev: Three.") == [
        ("Anna", "One."), ("Anna", "Two."), ("Bev", "Three."),
    ]  # fmt: skip


@pytest.mark.parametrize("word", ["Mm.", "No", "?", "…", "...", "👍"])
def test_the_shortest_turn_is_kept(spoken, word):
    assert spoken("t.txt", f"Anna: How?\nBev: {word}\nAnna: Why?\nBev: {word}")[1] == ("Bev", word)


def test_a_time_on_its_own_line_belongs_to_what_follows(read):
    transcript = read("t.txt", "[00:00:05]\nAnna: One.\n[00:00:09]\nBev: Two.\nAnna: Three.\nBev: Four.").transcript

    assert [turn.start_seconds for turn in transcript.turns] == [5, 9, None, None]
    assert transcript.text == "One.\nTwo.\nThree.\nFour."


HEADS = [
    "Date: 3 May\nVenue: Town Hall\nPresent: Anna, Bev\n\n",
    "FOCUS GROUP 3\n\nDate: 3 May\n\n",
    "Title: Walks\nModerator: Kate Smith\nDate: 3 May\n\n",
    "Date: 3 May\nModerator: Kate Smith\nParticipants: Anna Jones and Bev Hill\n\n",
    "Date: 3 May\n",
    "Focus group 3\n-----\n",
    "[Recording starts.]\n",
    "Date: 3 May\nThe recorder was on the table and it was noisy.\n\n",
]


@pytest.mark.parametrize("head", HEADS)
@pytest.mark.parametrize("suffix", [".txt", ".md"])
def test_what_stands_above_the_talk_is_left_out_and_counted(read, head, suffix):
    imported = read("t" + suffix, head + TALK)

    assert len(imported.transcript.turns) == 5
    assert imported.transcript.text.startswith("How was it?")
    assert any(note.split()[0].isdigit() and " left out: " in note for note in imported.source.notes)


def test_talk_before_the_first_label_is_kept_and_doubted(read):
    imported = read("t.txt", "we had better begin then\n\n" + TALK)

    first = imported.transcript.turns[0]
    assert (first.speaker, first.role, first.participant) == (None, Role.UNKNOWN, None)
    assert imported.doubts == ("line 1: 1 turn has no speaker: the file names none there",)


def test_a_first_exchange_is_not_taken_for_the_head(spoken):
    turns = spoken("t.txt", "Date: 3 May\nModerator: Hello\nAnna: Hi\n\nModerator: Well\nAnna: Yes")

    assert turns[:2] == [("Moderator", "Hello"), ("Anna", "Hi")]


def test_lines_broken_by_an_editor_s_width_are_one_paragraph(spoken, read):
    words = ("I went along because the woman at the surgery told me that it would be no trouble "
             "and that they would have the kettle on whatever the weather did that day. ") * 3  # fmt: skip
    lines, line = [], "Anna:"
    for word in words.split():
        if len(line) + 1 + len(word) > 72:
            lines.append(line)
            line = word
        else:
            line += " " + word
    text = "\n".join([*lines, line]) + "\n\nBev: No.\n\nAnna: Yes.\n\nBev: Oh.\n"

    assert spoken("t.txt", text)[0] == ("Anna", words.strip())
    assert read("t.txt", text).source.notes[0].endswith("line breaks inside paragraphs read as spaces")


def test_short_lines_that_a_typist_broke_stay_paragraphs(spoken):
    assert spoken("t.txt", "Anna: One.\nTwo.\nThree.\nBev: Four.\nAnna: a\nBev: b")[0] == ("Anna", "One.\nTwo.\nThree.")


def test_a_file_without_labels_is_field_notes_one_turn_a_paragraph(read):
    imported = read("t.txt", "Arrived early; wet.\n\n[10:30] They were packed in.\nNote: ask about the hall.")

    assert imported.transcript.kind is Kind.FIELD_NOTES
    assert imported.transcript.text.split("\n") == [
        "Arrived early; wet.", "[10:30] They were packed in.", "Note: ask about the hall.",
    ]  # fmt: skip
    assert {(turn.speaker, turn.participant, turn.role) for turn in imported.transcript.turns} == {
        (None, None, Role.PARTICIPANT)
    }
    assert imported.doubts[0].startswith("no label such as")


def test_field_notes_have_no_speakers_where_the_user_says_what_they_are(spoken):
    assert spoken("t.txt", "Anna: shy.\nBev: loud.\nAnna: gone.\nBev: too.", kind=Kind.FIELD_NOTES)[0] == (
        None, "Anna: shy.",
    )  # fmt: skip


def test_markdown_headings_rules_directions_and_front_matter_are_left_out(read):
    imported = read(
        "t.md",
        "---\ntitle: Walks\ndate: 3 May\n---\n# Group 1\n\n**Anna:** One\ntwo.\n\n*A door bangs.*\n\n---\n\n"
        "**Bev**: *Three.*\n\n## Later\n\n**Anna:** Four.\n\n**Bev:** Five.\n",
    )

    assert imported.transcript.text == "One two.\n*Three.*\nFour.\nFive."
    assert imported.source.notes == (
        "front matter left out", '3 headings and rules left out: "# Group 1", "## Later"',
        '1 stage direction in italics left out: "*A door bangs.*"',
    )  # fmt: skip


def test_a_rule_above_the_first_turn_is_no_front_matter(spoken):
    assert spoken("t.md", "---\n\nAnna: One.\n\nBev: Two.\n\n---\n\nAnna: Three.\n\nBev: Four.")[0] == ("Anna", "One.")


def test_a_hard_break_in_markdown_stays_a_line(spoken):
    assert spoken("t.md", "**Anna:** One  \ntwo\nthree\n\n**Bev:** a\n\n**Anna:** b\n\n**Bev:** c")[0] == (
        "Anna", "One\ntwo three",
    )  # fmt: skip


ENCODINGS = {
    "utf-8": (b"", "utf-8"), "utf-8-sig": (b"", "utf-8-sig"), "cp1252": (b"", "cp1252"),
    "utf-16-le": (codecs.BOM_UTF16_LE, "utf-16"), "utf-16-be": (codecs.BOM_UTF16_BE, "utf-16"),
}  # fmt: skip


@pytest.mark.parametrize(
    ("encoding", "newline", "form"), list(itertools.product(ENCODINGS, ["\n", "\r\n", "\r"], ["NFC", "NFD"]))
)
def test_every_encoding_newline_and_normal_form_gives_the_same_transcript(read, encoding, newline, form):
    if encoding == "cp1252":
        form = "NFC"  # Windows-1252 has no combining signs.
    mark, named = ENCODINGS[encoding]
    data = mark + unicodedata.normalize(form, TALK).replace("\n", newline).encode(encoding)

    imported = read("t.txt", data)

    assert imported.transcript == read("t.txt", TALK).transcript
    assert imported.source.encoding == named
    assert bool(imported.source.notes) is (encoding == "cp1252")


def test_an_assumed_encoding_is_said(read):
    notes = read("t.txt", TALK.encode("cp1252")).source.notes

    assert notes == ("read as Windows-1252 (not UTF-8); say --encoding if accents look wrong",)


def test_the_encoding_asked_for_is_used(read):
    data = TALK.replace("£", "¬").encode("mac-roman")

    assert "“Café”" in read("t.txt", data, encoding="mac-roman").transcript.text


def test_garbled_accents_are_doubted_and_left_alone(read):
    garbled = TALK.encode().decode("cp1252", errors="replace")
    imported = read("t.txt", garbled.replace("\ufffd", ""))

    assert "Ã©" in imported.transcript.text
    assert any("look garbled" in doubt for doubt in imported.doubts)


HOSTILE = st.text(st.characters(blacklist_categories=["Cs"]), max_size=60)


@given(HOSTILE)
@settings(max_examples=200, deadline=None)
def test_cleaning_twice_changes_nothing(text):
    once = clean(text)

    assert clean(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert not any(unicodedata.category(letter) == "Cc" and letter != "\n" for letter in once)


LABELS = st.sampled_from(["Anna", "Bev", "Moderator"])
WORDS = st.text(
    st.characters(blacklist_categories=["Cs", "Cc"], blacklist_characters=":：[]()*_#=~+-–—\ufeff"),
    min_size=1,
    max_size=40,
).map(lambda text: "w" + clean(text))


@given(st.lists(st.tuples(LABELS, WORDS), min_size=4, max_size=12))
@settings(max_examples=100, deadline=None)
def test_any_words_come_out_as_the_turns_they_went_in_as(turns):
    turns = [*turns, ("Anna", "one"), ("Bev", "two"), ("Anna", "three"), ("Bev", "four")]
    text = "\n\n".join(f"{speaker}: {words}" for speaker, words in turns)

    transcript = read_transcript("t.txt", text.encode(), transcript_id="t").transcript

    assert [(turn.speaker, transcript.words_at(turn.span)) for turn in transcript.turns] == [
        (speaker, clean(words)) for speaker, words in turns
    ]
    assert transcript.text == "\n".join(transcript.words_at(turn.span) for turn in transcript.turns)
    for turn in transcript.turns:
        assert all(turn.span.holds(sentence) for sentence in turn.sentences)


@pytest.mark.parametrize(("name", "data", "reason"), [
    ("a.txt", b"", "a.txt: the file is empty"),
    ("a.txt", b" \n\n ", "a.txt: the file holds no words"),
    ("a.txt", b"\x00\x01\x02\xff" * 50, "a.txt: not text: it holds binary data"),
    ("a.txt", b"PK\x03\x04rest", "a.txt: it is a zip archive"),
    ("a.txt", b"%PDF-1.7 rest", "a.txt: it is a PDF. Rename it to end in .pdf"),
    ("a.txt", b"{\\rtf1 rest}", "a.txt: it is rich text (RTF). Rename it to end in .rtf"),
    ("a.txt", b"\xd0\xcf\x11\xe0rest", "a.txt: it is an old Word or Excel file"),
    ("a.txt", b"WEBVTT\n\n00:01.000 --> 00:02.000\nhi", "a.txt:1: it holds WebVTT captions"),
    ("a.txt", b"Anna:\nBev:\nAnna:\nBev:", "a.txt: the file holds no talk"),
    ("a.md", b"# Heading only", "a.md: the file holds no talk"),
    ("a.md", b"", "a.md: the file is empty"),
    ("a.mp3", b"ID3", 'a.mp3: files ending in ".mp3" are not read. Save it as one of .txt .md .docx'),
    ("a.doc", b"\xd0\xcf\x11\xe0", "a.doc: files ending in .doc are not read. Open it and save it as .docx"),
    ("a.txt", b" <!DOCTYPE html><p>Anna: hi", "a.txt: it is a web page (HTML). Rename it to end in .html"),
    ("a", b"Anna: hi", "a: the file has no suffix. Save it as one of"),
    ("a.csv", b"id,text\n1,hi", "a.csv: a table of answers needs to know which column"),
])  # fmt: skip
def test_what_cannot_be_read_is_one_line(name, data, reason):
    with pytest.raises(InputError) as caught:
        read_transcript(name, data, transcript_id="t")

    assert str(caught.value).startswith(reason)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "encoding", ["nonsense", "hex", "idna", "ascii", "unicode_escape", "utf-32", "rot13", "a\x00b", ""]
)
def test_an_encoding_that_does_not_fit_is_one_line(encoding):
    data = "Anna: caf\\ud800é\n".encode()
    try:
        read_transcript("a.txt", data, transcript_id="t", encoding=encoding)
    except InputError as error:
        assert "\n" not in str(error)  # noqa: PT017  some of these do fit


def test_a_huge_line_is_refused_at_once():
    with pytest.raises(InputError, match=r"a\.txt:2: a line has over 5 MB"):
        read_transcript("a.txt", b"Anna: hi\n" + b"a" * 6_000_000, transcript_id="t")


def test_a_huge_file_is_refused_at_once(monkeypatch):
    monkeypatch.setattr("thematic.ingest.limits.MOST_BYTES", 1_000_000)
    with pytest.raises(InputError, match="at most 1 are read"):
        read_transcript("a.txt", b"Anna: hello there.\n" * 200_000, transcript_id="t")


def test_many_short_lines_of_one_paragraph_do_not_overwhelm_the_sentencizer():
    line = b"word " * 20_000 + b"\n"
    with pytest.raises(InputError, match="a paragraph has over 5 million characters"):
        read_transcript("a.md", b"Anna: hi\n" + line * 60, transcript_id="t")


@pytest.mark.parametrize(("words", "reason"), [
    ("(" * 1_001, "a.txt:2: over 1,000 signs stand in a row"),
    (("(" * 999 + " ") * 30, "a.txt:2: over 1,000 signs"),
    ("data:image/png;base64," + "iVBORw0KGgo" * 200, "a.txt:2: a word has over 2,000 letters"),
])  # fmt: skip
def test_what_nobody_said_and_would_hold_up_reading_is_refused(words, reason):
    with pytest.raises(InputError) as caught:
        read_transcript("a.txt", f"INT: hi\nP1: {words}".encode(), transcript_id="t")

    assert str(caught.value).startswith(reason)


def test_a_long_paragraph_without_spaces_is_no_fault_in_a_script_that_has_none(spoken):
    assert spoken("t.txt", "INT: 你好？\nP1: " + "我去花园。" * 600)[1] == ("P1", "我去花园。" * 600)
