"""The theme table of a paper: what it shows, in which columns, and what is said under it."""

from __future__ import annotations

from collections import Counter
from types import MappingProxyType
from typing import TYPE_CHECKING

from thematic.export.quotes import UNIDENTIFIED
from thematic.export.table import Column, ColumnKind, Table
from thematic.model import Theme, ThemeStatus

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from thematic.export.table import Row
    from thematic.model import Quotation

__all__ = ["NOT_NAMED", "theme_table"]

NOT_NAMED = "(candidate, not named)"

_COLUMNS = (
    Column("theme"),
    Column("name", "Theme"),
    Column("definition", "Description"),
    Column("boundary"),
    Column("codes", "Codes"),
    Column("groups", "Groups", ColumnKind.NUMBER),
    Column("groups_of", kind=ColumnKind.NUMBER, of="groups"),
    Column("participants", "Participants", ColumnKind.NUMBER),
    Column("participants_of", kind=ColumnKind.NUMBER, of="participants"),
    Column("excerpts", "Excerpts", ColumnKind.NUMBER),
    Column("quotes", "Illustrative quotes", ColumnKind.QUOTES),
)
_NO_NAMES: Mapping[str, str] = MappingProxyType({})


def theme_table(  # noqa: PLR0913  one argument for each thing a paper's table rests on
    themes: Sequence[Theme],
    quotations: Mapping[str, Sequence[Quotation]],
    *,
    groups: int,
    participants: int,
    code_names: Mapping[str, str] = _NO_NAMES,
    title: str = "Themes",
) -> Table:
    """Return the theme table, one row a theme, in the order given; dropped themes are left out.

    Args:
        themes: in the analyst's order, which is what a paper wants; frequency is not importance.
        quotations: what illustrates each theme, by theme id.
        groups: how many groups were imported: the denominator k/6.
        participants: how many participants were present and so could have spoken: the denominator k/18.
        code_names: what people read for a code's id; an id without a name stands for itself.
        title: the table's title.

    Counts are of distinct groups, participants and excerpts, always all three together and never as percentages
    (Maxwell 2010, doi:10.1177/1077800410364740; Sandelowski 2001, doi:10.1002/nur.1025).
    """
    shown = [theme for theme in themes if theme.status is not ThemeStatus.DROPPED]
    quotes = {theme.id: tuple(quotations.get(theme.id, ())) for theme in shown}
    rows = tuple(_row(theme, quotes[theme.id], (groups, participants), code_names) for theme in shown)
    printed = [quotation for theme in shown for quotation in quotes[theme.id]]
    return Table(title, _COLUMNS, rows, tuple(_notes(shown, printed, groups, participants)))


def _row(theme: Theme, quotes: tuple[Quotation, ...], of: tuple[int, int], names: Mapping[str, str]) -> Row:
    groups, participants = of
    return (
        theme.id,
        theme.name or NOT_NAMED,
        theme.concept,
        theme.boundary,
        _codes(theme, names),
        len(set(theme.groups)),
        groups,
        len(set(theme.participants)),
        participants,
        len(set(theme.excerpts)),
        quotes,
    )


def _codes(theme: Theme, names: Mapping[str, str]) -> str:
    return "; ".join(f"{names.get(code, code)} ({count})" for code, count in theme.codes)


def _notes(themes: Sequence[Theme], quotes: Sequence[Quotation], groups: int, participants: int) -> Iterator[str]:
    yield (
        f"Groups: those with at least one excerpt in the theme, of the {groups} imported. Participants: likewise, of "
        f"the {participants} present. Excerpts: distinct stretches of talk, each counted once however often it was "
        "coded. In brackets after a code: its excerpts in the theme."
    )
    yield (
        "Silence is not disagreement: in a focus group, who is not counted did not voice the theme, and may still "
        "share it. Counts describe these conversations and do not rank the themes."
    )
    if quotes:
        yield _balance(quotes, participants)
    if any(not theme.name for theme in themes):
        yield f"{NOT_NAMED}: a cluster that the program proposed and nobody has yet made a theme."


def _balance(quotes: Sequence[Quotation], participants: int) -> str:
    """Say who is quoted how often, so that a table that rests on one voice shows it."""
    counts = Counter(quotation.participant for quotation in quotes)
    unidentified = counts.pop(UNIDENTIFIED, 0)
    line = f"Quotations: {len(quotes)}, from {len(counts)} of {participants} participants"
    if counts:
        line += f" ({_each(counts)}); most quoted: {_most_quoted(counts)}"
    if unidentified:
        line += f"; {unidentified} from unidentified speakers"
    return f"{line}."


def _each(counts: Counter[str]) -> str:
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return ", ".join(f"{participant} {count}" for participant, count in ranked)


def _most_quoted(counts: Counter[str]) -> str:
    top = max(counts.values())
    if top == 1:
        return "nobody more than once"
    names = sorted(name for name, count in counts.items() if count == top)
    return f"{' and '.join(names)} ({top}{' each' if len(names) > 1 else ''})"
