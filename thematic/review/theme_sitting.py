"""One person's way through candidates and themes. It shows nothing; every step is one event, on disk at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from thematic.errors import StudyError, UsageError
from thematic.ingest.imported import plural
from thematic.model import ThemeStatus
from thematic.workflow import shaping
from thematic.workflow.deciding import undo
from thematic.workflow.naming import Naming
from thematic.workflow.theming import current_themes, drop_theme, name_themes

if TYPE_CHECKING:
    from collections.abc import Callable

    from thematic.model import Theme
    from thematic.workflow.study import Act, Study

__all__ = ["ThemeSitting"]


class ThemeSitting:
    """Where somebody stands among the themes, and what they did here that can be taken back."""

    def __init__(self, study: Study, act: Callable[[], Act]) -> None:
        """Begin at the first theme. Raises StudyError where there is neither theme nor candidate."""
        self.study, self._act = study, act
        self._done: list[str] = []
        self._at = 0
        if not self.themes:
            raise StudyError("no themes yet. Suggest some: thematic themes suggest.")

    @property
    def themes(self) -> tuple[Theme, ...]:
        """The themes that people made, then the candidates that are left."""
        return current_themes(self.study)

    @property
    def at(self) -> int:
        """The position of the theme that is looked at."""
        return min(self._at, max(0, len(self.themes) - 1))

    @property
    def current(self) -> Theme | None:
        """The theme that is looked at; none where the last one is gone."""
        themes = self.themes
        return themes[min(self._at, len(themes) - 1)] if themes else None

    def move(self, by: int) -> None:
        """Look at another one, as far as there are some."""
        self._at = max(0, min(len(self.themes) - 1, self.at + by))

    def accept(self) -> str:
        """Take the candidate as a theme."""
        return self._did(lambda theme: shaping.accept(self.study, theme.id, act=self._act()), "Took it as {0}.")

    def name(self, name: str, concept: str, boundary: str) -> str:
        """Name it."""

        def work(theme: Theme) -> str:
            naming = Naming(name, concept, boundary)
            return name_themes(self.study, [(theme.id, naming)], act=self._act())[0].id

        return self._did(work, "{0} is named.")

    def join(self, other: str) -> str:
        """Join another one into it."""

        def work(theme: Theme) -> str:
            return shaping.merge(self.study, [theme.id, other], "", act=self._act())

        return self._did(work, f"Joined {other}: now {{0}}.")

    def split(self, code: str) -> str:
        """Make one of its own of its excerpts with a code, and look at that."""

        def work(theme: Theme) -> str:
            places = shaping.places_of(self.study, (), [code], theme.id)
            return shaping.split(self.study, theme.id, places, act=self._act())[1]

        return self._did(work, "Split off as {0}.")

    def hold(self, reason: str) -> str:
        """Put it aside."""
        return self._did(lambda theme: shaping.hold(self.study, theme.id, reason, act=self._act()), "Put aside as {0}.")

    def drop(self, reason: str) -> str:
        """Drop it; of a candidate there is nothing to drop."""

        def work(theme: Theme) -> str:
            drop_theme(self.study, theme.id, reason, act=self._act())
            return theme.id

        return self._did(work, "Dropped {0}.")

    def undo(self) -> str:
        """Take back the last step of this sitting."""
        if not self._done:
            return "Nothing was done in this sitting that could be taken back."
        undo(self.study, self._done.pop(), act=self._act())
        return "Took it back."

    def _did(self, work: Callable[[Theme], str], said: str) -> str:
        """Do something with the current theme and look at what came of it; return what to say."""
        theme = self.current
        if theme is None:
            return "There is nothing left. Suggest again: thematic themes suggest."
        try:
            found = work(theme)
        except UsageError as error:
            return str(error)
        self._done.append(self.study.store.log.events()[-1].hash)
        places = [one.id for one in self.themes]
        self._at = places.index(found) if found in places else self.at
        return said.format(found)

    @property
    def counts(self) -> str:
        """How far it is, in a few words."""
        themes = self.themes
        own = [one for one in themes if one.status in {ThemeStatus.NAMED, ThemeStatus.REVIEWED}]
        named = sum(one.status is ThemeStatus.NAMED for one in own)
        held = sum(one.status is ThemeStatus.HELD for one in themes)
        left = plural(len(themes) - len(own) - held, "candidate")
        return f"{plural(len(own), 'theme')}, {named} named; {held} put aside; {left}"
