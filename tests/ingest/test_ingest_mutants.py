"""Damaged files: whatever happens to the bytes, or to the parts they are packed in, only `InputError` comes out."""

import io
import random
import signal
import time
import zipfile
import zlib
from pathlib import Path

import format_files
import pytest
from effort import affordable

from thematic.errors import InputError
from thematic.ingest import (
    attribute_doubts,
    attributes_of,
    read_answers,
    read_roster,
    read_transcript,
    with_deprivation,
)
from thematic.ingest.formats import pdf as pdf_reader
from thematic.ingest.formats.pdf_child import extract

OFFICE = Path(__file__).parent / "corpus" / "office"
TALK = (
    "Date: 3 May\n\n[00:00:01] INT: How was it?\n\n**Anna:** Well, café. [laughs]\n\nBev (00:00:09): No.\nAnna: Yes.\n"
)
VTT = (
    "WEBVTT\n\nNOTE x\n\n1\n00:00:01.000 --> 00:00:02.000\n<v Ann Lee>It&amp;s <i>so</i>\nwet.</v>\n\n"
    "00:03.000 --> 00:04.000 align:start\nBo: Yes.\n"
)
SRT = "1\n00:00:01,000 --> 00:00:02,000\nINT: How?\n\n2\n00:00:03,000 --> 00:00:04,000\n<i>Anna: So.</i>\n"
TABLE = 'participant,session,speaker,text\nP1,fg1,Anna,"One\ntwo"\nP2,fg1,Bev,\'=No\n'
PEOPLE = (
    "participant,session,speaker,role,postcode,age,case\nP1,fg1,Anna,moderator,L4 0TH,41,North/A\n"
    "P2,fg1,Bev,,M1 1AE,n/a,North/B\nP3,fg2,Cy,participant,EH1 1AA,25-34,South\n"
)
LOOKUP = (
    'pcd,pcds,doterm,ctry,imd20ind,Health Decile\n"L4  0TH","L4 0TH","","E92000001","3285","3"\n'
    '"M1  1AE","M1 1AE","2003","E92000001","1","9"\n'
)
SHEET = [["participant", "session", "speaker", "text"], ["P1", "fg1", "Anna", 5.5], ["P2", "fg1", "Bev", "'=No"]]
RTF = r"INT:\tab How {\deleted was} it?{\footnote x} caf\'e9 \u8217\'92 {\*\x y}\trowd\intbl Anna\cell So.\cell\row"
ALPHABET = b"\x00\n\r\t \"',:;<>[](){}\\/&*#-\xff\xc3\xe2PK\x03\x04" + bytes(range(48, 58))
MUTANTS = 100
MANY = 10_000
LONGEST = 2.0  # seconds of work

PLAIN = {"txt": TALK.encode(), "md": TALK.encode(), "vtt": VTT.encode(), "srt": SRT.encode()}
TABLES = {"csv": TABLE.encode(), "tsv": TABLE.replace(",", "\t").encode(), "xlsx": format_files.xlsx(SHEET)}
DOCUMENTS = {
    **{f"{stem}.{suffix}": (OFFICE / f"{stem}.{suffix}").read_bytes()
       for stem in ("walk", "rows") for suffix in ("docx", "odt", "rtf", "html")},
    "people.xlsx": (OFFICE / "people.xlsx").read_bytes(),
    "own.rtf": format_files.rtf(RTF),
    "own.odt": format_files.odt("INT: How?", "<text:p>Anna: <text:s text:c='3'/>So.</text:p>"),
}  # fmt: skip


def mutated(data, source):
    """One damaged copy of `data`: pieces dropped, put in, repeated, flipped, or the end cut off."""
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
    return bytes(mutant)


def repacked(data, source):
    """A sound archive in which one part is damaged, missing, there twice, or in another's place."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    name, other = source.choice(list(members)), source.choice(list(members))
    match source.randrange(6):
        case 0:
            del members[name]
        case 1:
            members[name] = members[other]
        case _:
            members[name] = mutated(members[name], source)
    return format_files.zipped(members)


def restructured(data, source):
    """Text whose elements, groups or lines are dropped, repeated, swapped or nested."""
    sign = b"<" if data.lstrip().startswith(b"<") else b"\\" if data.startswith(b"{") else b"\n"
    pieces = data.split(sign)
    for _ in range(source.randint(1, 8)):
        at, to = source.randrange(len(pieces)), source.randrange(len(pieces))
        match source.randrange(4):
            case 0 if len(pieces) > 1:
                del pieces[at]
            case 1:
                pieces[at], pieces[to] = pieces[to], pieces[at]
            case 2:
                pieces[at:at] = pieces[min(at, to) : max(at, to)]
            case _:
                pieces[at:at] = [pieces[to]] * source.randint(2, 300)
    return sign.join(pieces[:200_000])


def mutants(data, seed, count):
    source = random.Random(seed)
    structure = repacked if data.startswith(b"PK") else restructured
    for number in range(count):
        yield structure(data, source) if number % 2 else mutated(data, source)


def survives(read):
    """Whether reading ends soon, and well or in one line that says more than the name of a Python error."""
    begun = time.process_time()
    try:
        read()
    except InputError as error:
        if "\n" in str(error) or "could not be read as" in str(error):
            return False
    return affordable(time.process_time() - begun, LONGEST)


def all_survive(name, data, seed, count):
    reads = {"csv": reads_as_table, "tsv": reads_as_table, "xlsx": reads_as_table}
    read = reads.get(name.rpartition(".")[2], reads_as_talk)
    return all(read(name, mutant) for mutant in mutants(data, seed, count))


def reads_as_talk(name, data):
    return survives(lambda: read_transcript(name, data, transcript_id="t"))


def reads_as_table(name, data):
    return survives(lambda: read_roster(name, data)) and survives(
        lambda: read_answers(name, data, transcript_id="t", text_column="text")
    )


SEEDS = {**{f"a.{suffix}": data for suffix, data in (PLAIN | TABLES).items()}, **DOCUMENTS}


@pytest.mark.parametrize("name", SEEDS)
def test_a_damaged_file_is_read_or_refused(name):
    assert all_survive(name, SEEDS[name], name, MUTANTS)


@pytest.mark.slow
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("name", SEEDS)
def test_ten_thousand_damaged_files_are_read_or_refused(name):
    assert all_survive(name, SEEDS[name], f"{name} again", MANY)


PAGE = "BT /F1 12 Tf 72 700 Td (INT: How was it?) Tj 0 -28 Td (Anna: It was good.) Tj ET"
PDFS = {"own": format_files.pdf(PAGE, PAGE), "walk": (OFFICE / "walk.pdf").read_bytes()}


def damaged_pdfs(seed, count):
    """Damaged copies of two PDFs, and sound ones whose page's source is damaged."""
    source = random.Random(seed)
    for number in range(count):
        match number % 3:
            case 0:
                yield mutated(PDFS["walk"], source)
            case 1:
                yield mutated(PDFS["own"], source)
            case _:
                yield format_files.pdf("x", filtered=zlib.compress(mutated(PAGE.encode(), source)))


@pytest.mark.parametrize("count", [40, pytest.param(300, marks=pytest.mark.slow)])
@pytest.mark.timeout(600)
def test_a_damaged_pdf_is_read_or_refused_by_the_process_that_reads_it(count):
    for mutant in damaged_pdfs(count, count):
        assert reads_as_talk("a.pdf", mutant)


@pytest.mark.slow
@pytest.mark.timeout(3600)
@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="this system has no alarm to end a reader that hangs")
def test_ten_thousand_damaged_pdfs_hang_no_reader(monkeypatch):
    """In this process, under an alarm: what the child does with its own limits, ten thousand times quicker."""

    def answer(data):
        signal.setitimer(signal.ITIMER_VIRTUAL, LONGEST)
        try:
            return extract(data)
        except Slow:
            raise
        except Exception:  # noqa: BLE001  the child makes one word of it
            return {"fault": "damaged"}
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)

    def slow(*_):
        raise Slow

    monkeypatch.setattr(pdf_reader, "_answer", answer)
    signal.signal(signal.SIGVTALRM, slow)
    assert all(reads_as_talk("a.pdf", mutant) for mutant in damaged_pdfs("many", MANY))


class Slow(BaseException):
    """The alarm: no reader catches it."""


def attributes_in(data):
    return attributes_of(read_roster("p.csv", data).participants)


def test_damaged_tables_of_people_and_of_deprivation_are_read_or_refused():
    people = read_roster("p.csv", PEOPLE.encode())
    for mutant in mutants(PEOPLE.encode(), "people", MUTANTS):
        assert survives(lambda data=mutant: list(attribute_doubts(attributes_in(data))))
    for mutant in mutants(LOOKUP.encode(), "lookup", MUTANTS):
        assert survives(lambda data=mutant: with_deprivation(people, "l.csv", [data]))


def test_a_fault_of_our_own_is_one_line_and_shows_no_words(monkeypatch):
    def broken(*_, **__):
        raise KeyError("what Anna said")

    monkeypatch.setattr("thematic.ingest.transcripts.merged", broken)
    with pytest.raises(InputError) as caught:
        read_transcript("a.docx.txt", b"Anna: hello", transcript_id="t")

    assert str(caught.value) == "a.docx.txt: could not be read as .txt (KeyError)"
