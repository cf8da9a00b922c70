"""The review screen: the talk, what is suggested in it and why, and one key for each decision."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.console import Console, Group
from rich.text import Text
from textual.containers import Container
from textual.widgets import Static

from thematic.codebook import code_of
from thematic.errors import UsageError
from thematic.render.codebooks import code_in_full
from thematic.render.console import grid
from thematic.render.keys import KEYS, Does, does, short_keys
from thematic.render.practice import comparison_page
from thematic.render.suggestions import cue_places, reasons
from thematic.render.talk import TalkWindow
from thematic.review.acting import act_on
from thematic.review.dialogs import AskLine, ChooseCode, ShowPage
from thematic.review.parts import head_line, panel
from thematic.review.quiet import QuietApp, run_to_its_end
from thematic.text import for_terminal
from thematic.workflow.learned import calibrations

if TYPE_CHECKING:
    from rich.console import RenderableType
    from textual import events
    from textual.app import ComposeResult

    from thematic.render.keys import Key
    from thematic.review.sitting import Sitting

__all__ = ["ReviewApp", "review_on_screen"]

_WIDE, _LOW, _TINY = 110, 24, 16
_ALL_OF_IT = 4000
_CHOOSES = frozenset({Does.CODE, Does.OTHER})
_ALWAYS = (Does.SKIP, Does.BACK, Does.UNDO, Does.MEMO, Does.DEFINITION, Does.SEARCH, Does.HELP, Does.LEAVE)
_ON_SUGGESTION = (Does.KEEP, Does.REFUSE, Does.UNSURE, Does.NEGATIVE, Does.OTHER, Does.CODE, Does.LONGER, Does.SHOW)
_ELSEWHERE = (Does.CODE, Does.LONGER, Does.SHOW)
_READING = (Does.UNDO, Does.MEMO, Does.SEARCH, Does.JUMP, Does.HELP, Does.LEAVE)


def review_on_screen(sitting: Sitting) -> None:
    """Run a sitting on the terminal's screen until the coder leaves it. Raises what ended it otherwise."""
    run_to_its_end(ReviewApp(sitting))


class _Talk(Static):
    """The talk, drawn anew whenever there is more or less room for it."""

    app: ReviewApp

    def on_resize(self) -> None:
        self.app.show()


class ReviewApp(QuietApp):
    """A sitting on the screen. What a key does is on disk before the next page is drawn."""

    CSS = """
    Screen { layout: vertical; }
    #head { height: 1; }
    #body { height: 1fr; layout: vertical; }
    #talk { height: 1fr; }
    #panel { height: 11; border-top: solid $primary; }
    Screen.low #panel { height: 9; }
    Screen.tiny #panel { height: 5; }
    Screen.tiny #keys { height: 1; }
    #said { height: 1; }
    #keys { height: 3; }
    Screen.reading #panel { height: 4; }
    Screen.reading #keys { height: 1; }
    Screen.wide #keys { height: 2; }
    Screen.wide #body { layout: horizontal; }
    Screen.wide #talk { width: 1fr; height: 100%; }
    Screen.wide #panel {
        width: 46; height: 100%; max-height: 100%; border-top: none; border-left: solid $primary; padding: 0 0 0 1;
    }
    Screen.alone #panel { display: none; }
    """
    BINDINGS: ClassVar = [("ctrl+c", "quit", "Leave")]

    def __init__(self, sitting: Sitting) -> None:
        """Prepare to show a sitting."""
        super().__init__()
        self.sitting = sitting
        self._worth = calibrations(sitting.study)
        self._measure = Console(width=80, force_terminal=False)

    def compose(self) -> ComposeResult:
        """Lay it out."""
        yield Static(id="head")
        with Container(id="body"):
            yield _Talk(id="talk")
            yield Static(id="panel")
        yield Static(id="said")
        yield Static(id="keys")

    def on_mount(self) -> None:
        """Show where the sitting begins."""
        self._arrange()
        self._say("" if self.sitting.queue else "No suggestion is pending. Read on, and code by hand: c.")

    def on_resize(self) -> None:
        """Arrange it anew for the room there is."""
        self._arrange()

    def on_key(self, event: events.Key) -> None:
        """Do what the key does."""
        if len(self.screen_stack) > 1:
            return
        key = does(event.character or event.key) or does(event.key)
        if key is None:
            if event.is_printable:
                self._say(f'"{event.character}" is no key here; ? shows all keys.')
            return
        event.stop()
        self._press(key)

    def _press(self, key: Key) -> None:
        match key.does:
            case Does.LEAVE:
                self.exit()
            case Does.HELP:
                self.push_screen(ShowPage(_all_keys()))
            case Does.WIDER:
                self.screen.toggle_class("alone")
            case Does.DEFINITION:
                self._define()
            case Does.SHOW if not self.sitting.hidden:
                self._explain()
            case what if what in _CHOOSES:
                own = {code for _span, code in self.sitting.codings()}
                self.push_screen(ChooseCode(key.asks, self.sitting.book, own), lambda said: self._do(key, said))
            case _ if key.asks:
                self.push_screen(AskLine(key.asks, self._proposed(key)), lambda said: self._do(key, said))
            case _:
                self._do(key, "")

    def _do(self, key: Key, answer: str | None) -> None:
        if answer is None:
            return
        try:
            self._say(act_on(self.sitting, key.does, answer))
        except UsageError as error:
            self._say(str(error), alarm=True)
        lesson, self.sitting.lesson = self.sitting.lesson, None
        if lesson is not None:
            self.push_screen(ShowPage(comparison_page(lesson, self.sitting.book, self.sitting.coder)))

    def _proposed(self, key: Key) -> str:
        if key.does is Does.IN_VIVO and self.sitting.transcript and self.sitting.view:
            return for_terminal(self.sitting.transcript.words_at(self.sitting.view.span))
        return ""

    def _define(self) -> None:
        suggestion = self.sitting.suggestion
        if suggestion is None:
            self._say("No suggestion is in view; c lists all codes.")
        else:
            self.push_screen(ShowPage(code_in_full(self.sitting.book, code_of(self.sitting.book, suggestion.code))))

    def _explain(self) -> None:
        suggestion = self.sitting.suggestion
        if suggestion is None:
            self._say("Nothing is suggested on these words.")
        else:
            self.push_screen(ShowPage(Group(*reasons(suggestion.evidence, _ALL_OF_IT))))

    def _say(self, said: str, *, alarm: bool = False) -> None:
        self.query_one("#said", Static).update(Text(for_terminal(said), style="bold" if alarm else "", no_wrap=True))
        self.show()

    def _arrange(self) -> None:
        self.screen_stack[0].set_class(self.size.width >= _WIDE, "wide")
        self.screen_stack[0].set_class(self.size.height < _LOW, "low")
        self.screen_stack[0].set_class(self.size.height < _TINY, "tiny")
        self.screen_stack[0].set_class(self.sitting.wish.read, "reading")

    def show(self) -> None:
        """Draw what is in view."""
        sitting, room = self.sitting, self.query_one("#talk", Static).size
        transcript, view, suggestion = sitting.transcript, sitting.view, sitting.suggestion
        self.query_one("#head", Static).update(head_line(sitting, self.size.width))
        self.query_one("#keys", Static).update(Text("\n".join(self._keys()), style="dim"))
        beside = self.query_one("#panel", Static)
        beside.update(panel(sitting, self._worth, beside.size.width, beside.size.height))
        if transcript is None or view is None:
            self.query_one("#talk", Static).update(
                Text("There is no transcript. Bring some in: thematic import FILES.")
            )
            return
        cues = cue_places(suggestion.evidence) if suggestion else []
        window = TalkWindow(transcript, view.span, cues, sitting.coded_turns())
        lines = window.lines(self._measure, room.width or self.size.width, room.height or self.size.height // 2)
        self.query_one("#talk", Static).update(Text("\n").join(lines))

    def _keys(self) -> list[str]:
        some = _ON_SUGGESTION if self.sitting.suggestion else _ELSEWHERE
        shown = _READING if self.sitting.wish.read else (*some, *_ALWAYS)
        return list(short_keys(shown, self.size.width))


def _all_keys() -> RenderableType:
    table = grid("Key", "", "What it does")
    for one in KEYS:
        table.add_row(Text(one.key, style="bold"), Text(" ".join(one.also), style="dim"), Text(one.says))
    return table
