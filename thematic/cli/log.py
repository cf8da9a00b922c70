"""`thematic log`, `log undo`, `log verify`."""

from __future__ import annotations

from typing import Annotated

import typer

from thematic.cli.setting import CoderOption, DryRunOption, JsonOption, setting_of
from thematic.errors import Finding

__all__ = ["app"]

app = typer.Typer(help="The trail: who did what, when. Nothing in it is ever changed.", invoke_without_command=True)

_LATEST = 50


@app.callback()
def log(
    context: typer.Context,
    coder: Annotated[str | None, typer.Option("--coder", metavar="NAME", help="Only what this coder did.")] = None,
    since: Annotated[
        str | None, typer.Option("--since", metavar="DATE", help="From this day (2026-11-01) or time, in UTC.")
    ] = None,
    until: Annotated[
        str | None, typer.Option("--until", metavar="DATE", help="To the end of this day, or to this time.")
    ] = None,
    code: Annotated[str | None, typer.Option("--code", metavar="CODE", help="Only what is about this code.")] = None,
    theme: Annotated[str | None, typer.Option("--theme", metavar="ID", help="Only what is about this theme.")] = None,
    transcript: Annotated[
        str | None, typer.Option("--transcript", metavar="ID", help="Only what is about this transcript.")
    ] = None,
    kind: Annotated[
        str | None, typer.Option("--kind", metavar="KIND", help="Only such events: decision, theme, memo, import, ...")
    ] = None,
    limit: Annotated[
        int | None,
        typer.Option("--limit", min=1, help="How many of the latest to show: else 50, or all of them with --json."),
    ] = None,
    *,
    as_json: JsonOption = False,
) -> None:
    """Show the trail, the latest last: who did what, when. All that you say must hold.

    Example: thematic log --coder ana --since 2026-11-01 --code belonging
    """
    if context.invoked_subcommand is not None:
        return
    from thematic.render.console import output
    from thematic.render.trail import trail, trail_json
    from thematic.workflow.trail import Sought, events_about

    setting = setting_of(context)
    sought = Sought(coder, since, until, code, theme, transcript, kind)
    with setting.study() as study:
        events, undone = events_about(study, sought), study.state.undone
    say = output(plain=setting.plain)
    if as_json:
        say.json(trail_json(events[-limit:] if limit else events, undone))
    else:
        say.show(trail(events, undone, limit or _LATEST))


@app.command("undo")
def undo(
    context: typer.Context,
    event: Annotated[str, typer.Argument(help="The first digits of an event's hash, as `thematic log` shows them.")],
    coder: CoderOption = None,
    dry_run: DryRunOption = False,
) -> None:
    """Take back a decision, a placement, a revision, a codebook, a theme or an undo; the log keeps both."""
    from thematic.render.console import output
    from thematic.workflow.deciding import to_undo
    from thematic.workflow.deciding import undo as take_back

    setting = setting_of(context)
    with setting.study() as study:
        if dry_run:
            found = to_undo(study, event)
            output(plain=setting.plain).line(f"Would take back {found.hash[:12]} ({found.kind}).")
            return
        taken = take_back(study, event, act=setting.act_of_a_person(coder))
    undone, by = taken.data["undoes"][:12], taken.hash[:12]
    output(plain=setting.plain).line(f"Took back {undone}. To bring it back: thematic log undo {by}")


@app.command("verify")
def verify(context: typer.Context) -> None:
    """Verify every event's hash and links, every stored text, and that the state is what the log says.

    Exit code 1 if something does not hold.
    """
    from thematic.render.console import counted, output
    from thematic.workflow.trail import is_rebuilt

    setting = setting_of(context)
    with setting.study() as study:
        faults = list(study.store.log.faults())
        if not faults and not is_rebuilt(study):
            faults = ["the state rebuilt from the log is not the state that is worked with. Please report this."]
        count = 0 if faults else len(study.store.log.events())
    if faults:
        raise Finding("\n".join(faults))
    say = output(plain=setting.plain)
    say.line(f"{counted(count, 'event')}, each with its hash and its place in the history.")
    say.line("The state rebuilt from them is the state in use: no other is stored.")
