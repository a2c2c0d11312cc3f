"""What was said in the window since it was opened, for whoever helps: messages, faults and warnings.  No Qt.

Nothing that is copied names a person: whoever is known at this station, or was here, is blotted out of it.
"""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from station.model import DeviceStatus

MOST = 500
COPIED = 60
"""So many of the last messages go to support."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One message; ``kind`` is ``message``, ``fault``, ``warning`` or ``event``."""

    at: datetime
    kind: str
    text: str


class Journal(logging.Handler):
    """Keeps the last messages, and hears what the program logs from warnings up."""

    def __init__(self, now: Callable[[], datetime] = lambda: datetime.now().astimezone()) -> None:
        super().__init__(logging.WARNING)
        self._now = now
        self._entries: deque[Entry] = deque(maxlen=MOST)
        self.count = 0
        """How many there were in all; who shows them looks whether it has grown."""
        self.people: set[str] = set()
        """Codes of whoever was here, or was looked at, since the window was opened, which support need not know."""

    def note(self, text: str, kind: str = "message") -> None:
        """Keep this, unless it is what was said last."""
        plain = " ".join(text.split())[:2000]
        if plain and not (self._entries and self._entries[-1].text == plain):
            self._entries.append(Entry(self._now(), kind, plain))
            self.count += 1

    def emit(self, record: logging.LogRecord) -> None:
        """Hear a record; a fault says where in the program it was."""
        try:
            text = record.getMessage()
            if record.exc_info and record.exc_info[1] is not None:
                text = f"{text}: {_place(record.exc_info[1])}"
            self.note(f"{record.name}: {text}", "fault" if record.levelno >= logging.ERROR else "warning")
        except Exception:  # a log must not fail its speaker
            self.handleError(record)

    def newest_first(self) -> tuple[Entry, ...]:
        """Everything that is kept."""
        return tuple(reversed(self._entries))


def _place(error: BaseException) -> str:
    trace, where = error.__traceback__, ""
    while trace is not None:
        where = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}"
        trace = trace.tb_next
    return f"{type(error).__name__}: {error} ({where})"


def for_support(
    versions: str, devices: Iterable[DeviceStatus], entries: Sequence[Entry], blot: Callable[[str], str]
) -> str:
    """What is copied for support: versions, devices, the last messages; ``blot`` takes out who they are about."""
    lines = ["Counterpoise, for support", "", *versions.splitlines(), "", "Devices:"]
    lines += [_device_line(each, blot) for each in devices] or ["none"]
    lines += ["", "Last messages, newest first:"]
    # words that are taken out of a message may be numbers, and its time is none of them
    lines += [f"{each.at:%Y-%m-%d %H:%M:%S %z} {each.kind}: {_plain(each.text, blot)}" for each in entries[:COPIED]]
    lines += [] if entries else ["none"]
    return "\n".join(lines).replace(str(Path.home()), "~") + "\n"


def _plain(text: str, blot: Callable[[str], str]) -> str:
    return blot(text.replace(str(Path.home()), "~"))


def _device_line(status: DeviceStatus, blot: Callable[[str], str]) -> str:
    rate = "" if status.rate_hz is None else f", {status.rate_hz:.1f} Hz"
    battery = "" if status.battery is None else f", battery {status.battery * 100:.0f} %"
    lost = status.lost + status.unseen
    said = f", {_plain(status.problem, blot)}" if status.problem else ""
    return (
        f"{blot(status.name)}, serial {status.serial}, {status.state.value}{rate}{battery}, {lost} samples lost, "
        f"{status.corrupt} packets damaged{said}"
    )
