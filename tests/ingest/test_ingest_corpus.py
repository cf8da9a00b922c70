"""One small invented file per program or convention, in every format it comes in, with the turns it should give."""

from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from format_files import html, odt, odt_source, page_of, pdf, rtf, rtf_source

from thematic.ingest import FORMATS

CORPUS = Path(__file__).parent / "corpus"
EXPECTED = sorted(CORPUS.glob("*.turns"))


@dataclass
class Expected:
    """What a file of the corpus should be read as."""

    profile: str
    formats: list[str]
    kind: str
    notes: list[str]
    turns: list[tuple[str | None, float | None, str]]


def expected(path):
    head, _, table = path.read_text().partition("\n\n")
    fields = [line.partition(":")[::2] for line in head.split("\n")]
    first = {name: value.strip() for name, value in reversed(fields)}
    notes = [value.strip() for name, value in fields if name == "note"]
    rows = [row.split(" | ") for row in table.strip().split("\n")]
    turns = [(none(speaker), float(start) if none(start) else None, words) for speaker, start, words in rows]
    return Expected(first["profile"], first["formats"].split(), first["kind"], notes, turns)


def none(cell):
    return None if cell == "-" else cell


def run(text):
    """A run of Word's with its line breaks and tabs."""
    inner = escape(text).replace("\t", "</w:t><w:tab/><w:t xml:space='preserve'>")
    inner = inner.replace("\n", "</w:t><w:br/><w:t xml:space='preserve'>")
    return f"<w:p><w:r><w:t xml:space='preserve'>{inner}</w:t></w:r></w:p>"


SAVED = {
    "docx": lambda word, paragraphs: word(*map(run, paragraphs)),
    "odt": lambda _, paragraphs: odt(*map(odt_source, paragraphs)),
    "rtf": lambda _, paragraphs: rtf(*map(rtf_source, paragraphs)),
    "html": lambda _, paragraphs: html(*paragraphs),
    "pdf": lambda _, paragraphs: pdf(page_of("\n".join(paragraphs))),
}


def saved(text, form, word):
    """A file of the corpus as a person would save it in a format: a paragraph a line, or a block of lines."""
    suffix, _, breaks = form.partition("-")
    if suffix not in SAVED:
        return text
    return SAVED[suffix](word, text.strip().split("\n\n") if breaks else text.split("\n"))


CASES = [(path, form) for path in EXPECTED for form in expected(path).formats]


@pytest.mark.parametrize(("path", "form"), CASES, ids=[f"{path.stem}-{form}" for path, form in CASES])
def test_every_file_of_the_corpus_gives_its_turns(read, word, path, form):
    wanted = expected(path)
    text = path.with_suffix("").read_text()

    imported = read(f"t.{form.partition('-')[0]}", saved(text, form, word))

    transcript = imported.transcript
    found = [
        (turn.speaker, turn.start_seconds, " ".join(transcript.words_at(turn.span).split()))
        for turn in transcript.turns
    ]
    assert found == wanted.turns
    assert imported.source.profile == wanted.profile
    assert (f"recognised as {wanted.profile}" in imported.source.notes) is bool(wanted.profile)
    assert transcript.kind.value == wanted.kind
    # What stands behind the colon is the text of the lines.
    assert set(wanted.notes) <= {note.partition(": ")[0] for note in imported.source.notes}


def test_every_file_of_the_corpus_has_its_turns_beside_it():
    files = {path.name for path in CORPUS.iterdir() if path.is_file()} - {"README.md"}

    assert files == {name for path in EXPECTED for name in (path.name, path.stem)}


def test_every_format_of_talk_is_in_the_corpus():
    tried = {f".{form.partition('-')[0]}" for _, form in CASES}

    assert set(FORMATS) - {".csv", ".xlsx", ".htm"} <= tried
