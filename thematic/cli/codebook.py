"""`thematic codebook list|show|use|check`, and the changes of one that is in use."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from thematic.cli.codebook_changes import diff, edit, merge, rename, retire, split, unite
from thematic.cli.setting import CoderOption, DryRunOption, JsonOption, setting_of

__all__ = ["app"]

app = typer.Typer(help="Codebooks: the mechanisms to code for, their definitions and boundaries.", no_args_is_help=True)
for _verb in (edit, rename, merge, split, retire, unite, diff):
    app.command(_verb.__name__)(_verb)

Name = Annotated[str, typer.Argument(help="A built-in codebook's id, or a codebook file.")]


@app.command("list")
def list_(context: typer.Context, *, as_json: JsonOption = False) -> None:
    """List the codebooks that come with the program."""
    from thematic.codebook import builtin_codebooks, load_codebook
    from thematic.render.codebooks import codebook_list, codebook_list_json
    from thematic.render.console import output

    books = [load_codebook(path, called=path.name) for path in builtin_codebooks().values()]
    say = output(plain=setting_of(context).plain)
    say.json(codebook_list_json(books)) if as_json else say.show(codebook_list(books))


@app.command("show")
def show(
    context: typer.Context,
    name: Annotated[str | None, typer.Argument(help="A codebook; the one in use where none is named.")] = None,
    code: Annotated[str | None, typer.Argument(help="One code of it.")] = None,
    *,
    as_json: JsonOption = False,
) -> None:
    """Show a codebook, or one of its codes in full."""
    from thematic.codebook import code_of
    from thematic.render.codebooks import code_in_full, codebook_in_full, codebook_json
    from thematic.render.console import output
    from thematic.workflow.codebooks import open_codebook

    setting = setting_of(context)
    if name is None:
        with setting.study() as study:
            book = study.codebook
    else:
        book = open_codebook(name, Path())
    say = output(plain=setting.plain)
    if as_json:
        say.json(codebook_json(book))
    else:
        say.show(code_in_full(book, code_of(book, code)) if code else codebook_in_full(book))


@app.command("use")
def use(context: typer.Context, name: Name, coder: CoderOption = None, dry_run: DryRunOption = False) -> None:
    """Bring a codebook into use; suggestions and decisions are made with it from then on.

    Example: thematic codebook use sp-mechanisms
    """
    from thematic.render.console import output
    from thematic.workflow.coding import use_codebook

    setting = setting_of(context)
    with setting.study() as study:
        book, changed = use_codebook(study, name, Path(), act=setting.act(coder), dry_run=dry_run)
    say = output(plain=setting.plain)
    verb = "In use already" if not changed else "Would be in use" if dry_run else "In use now"
    say.line(f"{verb}: {book.id} {book.version} ({len(book.codes)} codes, {book.sha256[:12]}).")
    say.line("Next: thematic code")


@app.command("check")
def check(
    context: typer.Context,
    name: Name,
    *,
    strength: Annotated[
        bool,
        typer.Option("--strength", help="Instead, hold examples out and say how well each code finds its own again."),
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Say what a careful editor would: what is thin, missing or ambiguous. Exit code 1 if there is something."""
    if strength:
        _strength(context, name, as_json=as_json)
        return
    from thematic.codebook import check_codebook
    from thematic.render.codebooks import findings_json, findings_list
    from thematic.render.console import output
    from thematic.workflow.codebooks import open_codebook

    book = open_codebook(name, Path())
    findings = check_codebook(book)
    say = output(plain=setting_of(context).plain)
    say.json(findings_json(findings)) if as_json else say.show(findings_list(book, findings))
    if findings:
        raise typer.Exit(1)


def _strength(context: typer.Context, name: str, *, as_json: bool) -> None:
    from thematic.cli.code import NO_ENCODER
    from thematic.render.console import output, talk
    from thematic.render.progress import progress
    from thematic.render.strength import strength_json, strength_page
    from thematic.workflow.codebooks import open_codebook
    from thematic.workflow.strength import codebook_strength

    book, plain = open_codebook(name, Path()), setting_of(context).plain
    with progress("Reading") as tick:
        semantic, found = codebook_strength(book, on_progress=tick)
    if not semantic:
        talk(plain=plain).line(NO_ENCODER)
    say = output(plain=plain)
    say.json(strength_json(found)) if as_json else say.show(strength_page(found))
