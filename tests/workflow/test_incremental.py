"""What changes a little costs a little: only new texts are encoded, and what stands of other codes stays. Invented."""

import csv
import io
import sqlite3
from contextlib import closing

import pytest

from thematic.encoders import default_encoder

NEEDS_AN_ENCODER = pytest.mark.skipif(default_encoder(None) is None, reason="the `semantic` extra is not installed")


def kept(study, what):
    """Return of which texts something is kept, by their keys."""
    with closing(sqlite3.connect(study / "study.db")) as file:
        return {text for text, maker in file.execute("SELECT text, model FROM vector") if what(maker)}


def encoded(study):
    return kept(study, lambda maker: not maker.startswith("words:"))


def read(study):
    return kept(study, lambda maker: maker.startswith("words:"))


def suggestions(run):
    table = csv.DictReader(io.StringIO(run("-C", "study", "export", "suggestions", "-o", "-").ok.out))
    return {one["suggestion"]: one for one in table}


@NEEDS_AN_ENCODER
def test_of_a_code_that_is_worded_otherwise_only_the_new_words_are_encoded(run, suggested):
    before = encoded(suggested)
    change = ("--definition", "Every week has a shape.", "--add-example", "Friday is my day out.")
    run("-C", "study", "codebook", "edit", "routine", *change, "--yes", "--coder", "ana").ok
    run("-C", "study", "code").ok

    assert len(encoded(suggested) - before) == 2


@NEEDS_AN_ENCODER
def test_of_a_transcript_that_is_corrected_only_the_new_words_are_encoded(run, suggested, here):
    before = encoded(suggested)
    (here / "fg1.txt").write_text((here / "fg1.txt").read_text().replace("Tom: Mm.", "Tom: Mm, the Tuesdays."))
    run("-C", "study", "import", "--revises", "fg1", "fg1.txt").ok
    run("-C", "study", "code").ok

    assert len(encoded(suggested) - before) == 1


def test_of_a_transcript_that_is_corrected_only_the_new_words_are_read(run, suggested, here):
    before = read(suggested)
    (here / "fg1.txt").write_text((here / "fg1.txt").read_text().replace("Tom: Mm.", "Tom: Mm, the Tuesdays."))
    run("-C", "study", "import", "--revises", "fg1", "fg1.txt").ok
    run("-C", "study", "code").ok

    assert len(read(suggested) - before) == 1


def test_what_was_read_for_another_cue_is_forgotten(run, suggested):
    before = read(suggested)
    run("-C", "study", "codebook", "edit", "routine", "--add-cue", "tuesdays", "--yes", "--coder", "ana").ok
    run("-C", "study", "code").ok

    # Another cue is a text, too; and the names in the examples are sought beside all that describes the codes.
    assert len(read(suggested)) - len(before) <= 1


def test_what_was_read_is_gone_with_somebody_who_withdraws(run, suggested):
    assert read(suggested)
    run("-C", "study", "import", "--withdraw", "fg1-p1", "--yes", "--coder", "ana").ok

    assert read(suggested) == set()


def test_what_was_kept_and_then_damaged_is_read_anew(run, suggested):
    before = suggestions(run)
    with closing(sqlite3.connect(suggested / "study.db")) as file, file:
        file.execute("UPDATE vector SET data = x'5b5b5d2c5b5d5d' WHERE model LIKE 'words:%'")
    run("-C", "study", "code").ok

    assert suggestions(run) == before


def test_until_the_next_run_the_suggestions_of_other_codes_stay_as_they_are(run, suggested):
    before = suggestions(run)
    run("-C", "study", "codebook", "edit", "routine", "--definition", "Another.", "--yes", "--coder", "ana").ok

    assert suggestions(run) == {name: one for name, one in before.items() if one["code"] != "routine"}
