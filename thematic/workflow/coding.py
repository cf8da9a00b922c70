"""The codebook in use, and the machine's suggestions with it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from thematic.codebook import load_background
from thematic.coding.builtin import BuiltIn
from thematic.errors import StudyError
from thematic.model import UnitKind, Verdict
from thematic.store.codec import codebook_to
from thematic.store.events import EventKind
from thematic.store.runs import suggestion_id
from thematic.suggester import Request
from thematic.text import sha256
from thematic.workflow.approaches import Feature, need
from thematic.workflow.codebooks import open_codebook
from thematic.workflow.encoding import NONE, chosen_encoder, encoder_of, opened_encoder
from thematic.workflow.learned import learned_by, precision_of, standing_decisions, to_settings
from thematic.workflow.suggesters import BUILT_IN, load_suggester, suggested_by

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from thematic.coding import Scores, UnitScore
    from thematic.model import Codebook, Encoder, Progress, Span, Suggestion, Transcript
    from thematic.store import StoredSuggestion
    from thematic.store.records import DecisionRecord
    from thematic.workflow.learned import CodeLearned
    from thematic.workflow.study import Act, Study

__all__ = [
    "CodeReport",
    "Wanted",
    "pending",
    "score_units",
    "scores_with",
    "suggest_codings",
    "suggester_of",
    "use_codebook",
    "versions",
]

_PACKAGES = ("thematic", "spacy", "scikit-learn", "numpy", "onnxruntime", "tokenizers", "bertopic")


@dataclass(frozen=True, slots=True)
class CodeReport:
    """What a run suggested, and with what.

    Attributes:
        semantic: whether the sentence encoder took part; without it only cues and word similarity speak.
        missing: whether it did not because it is not installed.
        sentences: how many sentences of participants were read.
        suggested: the suggestions of this run.
        learned: what each code learned from decisions.
        precision: the share of suggestions that is to be kept, where one was stated.
        silent: the codes that say nothing of themselves, so that nothing can be suggested for them.
    """

    codebook: Codebook
    semantic: bool
    missing: bool
    sentences: int
    suggested: tuple[Suggestion, ...]
    learned: tuple[CodeLearned, ...]
    precision: float | None
    silent: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person asks of a run.

    Attributes:
        precision: 0..1, the share of suggestions that is to be kept, as far as decisions can tell; none for the best
            balance. It stays until another run states another, or none.
        encoder: as `workflow.encoding` names them; it stays until another run names another.
        suggester: as its entry point names it.
        anyway: whether to go ahead although the study's approach speaks against suggestions.
    """

    precision: float | None = None
    encoder: str | None = None
    suggester: str = BUILT_IN
    anyway: bool = False


def use_codebook(study: Study, name: str, folder: Path, *, act: Act, dry_run: bool = False) -> tuple[Codebook, bool]:
    """Bring a codebook into use, built in or a file relative to `folder`; return it and whether it is another one.

    Raises:
        InputError: there is no such codebook, or its file does not hold one.
    """
    book = open_codebook(name, folder)
    if study.state.codebook == book.sha256:
        return book, False
    if dry_run:
        return book, True
    with study.writing() as log:
        content = log.put(codebook_to(book))
        data = {"id": book.id, "version": book.version, "sha256": book.sha256, "content": content}
        log.append(EventKind.CODEBOOK, data, at=act.at, who=act.who)
    return book, True


def suggest_codings(
    study: Study,
    *,
    act: Act,
    wanted: Wanted | None = None,
    on_progress: Progress | None = None,
    dry_run: bool = False,
) -> CodeReport:
    """Suggest codings for every participant's sentence with the codebook in use. Codes nothing.

    What people decided so far is learned from.

    Raises:
        StudyError: there is no codebook in use, or no transcript.
        MissingExtra: the encoder is not installed.
        InputError: the folder that it names holds no model that can be read.
        UsageError: there is no such suggester, or the study's approach speaks against suggestions.
    """
    wanted = wanted or Wanted()
    noted = need(study, Feature.SUGGESTIONS, anyway=wanted.anyway)
    book, transcripts, decisions = study.codebook, _transcripts(study), standing_decisions(study)
    chosen = wanted.encoder or chosen_encoder(study)
    suggester = load_suggester(wanted.suggester)
    encoder = opened_encoder(study, chosen, on_progress, dry_run=dry_run)
    kept = None if dry_run else study.store.texts
    request = Request(transcripts, book, decisions, encoder, load_background(), wanted.precision, kept)
    found = suggested_by(wanted.suggester, suggester, request)
    scores = suggester.scores if isinstance(suggester, BuiltIn) else None
    label = f"{wanted.suggester}/{suggester.version}"
    label = f"{label}+{encoder.name}" if encoder and scores else label
    hashes = {one.id: sha256(one.text) for one in transcripts}
    rows = [
        (
            suggestion_id(one, text_sha256=hashes[one.transcript], codebook=book.id, suggester=label),
            study.state.transcripts[one.transcript].revision,
            one,
        )
        for one in found
    ]
    settings = {"suggester": label, "codebook": book.sha256, "versions": versions(), "texts": hashes}
    settings |= {"encoder": chosen, **noted, **(to_settings(scores, wanted.precision) if scores else {})}
    if not dry_run:
        with study.writing():
            _refuse_other_texts(study, transcripts)
            study.store.runs.keep_suggestions(
                rows, codebook=book.sha256, at=act.at, settings=settings, suggester=wanted.suggester
            )
    learned, silent = (learned_by(scores, decisions), scores.silent) if scores else ((), ())
    missing = encoder is None and chosen != NONE
    sentences = _sentences(transcripts)
    return CodeReport(book, encoder is not None, missing, sentences, found, learned, wanted.precision, silent)


def _refuse_other_texts(study: Study, transcripts: Sequence[Transcript]) -> None:
    """Raise StudyError where a text was corrected while it was read: the suggestions would be for gone words."""
    if any(study.state.current[one.id] != one.revision for one in transcripts):
        raise StudyError("a transcript was corrected meanwhile; nothing was kept. Run thematic code again.")


def scores_with(study: Study, encoder: Encoder | None) -> Scores:
    """Return what the machine makes of every unit and code now, with what was decided and stated so far.

    Raises:
        StudyError: there is no codebook in use, or no transcript.
    """
    from thematic.coding import score_transcripts

    return score_transcripts(
        _transcripts(study),
        study.codebook,
        encoder=encoder,
        background=load_background(),
        decisions=standing_decisions(study),
        precision=precision_of(study),
        kept=study.store.texts,
    )


def suggester_of(encoder: Encoder | None) -> str:
    """Return the name and version of the method, with the encoder's where one takes part."""
    from thematic.coding import SUGGESTER

    return f"{SUGGESTER}+{encoder.name}" if encoder else SUGGESTER


def score_units(study: Study, kind: UnitKind, *, on_progress: Progress | None = None) -> Iterator[UnitScore]:
    """Return the score of every unit of a kind and every code, as it is now. Raises as `scores_with`."""
    from thematic.coding import unit_scores

    return unit_scores(scores_with(study, encoder_of(study, on_progress)), kind)


def pending(study: Study, coder: str) -> list[StoredSuggestion]:
    """Return the suggestions this coder has not settled, by transcript and place, the best first in each place.

    They come without their evidence; `study.store.runs.full` gives it.

    A decision settles the suggestions of its code inside its span, for its coder only; an amendment also those of what
    it replaced. The last one counts: a rejected suggestion returns when its evidence has changed since.
    """
    if study.state.codebook is None:
        return []
    in_use = study.state.codebook_id(study.state.codebook)
    last: defaultdict[tuple[str, str], list[tuple[Span, DecisionRecord]]] = defaultdict(list)
    for (who, transcript, span, book, code), record in study.state.judgements.items():
        if who == coder and book == in_use:
            last[transcript, code].append((span, record))
            if record.decision.replaces is not None:
                replaced, instead_of = record.decision.replaces
                last[transcript, instead_of].append((replaced, record))
    return [
        one
        for one in study.store.runs.outlines(study.state.codebook, study.state.current)
        if not _settled(one, last.get((one.suggestion.transcript, one.suggestion.code), ()))
    ]


def _settled(one: StoredSuggestion, said: Sequence[tuple[Span, DecisionRecord]]) -> bool:
    """Whether the last thing that a coder said of words that hold a suggestion settles it; in the order of saying."""
    record = next((record for span, record in reversed(said) if span.holds(one.suggestion.span)), None)
    if record is None:
        return False
    return record.decision.verdict is not Verdict.REJECT or record.digests.get(one.id, one.digest) == one.digest


def versions() -> dict[str, str]:
    """Return the versions of the packages that a result rests on, those that are installed."""
    found = {}
    for name in _PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


def _transcripts(study: Study) -> Sequence[Transcript]:
    if not study.transcripts:
        raise StudyError("no transcript yet. Bring some in: thematic import FILES.")
    return list(study.transcripts.values())


def _sentences(transcripts: Sequence[Transcript]) -> int:
    from thematic.coding.units import units_of

    return sum(len(units_of(one, UnitKind.SENTENCE)) for one in transcripts)
