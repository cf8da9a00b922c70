"""Studies that two coders worked on, and what the tests of agreement ask of them."""

import csv
import io
import shutil

import pytest
from small_study import BENS_DECISIONS, made


@pytest.fixture(scope="module")
def coded_twice(studies, tmp_path_factory):
    """The folder of a study that ana and ben coded, both done with it: to be copied, and not changed."""
    here = tmp_path_factory.mktemp("twice")
    shutil.copytree(studies / "coded", here / "study")
    (here / "ben.csv").write_text(BENS_DECISIONS)
    made(here, "-C", "study", "review", "--batch", "ben.csv", "--coder", "ben")
    for coder in ("ana", "ben"):
        made(here, "-C", "study", "review", "fg1", "--done", "--coder", coder)
    return here / "study"


@pytest.fixture
def two(run, talk, here, coded_twice):
    """Runs `agree` on a study of one's own that ana and ben coded, and returns what was printed."""
    (here / "ben.csv").write_text(BENS_DECISIONS)
    shutil.copytree(coded_twice, here / "study")
    return lambda *arguments, **more: run("-C", "study", "agree", *arguments, **more)


@pytest.fixture
def exported(run):
    """Returns the rows of an export of the study by its name."""
    return lambda what: list(csv.DictReader(io.StringIO(run("-C", "study", "export", what, "-o", "-").ok.out)))
