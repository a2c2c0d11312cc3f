"""The surface that a screen, a script or a test operates: pull what is, say what is wanted, hear what happened.

``Console`` is what the window is written against; ``station.visit.Visit`` is the real one.  All methods may be called
from any thread.  What is wanted returns at once and happens on another thread; ``review``, ``trials``, ``interrupted``,
``recover`` and ``discard`` read or write files and the store before they return.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from station.events import Event
from station.model import Envelope, Interrupted, Live, ProtocolCard, Side, TrialReview, TrialSummary


class Console(Protocol):
    def live(self) -> Live: ...

    def envelope(self, side: Side, columns: int, seconds: float) -> Envelope | None:
        """The last ``seconds`` of one side for ``columns`` pixel columns, newest right; None when nothing streams.

        ``Side.BOTH`` is the total where ``Live.total`` says that there is one.
        """
        ...

    def protocols(self) -> Sequence[ProtocolCard]: ...

    def choose(self, protocol_key: str) -> None:
        """Prepare this test; the state goes to ZERO (or CONNECTING)."""
        ...

    def primary(self) -> None:
        """Do what ``Live.primary`` says."""
        ...

    def stop(self) -> None:
        """One step back; after GO the trial ends as stopped early and is stored, before zero the test is left."""
        ...

    def align(self) -> None:
        """Lay the devices' clocks over each other: ``Live.trouble`` says what to do, and then what came of it."""
        ...

    def keep(self, trial_id: str) -> None: ...

    def retake(self, trial_id: str) -> None:
        """Reject this trial (it stays stored as rejected) and prepare the same test again."""
        ...

    def move_mark(self, trial_id: str, name: str, side: Side, time_s: float) -> None:
        """Put a mark elsewhere; the numbers are computed again, before and after are both stored."""
        ...

    def review(self, trial_id: str) -> TrialReview:
        """A stored trial with its curves.  Raises StationError when it cannot be read."""
        ...

    def trials(self) -> Sequence[TrialSummary]:
        """The newest trials of this clinic, a thousand at most, newest first."""
        ...

    def interrupted(self) -> Sequence[Interrupted]: ...

    def recover(self, recording_id: str) -> str:
        """Turn an interrupted recording into a stored trial and return its id.  Raises StationError."""
        ...

    def discard(self, recording_id: str) -> None:
        """Put an interrupted recording aside; the file is kept, the offer is not repeated."""
        ...

    def subscribe(self, listener: Callable[[Event], None]) -> Callable[[], None]:
        """Be told of events, on the thread where they happen; returns the call that ends it."""
        ...
