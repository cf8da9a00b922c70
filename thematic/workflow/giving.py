"""The people a user gives with an import: a table, deciles of deprivation, moderators, labels joined by hand.

May hold how these become people of the study, and what is said of them.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from thematic.errors import UsageError
from thematic.ingest import (
    EVERYWHERE,
    NOBODY,
    Roster,
    attribute_doubts,
    attributes_of,
    described,
    joins_from,
    label_key,
    mapped_in,
    moderator_in,
    proposals,
    read_roster,
    settled,
    with_deprivation,
)
from thematic.model import Participant, Role
from thematic.text import one_line
from thematic.workflow.files import chunks_of, read_file
from thematic.workflow.people import unmatched

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from thematic.ingest import Join
    from thematic.workflow.import_settings import ImportSettings
    from thematic.workflow.people import People

__all__ = ["Given", "given_by"]

_WIDTH = 40


@dataclass(slots=True)
class Given:
    """The people given, and what is to be said of them.

    Attributes:
        roster: the table of this import; empty where none was given.
        known: everybody that tables given earlier or now name: they hold for what comes in.
        joins: the labels joined by hand.
        moderators: the labels said to be moderators'.
        read: the sessions whose files were read with these people known: who is missing there was said then.
    """

    roster: Roster
    known: Roster
    joins: tuple[Join, ...]
    moderators: tuple[str, ...]
    read: set[str] = field(default_factory=set)
    notes: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)

    def roster_for(self, session: str) -> Roster:
        """Return who is known while the file of a session is read."""
        self.read.add(session)
        return replace(self.known, mapped=mapped_in(session, self.joins, self.known))

    def is_empty(self) -> bool:
        """Whether nothing was given about people."""
        return not (self.roster.participants or self.joins or self.moderators)

    def settle(self, speakers: Mapping[str, Collection[str]], brought: Collection[str]) -> tuple[Participant, ...]:
        """Return the people to record, and say what there is to say of them.

        Args:
            speakers: the labels in each transcript of the study, those of this import included.
            brought: the ids of the transcripts that this import is about.

        Raises:
            UsageError: a join cannot be meant.
        """
        about = {one: labels for one, labels in speakers.items() if one in brought or self._names(one)}
        joined = settled(self.joins, about, self.known)
        people = (*self.roster.participants, *self._moderators(about), *joined)
        self.notes += [*self.roster.notes, *map(_joined, joined), *self._attributes()]
        self.doubts += [*self.roster.doubts, *unmatched(self.roster.participants, speakers)]
        self.doubts += _strangers(speakers, self.read, self.roster, replace(self.known, mapped=joined))
        return people

    def _names(self, session: str) -> bool:
        """Whether a join names this session, which then need not be of this import."""
        return any(join.names(session) for join in self.joins)

    def _moderators(self, speakers: Mapping[str, Collection[str]]) -> Iterator[Participant]:
        """Yield the labels said to be moderators' as people, in the transcripts of this import where they speak."""
        for label in self.moderators:
            here = [one for one, labels in speakers.items() if _speaks(one, label, labels)]
            if not here:
                self.doubts.append(f'--moderator: nobody called "{one_line(label, _WIDTH)}" speaks in these files')
            yield from (moderator_in(session, label, self.known) for session in here)

    def _attributes(self) -> Iterator[str]:
        found = attributes_of(self.roster.participants)
        self.doubts += attribute_doubts(found)
        if found:
            yield f"participants: {'; '.join(map(described, found))}"


def given_by(
    settings: ImportSettings, earlier: Sequence[Participant], found: People, *, gone: Collection[str]
) -> Given:
    """Read what a user gives about people.

    Args:
        settings: of the import.
        earlier: those whom tables given earlier name.
        found: everybody the study has or had, also those to whom an import gave an id; a label may be joined to them.
        gone: ids of those who withdrew: what a table says of them is left aside, and no label is joined to them.

    Raises:
        InputError: a table cannot be read.
        UsageError: a join has no such form or names nobody, or a table of deprivation has nobody to look up.
    """
    roster = _roster(settings, gone)
    known = Roster((*earlier, *roster.participants))
    named = {one.id: one.role for one in roster.participants}
    people = [one for one in (*found.ever, *roster.participants) if one.id not in gone]
    joins = joins_from(settings.joins, people, {**found.before, **named})
    return Given(roster, known, joins, settings.moderators)


def _roster(settings: ImportSettings, gone: Collection[str]) -> Roster:
    if settings.participants is None:
        if settings.imd is not None:
            raise UsageError("--imd looks up the postcodes of a table of participants. Name it with --participants.")
        return Roster()
    name = str(settings.participants)
    roster = read_roster(name, read_file(settings.participants, name), encoding=settings.encoding)
    roster = _without(roster, gone)
    if settings.imd is None:
        return roster
    lookup = str(settings.imd)
    return with_deprivation(roster, lookup, chunks_of(settings.imd, lookup), edition=settings.imd_edition)


def _without(roster: Roster, gone: Collection[str]) -> Roster:
    """Return a table without those who withdrew, and with a note that says of whom it still has rows."""
    left = [one_line(one.id, _WIDTH) for one in roster.participants if one.id in gone]
    if not left:
        return roster
    are, rows = ("is", "row") if len(left) == 1 else ("are", "rows")
    note = f"participants: {', '.join(left)}, who withdrew, {are} left aside; the table still has their {rows}"
    kept = tuple(one for one in roster.participants if one.id not in gone)
    return replace(roster, participants=kept, notes=(*roster.notes, note))


def _speaks(session: str, label: str, labels: Collection[str]) -> bool:
    return label_key(session, label) in {label_key(session, one) for one in labels}


def _joined(one: Participant) -> str:
    [(session, label)] = one.labels
    whom = "nobody known" if one.id == NOBODY else one.id
    role = " (moderator)" if one.role is Role.MODERATOR else ""
    return f'"{one_line(label, _WIDTH)}" in {session} is {whom}{role}'


def _strangers(
    speakers: Mapping[str, Collection[str]], read: Collection[str], roster: Roster, known: Roster
) -> Iterator[str]:
    """Yield who might be whom in the transcripts that were here already and that this table covers."""
    for session, labels in speakers.items():
        if session in read:
            continue
        if roster.labels_in(session) or roster.labels_in(EVERYWHERE):
            yield from proposals(session, labels, known)
