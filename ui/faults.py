"""What goes wrong inside the window itself: told to the user in a sentence, logged, and kept for whoever asks."""

from __future__ import annotations

import logging
import sys
import traceback
from collections.abc import Callable
from types import TracebackType

from ui.words import say

LOG = logging.getLogger("counterpoise.window")
MOST = 100
Hook = Callable[[type[BaseException], BaseException, TracebackType | None], object]


class Faults:
    """Catches what Python code called by Qt (slots, timers, paint events) raises; Qt itself would drop it.

    ``kept`` are the exceptions, each place and kind once, at most ``MOST``.
    """

    def __init__(self, tell: Callable[[str], None]) -> None:
        self.kept: list[BaseException] = []
        self._tell = tell
        self._known: set[tuple[type, str, int]] = set()
        self._before: Hook = sys.excepthook
        self._mine: Hook = self._caught
        sys.excepthook = self._mine

    def _caught(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        try:
            self._heard(kind, error, trace)
        finally:
            _let_go(error)

    def _heard(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if not issubclass(kind, Exception):
            self._before(kind, error, trace)
            return
        place = trace
        while place is not None and place.tb_next is not None:
            place = place.tb_next
        where = (place.tb_frame.f_code.co_filename, place.tb_lineno) if place is not None else ("", 0)
        if (kind, *where) in self._known or len(self.kept) >= MOST:
            return
        self._known.add((kind, *where))
        self.kept.append(error)
        LOG.error("a fault inside the window", exc_info=(kind, error, trace))
        self._tell(sentence(error))

    def close(self) -> None:
        """Catch no more."""
        if sys.excepthook is self._mine:
            sys.excepthook = self._before


def _let_go(error: BaseException | None) -> None:
    """End what the frames of an error hold: a painter that lives on in one ends the program at the next painting."""
    while error is not None:
        traceback.clear_frames(error.__traceback__)
        error = error.__cause__ or error.__context__


def sentence(error: BaseException) -> str:
    """What a person should read: what happened, what it means, what to do."""
    detail = " ".join(str(error).split())[:120]
    what = f"{type(error).__name__}: {detail}" if detail else type(error).__name__
    return say(
        "Something in this window failed ({what}). Recordings are not touched by this. "
        "If the view looks wrong, close the window and start it again.",
        what=what,
    )
