"""Makes pages and files on a thread of its own and hands them over on the screen's; the last wish counts."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from PySide6.QtCore import QObject, Qt, Signal

from station.errors import StationError


class MakingReports(QObject):
    """``made`` brings what was asked for by name, or the StationError in its place."""

    made = Signal(str, object)
    _arrived = Signal(int, str, object)

    def __init__(self) -> None:
        super().__init__()
        self._tickets: dict[str, int] = {}
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="report")
        self._arrived.connect(self._hand_over, Qt.ConnectionType.QueuedConnection)

    def ask(self, name: str, make: Callable[[], object]) -> None:
        """Make this; what was asked for before under the same name and is not made yet is dropped."""
        ticket = self._tickets[name] = self._tickets.get(name, 0) + 1
        self._worker.submit(self._make, ticket, name, make)

    def _make(self, ticket: int, name: str, make: Callable[[], object]) -> None:
        if ticket != self._tickets[name]:
            return
        try:
            value: object = make()
        except StationError as error:
            value = error
        except Exception as error:
            # the store may be closing under a window that is closing too: nobody is left to be told
            logging.getLogger(__name__).warning("a report could not be made", exc_info=True)
            value = StationError(f"The report could not be made ({type(error).__name__}: {error}).")
        try:
            self._arrived.emit(ticket, name, value)
        except RuntimeError:
            return  # the window is gone

    def _hand_over(self, ticket: int, name: str, value: object) -> None:
        if ticket == self._tickets[name]:
            self.made.emit(name, value)
