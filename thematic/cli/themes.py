"""`thematic themes suggest|list|show|check`; what people make of themes is in `themes_shaping`."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from thematic.cli.setting import AnywayOption, CoderOption, DryRunOption, JsonOption, setting_of
from thematic.cli.themes_shaping import ThemeId, add_shaping
from thematic.errors import UsageError
from thematic.themes.excerpt import Lens, ThemeSource

__all__ = ["app"]

app = typer.Typer(help="Themes: candidates to argue with, and what people make of them.", no_args_is_help=True)


@app.command("suggest")
def suggest(
    context: typer.Context,
    source: Annotated[
        ThemeSource | None, typer.Option("--from", help="What to group; the codings, or, before any, the suggestions.")
    ] = None,
    lens: Annotated[
        Lens, typer.Option(help="Bring together what says alike, or the codes that are given together.")
    ] = Lens.MEANING,
    count: Annotated[
        int | None, typer.Option(min=1, help="How many; chosen by stability where it is left out.")
    ] = None,
    seed: Annotated[int, typer.Option(min=0, max=2**32 - 1, help="The same seed gives the same candidates.")] = 42,
    anyway: AnywayOption = False,
    dry_run: DryRunOption = False,
    *,
    as_json: JsonOption = False,
) -> None:
    """Suggest candidate themes from the excerpts, for you to argue with. None is a theme until a person takes it.

    --from uncoded shows what your codebook may miss; --lens codes which codes go together.
    """
    from thematic.render.console import output, talk
    from thematic.render.progress import progress
    from thematic.render.themes import numbers_tried, theme_cards, themes_json
    from thematic.workflow.theming import ThemeSettings, source_of
    from thematic.workflow.theming import suggest as suggest_from

    setting = setting_of(context)
    with setting.study() as study:
        chosen = source or source_of(study)
        with progress("Grouping") as tick:
            how = ThemeSettings(chosen, lens, count, seed, anyway)
            run = suggest_from(study, how, act=setting.act(), on_progress=tick, dry_run=dry_run)
        if source is None and chosen is ThemeSource.SUGGESTIONS:
            talk(plain=setting.plain).line("Note: nothing is coded yet, so these come from undecided suggestions.")
        say = output(plain=setting.plain)
        if as_json:
            say.json(themes_json(run.themes))
            return
        if run.steadiness:
            say.show(numbers_tried(run))
        say.show(theme_cards(run.themes, study.transcripts))


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


@app.command("check")
def check(context: typer.Context, *, as_json: JsonOption = False) -> None:
    """Ask of the themes what a careful colleague would. Exit code 1 if there is something to ask.

    Which excerpts fit another theme better, or two; what is coded and in none; which themes may be one, rest on
    little, or have nothing that speaks against them.
    """
    from thematic.render.console import output
    from thematic.render.progress import progress
    from thematic.render.theme_check import remarks_json, remarks_page
    from thematic.workflow.theme_check import check_themes

    setting = setting_of(context)
    with setting.study() as study, progress("Reading") as tick:
        found = check_themes(study, tick)
    say = output(plain=setting.plain)
    say.json(remarks_json(found)) if as_json else say.show(remarks_page(found))
    if found:
        raise typer.Exit(1)


@app.command("review")
def review(context: typer.Context, coder: CoderOption = None) -> None:
    """Go through candidates and themes at the screen, one key a step; ? shows all keys. Every step is saved at once.

    Example: thematic themes review --coder ana
    """
    from thematic.review.theme_sitting import ThemeSitting
    from thematic.review.themes_screen import themes_on_screen

    setting = setting_of(context)
    act = setting.act_of_a_person(coder)
    if setting.plain or not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError(
            "themes review is a screen and needs a terminal. Without one, each step is a verb: thematic themes."
        )
    with setting.study() as study:
        themes_on_screen(ThemeSitting(study, lambda: setting.act(act.who)))


@app.command("saturation")
def saturation(
    context: typer.Context,
    base: Annotated[int, typer.Option(min=1, help="How many sessions are the base.")] = 4,
    run: Annotated[int, typer.Option(min=1, help="How many sessions are looked at for new codes, time and again.")] = 2,
    threshold: Annotated[float, typer.Option(min=0, max=1, help="The share of new codes that is little.")] = 0.05,
    every_code: Annotated[
        bool, typer.Option("--all-codes", help="Count codes that came with the codebook, too, when first used.")
    ] = False,
    seed: Annotated[int, typer.Option(min=0, max=2**32 - 1, help="For the random orders of sessions.")] = 42,
    anyway: AnywayOption = False,
    *,
    as_json: JsonOption = False,
) -> None:
    """Say how much further sessions added to the codes, as they came and over a thousand other orders.

    Base, run and threshold as in Guest, Namey and Chen (2020). It is saturation of codes, not of meaning.
    """
    from thematic.render.console import output
    from thematic.render.saturation import saturation_json, saturation_page
    from thematic.themes.saturation import Settings
    from thematic.workflow.saturating import saturation as saturated

    setting = setting_of(context)
    with setting.study() as study:
        wanted = Settings(base, run, threshold)
        found = saturated(study, wanted, every_code=every_code, seed=seed, anyway=anyway)
    say = output(plain=setting.plain)
    say.json(saturation_json(found)) if as_json else say.show(saturation_page(found))


add_shaping(app)
