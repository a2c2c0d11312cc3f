"""One line that renews itself on a terminal; where there is none, plain lines now and then."""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Callable

from simulators.firmware import Firmware

RENEW_S = 0.5
PLAIN_EVERY_S = 10.0


UP, CLEAR, KEEP, BACK = "\x1b[1A", "\r\x1b[2K", "\x1b7", "\x1b8"
PROMPT = "> "


class StatusLine:
    """Lines that stay, below them the one that is renewed, and below that the one where commands are typed.

    ``say`` replaces the terminal, for tests.
    """

    def __init__(self, say: Callable[[str], None] | None = None) -> None:
        self._say = say
        # the old console of Windows shows such control characters instead of obeying them
        obeys = sys.platform != "win32" or "WT_SESSION" in os.environ
        self._live = say is None and obeys and sys.stdout.isatty()
        self._shown = False
        self._known: object = None
        self._plain_s = float("-inf")

    def say(self, text: str) -> None:
        """A line that stays."""
        if self._shown:
            self._write(CLEAR + UP + CLEAR)
            self._shown = False
        if self._say is not None:
            self._say(text)
        else:
            print(text, flush=True)

    def entered(self) -> None:
        """A command was typed: what stood there moved up and stays."""
        self._shown = False

    def show(self, text: str, news: object) -> None:
        """The state as it is now; without a terminal only where ``news`` differs or some time has passed."""
        if self._live:
            text = text[: shutil.get_terminal_size().columns - 1]
            # what is being typed stays as it is
            self._write(f"{KEEP}{UP}{CLEAR}{text}{BACK}" if self._shown else f"{text}\n{PROMPT}")
            self._shown = True
            return
        now_s = time.monotonic()
        if news != self._known or now_s - self._plain_s >= PLAIN_EVERY_S:
            self._known, self._plain_s = news, now_s
            self.say(text)

    def end(self) -> None:
        """Leave the terminal on a line of its own."""
        if self._shown:
            self._write(CLEAR)
            self._shown = False

    @staticmethod
    def _write(text: str) -> None:
        sys.stdout.write(text)
        sys.stdout.flush()


def span(seconds: float) -> str:
    """A time as minutes and seconds."""
    return f"{int(seconds) // 60:02d}:{int(seconds) % 60:02d}"


def battery_of(firmware: Firmware) -> list[str]:
    """What a device's battery shows, if it has one."""
    millivolts = getattr(firmware, "battery_mv", None)
    percent = getattr(firmware, "battery_percent", None)
    if not firmware.powered:
        return ["switched off"]
    if isinstance(millivolts, int | float):
        return [f"{millivolts / 1000:.2f} V"]
    return [f"{percent:.0f} %"] if isinstance(percent, int | float) else []
