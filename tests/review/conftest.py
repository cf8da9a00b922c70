"""A sitting on a small study with suggestions, on a screen that is driven by keys. The talk is invented."""

import asyncio
from contextlib import asynccontextmanager
from dataclasses import dataclass

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from thematic.review.screen import ReviewApp
from thematic.review.sitting import Sitting
from thematic.review.views import Wish
from thematic.workflow.study import Act, Study

AT = "2026-01-01T00:00:00Z"


@dataclass
class Screen:
    """What a person at the screen can do and see."""

    pilot: Pilot
    app: ReviewApp

    async def press(self, *keys):
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def type(self, words):
        await self.press(*("space" if sign == " " else sign for sign in words))

    def shown(self, part):
        widget = self.app.screen_stack[0].query_one(f"#{part}", Static)
        return "\n".join(widget.render_line(row).text.rstrip() for row in range(widget.size.height))

    def decisions(self):
        with Study.open(self.app.sitting.study.folder) as study:
            return [(one.decision.verdict.value, one.decision.code) for one in study.state.decisions]


@pytest.fixture
def at_the_screen(suggested):
    """Runs a scenario at the screen: an async function of a `Screen`."""

    @asynccontextmanager
    async def opened(wish, size):
        with Study.open(suggested) as study:
            app = ReviewApp(Sitting(study, "ana", lambda: Act("ana", AT), wish))
            async with app.run_test(size=size) as pilot:
                await pilot.pause()
                yield Screen(pilot, app)

    def running(scenario, *, wish=None, size=(80, 24)):
        async def run_it():
            async with opened(wish or Wish(), size) as screen:
                return await scenario(screen)

        return asyncio.run(run_it())

    return running
