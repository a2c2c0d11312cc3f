"""The way back: through which views somebody came to the one in front."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from station.model import Live
from ui.live_presenter import choosing


class Trail:
    """Every view once; who goes to one of them again is back there."""

    def __init__(self) -> None:
        self._keys: list[str] = []

    def went_to(self, key: str) -> None:
        """This view is in front now."""
        if key in self._keys:
            del self._keys[self._keys.index(key) + 1 :]
        else:
            self._keys.append(key)

    def back(self, window: QWidget, live: Live) -> str:
        """The view that Escape goes to where it has nothing else to do; empty where it goes nowhere.

        Out of a field it leads to the page first, and a test that runs or waits for a decision is not left by it.
        """
        if isinstance(window.focusWidget(), QLineEdit):
            window.setFocus()
            return ""
        if len(self._keys) < 2 or (self._keys[-1] == "live" and not choosing(live)):
            return ""
        return self._keys[-2]
