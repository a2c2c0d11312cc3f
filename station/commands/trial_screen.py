"""The running test on a terminal: a block of lines that is written anew in place, or plain lines in a pipe."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Protocol as Interface

from drivers.contracts import LinkState
from station.model import BigNumber, Live, Side
from station.trial import EFFORT
from ui.numbers import fixed

LINE_EVERY_S = 1.0
"""How often a plain line tells how the effort goes on."""
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_BAR = 24


class Screen(Interface):
    """What a running test is shown on."""

    def say(self, text: str) -> None:
        """A line that stays."""
        ...

    def show(self, live: Live, now_s: float, keys: str) -> None:
        """The state as it is now; ``keys`` are those that do something."""
        ...

    def close(self) -> None:
        """Leave the last state where it is."""
        ...


class PlainLines:
    """Each change as a line of its own, with the seconds since the beginning."""

    def __init__(self, write: Callable[[str], object]) -> None:
        self._write = write
        self._began_s: float | None = None
        self._said: tuple[str, str] | None = None
        self._trouble = ""
        self._rows: dict[str, tuple[str, str]] = {}
        self._told_s = float("-inf")

    def say(self, text: str) -> None:
        self._write(text + "\n")

    def show(self, live: Live, now_s: float, keys: str) -> None:
        self._began_s = now_s if self._began_s is None else self._began_s
        at = f"{now_s - self._began_s:7.1f}  "
        if live.trouble and live.trouble != self._trouble:
            self.say(f"{at}! {cleaned(live.trouble)}")
        self._trouble = live.trouble
        if live.word and (live.word, _steady(live.prompt)) != self._said:
            self._said = (live.word, _steady(live.prompt))
            self.say(f"{at}{live.word:<11}{cleaned(live.prompt)}")
        for row in live.rows:
            if row.state == "kept" and self._rows.get(row.label) != (row.value, row.state):
                self.say(f"{at}{'':<11}{cleaned(row.label)}: {row.value or row.state}")
            self._rows[row.label] = (row.value, row.state)
        if live.state in EFFORT and now_s - self._told_s >= LINE_EVERY_S:
            self._told_s = now_s
            self.say(f"{at}{'':<11}{measured(live)}")

    def close(self) -> None:
        pass


class InPlace:
    """A block of lines at the bottom of a terminal; what is said scrolls up above it."""

    def __init__(self, write: Callable[[str], object], columns: Callable[[], int]) -> None:
        self._write, self._columns = write, columns
        self._block: list[str] = []

    def say(self, text: str) -> None:
        block, self._block = self._block, []
        self._write(_upwards(len(block)) + text + "\n")
        self._draw(block)

    def show(self, live: Live, now_s: float, keys: str) -> None:
        wide = max(20, self._columns() - 1)  # a full line would be broken into two
        block = [line[:wide] for line in block_of(live, keys)]
        if block != self._block:
            self._write(_upwards(len(self._block)))
            self._draw(block)

    def close(self) -> None:
        self._block = []

    def _draw(self, block: list[str]) -> None:
        self._block = block
        self._write("".join(line + "\n" for line in block))


def _upwards(lines: int) -> str:
    """Back to where the block begins, and everything below is gone."""
    return (f"\x1b[{lines}A" if lines else "") + "\r\x1b[J"


def block_of(live: Live, keys: str) -> list[str]:
    """The running test as lines: what to do, the big number, both sides, the repetitions, what is wrong."""
    about = " · ".join(part for part in (live.subtitle, live.position) if part)
    lines = [f"{live.word or '-':<11}{cleaned(live.title)}  {cleaned(about)}".rstrip()]
    lines.append(f"{'':<11}{cleaned(live.prompt)}")
    lines.append(f"{'':<11}{measured(live)}")
    if live.left_share is not None:
        left = round(_BAR * live.left_share)
        bar = "L " + "#" * left + "." * (_BAR - left) + " R"
        lines.append(f"{'':<11}{bar}  {live.share_label}: {100 * live.left_share:.0f} % left. {live.share_verdict}")
    marks = {"kept": "+", "running": ">", "rejected": "x", "to do": " "}
    lines += [f"{'':<11}{marks.get(row.state, '?')} {cleaned(row.label):<24}{row.value}" for row in live.rows]
    lines += [f"{'':<11}{live.rows_note}"] * bool(live.rows_note)
    bad = [device for device in live.devices if device.problem or device.state is not LinkState.STREAMING]
    lines += [f"! {device.name}: {cleaned(device.problem) or device.state.value}" for device in bad]
    lines += [f"! {cleaned(live.trouble)}"] * bool(live.trouble)
    return [*lines, f"{'':<11}{keys}"]


def measured(live: Live) -> str:
    """The big number, the countdown, and what each side carries now."""
    parts = [_big(live.big)]
    if live.target is not None:
        parts.append(f"target {live.target.low_n:.0f} to {live.target.high_n:.0f} N")
    now_n = ", ".join(f"{side.value} {fixed(live.now_n[side], 0)} N" for side in Side if side in live.now_n)
    return "   ".join(part for part in (*parts, now_n) if part)


def _big(big: BigNumber) -> str:
    value = "-" if big.value is None else fixed(big.value, big.decimals)
    return f"{big.label}: {value} {big.unit}" + (f" ({big.note})" if big.note else "") if big.label else ""


def _steady(prompt: str) -> str:
    """A prompt without its figures: seconds that run down are no new prompt."""
    return re.sub(r"up to \d+ s", "", prompt)


def cleaned(text: str) -> str:
    """Text from a protocol file or a device, without anything that a terminal would obey."""
    return _CONTROL.sub(" ", text)
