"""Reads what stands beside a review on a thread of its own and hands it over on the screen's; the last question counts.

Nothing here waits: a question that is not asked any more is dropped before its next part is read.
"""

from __future__ import annotations

import logging
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal

from station.desks.reviewing import ReviewingDesk
from station.errors import StationError
from ui.work_beside import WorkBeside

PRESSURE = "pressure"
PARTS = ("overlays", "steps", "change", "runs", PRESSURE)
"""What is read, in the order in which somebody looks at it."""


class ReadingBeside(WorkBeside):
    """``found`` brings one part after the other: its name, and the value or the StationError in its place."""

    found = Signal(str, object)
    _arrived = Signal(int, str, object)

    def __init__(self, desk: ReviewingDesk, view: QObject | None = None) -> None:
        super().__init__(view, "review")
        self._desk = desk
        self._ticket = 0
        self._open = 0
        self._arrived.connect(self._hand_over, Qt.ConnectionType.QueuedConnection)

    @property
    def busy(self) -> bool:
        """Whether something of the newest question is still to come."""
        return self._open > 0

    def ask(self, trial_id: str, parts: tuple[str, ...] = PARTS) -> None:
        """Read these parts about a trial; whatever was asked before and is not read yet is dropped."""
        if self._closed:
            return
        self._ticket += 1
        self._open = len(parts)
        self._worker.submit(self._read, self._ticket, trial_id, parts)

    def _drop(self) -> None:
        self._ticket += 1

    def _read(self, ticket: int, trial_id: str, parts: tuple[str, ...]) -> None:
        calls: dict[str, Callable[[str], object]] = {name: getattr(self._desk, name) for name in parts}
        for name, call in calls.items():
            if ticket != self._ticket:
                return
            try:
                value: object = call(trial_id)
            except StationError as error:
                value = error
            except Exception as error:
                logging.getLogger(__name__).warning("a review could not read its %s", name, exc_info=True)
                value = StationError(f"This could not be read ({type(error).__name__}: {error}).")
            try:
                self._arrived.emit(ticket, name, value)
            except RuntimeError:
                return  # the window is gone

    def _hand_over(self, ticket: int, name: str, value: object) -> None:
        if ticket == self._ticket:
            self._open -= 1
            self.found.emit(name, value)
