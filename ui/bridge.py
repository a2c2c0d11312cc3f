"""Events of the console as one Qt signal: they happen on the acquisition thread and are heard on the screen's."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal, Slot

from station.console import Console
from station.events import Event


class Bridge(QObject):
    """Subscribes once; ``happened`` is delivered in the thread that made the bridge."""

    happened = Signal(object)
    _arrived = Signal(object)

    def __init__(self, console: Console) -> None:
        super().__init__()
        # queued, so that a listener called on another thread never touches a widget
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._end = console.subscribe(self._arrived.emit)

    @Slot(object)
    def _deliver(self, event: Event) -> None:
        self.happened.emit(event)

    def close(self) -> None:
        """Hear no more."""
        self._end()
