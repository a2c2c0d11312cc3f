"""One line that renews itself on a terminal; where there is none, plain lines now and then."""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Callable

from simulators.firmware import Firmware

RENEW_S = 0.5
PLAIN_EVERY_S = 10.0


class StatusLine:
    """Lines that stay, and below them the one that is renewed.  ``say`` replaces the terminal, for tests."""

    def __init__(self, say: Callable[[str], None] | None = None) -> None:
        self._say = say
        self._live = say is None and sys.stdout.isatty()
        self._shown = ""
        self._known: object = None
        self._plain_s = float("-inf")

    @property
    def period_s(self) -> float:
        """How often to show something."""
        return RENEW_S

    def say(self, text: str) -> None:
        """A line that stays."""
        self._clear()
        self._print(text)
        if self._live and self._shown:
            sys.stdout.write(self._shown)
            sys.stdout.flush()

    def show(self, text: str, news: object) -> None:
        """The state as it is now; without a terminal only where ``news`` differs or some time has passed."""
        if self._live:
            self._clear()
            self._shown = text[: shutil.get_terminal_size().columns - 1]
            sys.stdout.write(self._shown)
            sys.stdout.flush()
            return
        now_s = time.monotonic()
        if news != self._known or now_s - self._plain_s >= PLAIN_EVERY_S:
            self._known, self._plain_s = news, now_s
            self._print(text)

    def end(self) -> None:
        """Leave the terminal on a line of its own."""
        if self._live and self._shown:
            sys.stdout.write("\n")
            sys.stdout.flush()
            self._shown = ""

    def _clear(self) -> None:
        if self._live and self._shown:
            sys.stdout.write("\r" + " " * len(self._shown) + "\r")

    def _print(self, text: str) -> None:
        if self._say is not None:
            self._say(text)
        else:
            print(text, flush=True)


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
