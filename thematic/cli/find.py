"""`thematic find`."""

from __future__ import annotations

from typing import Annotated

import typer

from thematic.cli.setting import JsonOption, setting_of

__all__ = ["find"]


def find(
    context: typer.Context,
    text: Annotated[str | None, typer.Argument(help="Words, in either case.")] = None,
    *,
    regex: Annotated[
        str | None, typer.Option(metavar="PATTERN", help="A regular expression instead, in either case.")
    ] = None,
    codes: Annotated[
        list[str] | None, typer.Option("--code", metavar="CODE", help="Coded so; several: with each of them.")
    ] = None,
    any_of: Annotated[
        list[str] | None, typer.Option("--or", metavar="CODE", help="Or coded so; several: with any of them.")
    ] = None,
    near: Annotated[str | None, typer.Option(metavar="CODE", help="At most some turns from a coding of this.")] = None,
    within: Annotated[int | None, typer.Option(min=0, help="How many turns are near: else 3.")] = None,
    coder: Annotated[str | None, typer.Option(metavar="NAME", help="Count only this coder's codings.")] = None,
    where: Annotated[
        list[str] | None,
        typer.Option(metavar="ATTRIBUTE=VALUE", help="Said by such participants: site=north. May be repeated."),
    ] = None,
    transcript: Annotated[str | None, typer.Option(metavar="ID", help="In this transcript only.")] = None,
    negative: Annotated[
        str | None,
        typer.Option(metavar="CODE", help="Against this code, to a coder or the machine; and who has no coding of it."),
    ] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="Show the first so many.")] = None,
    moderators: Annotated[bool, typer.Option("--moderators", help="Search what moderators said, too.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Find sentences by their words, codes and speakers. All that you say must hold; it changes nothing.

    Example: thematic find "on my own" --code belonging --where site=north
    """
    from thematic.render.console import output
    from thematic.render.finding import found_json, found_page
    from thematic.workflow.finding import Wanted
    from thematic.workflow.finding import find as finding

    setting = setting_of(context)
    every, either, attributes = tuple(codes or ()), tuple(any_of or ()), tuple(where or ())
    wanted = Wanted(
        text,
        regex,
        every,
        either,
        near,
        within,
        coder,
        attributes,
        transcript,
        negative,
        limit,
        moderators,
        setting.act().who,
    )
    with setting.study() as study:
        found = finding(study, wanted)
    say = output(plain=setting.plain)
    say.json(found_json(found)) if as_json else say.show(found_page(found))
