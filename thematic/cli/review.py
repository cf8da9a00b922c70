"""`thematic review`."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import typer

from thematic.cli.review_options import (
    Against,
    Batch,
    Blind,
    Done,
    InOrder,
    Mixed,
    OnWeb,
    PlaceSpans,
    Plan,
    Port,
    Practice,
    Progress,
    Read,
    Sample,
    Transcript,
    Unplaced,
)
from thematic.cli.setting import CoderOption, DryRunOption, JsonOption, Setting, now, setting_of
from thematic.coding.queue import Order
from thematic.errors import MissingExtra, UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from thematic.review.views import Wish

__all__ = ["review"]

_GLUED = 4
_WEB = "--web shows the screen, and goes with neither --plain, --batch, --progress nor placing."
_WAYS = "--read, --plan, --practice and --done are four ways to go about it. Choose one."
_AGAINST = "--with says whose readings to practise against. It goes with --practice."


def review(
    context: typer.Context,
    transcript: Transcript = None,
    batch: Batch = None,
    unplaced: Unplaced = False,
    place: PlaceSpans = None,
    order: InOrder = Order.TRANSCRIPT,
    mixed: Mixed = False,
    sample: Sample = 0.0,
    progress: Progress = False,
    blind: Blind = None,
    read: Read = False,
    plan: Plan = False,
    practice: Practice = False,
    against: Against = None,
    is_done: Done = False,
    on_web: OnWeb = False,
    port: Port = 0,
    coder: CoderOption = None,
    dry_run: DryRunOption = False,
    as_json: JsonOption = False,
) -> None:
    """Read the talk and decide on suggestions, one key each; ? shows all keys. Every key is saved at once.

    Example: thematic review fg1 --coder ana
    """
    setting = setting_of(context)
    elsewhere = batch or progress or unplaced or place or setting.plain
    _refuse_odd(
        (_WEB, on_web and elsewhere),
        (_WAYS, sum((read, plan, practice, is_done)) > 1),
        (_AGAINST, against is not None and not practice),
    )
    if progress:
        _show_progress(setting, as_json=as_json)
    elif is_done:
        _mark_done(setting, transcript, coder, dry_run=dry_run)
    elif unplaced:
        _show_unplaced(setting)
    elif place:
        _place(setting, place, coder, dry_run=dry_run)
    elif batch is not None:
        _batch(setting, batch, coder, dry_run=dry_run)
    else:
        from thematic.review.views import Wish

        if dry_run:
            raise UsageError("Here every key is recorded at once. --dry-run goes with --batch or --place only.")
        experts = _experts(setting, against, coder) if practice else ()
        wish = Wish(transcript, Order.MIXED if mixed else order, sample, blind, read, plan, experts)
        if on_web:
            _serve(setting, wish, coder, port)
        else:
            _sit(setting, wish, coder)


def _batch(setting: Setting, batch: Path, coder: str | None, *, dry_run: bool) -> None:
    from thematic.render.console import counted, output
    from thematic.workflow.deciding import decide
    from thematic.workflow.decisions_table import read_decisions
    from thematic.workflow.files import read_file

    act = setting.act_of_a_person(coder)
    with setting.study() as study:
        judgements = read_decisions(study, str(batch), read_file(batch, str(batch)))
        if not dry_run:
            decide(study, judgements, act=act, codebook=study.codebook.sha256)
    verb = "Would record" if dry_run else "Recorded"
    output(plain=setting.plain).line(f"{verb} {counted(len(judgements), 'decision')} by {act.who}.")


def _mark_done(setting: Setting, transcript: str | None, coder: str | None, *, dry_run: bool) -> None:
    from thematic.render.console import output
    from thematic.workflow.reading import mark_done

    if transcript is None:
        raise UsageError("--done needs the transcript that you are done with: thematic review fg1 --done.")
    act = setting.act_of_a_person(coder)
    with setting.study() as study:
        name = study.transcript(transcript).id
        if not dry_run:
            mark_done(study, name, act=act)
    said = "would be" if dry_run else "is"
    output(plain=setting.plain).line(f"{act.who} {said} done with {name}: what they gave no code has none.")


def _experts(setting: Setting, against: str | None, coder: str | None) -> tuple[str, ...]:
    from thematic.workflow.practice import experts_for

    named = tuple(filter(None, (one.strip() for one in (against or "").split(","))))
    with setting.study() as study:
        return experts_for(study, setting.act_of_a_person(coder).who, named)


def _show_unplaced(setting: Setting) -> None:
    from thematic.render.console import output
    from thematic.render.revisions import unplaced_page
    from thematic.workflow.placing import unplaced

    with setting.study() as study:
        waiting = unplaced(study)
    output(plain=setting.plain).show(unplaced_page(waiting))


def _place(setting: Setting, places: list[str], coder: str | None, *, dry_run: bool) -> None:
    from thematic.render.console import output
    from thematic.render.revisions import placed_page
    from thematic.workflow.placing import place_spans, unplaced

    pairs = [(old.strip(), new.strip()) for old, _, new in (one.rpartition("=") for one in places)]
    act = setting.act_of_a_person(coder)
    with setting.study() as study:
        placed = place_spans(study, pairs, act=act, dry_run=dry_run)
        left = len(unplaced(study))
    output(plain=setting.plain).show(placed_page(placed, left, dry_run=dry_run))


def _serve(setting: Setting, wish: Wish, coder: str | None, port: int) -> None:
    """Serve a sitting to a browser: what is wished is said again to the program that the browser's visit starts."""
    from thematic.render.console import talk

    try:
        from thematic.review.web import serve
    except ImportError as error:
        raise MissingExtra(
            f'--web needs {error.name}, which is not installed. Install it: pip install "thematic[web]".'
        ) from None
    who = setting.act_of_a_person(coder).who
    with setting.study() as study:
        if wish.only:
            study.transcript(wish.only)
        place = study.folder.resolve()
    command = [sys.executable, "-m", "thematic", "-C", str(place), "review", *_said(wish), "--coder", who]
    serve(command, port, talk(plain=setting.plain).line)


def _said(wish: Wish) -> Iterator[str]:
    if wish.only:
        yield wish.only
    yield from ("--order", wish.order.value, "--sample", str(wish.share))
    if wish.blind is not None:
        yield "--blind" if wish.blind else "--not-blind"
    if wish.read:
        yield "--read"
    if wish.plan:
        yield "--plan"
    if wish.practice:
        yield from ("--practice", "--with", ",".join(wish.practice))


def _can_draw() -> bool:
    """Whether there is a terminal on both sides on which a screen can be drawn, or a browser in their place."""
    if os.environ.get("TEXTUAL_DRIVER", "").endswith(":WebDriver"):
        return True
    terminals = (stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout))
    return all(terminals) and os.environ.get("TERM", "dumb") != "dumb"


def _keys() -> Iterator[str]:
    """Yield keys as they are pressed, with what they ask for; from a pipe, those of each line. Ends where it ends."""
    if sys.stdin is None:
        return
    if not sys.stdin.isatty():
        for line in sys.stdin:
            yield from _keys_of(line)
        return
    while True:
        try:
            pressed = typer.getchar()
            # Keys typed faster than they are saved arrive together; an arrow is one key, and a paste is no decision.
            glued = (pressed,) if pressed.startswith("\x1b") or len(pressed) > _GLUED else pressed
            yield from (_with_answer(key) for key in glued)
        except (EOFError, KeyboardInterrupt):
            return


def _keys_of(line: str) -> Iterator[str]:
    """Yield `c belonging` as one key with its answer, anything else as the keys it is made of."""
    from thematic.render.keys import does

    key = does(line[:1])
    if key and key.asks and line[1:2] == " ":
        yield line.strip()
    else:
        yield from (sign for sign in line if not sign.isspace())


def _with_answer(pressed: str) -> str:
    from thematic.render.keys import does

    key = does(pressed)
    if key is None or not key.asks:
        return pressed
    sys.stderr.write(f"{key.asks} ")
    sys.stderr.flush()
    return f"{pressed} {sys.stdin.readline().strip()}"


def _refuse_odd(*oddities: tuple[str, object]) -> None:
    """Raise UsageError with the first message whose options were given."""
    for message, given in oddities:
        if given:
            raise UsageError(message)


def _show_progress(setting: Setting, *, as_json: bool) -> None:
    from thematic.render.console import output
    from thematic.render.sampling import progress_json, progress_page
    from thematic.workflow.queueing import progress_of

    with setting.study() as study:
        found = progress_of(study)
    say = output(plain=setting.plain)
    say.json(progress_json(*found)) if as_json else say.show(progress_page(*found))


def _sit(setting: Setting, wish: Wish, coder: str | None) -> None:
    from thematic.review.lines import LineReview
    from thematic.review.sitting import Sitting
    from thematic.workflow.study import Act

    who = setting.act_of_a_person(coder).who
    with setting.study() as study:
        sitting = Sitting(study, who, lambda: Act(who, now()), wish)
        if setting.plain or not _can_draw():
            LineReview(sitting, plain=setting.plain).run(_keys())
        else:
            from thematic.review.screen import review_on_screen

            review_on_screen(sitting)
