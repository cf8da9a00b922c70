"""The screen of themes: all of them beside the one that is looked at, and one key for each step."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Static

from thematic.model import ThemeStatus
from thematic.render.console import grid
from thematic.render.themes import theme_in_full, theme_page
from thematic.review.dialogs import AskLine, ShowPage
from thematic.review.quiet import QuietApp, run_to_its_end
from thematic.text import for_terminal, one_line

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from thematic.model import Theme
    from thematic.review.theme_sitting import ThemeSitting

__all__ = ["ThemesApp", "themes_on_screen"]

_MARKS = {ThemeStatus.CANDIDATE: "·", ThemeStatus.HELD: "-", ThemeStatus.REVIEWED: "o", ThemeStatus.NAMED: "*"}
_KEYS = (
    ("g", "good: take it as a theme"),
    ("n", "name it: name, concept, boundary"),
    ("j", "join another one into it"),
    ("x", "split off its excerpts with a code"),
    ("h", "hold: put it aside, undecided"),
    ("d", "drop it, with a reason"),
    ("e", "every excerpt of it"),
    ("z", "take the last step back"),
    ("up down", "another one"),
    ("q", "leave; every step is saved"),
)


def themes_on_screen(sitting: ThemeSitting) -> None:
    """Run a sitting on the terminal's screen until the person leaves it. Raises what ended it otherwise."""
    run_to_its_end(ThemesApp(sitting))


class ThemesApp(QuietApp):
    """A sitting with themes. What a key does is on disk before the next page is drawn."""

    CSS = """
    #body { height: 1fr; }
    #list { width: 34; height: 100%; border-right: solid $primary; padding: 0 1 0 0; }
    #page { width: 1fr; padding: 0 0 0 1; }
    #head, #said, #keys { height: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        ("ctrl+c", "quit", "Leave"),
        ("q", "quit", "Leave"),
        ("down,right", "move(1)", "Next"),
        ("up,left", "move(-1)", "Before"),
        ("g", "accept", "Good"),
        ("n", "name", "Name"),
        ("j", "join", "Join"),
        ("x", "split", "Split"),
        ("h", "hold", "Hold"),
        ("d", "drop", "Drop"),
        ("e", "every", "Every excerpt"),
        ("z", "undo", "Undo"),
        ("question_mark", "help", "Help"),
    ]

    def __init__(self, sitting: ThemeSitting) -> None:
        """Prepare to show a sitting."""
        super().__init__()
        self.sitting = sitting

    def compose(self) -> ComposeResult:
        """Lay it out."""
        yield Static(id="head")
        with Horizontal(id="body"):
            yield Static(id="list")
            with VerticalScroll(id="page"):
                yield Static(id="theme")
        yield Static(id="said")
        yield Static(id="keys")

    def on_mount(self) -> None:
        """Show where the sitting begins."""
        self._show("Candidates are for you to argue with. ? shows all keys.")

    def _show(self, said: str) -> None:
        sitting, current, below = self.sitting, self.sitting.current, self.screen_stack[0]
        below.query_one("#head", Static).update(Text(f"Themes   {sitting.counts}", style="bold"))
        lines = [self._line(at, theme) for at, theme in enumerate(sitting.themes)]
        below.query_one("#list", Static).update(Text("\n").join(lines))
        page = theme_page(current, sitting.study.transcripts) if current else Text("Nothing is left.")
        below.query_one("#theme", Static).update(page)
        below.query_one("#said", Static).update(Text(for_terminal(said), style="yellow"))
        keys = "g good  n name  j join  x split  h hold  d drop  e every  z undo  ? keys  q leave"
        below.query_one("#keys", Static).update(Text(keys, style="dim"))

    def _line(self, at: int, theme: Theme) -> Text:
        name = one_line(theme.name or ", ".join(theme.terms[:3]), 60)
        style = "reverse" if at == self.sitting.at else ""
        line = Text(f"{'> ' if style else '  '}{_MARKS[theme.status]} {theme.id} {name}", style=style)
        line.truncate(32, overflow="ellipsis", pad=True)
        return line

    def action_move(self, by: int) -> None:
        """Look at another one."""
        self.sitting.move(by)
        self._show("")

    def action_accept(self) -> None:
        """Take it as a theme."""
        self._show(self.sitting.accept())

    def action_undo(self) -> None:
        """Take the last step back."""
        self._show(self.sitting.undo())

    def action_every(self) -> None:
        """Show every excerpt of it."""
        if self.sitting.current is not None:
            self.push_screen(ShowPage(theme_in_full(self.sitting.current, self.sitting.study.transcripts)))

    def action_help(self) -> None:
        """Show the keys."""
        table = grid("Key", "What it does")
        for key, what in _KEYS:
            table.add_row(key, what)
        self.push_screen(ShowPage(table))

    def action_join(self) -> None:
        """Ask which one to join into it."""
        self._ask("Join which one into it? Its id", self.sitting.join)

    def action_split(self) -> None:
        """Ask by which code to split."""
        self._ask("Split off its excerpts with which code?", self.sitting.split)

    def action_hold(self) -> None:
        """Ask why it is put aside."""
        self._ask("Put it aside, because", self.sitting.hold, may_be_empty=True)

    def action_drop(self) -> None:
        """Ask why it is dropped."""
        self._ask("Drop it, because", self.sitting.drop, may_be_empty=True)

    def action_name(self) -> None:
        """Ask for its name, and then for what it has to have beside."""
        if self.sitting.current is not None:
            self._ask("Its name, as a claim", self._ask_concept, given=self.sitting.current.name)

    def _ask_concept(self, name: str) -> str:
        theme = self.sitting.current
        given = theme.concept if theme else ""
        self._ask("Its central organising concept", lambda concept: self._ask_boundary(name, concept), given=given)
        return ""

    def _ask_boundary(self, name: str, concept: str) -> str:
        theme = self.sitting.current
        given = theme.boundary if theme else ""

        def named(boundary: str) -> str:
            return self.sitting.name(name, concept, boundary)

        self._ask("What it does not cover", named, given=given, may_be_empty=True)
        return ""

    def _ask(self, asks: str, work: Callable[[str], str], *, given: str = "", may_be_empty: bool = False) -> None:
        """Ask for a line, do the work with it, and show what came of it; what was left with Escape changes nothing."""

        def answered(said: str | None) -> None:
            if said is not None and (said or may_be_empty):
                self._show(work(said))

        self.push_screen(AskLine(asks, given), answered)
