"""What a codebook file may hold, checked by pydantic; each complaint carries its line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, ValidationError

from thematic.errors import InputError, did_you_mean
from thematic.text import normalise, one_line

if TYPE_CHECKING:
    from thematic.codebook.strict_yaml import Document

__all__ = ["BackgroundFile", "BankFile", "CodeFields", "CodebookFile", "NearMissFields", "validated"]


def _tidy(value: object) -> object:
    return normalise(value).strip() if isinstance(value, str) else "" if value is None else value


def _list(value: object) -> object:
    return [] if value is None else value


Text = Annotated[str, BeforeValidator(_tidy)]
Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$")]
Needed = Annotated[str, BeforeValidator(_tidy), Field(min_length=1)]
Sentences = Annotated[list[Needed], BeforeValidator(_list)]


class _Fields(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class NearMissFields(_Fields):
    """A sentence that looks like the code and belongs to another, or to none."""

    text: Needed
    code: str | None = None


NearMisses = Annotated[list[NearMissFields], BeforeValidator(_list)]


class CodeFields(_Fields):
    """One code as a file holds it."""

    id: Id
    name: Needed
    definition: Needed
    family: Text = ""
    include: Text = ""
    exclude: Text = ""
    cues: Sentences = []
    counter_cues: Sentences = []
    examples: Sentences = []
    counter_examples: Sentences = []
    near_misses: NearMisses = []
    may_overlap: Sentences = []


class CodebookFile(_Fields):
    """A codebook file."""

    id: Id
    title: Text = ""
    version: Text = ""
    source: Text = ""
    note: Text = ""
    codes: Annotated[list[CodeFields], Field(min_length=1)]


class BankedExamples(_Fields):
    """What a bank of examples adds to one code."""

    examples: Sentences = []
    counter_examples: Sentences = []
    near_misses: NearMisses = []


class BankFile(_Fields):
    """A bank of examples, beside its codebook."""

    codebook: Id
    note: Text = ""
    codes: dict[str, BankedExamples]


class BackgroundFile(_Fields):
    """Sentences of ordinary talk that carry no mechanism."""

    note: Text = ""
    sentences: Sentences


_File = TypeVar("_File", bound=BaseModel)


def validated(document: Document, kind: type[_File]) -> _File:
    """Return the document as `kind`.

    Raises:
        InputError: the first thing that does not fit, with its line and what to do.
    """
    if not isinstance(document.value, dict):
        raise document.error((), "expected `key: value` lines. See `thematic codebook show` for a model.")
    try:
        return kind.model_validate(document.value)
    except ValidationError as error:
        raise _complaint(document, kind, error.errors()[0]) from None


def _complaint(document: Document, kind: type[BaseModel], problem: Any) -> InputError:
    place = tuple(problem["loc"])
    where = one_line(".".join(str(part + 1) if isinstance(part, int) else part for part in place), 60)
    match problem["type"]:
        case "extra_forbidden":
            known = {*kind.model_fields, *CodeFields.model_fields}
            reason = (
                f'"{where}" is not a field of a codebook.{did_you_mean(str(place[-1]), known)} Rename or remove it.'
            )
        case "missing":
            reason = f'"{where}" is missing. Add it.'
        case "string_too_short":
            reason = f'"{where}" is empty. Fill it in or remove it.'
        case "string_pattern_mismatch":
            reason = f'"{where}" must be an id of letters, digits, - and _ (such as "self-esteem"). Change it.'
        case "list_type":
            reason = f'"{where}" must be a list (lines that begin with "- "). Make it one.'
        case "too_short" if place == ("codes",):
            reason = "the codebook has no codes. Add at least one."
        case "too_short":
            reason = f'"{where}" is empty. Fill it in or remove it.'
        case "string_type":
            reason = f'"{where}" must be plain text. Put it in quotes if it begins with [ or {{.'
        case _:
            reason = f'"{where}" is not as expected ({problem["msg"].lower()}). Mend it.'
    return document.error(place, reason)
