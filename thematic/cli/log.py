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
    limit: Annotated[
        int | None,
        typer.Option("--limit", min=1, help="How many of the latest to show: else 50, or all of them with --json."),
    ] = None,
    *,
    as_json: JsonOption = False,
) -> None:
    """Show the trail, the latest last: who did what, when."""
    if context.invoked_subcommand is not None:
        return
    from thematic.render.console import output
    from thematic.render.trail import trail, trail_json

    setting = setting_of(context)
    with setting.study() as study:
        events, undone = study.store.log.events(), study.state.undone
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
    """Verify every event's hash and links, and every stored text. Exit code 1 if one does not hold."""
    from thematic.render.console import counted, output

    setting = setting_of(context)
    with setting.study() as study:
        faults = list(study.store.log.faults())
        count = 0 if faults else len(study.store.log.events())
    if faults:
        raise Finding("\n".join(faults))
    output(plain=setting.plain).line(f"{counted(count, 'event')}, each with its hash and its place in the history.")
