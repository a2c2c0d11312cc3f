"""What is said beside the running test: trouble stays until something else is wanted, a hint is soon out of date."""

from __future__ import annotations

from typing import Final

HINT_S: Final = 6.0
"""A hint on what to do differently is out of date after this long; it comes again when it still applies."""


class Advice:
    """One sentence at a time; the newest takes the place of the one before."""

    def __init__(self) -> None:
        self.text = ""
        self._hinted_s: float | None = None
        """When it was said, for a hint; None for what stays."""

    def say(self, text: str) -> None:
        """Say this until the next one, or until nothing is to be said any more."""
        self.text, self._hinted_s = text, None

    def hint(self, text: str, now_s: float) -> None:
        """Say this for a while."""
        self.text, self._hinted_s = text, now_s

    def tick(self, now_s: float) -> None:
        """Let time pass."""
        if self._hinted_s is not None and now_s - self._hinted_s > HINT_S:
            self.say("")
