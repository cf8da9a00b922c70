"""A disk that fills up: one line, nothing half written, everything acknowledged still there."""

import resource
import subprocess
import sys

import pytest
from tests_environment import environment

from thematic.check import check_study
from thematic.errors import UsageError
from thematic.workflow.files import write_file
from thematic.workflow.study import Study

LIMITED = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))
from thematic.cli import main
sys.argv = ["thematic", *{arguments}]
main()
"""


def limited(folder, limit, *arguments):
    """Run a command that may write no file beyond `limit` bytes."""
    script = LIMITED.format(limit=limit, arguments=list(arguments))
    return subprocess.run(
        [sys.executable, "-c", script], cwd=folder, capture_output=True, text=True, check=False, env=environment()
    )


@pytest.mark.parametrize("extra", [0, 4_096, 12_288, 40_960])
def test_a_full_disk_during_import_is_one_line_and_changes_nothing(study, extra):
    (study.parent / "long.txt").write_text("Moderator: And?\n\n" + "Maya: I went again and again.\n\n" * 4_000)
    size = (study / "study.db").stat().st_size
    ran = limited(study.parent, size + extra, "-C", "study", "import", "long.txt")

    assert ran.returncode == 4, ran.stderr
    assert ran.stderr.count("\n") == 1
    with Study.open(study) as opened:
        assert list(opened.transcripts) == ["fg1"]
        assert check_study(opened.store) == ()


@pytest.mark.parametrize("extra", [0, 8_192])
@pytest.mark.parametrize("what", ["--revises fg1 long.txt", "--withdraw fg1-p1 --yes --coder ana"])
def test_a_full_disk_during_a_revision_or_withdrawal_is_one_line_and_changes_nothing(coded, extra, what):
    (coded.parent / "long.txt").write_text("Moderator: And?\n\n" + "Maya: I went again and again.\n\n" * 4_000)
    before = (coded / "study.db").read_bytes()
    ran = limited(coded.parent, extra, "-C", "study", "import", *what.split())

    assert ran.returncode == 4, ran.stderr
    assert ran.stderr.count("\n") == 1
    assert (coded / "study.db").read_bytes() == before


def test_a_full_disk_during_export_leaves_the_earlier_file(study):
    target = study.parent / "turns.csv"
    target.write_text("what was there before")
    ran = limited(study.parent, 100, "-C", "study", "export", "turns", "-o", "turns.csv")

    assert ran.returncode == 2
    assert ran.stderr.count("\n") == 1
    assert target.read_text() == "what was there before"
    assert [one.name for one in study.parent.glob(".thematic-*")] == []


def test_a_device_that_is_always_full_is_refused_in_one_line(tmp_path):
    with pytest.raises(UsageError, match="cannot be written"):
        write_file(tmp_path / "missing" / "a.csv", b"x")


def test_the_limit_the_tests_set_is_their_own():
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] == resource.RLIM_INFINITY
