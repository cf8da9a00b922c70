"""What every screen is: an app whose failures say nothing of what people said."""

from __future__ import annotations

from textual.app import App

__all__ = ["QuietApp", "run_to_its_end"]


class QuietApp(App[None]):
    """An app that ends with what went wrong itself, in place of a page about it.

    Attributes:
        failure: what ended it; none where the person did.
    """

    ENABLE_COMMAND_PALETTE = False

    def __init__(self) -> None:
        """Prepare."""
        super().__init__()
        self.failure: Exception | None = None

    def _handle_exception(self, error: Exception) -> None:
        """End with the error itself: Textual would print it with local variables, which hold people's words."""
        self.failure = error
        self._exception = error
        self.exit(return_code=1)


def run_to_its_end(app: QuietApp) -> None:
    """Run an app on the terminal until the person leaves it. Raises what ended it otherwise."""
    app.run()
    if app.failure is not None:
        raise app.failure
