"""Damaged files: whatever happens to the bytes, only `InputError` comes out."""

import random

import pytest

from thematic.errors import InputError
from thematic.ingest import read_answers, read_roster, read_transcript

TALK = (
    "Date: 3 May\n\n[00:00:01] INT: How was it?\n\n**Anna:** Well, café. [laughs]\n\nBev (00:00:09): No.\nAnna: Yes.\n"
)
VTT = (
    "WEBVTT\n\nNOTE x\n\n1\n00:00:01.000 --> 00:00:02.000\n<v Ann Lee>It&amp;s <i>so</i>\nwet.</v>\n\n"
    "00:03.000 --> 00:04.000 align:start\nBo: Yes.\n"
)
SRT = "1\n00:00:01,000 --> 00:00:02,000\nINT: How?\n\n2\n00:00:03,000 --> 00:00:04,000\n<i>Anna: So.</i>\n"
TABLE = 'participant,session,speaker,text\nP1,fg1,Anna,"One\ntwo"\nP2,fg1,Bev,\'=No\n'
ALPHABET = b"\x00\n\r\t \"',:;<>[]()&*#-\xff\xc3\xe2PK\x03\x04" + bytes(range(48, 58))
MUTANTS = 150


def mutants(data, seed, count=MUTANTS):
    source = random.Random(seed)
    for _ in range(count):
        mutant = bytearray(data)
        for _ in range(source.randint(1, 6)):
            at, length = source.randrange(len(mutant) + 1), source.randint(1, 12)
            match source.randrange(5):
                case 0:
                    mutant[at : at + length] = b""
                case 1:
                    mutant[at:at] = bytes(source.choices(ALPHABET, k=length))
                case 2:
                    mutant[at:at] = mutant[at : at + length] * source.randint(1, 20)
                case 3 if at < len(mutant):
                    mutant[at] ^= 1 << source.randrange(8)
                case _:
                    del mutant[at + source.randint(0, len(mutant)) :]
        yield bytes(mutant)


def survives(read):
    """Whether reading ends well, or in one line that says more than the name of a Python error."""
    try:
        read()
    except InputError as error:
        return "\n" not in str(error) and "could not be read as" not in str(error)
    return True


@pytest.mark.parametrize(("suffix", "seed"), [("txt", TALK), ("md", TALK), ("vtt", VTT), ("srt", SRT)])
def test_a_damaged_transcript_is_read_or_refused(suffix, seed):
    for mutant in mutants(seed.encode(), suffix):
        assert survives(lambda data=mutant: read_transcript(f"a.{suffix}", data, transcript_id="t"))


def test_a_damaged_word_document_is_read_or_refused(word):
    for mutant in mutants(word("INT: How?", ("x", "Title"), "Anna: So."), "docx"):
        assert survives(lambda data=mutant: read_transcript("a.docx", data, transcript_id="t"))


def test_damaged_xml_in_a_sound_package_is_read_or_refused(word):
    properties = "<w:pPr><w:pStyle w:val='Title'/><w:rPr><w:del/></w:rPr></w:pPr>"
    body = f"<w:p>{properties}<w:r><w:t>INT: How?</w:t><w:br/></w:r></w:p>"
    for mutant in mutants(body.encode(), "xml"):
        assert survives(
            lambda data=mutant: read_transcript("a.docx", word("<" + data.decode("latin-1")), transcript_id="t")
        )


@pytest.mark.parametrize("suffix", ["csv", "tsv"])
def test_a_damaged_table_is_read_or_refused(suffix):
    seed = (TABLE if suffix == "csv" else TABLE.replace(",", "\t")).encode()
    for mutant in mutants(seed, suffix):
        assert survives(lambda data=mutant: read_roster(f"a.{suffix}", data))
        assert survives(lambda data=mutant: read_answers(f"a.{suffix}", data, transcript_id="t", text_column="text"))


def test_a_fault_of_our_own_is_one_line_and_shows_no_words(monkeypatch):
    def broken(*_, **__):
        raise KeyError("what Anna said")

    monkeypatch.setattr("thematic.ingest.transcripts.merged", broken)
    with pytest.raises(InputError) as caught:
        read_transcript("a.docx.txt", b"Anna: hello", transcript_id="t")

    assert str(caught.value) == "a.docx.txt: could not be read as .txt (KeyError)"
