"""The surface that a screen, a script or a test operates: pull what is, say what is wanted, hear what happened.

``Console`` is what the window is written against; ``station.visit.Visit`` is the real one.  All methods may be called
from any thread.  What is wanted returns at once and happens on another thread; ``review``, ``trials``, ``interrupted``,
``recover`` and ``discard`` read or write files and the store before they return.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from station.envelope import Envelope
from station.events import Event
from station.model import Interrupted, Live, Outcome, ProtocolCard, RejectReason, Side, TrialReview, TrialSummary
from station.visit_now import BatteryCard


class Console(Protocol):
    def live(self) -> Live: ...

    def envelope(self, side: Side, columns: int, seconds: float) -> Envelope | None:
        """The last ``seconds`` of one side for ``columns`` pixel columns, newest right; None when nothing streams.

        ``Side.BOTH`` is the total where ``Live.total`` says that there is one.
        """
        ...

    def protocols(self) -> Sequence[ProtocolCard]: ...

    def person(self) -> str:
        """Code of whoever is measured now."""
        ...

    def receive(self, person: str, battery: str | None = None, test: str = "") -> None:
        """The visit of this person, by code, goes on or begins; ``PersonReceived`` follows.

        What runs is abandoned; the devices go on as they are.  ``battery`` is what the visit does; ``test``, by its
        key, is prepared at once.
        """
        ...

    def batteries(self) -> Sequence[BatteryCard]:
        """Tests in an order that a visit can walk through."""
        ...

    def walk(self, battery: str | None) -> None:
        """Do the tests of this battery one after the other from now on; None ends that."""
        ...

    def repeat_last_visit(self) -> None:
        """Offer the tests of the person's last visit from its first on."""
        ...

    def choose(self, protocol_key: str, *, practice: bool | None = None) -> None:
        """Prepare this test; the state goes to BREAK, ZERO or WEIGH (or CONNECTING).

        ``practice``: whether the trial is practice; without it a test that has practice begins with it.
        """
        ...

    def say_lever(self, protocol_key: str, lever_m: float) -> None:
        """From the joint to the device, as it was measured; it holds for this test's trials from the next GO on."""
        ...

    def one_more(self) -> None:
        """Another trial of the test that was done last, more than it asks for."""
        ...

    def retest(self, trial_id: str) -> None:
        """The test of a trial of this visit again with the same settings, to be compared with it."""
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

    def retake(self, trial_id: str, reason: RejectReason = ..., note: str = "") -> None:
        """Reject this trial (it stays stored, with the reason) and prepare the same test again."""
        ...

    def reject(self, trial_id: str, reason: RejectReason = ..., note: str = "") -> None:
        """Reject this trial and go on; it stays stored, with the reason."""
        ...

    def say_outcome(self, trial_id: str, outcome: Outcome) -> None:
        """Say how a trial ended, or say it otherwise; its numbers follow.  ``TrialReview.said`` has the choices."""
        ...

    def say_practice(self, trial_id: str, practice: bool) -> None:
        """Count a trial as practice, or as one that counts."""
        ...

    def exchange_sides(self, trial_id: str) -> None:
        """Left was right and right was left: the numbers are computed anew, the recording stays as it is."""
        ...

    def move_mark(self, trial_id: str, name: str, side: Side, time_s: float) -> None:
        """Put a mark elsewhere; the numbers are computed again, before and after are both stored."""
        ...

    def undo(self, trial_id: str) -> None:
        """Take back what was changed last about a stored trial; ``TrialReview.said`` says what that is."""
        ...

    def redo(self, trial_id: str) -> None:
        """Make again what was taken back last."""
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
