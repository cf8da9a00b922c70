"""Every quotation is verbatim, or the export fails; words that changed under a decision are found."""

import sqlite3

from thematic.store import Store
from thematic.store.codec import transcript_from, transcript_to


def forge(study):
    """Swap two words of the transcript, and mend every hash that names it as somebody with the file could."""
    with Store.open(study / "study.db") as store:
        record = store.state().transcripts["fg1"]
        transcript, source = transcript_from(store.log.get(record.content))
    text = transcript.text.replace("part of something", "part of everything")[: len(transcript.text)]
    forged = transcript_to(type(transcript)(transcript.id, text, transcript.turns, transcript.kind), source)
    with sqlite3.connect(study / "study.db") as db:
        db.execute("DROP TRIGGER blob_is_only_erased")
        db.execute("UPDATE blob SET data = ? WHERE hash = ?", (forged, record.content))


def test_words_that_were_altered_stop_the_export_and_are_named(run, coded, here):
    forge(coded)
    ran = run("-C", "study", "export", "codings", "-o", "out.csv").fails(4)

    assert "altered" in ran.err
    assert not (here / "out.csv").exists()


def test_a_decision_whose_words_are_no_longer_there_stops_the_export(run, coded, here, monkeypatch):
    import thematic.check

    monkeypatch.setattr(thematic.check, "_anchors", _shifted)
    ran = run("-C", "study", "export", "codings", "-o", "out.csv").fails(4)

    assert "are not those it was made on" in ran.err
    assert not (here / "out.csv").exists()


def _shifted(state):
    from thematic.model import Span

    for record in state.decisions:
        span = record.decision.span
        yield "decision x", (record.decision.transcript, Span(span.start + 1, span.end)), record.words
