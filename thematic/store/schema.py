"""The study file's format: a SQLite database that `sqlite3 study.db` can read in fifty years.

Version history:
  1  the first.
"""

from __future__ import annotations

__all__ = ["APPLICATION_ID", "SCHEMA", "VERSION"]

# "thma" in ASCII: how `file` and other programs can know a study.
APPLICATION_ID = 0x74686D61
VERSION = 1

SCHEMA = """
-- The log: all that people did, append-only. The state of a study is a function of it and of nothing else.
-- `body` is canonical JSON (sorted keys, no spaces) with kind, at, who, parents (the hashes it followed) and data;
-- `hash` is its SHA-256. Events hold ids, spans and salted hashes, never anybody's words.
CREATE TABLE event (
    seq  INTEGER PRIMARY KEY AUTOINCREMENT,   -- the order of arrival in this copy; a gap at the end shows a removal
    hash TEXT NOT NULL UNIQUE,
    body TEXT NOT NULL
) STRICT;

CREATE TRIGGER event_is_never_changed BEFORE UPDATE ON event
BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;

CREATE TRIGGER event_is_never_deleted BEFORE DELETE ON event
BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;

-- The words: transcripts, original files, codebooks, participants, names and notes.
-- `hash` is the SHA-256 of salt and data, so that an event can name a text without giving it away.
-- Erasing, on a participant's withdrawal, sets data to NULL and empties the salt, so that a fingerprint of words in the
-- log can no longer be tried against a guess; nothing else may change.
CREATE TABLE blob (
    hash TEXT PRIMARY KEY,
    salt BLOB NOT NULL,
    data BLOB
) STRICT;

CREATE TRIGGER blob_is_only_erased BEFORE UPDATE ON blob
WHEN NEW.data IS NOT NULL OR NEW.hash IS NOT OLD.hash OR (NEW.salt IS NOT OLD.salt AND NEW.salt IS NOT x'')
BEGIN SELECT RAISE(ABORT, 'stored texts are never changed'); END;

CREATE TRIGGER blob_is_never_deleted BEFORE DELETE ON blob
BEGIN SELECT RAISE(ABORT, 'stored texts are never deleted'); END;

-- What the machine made, and with what: replaceable, and never a decision.
CREATE TABLE run (
    id       INTEGER PRIMARY KEY,
    kind     TEXT NOT NULL,      -- 'code', 'themes', or 'export': a table that was written out
    at       TEXT NOT NULL,
    settings TEXT NOT NULL,      -- JSON: suggester, codebook, seed, versions, texts it read
    result   TEXT                -- JSON: the candidates of a themes run
) STRICT;

CREATE TABLE suggestion (
    id         TEXT NOT NULL,    -- hash of text hash, span, codebook:code and suggester: the same in every run
    run        INTEGER NOT NULL REFERENCES run (id),
    codebook   TEXT NOT NULL,    -- its content hash
    transcript TEXT NOT NULL,
    revision   INTEGER NOT NULL,
    start      INTEGER NOT NULL,
    "end"      INTEGER NOT NULL,
    code       TEXT NOT NULL,
    score      REAL NOT NULL,
    negative   INTEGER NOT NULL,
    evidence   TEXT NOT NULL,    -- JSON
    digest     TEXT NOT NULL,    -- of the evidence without its figures: may a rejected suggestion return?
    PRIMARY KEY (id, run)
) STRICT;

CREATE INDEX suggestion_by_place ON suggestion (codebook, transcript, code);

-- What machines made of texts, by the hash of the text: a cache. Vectors, and the words and cues in a text (JSON).
CREATE TABLE vector (
    model TEXT NOT NULL,         -- an encoder's name, or 'words:' with the hash of how they were read
    text  TEXT NOT NULL,
    data  BLOB NOT NULL,         -- of vectors: float32, little-endian
    sha256 TEXT NOT NULL,        -- of data: one that was damaged is made anew
    PRIMARY KEY (model, text)
) STRICT, WITHOUT ROWID;
"""
