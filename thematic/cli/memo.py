"""`thematic memo add|list|show|edit|share|drop`."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from thematic.cli.setting import CoderOption, DryRunOption, JsonOption, setting_of
from thematic.errors import UsageError
from thematic.model import MemoKind

__all__ = ["app"]

app = typer.Typer(
    help="Memos: dated notes of yours on anything, private where they are reflexive.", no_args_is_help=True
)

MemoId = Annotated[
    str, typer.Argument(metavar="ID", help="The first digits of a memo's id, as `memo list` shows them.")
]
TextArgument = Annotated[
    str | None, typer.Argument(help="What it says; - reads it from stdin; left out, your EDITOR opens.")
]
KindOption = Annotated[MemoKind | None, typer.Option("--type", help="Only memos of this type.")]


@app.command("add")
def add(
    context: typer.Context,
    text: TextArgument = None,
    on: Annotated[
        str,
        typer.Option(
            "--on",
            metavar="TARGET",
            help="What it is on: a transcript, turn, sentence, code, theme, participant, or an event of the log.",
        ),
    ] = "study",
    kind: Annotated[
        MemoKind, typer.Option("--type", help="Reflexive ones are yours alone until you share them.")
    ] = MemoKind.ANALYTIC,
    coder: CoderOption = None,
    dry_run: DryRunOption = False,
) -> None:
    """Write a memo.

    Example: thematic memo add "They notice who is missing." --on fg1:t003.s2 --coder ana
    """
    from thematic.render.console import output
    from thematic.workflow.memos import write_memo
    from thematic.workflow.targets import target_of

    setting = setting_of(context)
    act = setting.act_of_a_person(coder)
    with setting.study() as study:
        # Before the editor opens: what was written there must not be lost to a slip.
        target_of(study, on)
        memo = write_memo(study, _words(text), kind=kind, target=on, act=act, dry_run=dry_run)
    say = output(plain=setting.plain)
    if memo is None:
        say.line(f"Would write a memo ({kind.value}).")
    else:
        alone = " Only you read it, until you share it." if memo.private else ""
        say.line(f"Wrote memo {memo.id[:10]} ({kind.value}) on {memo.target}.{alone}")


@app.command("list")
def list_(
    context: typer.Context,
    on: Annotated[
        str | None, typer.Option("--on", metavar="TARGET", help="Only memos on this, or on something within it.")
    ] = None,
    kind: KindOption = None,
    author: Annotated[str | None, typer.Option("--by", metavar="NAME", help="Only memos by this coder.")] = None,
    coder: Annotated[
        str | None, typer.Option("--coder", help="Who reads: your own private memos are shown, others' are counted.")
    ] = None,
    *,
    as_json: JsonOption = False,
) -> None:
    """List memos, oldest first."""
    from thematic.render.console import output
    from thematic.render.memos import memo_list, memo_list_json
    from thematic.workflow.memos import MemosWanted, memos_of

    setting = setting_of(context)
    with setting.study() as study:
        found = memos_of(study, setting.act(coder).who, MemosWanted(on, kind, author))
    say = output(plain=setting.plain)
    say.json(memo_list_json(found)) if as_json else say.show(memo_list(found))


@app.command("show")
def show(context: typer.Context, memo: MemoId, coder: CoderOption = None, *, as_json: JsonOption = False) -> None:
    """Show one memo with its earlier versions."""
    from thematic.render.console import output
    from thematic.render.memos import memo_json, memo_page
    from thematic.workflow.memos import find_memo

    setting = setting_of(context)
    with setting.study() as study:
        found = find_memo(study, memo, setting.act(coder).who)
    say = output(plain=setting.plain)
    say.json(memo_json(found)) if as_json else say.show(memo_page(found))


@app.command("edit")
def edit(
    context: typer.Context,
    memo: MemoId,
    text: TextArgument = None,
    coder: CoderOption = None,
    dry_run: DryRunOption = False,
) -> None:
    """Change what a memo of yours says; what it said stays as its earlier version."""
    from thematic.render.console import output
    from thematic.workflow.memos import edit_memo, find_memo

    setting = setting_of(context)
    act = setting.act_of_a_person(coder)
    with setting.study() as study:
        before = find_memo(study, memo, act.who)
        edit_memo(study, before.id, _words(text, before.text), act=act, dry_run=dry_run)
    output(plain=setting.plain).line(f"{'Would change' if dry_run else 'Changed'} memo {before.id[:10]}.")


@app.command("share")
def share(context: typer.Context, memo: MemoId, coder: CoderOption = None, dry_run: DryRunOption = False) -> None:
    """Let everybody who has the study read a reflexive memo of yours, as it is now and from now on."""
    from thematic.render.console import output
    from thematic.workflow.memos import find_memo, share_memo

    setting = setting_of(context)
    act = setting.act_of_a_person(coder)
    with setting.study() as study:
        found = find_memo(study, memo, act.who)
        share_memo(study, found.id, act=act, dry_run=dry_run)
    output(plain=setting.plain).line(f"{'Would share' if dry_run else 'Shared'} memo {found.id[:10]}.")


@app.command("drop")
def drop(context: typer.Context, memo: MemoId, coder: CoderOption = None, dry_run: DryRunOption = False) -> None:
    """Drop a memo of yours. `thematic log undo` brings it back; its words stay in the file."""
    from thematic.render.console import output
    from thematic.workflow.memos import drop_memo, find_memo

    setting = setting_of(context)
    act = setting.act_of_a_person(coder)
    with setting.study() as study:
        found = find_memo(study, memo, act.who)
        event = drop_memo(study, found.id, act=act, dry_run=dry_run)
    again = f" To bring it back: thematic log undo {event[:10]}" if event else ""
    output(plain=setting.plain).line(f"{'Would drop' if dry_run else 'Dropped'} memo {found.id[:10]}.{again}")


def _words(said: str | None, before: str = "") -> str:
    """Return what a memo is to say: what was typed, what stdin holds, or what the author's editor leaves."""
    if said == "-":
        return _from_stdin()
    if said is not None:
        return said
    if sys.stdin is None or not sys.stdin.isatty():
        raise UsageError("what does the memo say? Give its text, or - to read it from stdin.")
    from thematic.cli.editor import edited

    unset = "what does the memo say? Give its text, - to read it from stdin, or set EDITOR."
    return edited(before, called="memo.txt", unset=unset)


def _from_stdin() -> str:
    from thematic.text import NotTextError, decode

    if sys.stdin is None:
        raise UsageError("there is no stdin to read the memo from. Give its text.")
    data = getattr(sys.stdin, "buffer", None)
    try:
        return sys.stdin.read() if data is None else decode(data.read()).text
    except NotTextError as error:
        raise UsageError(f"stdin cannot be read as a memo: {error}. Give text in UTF-8.") from None
