"""The review screen in a browser: for whoever holds the token, from this computer's own page, and for nobody else."""

import asyncio
import contextlib
import re
import signal
import socket
import subprocess
import sys

import aiohttp
import pytest
from browser import CHROMIUM, opened
from tests_environment import environment

from thematic.workflow.study import Study


@pytest.fixture
def served(suggested):
    """Serves the review of a study; yields its address with the token."""
    command = [sys.executable, "-m", "thematic", "-C", "study", "review", "--web", "--coder", "ana"]
    server = subprocess.Popen(
        command, cwd=suggested.parent, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment()
    )
    with server:
        said = server.stderr.readline()
        yield re.search(r"http://127\.0\.0\.1:\d+/\?token=\S+", said)[0]
        server.send_signal(signal.SIGINT)
        assert server.wait(timeout=30) == 0
        assert "Traceback" not in server.stderr.read()
        assert server.stdout.read() == ""


def ask(scenario):
    async def asking():
        async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as session:
            return await scenario(session)

    return asyncio.run(asking())


async def status(session, address, **headers):
    async with session.get(address, headers=headers) as answer:
        return answer.status


def home(address):
    return address.partition("?")[0]


def test_nothing_is_answered_without_the_token_or_with_another(served):
    async def look(session):
        places = ("", "static/js/textual.js", "review.css", "ws", "?token=", "?token=guess", "nowhere")
        return [await status(session, home(served) + place) for place in places]

    assert set(ask(look)) == {403}


def test_the_token_counts_once_and_leaves_the_address(served):
    async def come_in(session):
        async with session.get(served) as answer:
            first = answer.status, str(answer.url), await answer.text(), answer.headers["Content-Security-Policy"]
        again = await status(session, home(served))
        async with aiohttp.ClientSession() as stranger:
            return first, again, await status(stranger, served)

    (came, where, page, policy), again, stranger = ask(come_in)
    assert (came, again, stranger) == (200, 200, 403)
    assert where == home(served)
    assert "default-src 'none'" in policy
    assert re.findall(r"https?://", page) == []


def test_a_page_from_elsewhere_is_refused_even_with_the_cookie(served):
    async def from_elsewhere(session):
        await status(session, served)
        port = home(served).rsplit(":", 1)[1].strip("/")
        tries = [
            {"Origin": "http://evil.example"},
            {"Origin": "null"},
            {"Origin": f"http://localhost:{port}"},
            {"Host": f"evil.example:{port}"},
            {"Host": "127.0.0.1"},
        ]
        seen = [await status(session, home(served), **headers) for headers in tries]
        sockets = []
        for origin in (None, "http://evil.example"):
            try:
                async with session.ws_connect(home(served) + "ws", origin=origin):
                    sockets.append(101)
            except aiohttp.WSServerHandshakeError as refused:
                sockets.append(refused.status)
        return seen, sockets

    assert ask(from_elsewhere) == ([403] * 5, [403, 403])


def test_it_listens_on_the_loopback_interface_only(served):
    port = int(re.search(r":(\d+)/", served)[1])
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as looking:
        # Nothing is sent: this only says which of this computer's addresses others would see.
        with contextlib.suppress(OSError):
            looking.connect(("192.0.2.1", 9))
        own = looking.getsockname()[0]
    if own in {"0.0.0.0", "127.0.0.1"}:
        pytest.skip("this computer has no address but the loopback one")
    with pytest.raises(OSError), socket.create_connection((own, port), timeout=5):  # noqa: PT011
        pass


def test_a_port_that_is_taken_is_one_line(run, suggested):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        said = run("-C", "study", "review", "--web", "--port", port, "--coder", "ana").fails(2).err

    assert "is taken" in said


@pytest.mark.parametrize("other", [("--batch", "d.csv"), ("--progress",), ("--unplaced",)])
def test_it_goes_with_nothing_that_shows_no_screen(run, suggested, other):
    assert "--web shows the screen" in run("-C", "study", "review", "--web", *other, "--coder", "ana").fails(2).err


def test_without_the_extra_it_says_what_to_install(run, suggested, monkeypatch):
    monkeypatch.setitem(sys.modules, "textual_serve", None)
    monkeypatch.setitem(sys.modules, "textual_serve.server", None)
    monkeypatch.delitem(sys.modules, "thematic.review.web", raising=False)
    said = run("-C", "study", "review", "--web", "--coder", "ana").fails(5).err

    assert 'pip install "thematic[web]"' in said
    assert said.count("\n") == 1


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this computer")
def test_a_browser_shows_the_screen_and_a_key_decides(served, suggested, tmp_path):
    async def decide():
        async with opened(served, tmp_path / "browser") as page:
            await page.wait_for("document.body.classList.contains('-first-byte')")
            await asyncio.sleep(1)
            shown = await page.picture()
            await page.press("a")
            for _ in range(100):
                with Study.open(suggested) as study:
                    if study.state.decisions:
                        break
                await asyncio.sleep(0.1)
            address = await page.value("location.href")
            fetched = await page.value("performance.getEntriesByType('resource').map(one => one.name)")
            return shown, address, fetched

    shown, address, fetched = asyncio.run(decide())
    (tmp_path / "screen.png").write_bytes(shown)
    with Study.open(suggested) as study:
        assert [one.decision.verdict.value for one in study.state.decisions] == ["accept"]
    assert address == home(served)
    assert all(one.startswith(home(served)) for one in fetched)
