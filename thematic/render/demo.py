"""The demo told step by step: what each command would be, and what it gave."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.panel import Panel
from rich.text import Text

from thematic.render.imports import import_report
from thematic.render.suggestions import code_report
from thematic.render.tables import reading_cards
from thematic.render.themes import theme_cards

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from thematic.export.table import Table
    from thematic.model import Theme, ThemeRun, Transcript
    from thematic.render.console import Say
    from thematic.workflow.coding import CodeReport
    from thematic.workflow.importing import ImportReport

__all__ = ["Narrator"]

_INVENTED = "Every word, person and place in this example is invented."


class Narrator:
    """Tells the demo as it goes; pages to `say`, notes to `talk`."""

    def __init__(self, say: Say, talk: Say) -> None:
        """Tell nothing yet."""
        self._say = say
        self._talk = talk

    def begun(self, folder: Path) -> None:
        """Say what this is."""
        self._say.show(Text(_INVENTED, style="bold"))
        self._step(f"thematic init {folder}", "a study: a folder with one file, study.db")

    def imported(self, report: ImportReport) -> None:
        """Show what came in."""
        self._step("thematic import fg* --participants participants.csv", "transcripts in, speakers known")
        self._say.show(import_report(report, dry_run=False))

    def suggested(self, report: CodeReport, transcripts: Mapping[str, Transcript]) -> None:
        """Show what the machine suggested, with evidence."""
        self._step("thematic codebook use sp-mechanisms; thematic code", "the machine suggests, and shows why")
        if report.missing:
            self._talk.line("Note: the sentence encoder is not installed: cues and word similarity alone were used.")
        self._say.show(code_report(report, transcripts))

    def decided(self, counts: Mapping[str, int]) -> None:
        """Say who decided how much."""
        self._step("thematic review --batch decisions-ana.csv --coder ana", "people decide; here two recorded coders")
        said = ", ".join(f"{who} {count}" for who, count in counts.items())
        self._say.line(f"Decisions: {said}. Each is in the log with its coder, time and codebook version.")

    def clustered(self, run: ThemeRun, transcripts: Mapping[str, Transcript]) -> None:
        """Show the candidates."""
        self._step("thematic themes suggest --count 5", "candidates to argue with; none is a theme yet")
        self._say.show(theme_cards(run.themes[:2], transcripts))
        self._say.line(f"... and {len(run.themes) - 2} more: thematic themes list")

    def named(self, themes: Sequence[Theme]) -> None:
        """Say what the example's coder named them."""
        self._step("thematic themes name --batch themes.csv --coder ana", "a person names them: now they are themes")
        for theme in themes:
            self._say.line(f"{theme.id}: {theme.name}")

    def exported(self, table: Table, folder: Path, files: Sequence[str]) -> None:
        """Show the theme table, where the files are, and what to type next."""
        self._step("thematic export themes -o theme-table.docx", "the table, every quotation checked")
        self._say.show(reading_cards(table))
        self._say.line(f"In {folder}: {', '.join(files)}")
        self._say.line("")
        self._say.line(f"Next: cd {folder}")
        self._say.line("      thematic                              where the study stands")
        self._say.line("      thematic review fg2 --coder you       decide for yourself, one key each")
        self._say.line("      thematic themes show theme-1          argue with a theme")
        self._say.line("      thematic log                          who decided what, when")

    def _step(self, command: str, meaning: str) -> None:
        self._say.line("")
        if self._say.plain:
            self._say.line(f"$ {command}  ({meaning})")
        else:
            self._say.show(Panel(Text(f"$ {command}", style="bold"), title=meaning, title_align="left", expand=False))
