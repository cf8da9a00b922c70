"""The verbs as methods, for programs: `from thematic import Study`. Each only calls the function of the same name."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Self

from thematic.language import ENGLISH
from thematic.model import Approach, MemoKind
from thematic.store import STUDY_FILE, Store, find_study
from thematic.workflow import (
    agreement,
    coding,
    deciding,
    exporting,
    importing,
    memos,
    placing,
    revising,
    theming,
    withdrawing,
)
from thematic.workflow.import_settings import ImportSettings
from thematic.workflow.study import Act, create_study
from thematic.workflow.study import Study as OpenStudy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from thematic.model import Codebook, Theme, ThemeRun
    from thematic.store.events import Event
    from thematic.workflow.naming import Naming

__all__ = ["Study"]


class Study(OpenStudy):
    """A study and its verbs. Use as a context manager.

    Decisions are recorded as those of `coder`, a person's id such as `ana`; without one, deciding raises UsageError.
    """

    def __init__(self, store: Store, coder: str = "") -> None:
        """Wrap an open store; use `Study.open` or `Study.create`."""
        super().__init__(store)
        self.coder = coder

    @classmethod
    def open(cls, folder: Path | str = ".", coder: str = "") -> Self:
        """Open the study of `folder` or of the nearest folder around it. Raises StudyError."""
        return cls(Store.open(find_study(Path(folder))), coder)

    @classmethod
    def create(
        cls, folder: Path | str, *, approach: Approach = Approach.CODEBOOK, coder: str = "", language: str = ENGLISH
    ) -> Self:
        """Make a study in `folder` and open it. Raises StudyError where one is there already.

        The talk's `language` is an ISO 639-1 code that spaCy has rules for; UsageError for any other.
        """
        import secrets

        place = Path(folder)
        with create_study(place, approach=approach, study_id=secrets.token_hex(8), act=_act(coder), spoken=language):
            pass
        return cls(Store.open(place / STUDY_FILE), coder)

    def import_files(
        self, paths: Sequence[Path | str], settings: ImportSettings | None = None
    ) -> importing.ImportReport:
        """Import files, all of them or none. Raises InputError."""
        files = [Path(path) for path in paths]
        return importing.import_files(self, files, settings or ImportSettings(), act=self._now())

    def revise(
        self, transcript: str, path: Path | str, settings: ImportSettings | None = None
    ) -> revising.RevisionReport:
        """Make a file the current text of a transcript, and find everything again in it. Raises InputError."""
        how = settings or ImportSettings()
        return revising.revise_transcript(self, transcript, Path(path), how, act=self._now())

    def place(self, placements: Sequence[tuple[str, str]]) -> list[placing.Placed]:
        """Place what a revision left without a place, each as (id, new id) or (id, "gone"). Raises UsageError."""
        return placing.place_spans(self, placements, act=self._now())

    def withdraw(self, participant: str) -> withdrawing.Withdrawal:
        """Erase a participant's words, and all that stood on them, for good. Raises UsageError."""
        return withdrawing.withdraw(self, participant, act=self._now())

    def use_codebook(self, name: str) -> Codebook:
        """Bring a codebook into use: a built-in one's id, or a file. Raises InputError."""
        return coding.use_codebook(self, name, Path(), act=self._now())[0]

    def suggest_codings(self, *, anyway: bool = False) -> coding.CodeReport:
        """Suggest codings with the codebook in use; codes nothing. Raises StudyError where something is missing.

        UsageError where the study's approach speaks against it, and `anyway` is not said.
        """
        return coding.suggest_codings(self, act=self._now(), wanted=coding.Wanted(anyway=anyway))

    def decide(self, judgements: Sequence[deciding.Judgement]) -> list[Event]:
        """Record judgements as the coder's. Raises UsageError where there is none."""
        return deciding.decide(self, judgements, act=self._now())

    def suggest_themes(self, count: int | None = None, *, seed: int = 42, anyway: bool = False) -> ThemeRun:
        """Suggest candidates from the codings or, before any, the suggestions. Raises StudyError, MissingExtra.

        UsageError where the study's approach speaks against it, and `anyway` is not said.
        """
        how = theming.ThemeSettings(theming.source_of(self), count=count, seed=seed, anyway=anyway)
        return theming.suggest(self, how, act=self._now())

    def name_themes(self, namings: Sequence[tuple[str, Naming]]) -> list[Theme]:
        """Name candidates, each as (id, naming), which makes them the coder's themes. Raises UsageError."""
        return theming.name_themes(self, namings, act=self._now())

    def write_memo(self, text: str, *, kind: MemoKind = MemoKind.ANALYTIC, target: str = "study") -> memos.Memo | None:
        """Write a memo of the coder's on anything that has a name here. Raises UsageError."""
        return memos.write_memo(self, text, kind=kind, target=target, act=self._now())

    def memos(self) -> tuple[memos.Memo, ...]:
        """Return the memos that the coder may read, oldest first."""
        return memos.memos_of(self, self.coder).memos

    def agreement(self, asked: agreement.Asked | None = None, *, anyway: bool = False) -> agreement.Agreement:
        """As `workflow.agreement.agreement`."""
        return agreement.agreement(self, asked, anyway=anyway)

    def export(self, what: str, target: Path | str) -> None:
        """Write an export; the suffix chooses the format. Raises UsageError, StudyError."""
        exporting.export_to(self, exporting.Export(what), Path(target), act=self._now())

    def _now(self) -> Act:
        return _act(self.coder)


def _act(coder: str) -> Act:
    return Act(coder, datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))
