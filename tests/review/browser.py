"""A real browser without a window, driven by its own protocol."""

import asyncio
import base64
import contextlib
import re
import shutil

import aiohttp

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
SECONDS = 60
_FLAGS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--remote-debugging-port=0", "--window-size=1000,700",
    "--disable-extensions", "--no-first-run", "--disable-background-networking",
)  # fmt: skip


class Page:
    """A page in the browser."""

    def __init__(self, socket):
        self._socket, self._number = socket, 0

    async def tell(self, method, **parameters):
        """Send a command, and return its result."""
        self._number += 1
        await self._socket.send_json({"id": self._number, "method": method, "params": parameters})
        async for message in self._socket:
            answer = message.json()
            if answer.get("id") == self._number:
                assert "error" not in answer, answer
                return answer["result"]
        raise AssertionError("the browser went away")

    async def value(self, script):
        """Return the value of a script."""
        answer = await self.tell("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        return answer["result"].get("value")

    async def wait_for(self, script):
        """Wait until a script says yes; fail where it never does."""
        for _ in range(SECONDS * 10):
            if await self.value(script):
                return
            await asyncio.sleep(0.1)
        raise AssertionError(f"never: {script}")

    async def press(self, key):
        """Press a letter."""
        await self.tell("Emulation.setFocusEmulationEnabled", enabled=True)
        number = ord(key.upper())
        for kind in ("keyDown", "keyUp"):
            await self.tell("Input.dispatchKeyEvent", type=kind, text=key, key=key, windowsVirtualKeyCode=number)

    async def picture(self):
        """Return a picture of the page as PNG."""
        return base64.b64decode((await self.tell("Page.captureScreenshot"))["data"])


@contextlib.asynccontextmanager
async def opened(address, folder):
    """Open a page at an address in a browser whose files lie in a folder."""
    command = [CHROMIUM, *_FLAGS, f"--user-data-dir={folder}", address]
    browser = await asyncio.create_subprocess_exec(
        *command, stderr=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.DEVNULL
    )
    try:
        async with asyncio.timeout(SECONDS):
            line = b""
            while b"DevTools listening" not in line:
                line = await browser.stderr.readline()
                assert line, "the browser did not start"
        port = int(re.search(rb":(\d+)/", line)[1])
        async with aiohttp.ClientSession() as session:
            async with session.get(f"http://127.0.0.1:{port}/json") as answer:
                (page,) = [one for one in await answer.json() if one["type"] == "page"]
            async with session.ws_connect(page["webSocketDebuggerUrl"], max_msg_size=0) as socket:
                yield Page(socket)
    finally:
        browser.kill()
        await browser.wait()
