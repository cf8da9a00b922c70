"""`thematic themes accept|name|merge|split|move|nest|hold|drop`: what people make of candidates and themes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from thematic.cli.setting import CoderOption, DryRunOption, setting_of
from thematic.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from thematic.workflow.study import Act, Study

__all__ = ["ThemeId", "add_shaping"]

ThemeId = Annotated[str, typer.Argument(help="A theme's id, such as candidate-2 or theme-1.")]
Why = Annotated[str, typer.Option("--reason", help="Why; kept with the decision.")]
Codes = Annotated[
    list[str] | None, typer.Option("--code", help="Its excerpts with this code; may be given several times.")
]
Excerpts = Annotated[
    list[str] | None, typer.Argument(help="Excerpts by their ids, such as fg1:t012.s1, or places, such as fg1:120-180.")
]


def add_shaping(app: typer.Typer) -> None:
    """Add the verbs to the app of themes, in the order of a theme's life."""
    for name, verb in (
        ("new", new),
        ("accept", accept),
        ("name", name_),
        ("merge", merge),
        ("split", split),
        ("move", move),
        ("nest", nest),
        ("summarise", summarise),
        ("hold", hold),
        ("drop", drop),
    ):
        app.command(name)(verb)


def new(
    context: typer.Context,
    excerpts: Excerpts = None,
    codes: Annotated[
        list[str] | None, typer.Option("--code", help="All excerpts with this code; may be given several times.")
    ] = None,
    name: Annotated[str, typer.Option("--name", help="Its name, as a claim.")] = "",
    concept: Annotated[str, typer.Option(help="Its central organising concept.")] = "",
    boundary: Annotated[str, typer.Option(help="What it does not cover.")] = "",
    coder: CoderOption = None,
    dry_run: DryRunOption = False,
) -> None:
    """Make a theme of your own of excerpts or codes, without any candidate.

    Example: thematic themes new --code routine --name "A reason to get up" --concept "..." --coder ana
    """
    from thematic.workflow.naming import Naming
    from thematic.workflow.shaping import make, places_of

    def work(study: Study, act: Act) -> str:
        return make(study, places_of(study, excerpts or (), codes or ()), Naming(name, concept, boundary), act=act)

    what = [*(excerpts or ()), *(codes or ())]
    _do(context, coder, "make a theme of {0}", "Made {1} of {0}.", what, dry_run=dry_run, work=work)


def accept(context: typer.Context, theme: ThemeId, coder: CoderOption = None, dry_run: DryRunOption = False) -> None:
    """Take a candidate as a theme to work on. It needs a name and a concept before it is exported.

    Example: thematic themes accept candidate-2 --coder ana
    """
    from thematic.workflow.shaping import accept as accepted

    _do(
        context,
        coder,
        "take {0}",
        "Took {0} as {1}. Next: thematic themes name {1}",
        [theme],
        dry_run=dry_run,
        work=lambda study, act: accepted(study, theme, act=act),
    )


def name_(
    context: typer.Context,
    theme: Annotated[str | None, typer.Argument(help="A theme's id, such as candidate-2 or theme-1.")] = None,
    name: Annotated[str | None, typer.Option("--name", help="Its name, as a claim.")] = None,
    concept: Annotated[str | None, typer.Option(help="Its central organising concept.")] = None,
    boundary: Annotated[str, typer.Option(help="What it does not cover.")] = "",
    batch: Annotated[
        Path | None, typer.Option(help="Recorded names: a table with name,concept,boundary and theme or codes.")
    ] = None,
    coder: CoderOption = None,
    dry_run: DryRunOption = False,
) -> None:
    """Name a candidate, which makes it your theme, or rename a theme.

    Example: thematic themes name candidate-2 --name "A place that notices" --concept "..." --coder ana
    """
    from thematic.render.console import output
    from thematic.workflow.files import read_file
    from thematic.workflow.naming import Naming, read_namings
    from thematic.workflow.theming import find_theme, name_themes

    setting = setting_of(context)
    if batch is None and theme is None:
        raise UsageError("which theme? Name one, such as candidate-1, or give a table with --batch.")
    act = setting.act_of_a_person(coder)
    with setting.study() as study:
        if batch is not None:
            namings = read_namings(study, str(batch), read_file(batch, str(batch)))
        else:
            namings = [(find_theme(study, theme or "").id, Naming(name or "", concept or "", boundary))]
        named = name_themes(study, namings, act=act, dry_run=dry_run)
    say = output(plain=setting.plain)
    for one in named:
        say.line(f"{'would name ' if dry_run else ''}{one.id}: {one.name}")


def merge(
    context: typer.Context,
    themes: Annotated[list[str], typer.Argument(help="The themes to join; the first keeps its name.")],
    reason: Why = "",
    coder: CoderOption = None,
    dry_run: DryRunOption = False,
) -> None:
    """Join themes or candidates into the first of them.

    Example: thematic themes merge theme-1 candidate-3 --reason "one and the same" --coder ana
    """
    from thematic.workflow.shaping import merge as merged

    _do(
        context,
        coder,
        "join {0}",
        "Joined {0}: now {1}.",
        themes,
        dry_run=dry_run,
        work=lambda study, act: merged(study, themes, reason, act=act),
    )


def split(
    context: typer.Context,
    theme: ThemeId,
    excerpts: Excerpts = None,
    codes: Codes = None,
    coder: CoderOption = None,
    dry_run: DryRunOption = False,
) -> None:
    """Make a theme of its own of some of a theme's excerpts, by their ids or by a code they carry.

    Example: thematic themes split theme-1 --code routine --coder ana
    """
    from thematic.workflow.shaping import places_of
    from thematic.workflow.shaping import split as parted

    def work(study: Study, act: Act) -> str:
        return " and ".join(parted(study, theme, places_of(study, excerpts or (), codes or (), theme), act=act))

    _do(context, coder, "split {0}", "Split {0} into {1}.", [theme], dry_run=dry_run, work=work)


def move(
    context: typer.Context,
    excerpts: Excerpts = None,
    to: Annotated[str, typer.Option("--to", help="The theme they belong in.")] = "",
    codes: Codes = None,
    source: Annotated[str | None, typer.Option("--from", help="With --code: the theme they are in now.")] = None,
    coder: CoderOption = None,
    dry_run: DryRunOption = False,
) -> None:
    """Move excerpts from the themes that hold them into another, by their ids or by a code they carry.

    Example: thematic themes move fg1:t012.s1 --to theme-2 --coder ana
    """
    from thematic.workflow.shaping import move as moved
    from thematic.workflow.shaping import places_of

    if not to:
        raise UsageError("where to? Name a theme: thematic themes move fg1:t012.s1 --to theme-2.")
    if not excerpts and not codes:
        raise UsageError("which excerpts? Name them by their ids, or by --code. See thematic themes show --all.")

    def work(study: Study, act: Act) -> str:
        return moved(study, places_of(study, excerpts or (), codes or (), source), to, act=act)

    _do(
        context, coder, "move {0}", "Moved {0} to {1}.", [*(excerpts or ()), *(codes or ())], dry_run=dry_run, work=work
    )


def nest(
    context: typer.Context,
    theme: ThemeId,
    under: Annotated[str | None, typer.Option(help="The theme it is a subtheme of.")] = None,
    top: Annotated[bool, typer.Option("--top", help="Make it a theme of its own again.")] = False,
    coder: CoderOption = None,
    dry_run: DryRunOption = False,
) -> None:
    """Make a theme a subtheme of another, or a theme of its own again.

    Example: thematic themes nest theme-3 --under theme-1 --coder ana
    """
    from thematic.workflow.shaping import nest as nested

    if (under is None) is not top:
        raise UsageError("under what? Say --under THEME, or --top for a theme of its own.")
    done = "{1} is a theme of its own." if under is None else f"{{1}} is a subtheme of {under}."
    _do(
        context,
        coder,
        "nest {0}",
        done,
        [theme],
        dry_run=dry_run,
        work=lambda study, act: nested(study, theme, under, act=act),
    )


def summarise(
    context: typer.Context,
    theme: ThemeId,
    case: Annotated[str, typer.Argument(help="A participant or a group, such as P07 or fg3.")],
    words: Annotated[str, typer.Argument(help="What they say of it, in your words.")],
    coder: CoderOption = None,
    dry_run: DryRunOption = False,
) -> None:
    """Write a cell of the framework matrix: what one case says of one theme. It replaces what was there.

    Example: thematic themes summarise theme-1 P07 "Comes for the jobs, stays for the tea." --coder ana
    """
    from thematic.workflow.framework import summarise as summed_up

    def work(study: Study, act: Act) -> str:
        return ", ".join(summed_up(study, theme, case, words, act=act).ids) or "no excerpt"

    done = f"Summed up {case} on {{0}}, resting on {{1}}. See thematic matrix framework"
    _do(context, coder, "sum up {0}", done, [theme], dry_run=dry_run, work=work)


def hold(
    context: typer.Context,
    theme: ThemeId,
    reason: Why = "",
    coder: CoderOption = None,
    dry_run: DryRunOption = False,
) -> None:
    """Put a theme or candidate aside, undecided: it is neither exported nor suggested again.

    Example: thematic themes hold candidate-4 --reason "ask the team" --coder ana
    """
    from thematic.workflow.shaping import hold as held

    _do(
        context,
        coder,
        "put {0} aside",
        "Put {0} aside as {1}. Take it up: thematic themes accept {1}",
        [theme],
        dry_run=dry_run,
        work=lambda study, act: held(study, theme, reason, act=act),
    )


def drop(
    context: typer.Context,
    theme: ThemeId,
    reason: Why = "",
    coder: CoderOption = None,
    dry_run: DryRunOption = False,
) -> None:
    """Drop a theme; its excerpts are free for others. `thematic log undo` brings it back."""
    from thematic.workflow.theming import drop_theme

    def work(study: Study, act: Act) -> str:
        drop_theme(study, theme, reason, act=act)
        return theme

    _do(context, coder, "drop {0}", "Dropped {1}.", [theme], dry_run=dry_run, work=work)


def _do(
    context: typer.Context,
    coder: str | None,
    would: str,
    did: str,
    what: list[str],
    *,
    dry_run: bool,
    work: Callable[[Study, Act], str],
) -> None:
    """Do the work and say what was done; a dry run does it, takes it back and says what would be done."""
    from thematic.render.console import output

    setting = setting_of(context)
    act = setting.act_of_a_person(coder)
    named = ", ".join(what)
    with setting.study() as study:
        if dry_run:
            with study.trying():
                work(study, act)
            said = f"Would {would.format(named)}."
        else:
            said = did.format(named, work(study, act))
    output(plain=setting.plain).line(said)
