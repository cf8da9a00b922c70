"""Does a transcript give the same turns whatever it was saved as? Re-saves a folder of .txt and compares the imports.

    uv run python benchmarks/resaved.py FOLDER

FOLDER holds transcripts as `Speaker: words` paragraphs. Each is saved as .docx, .odt, .rtf, .html and .pdf by
LibreOffice, and as .vtt and .srt here; all are imported through the command line and compared, turn by turn, with the
.txt itself. Captions cannot say that a speaker began anew: what one says in a row is one turn there.
Ends with 1 if any turn differs.
"""

from __future__ import annotations

import argparse
import csv
import itertools
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_BY_OFFICE = ("docx", "odt", "rtf", "html", "pdf")
_CAPTIONS = ("vtt", "srt")
_AS_TEXT = "--infilter=Text (encoded):UTF8,LF,,,"
_LABEL = re.compile(r"([^:\n]{1,40}): ")

Turns = dict[str, list[tuple[str, str]]]


def main() -> None:
    """Print a line for each format, and end with 1 if any differs."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    files = sorted(parser.parse_args().folder.glob("*.txt"))
    office = shutil.which("soffice")
    if not files or office is None:
        print(f"skipped: {'no .txt files there' if not files else 'LibreOffice (soffice) is not installed'}")
        return
    with tempfile.TemporaryDirectory() as folder:
        _resave(office, files, Path(folder))
        expected = _imported(Path(folder), files)
        same = [_report(suffix, expected, _imported(Path(folder), files, suffix)) for suffix in _BY_OFFICE]
        joined = {transcript: _in_captions(turns) for transcript, turns in expected.items()}
        same += [_report(suffix, joined, _imported(Path(folder), files, suffix)) for suffix in _CAPTIONS]
    sys.exit(0 if all(same) else 1)


def _resave(office: str, files: Sequence[Path], folder: Path) -> None:
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    for suffix in _BY_OFFICE:
        command = [office, profile, "--headless", _AS_TEXT, "--convert-to", suffix, "--outdir", str(folder), *files]
        subprocess.run(command, check=True, capture_output=True)
    for path in files:
        paragraphs = [one for one in path.read_text(encoding="utf-8").split("\n") if one.strip()]
        (folder / f"{path.stem}.vtt").write_text("WEBVTT\n\n" + _cues(paragraphs, "vtt"), encoding="utf-8")
        (folder / f"{path.stem}.srt").write_text(_cues(paragraphs, "srt"), encoding="utf-8")


def _cues(paragraphs: Sequence[str], suffix: str) -> str:
    """Return a cue a paragraph, of one second each; .vtt names its voices as Teams does."""
    if suffix == "srt":
        return "".join(
            f"{n}\n{_time(n, ',')} --> {_time(n + 1, ',')}\n{one}\n\n" for n, one in enumerate(paragraphs, 1)
        )
    voiced = [_LABEL.sub(r"<v \1>", one.replace("&", "&amp;").replace("<", "&lt;"), count=1) for one in paragraphs]
    return "".join(f"{_time(n, '.')} --> {_time(n + 1, '.')}\n{one}</v>\n\n" for n, one in enumerate(voiced))


def _time(second: int, point: str) -> str:
    return f"{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}{point}000"


def _imported(folder: Path, files: Sequence[Path], suffix: str = "") -> Turns:
    """Import the files, or what they were saved as, into a study of their own; return its turns by transcript."""
    study = folder / f"study-{suffix or 'txt'}"
    study.mkdir()
    paths = [folder / f"{path.stem}.{suffix}" if suffix else path for path in files]
    _thematic(study, "init")
    _thematic(study, "import", *map(str, paths))
    table = _thematic(study, "export", "turns", "-o", "-")
    turns: Turns = {}
    for row in csv.DictReader(table.splitlines(keepends=True)):
        turns.setdefault(row["transcript"], []).append((row["speaker"], row["text"]))
    return turns


def _in_captions(turns: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return turns as captions keep them: those of one speaker in a row are one."""
    runs = itertools.groupby(turns, key=lambda turn: turn[0])
    return [(speaker, " ".join(text for _, text in run)) for speaker, run in runs]


def _thematic(study: Path, *arguments: str) -> str:
    command = [sys.executable, "-m", "thematic", "-C", str(study), *arguments]
    if arguments[0] == "init":
        command = [sys.executable, "-m", "thematic", "init", str(study)]
    ended = subprocess.run(command, check=False, capture_output=True, text=True, encoding="utf-8")
    if ended.returncode:
        sys.exit(ended.stderr)
    return ended.stdout


def _report(suffix: str, expected: Turns, found: Turns) -> bool:
    total = sum(map(len, expected.values()))
    same = [
        (one == other, one[0] == other[0])
        for transcript, turns in expected.items()
        for one, other in zip(turns, found.get(transcript, []), strict=False)
    ]
    files = sum(turns == found.get(transcript) for transcript, turns in expected.items())
    turns, speakers = (sum(column) for column in zip(*same, strict=True)) if same else (0, 0)
    print(
        f"{suffix:5} {files}/{len(expected)} files equal; {turns}/{total} turns, {speakers}/{total} speakers in place"
    )
    return files == len(expected)


if __name__ == "__main__":
    main()
