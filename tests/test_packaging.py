"""What is in the wheel, and that an installed copy finds its data."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (path,) = folder.glob("*.whl")
    return path


def test_the_wheel_carries_the_package_and_its_data_and_nothing_else(wheel):
    names = zipfile.ZipFile(wheel).namelist()

    assert {name.partition("/")[0] for name in names} == {"thematic", "thematic-0.1.0.dist-info"}
    for needed in (
        "thematic/_data/codebooks/sp-mechanisms.yaml",
        "thematic/_data/codebooks/sp-mechanisms.examples.yaml",
        "thematic/_data/codebooks/background.yaml",
        "thematic/_data/transcripts_example/fg1.docx",
        "thematic/_data/transcripts_example/decisions-ana.csv",
        "thematic/encoders/vocab.txt",
        "thematic/export/page.html.j2",
    ):
        assert needed in names


def test_an_installed_copy_finds_its_codebooks_and_the_example(wheel, tmp_path):
    zipfile.ZipFile(wheel).extractall(tmp_path)
    asking = (
        "import thematic, sys; from thematic.resources import bundled;"
        "from thematic.codebook import builtin_codebooks, load_codebook;"
        f"assert thematic.__file__.startswith({str(tmp_path)!r});"
        "assert (bundled('transcripts_example') / 'participants.csv').is_file();"
        "print(len(load_codebook(builtin_codebooks()['sp-mechanisms']).codes[0].examples))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", asking],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": "."},
    )

    assert int(ran.stdout) >= 36


def test_no_tracked_file_names_a_package_registry_and_no_lock_is_tracked():
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False).stdout.split()
    if not tracked:
        pytest.skip("not a git checkout")

    assert "uv.lock" not in tracked
