"""Work that a view has done on another thread: the window that closes waits until it is over."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from PySide6.QtCore import QObject


class WorkBeside(QObject):
    """A child of its view, with a thread of its own that does one thing after the other."""

    def __init__(self, view: QObject | None, name: str) -> None:
        super().__init__(view)
        self._worker = ThreadPoolExecutor(1, thread_name_prefix=name)
        self._closed = False
        """Nothing is begun any more."""

    def close(self) -> None:
        """Drop what nobody will see any more, and wait for the rest: the store may close afterwards."""
        self._closed = True
        self._drop()
        self._worker.shutdown(wait=True)

    def _drop(self) -> None:
        """What is asked for and not begun, as far as it may be forgotten, is not done."""
