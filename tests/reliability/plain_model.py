"""A study as simple as can be, to compare the real one with: each copy knows some steps, and replays them."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Step:
    """Something that somebody did: a judgement on a place, or taking an earlier step back.

    `knew` are the renames that they could know of, as (old code, new code), in order.
    """

    who: str
    verdict: str = ""
    place: tuple = ()
    replaces: tuple | None = None
    undoes: str | None = None
    knew: tuple = ()


@dataclass
class Copy:
    """What one copy of a study knows, in the order in which each person did it; only one person renames codes."""

    transcripts: set = field(default_factory=set)
    steps: dict = field(default_factory=dict)
    renames: tuple = ()

    def take_in(self, other):
        """Know what another copy knows."""
        self.transcripts |= other.transcripts
        self.steps = {**self.steps, **other.steps}
        self.renames = max(self.renames, other.renames, key=len)

    def called(self, place, step):
        """Return a place with what its code is called now, to somebody who did not know of some renames."""
        *where, code = place
        for old, new in self.renames[len(step.knew) :]:
            code = new if code == old else code
        return (*where, code)

    def standing(self, who):
        """Return a person's steps that were not taken back, with their ids, in order."""
        own = [(name, step) for name, step in self.steps.items() if step.who == who]
        gone = set()
        for name, step in reversed(own):
            if step.undoes and name not in gone:
                gone.add(step.undoes)
        return [(name, step) for name, step in own if name not in gone]

    def last_words(self, who):
        """Return a person's last step on each place."""
        found = {}
        for _name, step in self.standing(who):
            if step.replaces:
                found.pop(self.called(step.replaces, step), None)
            if step.place:
                found[self.called(step.place, step)] = step
        return found

    def codings(self, who):
        """Return the places that carry a code of a person's."""
        return {place for place, step in self.last_words(who).items() if step.verdict in {"accept", "code", "amend"}}

    def settled(self, who):
        """Return the places at which nothing is suggested to a person any more."""
        last = self.last_words(who)
        return {*last, *(self.called(step.replaces, step) for step in last.values() if step.replaces)}
