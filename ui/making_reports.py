"""Makes pages and files on a thread of its own and hands them over on the screen's; the last wish counts."""

from __future__ import annotations

import logging
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal

from station.errors import StationError
from ui.work_beside import WorkBeside


class MakingReports(WorkBeside):
    """``made`` brings what was asked for by name, or the StationError in its place."""

    made = Signal(str, object)
    _arrived = Signal(int, str, object)

    def __init__(self, view: QObject | None, *kept: str) -> None:
        """What is asked for under one of the names ``kept`` is made even when the window closes meanwhile."""
        super().__init__(view, "report")
        self._kept = kept
        self._tickets: dict[str, int] = {}
        self._arrived.connect(self._hand_over, Qt.ConnectionType.QueuedConnection)

    def ask(self, name: str, make: Callable[[], object]) -> None:
        """Make this; what was asked for before under the same name and is not made yet is dropped."""
        if self._closed:
            return
        ticket = self._tickets[name] = self._tickets.get(name, 0) + 1
        self._worker.submit(self._make, ticket, name, make)

    def _drop(self) -> None:
        self._tickets |= {name: ticket + 1 for name, ticket in self._tickets.items() if name not in self._kept}

    def _make(self, ticket: int, name: str, make: Callable[[], object]) -> None:
        if ticket != self._tickets[name]:
            return
        try:
            value: object = make()
        except StationError as error:
            value = error
        except Exception as error:
            logging.getLogger(__name__).warning("a report could not be made", exc_info=True)
            value = StationError(f"The report could not be made ({type(error).__name__}: {error}).")
        try:
            self._arrived.emit(ticket, name, value)
        except RuntimeError:
            return  # the window is gone

    def _hand_over(self, ticket: int, name: str, value: object) -> None:
        if ticket == self._tickets[name]:
            self.made.emit(name, value)
