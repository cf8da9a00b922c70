"""What the screen asks and what it shows in full: a code, a line of text, a page to scroll."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from thematic.text import one_line

if TYPE_CHECKING:
    from collections.abc import Collection

    from rich.console import RenderableType
    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.events import Key

    from thematic.model import Code, Codebook

__all__ = ["AskLine", "ChooseCode", "ShowPage"]

_STYLE = """
    align: center middle;
    & > Vertical { width: 76; max-width: 100%; height: auto; max-height: 90%; border: round $primary; padding: 0 1; }
    & Input { margin: 0 0 1 0; }
    & OptionList { height: auto; max-height: 14; border: none; }
"""
_ID, _NAME = 22, 48


class AskLine(ModalScreen[str | None]):
    """Asks for one line of text; Escape gives none."""

    DEFAULT_CSS = f"AskLine {{ {_STYLE} }}"
    BINDINGS: ClassVar[list[BindingType]] = [("escape", "dismiss(None)", "Never mind")]

    def __init__(self, asks: str, given: str = "") -> None:
        """Ask `asks`, with `given` filled in."""
        super().__init__()
        self._asks, self._given = asks, given

    def compose(self) -> ComposeResult:
        """Lay it out."""
        with Vertical():
            yield Static(Text(f"{self._asks}  (Enter goes on, Escape leaves it)"))
            yield Input(value=self._given, compact=True)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Give the line."""
        self.dismiss(event.value.strip())


class ChooseCode(ModalScreen[str | None]):
    """Asks for a code of a codebook by its number or any part of its id or name; Escape gives none."""

    DEFAULT_CSS = f"ChooseCode {{ {_STYLE} }}"
    BINDINGS: ClassVar[list[BindingType]] = [("escape", "dismiss(None)", "Never mind")]

    def __init__(self, asks: str, book: Codebook, given: Collection[str]) -> None:
        """Ask `asks`; `given` codes are starred."""
        super().__init__()
        self._asks, self._book, self._given = asks, book, given

    def compose(self) -> ComposeResult:
        """Lay it out."""
        with Vertical():
            yield Static(Text(f"{self._asks}  (type, arrows, Enter; Escape leaves it)"))
            yield Input(compact=True)
            yield OptionList()

    def on_mount(self) -> None:
        """Show all codes."""
        self._fill("")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show the codes that what was typed may mean."""
        self._fill(event.value.strip().casefold())

    def on_input_submitted(self) -> None:
        """Give the code at the cursor."""
        options = self.query_one(OptionList)
        if options.highlighted is not None:
            self.dismiss(options.get_option_at_index(options.highlighted).id)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Give the code that was clicked."""
        self.dismiss(event.option.id)

    def on_key(self, event: Key) -> None:
        """Let the arrows move among the codes while the line is typed in."""
        options = self.query_one(OptionList)
        if event.key in {"up", "down"} and self.focused is not options:
            options.action_cursor_up() if event.key == "up" else options.action_cursor_down()
            event.stop()

    def _fill(self, typed: str) -> None:
        options = self.query_one(OptionList)
        options.clear_options()
        numbered = enumerate(self._book.codes, start=1)
        options.add_options(self._option(number, code) for number, code in numbered if _meant(typed, number, code))
        if options.option_count:
            options.highlighted = 0

    def _option(self, number: int, code: Code) -> Option:
        star = "*" if code.id in self._given else " "
        said = f"{number:>3} {star} {one_line(code.id, _ID):<{_ID}} {one_line(code.name, _NAME)}"
        return Option(Text(said, no_wrap=True, overflow="ellipsis"), id=code.id)


def _meant(typed: str, number: int, code: Code) -> bool:
    return typed in code.id.casefold() or typed in code.name.casefold() or typed == str(number)


class ShowPage(ModalScreen[None]):
    """Shows something in full, to be scrolled; Escape, Enter or q goes back."""

    DEFAULT_CSS = """
    ShowPage { align: center middle; }
    ShowPage > VerticalScroll { width: 92%; height: auto; max-height: 92%; border: round $primary; padding: 0 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [("escape", "dismiss(None)", "Back")]

    def __init__(self, page: RenderableType) -> None:
        """Show `page`."""
        super().__init__()
        self._page = page

    def compose(self) -> ComposeResult:
        """Lay it out."""
        with VerticalScroll():
            yield Static(self._page)
            yield Static(Text("\nEscape or q goes back.", style="dim"))

    def on_key(self, event: Key) -> None:
        """Go back on q, too."""
        if event.key in {"q", "enter"}:
            event.stop()
            self.dismiss(None)
