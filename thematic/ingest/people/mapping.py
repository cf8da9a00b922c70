"""Labels that a person joins to participants by hand: `Speaker 2=P07`, `fg1/Speaker 2=P07`, `Helen=moderator`.

May hold how such a join is read and where it holds. What it says is the user's own, so what is wrong is a UsageError.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from thematic.errors import UsageError, did_you_mean
from thematic.ingest.people.sessions import label_key
from thematic.ingest.talk.labels import speaks_role
from thematic.model import Participant, Role
from thematic.text import one_line

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from thematic.ingest.people.roster import Roster

__all__ = ["NOBODY", "Join", "joins_from", "mapped_in", "moderator_in", "settled"]

# The id of whoever speaks where nobody knows who: they are no participant.
NOBODY = ""
_WIDTH = 60
_ROLES = {"moderator": Role.MODERATOR, "unknown": Role.UNKNOWN}


@dataclass(frozen=True, slots=True)
class Join:
    """One join, as it was written. What stands before a first slash may be a session, or part of the label.

    Attributes:
        who: the participant; none where the label is a moderator's or unknown, which `role` then says.
        role: which they have under a label that is new to them.
        before: which they had before any label of theirs was made a moderator's by hand.
    """

    written: str
    who: Participant | None
    role: Role
    before: Role

    def holds_for(self, session: str, label: str) -> bool:
        """Whether this join means `label` in `session`."""
        here = label_key(session, label)
        return here == label_key(session, self.written) or (
            self.names(session) and here == label_key(session, self.label_in(session))
        )

    def names(self, session: str) -> bool:
        """Whether what stands before the slash is this session."""
        before, slash, _after = self.written.partition("/")
        return bool(slash) and label_key(before, "") == label_key(session, "")

    def label_in(self, session: str) -> str:
        """Return the label that this join means in a session whose labels are not known yet."""
        return self.written.partition("/")[2] if self.names(session) else self.written

    def person_in(self, session: str, label: str, roster: Roster) -> Participant:
        """Return whom this join makes the speaker of `label` in `session`."""
        if self.who is not None:
            known = roster.who(session, label)
            role = self.before if known is not None and known.id == self.who.id else self.role
            return Participant(self.who.id, role, ((session, label),))
        if self.role is Role.MODERATOR:
            return moderator_in(session, label, roster)
        return Participant(NOBODY, self.role, ((session, label),))


def joins_from(
    written: Sequence[str], people: Iterable[Participant], before: Mapping[str, Role] | None = None
) -> tuple[Join, ...]:
    """Return the joins that a user wrote as LABEL=PARTICIPANT.

    Args:
        written: as the user wrote them.
        people: those whom a join may name; of two with one id, the later.
        before: the role that somebody had before a label of theirs was made a moderator's by hand, by id.

    Raises:
        UsageError: one has another form, or names a participant who is not among the people.
    """
    known = {one.id: one for one in people}
    return tuple(_join(one, known, before or {}) for one in written)


def moderator_in(session: str, label: str, roster: Roster) -> Participant:
    """Return the moderator who speaks as `label` in `session`, under the id that the roster has, else a new one."""
    known = roster.who(session, label)
    return Participant(known.id if known else f"{session}-moderator", Role.MODERATOR, ((session, label),))


def mapped_in(session: str, joins: Sequence[Join], roster: Roster) -> tuple[Participant, ...]:
    """Return whom the joins name in a session that is not read yet, so that its labels are known for speakers'."""
    named = [join for join in joins if join.role is not Role.UNKNOWN]
    return tuple(join.person_in(session, join.label_in(session), roster) for join in named)


def settled(joins: Sequence[Join], speakers: Mapping[str, Collection[str]], roster: Roster) -> tuple[Participant, ...]:
    """Return the people whom the joins make the speakers of labels; `speakers` gives each session's.

    Raises:
        UsageError: a label is nobody's in these sessions, two joins contradict each other, or a label such as Speaker 2
            stands in several sessions, where it is hardly one person's.
    """
    taken: dict[tuple[str, str], Join] = {}
    people: list[Participant] = []
    for join in joins:
        for session, label in _places(join, speakers):
            if taken.setdefault(label_key(session, label), join) is not join:
                raise UsageError(f'--map: "{_shown(label)}" in {session} is joined twice. Keep one.')
            people.append(join.person_in(session, label, roster))
    return tuple(people)


def _join(written: str, people: Mapping[str, Participant], before: Mapping[str, Role]) -> Join:
    label, sign, who = (part.strip() for part in written.rpartition("="))
    if not (sign and label and who):
        raise UsageError(f'--map "{_shown(written)}" is not of the form LABEL=PARTICIPANT, such as "Speaker 2=P07".')
    if who in people:
        return Join(label, people[who], people[who].role, before.get(who, people[who].role))
    if who.casefold() in _ROLES:
        role = _ROLES[who.casefold()]
        return Join(label, None, role, role)
    known = [*people, *_ROLES]
    advice = did_you_mean(who, known) or " Name one of the table of participants, or moderator, or unknown."
    raise UsageError(f'--map: there is no participant "{_shown(who)}".{advice}')


def _places(join: Join, speakers: Mapping[str, Collection[str]]) -> list[tuple[str, str]]:
    places = [
        (session, label) for session, labels in speakers.items() for label in labels if join.holds_for(session, label)
    ]
    sessions = sorted({session for session, _ in places})
    if not places:
        spoken = sorted({label for labels in speakers.values() for label in labels})
        advice = did_you_mean(join.written.rpartition("/")[2], spoken)
        raise UsageError(f'--map: nobody called "{_shown(join.written)}" speaks in these transcripts.{advice}')
    if join.who is not None and len(sessions) > 1 and speaks_role(places[0][1]):
        one = f'"{sessions[0]}/{_shown(join.written)}={join.who.id}"'
        where = ", ".join(sessions[:6])
        raise UsageError(f'--map: "{_shown(join.written)}" speaks in {where}. Say in which, such as --map {one}.')
    return places


def _shown(text: str) -> str:
    return one_line(text, _WIDTH)
