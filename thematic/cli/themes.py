"""`thematic themes suggest|list|show|name|drop`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from thematic.cli.setting import AnywayOption, CoderOption, DryRunOption, JsonOption, setting_of
from thematic.errors import UsageError
from thematic.themes.excerpt import ThemeSource

__all__ = ["app"]

app = typer.Typer(help="Themes: candidates to argue with, and what people make of them.", no_args_is_help=True)

ThemeId = Annotated[str, typer.Argument(help="A theme's id, such as candidate-2 or theme-1.")]


@app.command("suggest")
def suggest(
    context: typer.Context,
    source: Annotated[
        ThemeSource | None, typer.Option("--from", help="What to group; the codings, or, before any, the suggestions.")
    ] = None,
    count: Annotated[
        int | None, typer.Option(min=1, help="How many; chosen by stability where it is left out.")
    ] = None,
    seed: Annotated[int, typer.Option(min=0, max=2**32 - 1, help="The same seed gives the same candidates.")] = 42,
    anyway: AnywayOption = False,
    dry_run: DryRunOption = False,
    *,
    as_json: JsonOption = False,
) -> None:
    """Suggest candidate themes from the excerpts, for you to argue with. None is a theme until a person names it."""
    from thematic.render.console import output, talk
    from thematic.render.progress import progress
    from thematic.render.themes import theme_cards, themes_json
    from thematic.workflow.theming import ThemeSettings, source_of
    from thematic.workflow.theming import suggest as suggest_from

    setting = setting_of(context)
    with setting.study() as study:
        chosen = source or source_of(study)
        with progress("Grouping") as tick:
            how = ThemeSettings(chosen, count, seed, anyway)
            run = suggest_from(study, how, act=setting.act(), on_progress=tick, dry_run=dry_run)
        if source is None and chosen is ThemeSource.SUGGESTIONS:
            talk(plain=setting.plain).line("Note: nothing is coded yet, so these come from undecided suggestions.")
        say = output(plain=setting.plain)
        say.json(themes_json(run.themes)) if as_json else say.show(theme_cards(run.themes, study.transcripts))


@app.command("list")
def list_(context: typer.Context, *, as_json: JsonOption = False) -> None:
    """List the themes people made and the candidates that are left."""
    from thematic.render.console import output
    from thematic.render.themes import theme_list, themes_json
    from thematic.workflow.theming import current_themes

    setting = setting_of(context)
    with setting.study() as study:
        themes = current_themes(study)
    say = output(plain=setting.plain)
    say.json(themes_json(themes)) if as_json else say.show(theme_list(themes))


@app.command("show")
def show(
    context: typer.Context,
    theme: ThemeId,
    *,
    every: Annotated[bool, typer.Option("--all", help="Show every excerpt of it.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Show one theme with its central and its edge excerpts."""
    from thematic.render.console import output
    from thematic.render.themes import theme_cards, theme_in_full, themes_json
    from thematic.workflow.theming import find_theme

    setting = setting_of(context)
    with setting.study() as study:
        found = find_theme(study, theme)
        say = output(plain=setting.plain)
        if as_json:
            say.json(themes_json([found])[0])
        else:
            page = theme_in_full(found, study.transcripts) if every else theme_cards([found], study.transcripts)
            say.show(page)


@app.command("name")
def name(
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


@app.command("drop")
def drop(
    context: typer.Context,
    theme: ThemeId,
    reason: Annotated[str, typer.Option(help="Why.")] = "",
    coder: CoderOption = None,
    dry_run: DryRunOption = False,
) -> None:
    """Drop a theme; its excerpts are free for others. `thematic log undo` brings it back."""
    from thematic.render.console import output
    from thematic.workflow.theming import drop_theme, find_theme

    setting = setting_of(context)
    with setting.study() as study:
        dropped = find_theme(study, theme)
        if not dry_run:
            drop_theme(study, theme, reason, act=setting.act_of_a_person(coder))
    verb = "Would drop" if dry_run else "Dropped"
    output(plain=setting.plain).line(f"{verb} {dropped.id}.")
