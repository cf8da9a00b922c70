"""Who speaks each turn: roles, participants' ids, the kind of transcript. May hold people, no formats, no offsets."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from thematic.errors import did_you_mean
from thematic.ingest.assemble import Part
from thematic.ingest.people.asking import asks_clearly_more, asks_most
from thematic.ingest.people.proposals import proposals
from thematic.ingest.talk.labels import is_participant_word, key, role_of
from thematic.model import Kind, Participant, Role
from thematic.text import one_line

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from thematic.ingest.people.roster import Roster
    from thematic.ingest.raw import RawTurn

__all__ = ["Cast", "Session", "cast"]

_WIDTH = 40
_PAIR = 2
_OR_IN_THE_TABLE = "or give it the role moderator in the table of participants"


@dataclass(frozen=True, slots=True)
class Session:
    """What is known of one session before its file is read: its id, the study's roster, who moderates."""

    id: str
    roster: Roster
    moderators: Collection[str] = ()

    def known(self) -> frozenset[str]:
        """Return the keys of the labels that are speakers whatever they look like."""
        return frozenset(map(key, (*self.roster.known_in(self.id), *self.moderators)))


@dataclass(frozen=True, slots=True)
class Cast:
    """The part in which each turn is spoken, in order, and the people behind them."""

    parts: tuple[Part, ...]
    participants: tuple[Participant, ...]
    kind: Kind
    notes: tuple[str, ...]
    doubts: tuple[str, ...]


def cast(turns: Sequence[RawTurn], session: Session, *, kind: Kind | None, labelled: bool, cues: bool) -> Cast:
    """Return who speaks `turns`: the moderators named first, then the roster, then what a label says.

    Ids of participants the roster does not know are made from the transcript's, never from a name: ids get printed.
    """
    labels = _labels(turns)
    roles = {name: _role(spelt[0], session) for name, spelt in labels.items()}
    asking = tuple(_who_asks(turns, roles, session))
    notes = (*_plainer_than_letters(labels, roles, session), *_second_of_two(labels, roles, session))
    people = _people(labels, roles, session)
    parts = tuple(_part(turn, roles, people) for turn in turns)
    if kind is None:
        kind = _kind(parts, labelled=labelled, cues=cues)
    doubts = (*asking, *_roster_doubts(labels, roles, session), *_moderator_doubts(turns, roles, session, kind))
    return Cast(parts, tuple({who.id: who for who in people.values()}.values()), kind, notes, doubts)


def _labels(turns: Sequence[RawTurn]) -> dict[str, tuple[str, ...]]:
    """Return every label's spellings by key, in order of first appearance."""
    labels: dict[str, dict[str, None]] = {}
    for turn in turns:
        if turn.speaker is not None:
            labels.setdefault(key(turn.speaker), {}).setdefault(turn.speaker)
    return {name: tuple(spelt) for name, spelt in labels.items()}


def _role(label: str, session: Session) -> Role:
    if key(label) in map(key, session.moderators):
        return Role.MODERATOR
    listed = session.roster.who(session.id, label)
    if listed is not None:
        return listed.role
    return role_of(label) or Role.PARTICIPANT


def _plainer_than_letters(
    labels: Mapping[str, tuple[str, ...]], roles: dict[str, Role], session: Session
) -> Iterator[str]:
    """Make a participant of somebody called `I` or `Q` where a plainer label is the moderator's; note it."""
    moderators = [name for name in labels if roles[name] is Role.MODERATOR]
    letters = [name for name in moderators if len(name) == 1 and _is_guessed(labels[name][0], session)]
    if len(letters) == len(moderators):
        return
    for name in letters:
        roles[name] = Role.PARTICIPANT
        plainer = next(one for one in moderators if one not in letters)
        shown = f'"{one_line(labels[name][0], _WIDTH)}" read as a participant'
        yield f'{shown}, since "{one_line(labels[plainer][0], _WIDTH)}" is the moderator'


def _second_of_two(labels: Mapping[str, tuple[str, ...]], roles: dict[str, Role], session: Session) -> Iterator[str]:
    """Make the other of two speakers the moderator where one is called participant; note it."""
    if len(labels) != _PAIR or Role.MODERATOR in roles.values():
        return
    called = [name for name in labels if is_participant_word(labels[name][0])]
    others = [name for name in labels if name not in called]
    if len(called) == len(others) and _is_guessed(labels[others[0]][0], session):
        roles[others[0]] = Role.MODERATOR
        asks, answers = (one_line(labels[name][0], _WIDTH) for name in (others[0], called[0]))
        yield f'"{asks}" read as the moderator, since the only other speaker is "{answers}"'


def _who_asks(turns: Sequence[RawTurn], roles: dict[str, Role], session: Session) -> Iterator[str]:
    """Make a moderator of whichever of two asks though called by a participant's letter, as in `R: Why?`; doubt it.

    A letter that says who asks, as `I:` does, stands.
    """
    spelt = {key(turn.speaker): turn.speaker for turn in reversed(turns) if turn.speaker is not None}
    guessed = len(spelt) == _PAIR and all(_is_guessed(label, session) for label in spelt.values())
    asks = asks_clearly_more(turns) if guessed else None
    if asks is None or len(key(asks)) > 1 or not is_participant_word(asks):
        return
    other = next(name for name in spelt if name != key(asks))
    shown, answers = one_line(asks, _WIDTH), one_line(spelt[other], _WIDTH)
    if roles[other] is Role.MODERATOR:
        yield f'"{answers}" read as the moderator, but "{shown}" asks more: if so, say --moderator "{shown}"'
        return
    roles[key(asks)] = Role.MODERATOR
    yield f'"{shown}" read as the moderator, since that is who asks; if it is "{answers}", say --moderator "{answers}"'


def _is_guessed(label: str, session: Session) -> bool:
    """Whether neither the user nor the table of participants says who a label is."""
    return key(label) not in session.known()


def _people(
    labels: Mapping[str, tuple[str, ...]], roles: Mapping[str, Role], session: Session
) -> dict[str, Participant]:
    """Return who stands behind each label's key, where somebody with an id does."""
    people: dict[str, Participant] = {}
    by_id: dict[str, Participant] = {}
    number = 0
    # An id of ours that the roster gave to somebody else would make two people one.
    taken = {who.id for who in session.roster.participants}
    for name, spelt in labels.items():
        number += roles[name] is Role.PARTICIPANT
        who = session.roster.who(session.id, spelt[0])
        if who is None and roles[name] is not Role.PARTICIPANT:
            continue
        while who is None and f"{session.id}-p{number}" in taken:
            number += 1
        known = Participant(f"{session.id}-p{number}", roles[name]) if who is None else replace(who, labels=())
        places = tuple((session.id, label) for label in spelt)
        known = by_id.get(known.id, known)
        role = Role.MODERATOR if roles[name] is Role.MODERATOR else known.role
        by_id[known.id] = replace(known, role=role, labels=(*known.labels, *places))
        people[name] = by_id[known.id]
    return {name: by_id[who.id] for name, who in people.items()}


def _part(turn: RawTurn, roles: Mapping[str, Role], people: Mapping[str, Participant]) -> Part:
    if turn.speaker is None:
        return Part(Role.UNKNOWN if turn.unattributed else Role.PARTICIPANT)
    name = key(turn.speaker)
    return Part(roles[name], people[name].id if name in people else None)


def _kind(parts: Sequence[Part], *, labelled: bool, cues: bool) -> Kind:
    if not labelled:
        return Kind.INTERVIEW if cues else Kind.FIELD_NOTES
    speaking = {part.participant for part in parts if part.role is Role.PARTICIPANT}
    return Kind.INTERVIEW if len(speaking) == 1 else Kind.FOCUS_GROUP


def _roster_doubts(labels: Mapping[str, tuple[str, ...]], roles: Mapping[str, Role], session: Session) -> Iterator[str]:
    moderators = [spelt[0] for name, spelt in labels.items() if roles[name] is Role.MODERATOR]
    yield from proposals(session.id, [spelt[0] for spelt in labels.values()], session.roster, moderators=moderators)
    for label in session.roster.labels_in(session.id):
        if key(label) not in labels:
            yield f'"{one_line(label, _WIDTH)}" of {session.roster.called} does not speak in {session.id}'


def _moderator_doubts(
    turns: Sequence[RawTurn], roles: Mapping[str, Role], session: Session, kind: Kind
) -> Iterator[str]:
    spoken = {key(turn.speaker): one_line(turn.speaker, _WIDTH) for turn in turns if turn.speaker is not None}
    for label in session.moderators:
        if key(label) not in spoken:
            guess = did_you_mean(label, spoken.values())
            yield f'no speaker is called "{one_line(label, _WIDTH)}".{guess}'
    if Role.MODERATOR in roles.values() or len(roles) < _PAIR or kind not in {Kind.FOCUS_GROUP, Kind.INTERVIEW}:
        return
    asks = asks_most(turns)
    if asks is None:
        what = "no moderator was recognised, and no question mark says who asks"
        yield f"{what}; say --moderator NAME {_OR_IN_THE_TABLE}"
    else:
        label = one_line(asks, _WIDTH)
        proposed = f'"{label}" asks most. If that is who it is, say --moderator "{label}" {_OR_IN_THE_TABLE}'
        yield f"no moderator was recognised; {proposed}"
