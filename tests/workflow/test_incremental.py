"""What changes a little costs a little: only new texts are encoded, and what stands of other codes stays. Invented."""

import csv
import io
import sqlite3
from contextlib import closing

import pytest

from thematic.encoders import default_encoder

NEEDS_AN_ENCODER = pytest.mark.skipif(default_encoder(None) is None, reason="the `semantic` extra is not installed")


def encoded(study):
    """Return which texts have vectors, by their keys."""
    with closing(sqlite3.connect(study / "study.db")) as file:
        return {text for (text,) in file.execute("SELECT text FROM vector")}


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


def test_until_the_next_run_the_suggestions_of_other_codes_stay_as_they_are(run, suggested):
    before = suggestions(run)
    run("-C", "study", "codebook", "edit", "routine", "--definition", "Another.", "--yes", "--coder", "ana").ok

    assert suggestions(run) == {name: one for name, one in before.items() if one["code"] != "routine"}
