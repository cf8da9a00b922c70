"""The program in a terminal of its own, as a person has it."""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time

from tests_environment import environment

_ESCAPES = re.compile(r"\x1b(\[[0-9;?>=<$]*[a-zA-Z~]|[PX^_\]].*?(\x1b\\|\x07)|[()].|[=>78c])", re.DOTALL)
LONGEST_SECONDS = 60


class Terminal:
    """A command in a terminal of 80 by 24, that is read and typed at."""

    def __init__(self, *arguments, folder):
        """Start `thematic` with arguments."""
        self.shown = ""
        self.pid, self.at = pty.fork()
        if self.pid == 0:
            os.chdir(folder)
            command = [sys.executable, "-m", "thematic", *arguments]
            os.execvpe(command[0], command, environment(TERM="xterm-256color", COLUMNS="80", LINES="24"))
        fcntl.ioctl(self.at, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))

    def type(self, keys):
        """Press keys."""
        os.write(self.at, keys.encode())

    def wait_for(self, words):
        """Read until the words are shown, and forget what was shown up to them; fail where they never are."""
        until = time.monotonic() + LONGEST_SECONDS
        while words not in self.shown:
            assert time.monotonic() < until, f"never shown: {words!r}"
            self.read(0.1)
        self.shown = self.shown.partition(words)[2]

    def read(self, seconds):
        """Read what is shown for some seconds at most."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0 and select.select([self.at], [], [], left)[0]:
            try:
                self.shown = _ESCAPES.sub("", self.shown + os.read(self.at, 65536).decode(errors="replace"))
            except OSError:
                return

    def end(self, sign=signal.SIGKILL):
        """Kill it, and wait until it is gone. Returns what `waitpid` says of its end."""
        os.kill(self.pid, sign)
        return self.gone()

    def gone(self):
        """Wait until it ends by itself. Returns its exit code, or the signal that ended it as a negative number."""
        until = time.monotonic() + LONGEST_SECONDS
        while (ended := os.waitpid(self.pid, os.WNOHANG))[0] == 0:
            assert time.monotonic() < until, "it does not end"
            self.read(0.02)
        os.close(self.at)
        return os.waitstatus_to_exitcode(ended[1])
