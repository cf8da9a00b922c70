"""The main job from end to end on the example study, as a person would do it by hand."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING, Protocol

from thematic.errors import StudyError
from thematic.model import Approach
from thematic.resources import bundled
from thematic.text import sha256
from thematic.workflow.coding import suggest_codings, use_codebook
from thematic.workflow.deciding import decide
from thematic.workflow.decisions_table import read_decisions
from thematic.workflow.exporting import Export, export_table, export_to
from thematic.workflow.files import read_file
from thematic.workflow.import_settings import ImportSettings
from thematic.workflow.importing import import_files
from thematic.workflow.naming import read_namings
from thematic.workflow.reading import mark_done
from thematic.workflow.study import Act, Study, create_study
from thematic.workflow.theming import ThemeSettings, name_themes, suggest

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from thematic.export.table import Table
    from thematic.model import Progress, Theme, ThemeRun, Transcript
    from thematic.workflow.coding import CodeReport
    from thematic.workflow.importing import ImportReport

__all__ = ["CODERS", "Listener", "run_demo"]

CODERS = ("ana", "ben")
_MARK = ".made-by-thematic-demo"
_TABLES = ("theme-table.md", "theme-table.csv", "theme-table.docx", "theme-table.html")
_TRANSCRIPTS = {".docx", ".vtt", ".srt", ".txt", ".md"}
_THEMES = 5


class Listener(Protocol):
    """Hears how far the demo has come, and tells the user."""

    def begun(self, folder: Path) -> None:
        """The example was copied."""

    def imported(self, report: ImportReport) -> None:
        """The transcripts are in."""

    def suggested(self, report: CodeReport, transcripts: Mapping[str, Transcript]) -> None:
        """The machine has suggested."""

    def decided(self, counts: Mapping[str, int]) -> None:
        """The example's coders have decided."""

    def clustered(self, run: ThemeRun, transcripts: Mapping[str, Transcript]) -> None:
        """Candidates were suggested."""

    def named(self, themes: Sequence[Theme]) -> None:
        """The example's coder has named them."""

    def exported(self, table: Table, folder: Path, files: Sequence[str]) -> None:
        """The tables are written."""


def run_demo(folder: Path, listener: Listener, *, now: Callable[[], str], on_progress: Progress | None = None) -> None:
    """Make the example study in `folder` and carry it to a theme table.

    The folder is made beside its place and moved there when whole; one that is there already is replaced only if an
    earlier demo made it and nothing in it was changed or added since.

    Raises:
        StudyError: the folder is somebody's own, or cannot be written.
    """
    _refuse_own_work(folder)
    draft = _beside(folder, "new")
    shutil.rmtree(draft, ignore_errors=True)
    try:
        _copy_example(draft)
        with create_study(draft, approach=Approach.CODEBOOK, study_id="example", act=Act("ana", now())) as study:
            listener.begun(folder)
            _carry_through(study, draft, listener, now, on_progress)
            table = export_table(study, Export.THEMES)
        (draft / _MARK).write_text(_seal(draft), encoding="utf-8")
        _put_in_place(draft, folder)
    except OSError as error:
        raise StudyError(f"{folder}: cannot be written ({error.strerror}). Choose another with --folder.") from None
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    listener.exported(table, folder, _TABLES)


def _beside(folder: Path, what: str) -> Path:
    return folder.with_name(f".{folder.name}.{what}-{os.getpid()}")


def _put_in_place(draft: Path, folder: Path) -> None:
    """Give the new folder its name; the old one goes last, so that a kill at any moment leaves one of the two."""
    old = _beside(folder, "old")
    if folder.exists():
        folder.rename(old)
    draft.rename(folder)
    shutil.rmtree(old, ignore_errors=True)


def _seal(folder: Path) -> str:
    """Return the names and hashes of all files in a folder, but for the seal itself."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != _MARK)
    return "".join(f"{sha256(path.read_bytes())}  {path.relative_to(folder).as_posix()}\n" for path in files)


def _carry_through(
    study: Study, folder: Path, listener: Listener, now: Callable[[], str], on_progress: Progress | None
) -> None:
    ana = Act("ana", now())
    files = sorted(path for path in folder.iterdir() if path.suffix in _TRANSCRIPTS and path.name != "README.md")
    settings = ImportSettings(participants=folder / "participants.csv")
    listener.imported(import_files(study, files, settings, act=ana))
    use_codebook(study, "sp-mechanisms", folder, act=ana)
    listener.suggested(suggest_codings(study, act=ana, on_progress=on_progress), study.transcripts)
    listener.decided({coder: _replay(study, folder, coder, now) for coder in CODERS})
    run = suggest(study, ThemeSettings(count=_THEMES), act=ana, on_progress=on_progress)
    listener.clustered(run, study.transcripts)
    names = folder / "themes.csv"
    listener.named(name_themes(study, read_namings(study, names.name, read_file(names, names.name)), act=ana))
    for name in _TABLES:
        export_to(study, Export.THEMES, folder / name, act=ana)


def _replay(study: Study, folder: Path, coder: str, now: Callable[[], str]) -> int:
    path = folder / f"decisions-{coder}.csv"
    judgements = read_decisions(study, path.name, read_file(path, path.name))
    made = decide(study, judgements, act=Act(coder, now()))
    for transcript in sorted({one.transcript for one in judgements}):
        mark_done(study, transcript, act=Act(coder, now()))
    return len(made)


def _copy_example(draft: Path) -> None:
    source = bundled("transcripts_example")
    if not source.is_dir():
        raise StudyError("the example study is missing from this installation. Install thematic again.")
    shutil.copytree(source, draft, ignore=shutil.ignore_patterns("__pycache__", ".*"))


def _refuse_own_work(folder: Path) -> None:
    if not folder.exists() and not folder.is_symlink():
        return
    advice = "Move it away, or choose another place with --folder."
    if folder.is_symlink() or not (folder / _MARK).is_file():
        raise StudyError(f"{folder}: is there already, and no demo made it. {advice}")
    if (folder / _MARK).read_text(encoding="utf-8", errors="replace") != _seal(folder):
        raise StudyError(f"{folder}: something in it was changed or added since the demo made it. {advice}")
