"""The journey of one trial: a transition table, fed samples, time and intentions.

Rule 1: what changes the state stands in ``TRANSITIONS``.  Rule 2: the machine never reads a clock and never waits; it
answers with ``Step``s that somebody else carries out.  Rule 3: cutting the samples differently changes nothing, and
where time decides, the time of a sample decides as well as a tick: live, in replay and offline it is the same machine.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from station.feedback.coach import Coach
from station.feedback.own_maximum import NO_MAXIMA, Maxima
from station.gates import gate_of
from station.model import Floats, Outcome, Side, TrialState, WeighBadge
from station.progress import Happening, Progress, Repetitions, follow
from station.protocol import Protocol
from station.scales import Scales


class Signal(StrEnum):
    """What can move a trial on."""

    CONNECTED = "devices stream"
    ZEROED = "zero taken"
    CARRIED = "zero carried over from the trial before"
    WEIGHED = "weighed"
    NOT_WEIGHED = "nothing to weigh"
    STARTED = "start asked for"
    COUNTED_DOWN = "countdown over"
    HELD = "hold begun"
    RESTS = "rest is due"
    RESTED = "rest over"
    PUSHED = "next effort begun"
    FINISHED = "effort over"
    STOPPED = "stopped by a person"
    SAID = "why it was stopped"
    LOST = "device lost"
    DECIDED = "kept or rejected"


S, T = TrialState, Signal
TRANSITIONS: Mapping[tuple[TrialState, Signal], TrialState] = {
    (S.CONNECTING, T.CONNECTED): S.ZERO,
    (S.CONNECTING, T.RESTS): S.BREAK,
    (S.BREAK, T.RESTED): S.ZERO,
    (S.BREAK, T.STARTED): S.ZERO,
    (S.BREAK, T.LOST): S.CONNECTING,
    (S.ZERO, T.ZEROED): S.WEIGH,
    (S.ZERO, T.CARRIED): S.WEIGH,
    (S.ZERO, T.LOST): S.CONNECTING,
    (S.WEIGH, T.WEIGHED): S.READY,
    (S.WEIGH, T.NOT_WEIGHED): S.READY,
    (S.WEIGH, T.STOPPED): S.ZERO,
    (S.WEIGH, T.LOST): S.CONNECTING,
    (S.READY, T.STARTED): S.COUNTDOWN,
    (S.READY, T.STOPPED): S.ZERO,
    (S.READY, T.LOST): S.CONNECTING,
    (S.COUNTDOWN, T.COUNTED_DOWN): S.GO,
    (S.COUNTDOWN, T.STOPPED): S.READY,
    (S.COUNTDOWN, T.LOST): S.CONNECTING,
    (S.GO, T.HELD): S.HOLD,
    (S.GO, T.RESTS): S.REST,
    (S.GO, T.FINISHED): S.REVIEW,
    (S.GO, T.STOPPED): S.STOPPED,
    (S.GO, T.LOST): S.REVIEW,
    (S.HOLD, T.FINISHED): S.REVIEW,
    (S.HOLD, T.STOPPED): S.STOPPED,
    (S.HOLD, T.LOST): S.REVIEW,
    (S.REST, T.RESTED): S.GO,
    (S.REST, T.PUSHED): S.GO,
    (S.REST, T.FINISHED): S.REVIEW,
    (S.REST, T.STOPPED): S.STOPPED,
    (S.REST, T.LOST): S.REVIEW,
    (S.STOPPED, T.SAID): S.REVIEW,
    (S.STOPPED, T.DECIDED): S.DONE,
    (S.REVIEW, T.DECIDED): S.DONE,
}
"""A signal that is not listed for a state is ignored there: a late keystroke must not break a trial."""

RECORDED = frozenset({S.WEIGH, S.READY, S.COUNTDOWN, S.GO, S.HOLD, S.REST})
"""States between zero and the end, in which samples belong to the trial."""
EFFORT = frozenset({S.GO, S.HOLD, S.REST})
"""From GO to the end: what is lost now is lost of the trial."""
OVER = frozenset({S.STOPPED, S.REVIEW})
"""The trial is recorded and waits for a decision."""

PRIMARY = {
    S.BREAK: "Start early",
    S.ZERO: "Zero",
    S.WEIGH: "Weigh",
    S.READY: "Start",
    S.GO: "Finish",
    S.HOLD: "Finish hold",
    S.REST: "Finish",
}
_SIGNALS = {"hold": T.HELD, "rest": T.RESTS, "rested": T.RESTED, "push": T.PUSHED}
_UNMARKED = frozenset({"rest", "rested", "push"})
"""Happenings that are states and no moments of the curve."""


@dataclass(frozen=True, slots=True)
class Entered:
    """The machine is in a new state since ``at_s``."""

    state: TrialState
    at_s: float
    again: bool = False
    """The same effort goes on after a rest: this is not the GO that the trial's times are counted from."""


@dataclass(frozen=True, slots=True)
class Marked:
    """Something worth a marker in the recording happened at ``at_s``."""

    name: str
    at_s: float
    side: Side = Side.BOTH


@dataclass(frozen=True, slots=True)
class Advised:
    """What was asked for cannot be done yet; ``text`` says why and what helps."""

    text: str


@dataclass(frozen=True, slots=True)
class Ended:
    """The trial is over; what shall be analysed ends at ``end_s`` (host seconds)."""

    outcome: Outcome
    end_s: float


Step = Entered | Marked | Advised | Ended


class TrialMachine:
    """One trial of one protocol on streams that are named by number, each with its sides.

    All times are host seconds; forces are unfiltered newtons ``(sides, n)`` with the zero applied.
    """

    def __init__(
        self,
        protocol: Protocol,
        streams: Mapping[int, Sequence[Side]],
        maxima: Maxima = NO_MAXIMA,
        *,
        practice: bool = False,
        rest_until_s: float = float("-inf"),
    ) -> None:
        """``maxima`` are what is known of the client's own maximum, for bands that are parts of it.

        ``rest_until_s`` is when the client has rested from the trial before; ``practice`` makes it submaximal.
        """
        self.protocol = protocol
        self.practice = practice
        self.streams = {number: tuple(sides) for number, sides in streams.items()}
        self.coach = Coach(protocol, self.streams, maxima)
        """What the client is shown."""
        self.state = TrialState.CONNECTING
        self.entered_s = 0.0
        self.outcome: Outcome | None = None
        self.progress: Progress | None = None
        """How far the effort is; None until the devices stream and their rates are known."""
        self._scales: Scales | None = None
        self._range_start_s: float | None = None
        self._go_s = 0.0
        self._rest_until_s = rest_until_s
        self._begun_early_s = 0.0

    # What comes in -------------------------------------------------------------------------------------------------

    def samples(self, number: int, host_s: Floats, force_n: Floats) -> list[Step]:
        """Take the next samples of one stream."""
        if self.state is S.WEIGH and self._scales is not None:
            self._scales.feed(number, host_s, force_n)
        # a sample from after GO says as well as a tick that it is time
        steps = self._counted_down(float(host_s[-1])) if self.state is S.COUNTDOWN and host_s.size else []
        if self.state not in EFFORT or self.progress is None:
            return steps
        during = host_s >= self._go_s
        host_s, force_n = host_s[during], force_n[:, during]
        for happening in self.progress.feed(number, host_s, force_n):
            steps += self._happened(happening)
            if self.outcome is not None:
                within = host_s < happening.at_s
                host_s, force_n = host_s[within], force_n[:, within]
                break
        self.coach.feed(number, host_s, force_n)
        return steps

    def tick(self, now_s: float) -> list[Step]:
        """Let time pass: a rest is over, the countdown runs out, an effort takes too long."""
        if self.state is S.BREAK and now_s >= self._rest_until_s:
            return self._move(T.RESTED, max(self.entered_s, self._rest_until_s))
        if self.state is S.WEIGH and self.protocol.weigh is None:
            self._range_start_s = now_s
            return self._move(T.NOT_WEIGHED, now_s)
        if self.state is S.COUNTDOWN:
            return self._counted_down(now_s)
        if self.state in EFFORT and self.progress is not None and now_s >= self._go_s + self.progress.longest_s:
            return self._end(T.FINISHED, Outcome.COMPLETED, self._go_s + self.progress.longest_s)
        return []

    def _counted_down(self, now_s: float) -> list[Step]:
        go_s = self.entered_s + self.protocol.countdown_s
        return self._move(T.COUNTED_DOWN, go_s) if now_s >= go_s else []

    def connected(self, now_s: float, rates_hz: Mapping[int, float]) -> list[Step]:
        """All devices of this protocol stream, at these rates."""
        if self.state is S.CONNECTING:
            self.progress = follow(self.protocol, self.streams, rates_hz, practice=self.practice)
            self._scales = Scales(self.protocol.weigh, rates_hz, gate_of(self.protocol, "weigh_still"))
            self.coach.connected(rates_hz)
        return self._move(T.RESTS if now_s < self._rest_until_s else T.CONNECTED, now_s)

    def zeroed(self, now_s: float, *, carried: bool = False) -> list[Step]:
        """The zero was taken (or carried over from the trial before)."""
        return self._move(T.CARRIED if carried else T.ZEROED, now_s)

    def start(self, now_s: float) -> list[Step]:
        """READY and asked to go; or the rest before a trial is over earlier than the test has it."""
        if self.state is S.BREAK:
            self._begun_early_s, self._rest_until_s = self._rest_until_s - now_s, now_s
        if self.state is S.READY and self.protocol.weigh is None:
            # the rest before the effort belongs to the analysed range; the walk to the device does not
            self._range_start_s = now_s
        return self._move(T.STARTED, now_s)

    def weigh(self, now_s: float) -> list[Step]:
        """Take the weight of somebody who stands still, or say what is in the way."""
        if self.state is not S.WEIGH or self._scales is None or self.protocol.weigh is None:
            return []
        badge = self._scales.badge()
        if badge is None:
            return [Advised("Nothing was measured yet. Wait a second, then weigh.")]
        if not badge.still:
            return [Advised(badge.advice)]
        self._range_start_s = self._scales.since_s
        return [Marked("weighed", now_s), *self._move(T.WEIGHED, now_s)]

    def finish(self, now_s: float) -> list[Step]:
        """A person says that the effort is over."""
        return self._end(T.FINISHED, Outcome.COMPLETED, now_s)

    def stop(self, now_s: float) -> list[Step]:
        """A person stops: before GO one step back, after GO the trial ends as stopped, and why is asked."""
        if self.state in EFFORT:
            return self._end(T.STOPPED, Outcome.STOPPED, now_s)
        return self._move(T.STOPPED, now_s)

    def said(self, outcome: Outcome, now_s: float) -> list[Step]:
        """Somebody said how the trial ended; that may come later too, and then changes no state."""
        if self.state not in OVER:
            return []
        self.outcome = outcome
        return self._move(T.SAID, now_s)

    def lost(self, now_s: float) -> list[Step]:
        """A device is gone.  After GO that ends the trial; it is never scored as the client's."""
        if self.state in EFFORT:
            return self._end(T.LOST, Outcome.DEVICE_FAILED, now_s)
        return self._move(T.LOST, now_s)

    def unrecorded(self, now_s: float) -> list[Step]:
        """The recording stopped.  After GO that ends the trial, before it the way leads back to zero."""
        if self.state in EFFORT:
            return self._end(T.LOST, Outcome.INTERRUPTED, now_s)
        return self._move(T.LOST, now_s)

    def decided(self, now_s: float) -> list[Step]:
        """The trial was kept or rejected."""
        return self._move(T.DECIDED, now_s)

    @property
    def range_start_s(self) -> float | None:
        """Where the range to analyse begins; known from the weighing or the start on."""
        return self._range_start_s

    def since_go_s(self, now_s: float) -> float | None:
        """Seconds since GO of an effort that runs or is over; None before."""
        return max(0.0, now_s - self._go_s) if self.state in EFFORT | OVER | {S.DONE} else None

    # What the screen asks -------------------------------------------------------------------------------------------

    def badge(self) -> WeighBadge | None:
        """How still the client stands; None outside WEIGH and before the first full window."""
        return None if self._scales is None or self.state is not S.WEIGH else self._scales.badge()

    @property
    def weight_n(self) -> float | None:
        """The weight that was accepted in this trial."""
        return None if self._scales is None else self._scales.accepted_n

    @property
    def weight_sd_n(self) -> float | None:
        """How still the client stood when that weight was accepted."""
        return None if self._scales is None else self._scales.accepted_sd_n

    def countdown_s(self, now_s: float) -> float | None:
        """Seconds until GO; None outside the countdown."""
        if self.state is not S.COUNTDOWN:
            return None
        return max(0.0, self.entered_s + self.protocol.countdown_s - now_s)

    def rest_s(self, now_s: float) -> float | None:
        """Seconds of rest that are left, between two efforts or two trials; None where nobody rests."""
        until_s: float | None = None
        if self.state is S.BREAK:
            until_s = self._rest_until_s
        elif self.state is S.REST and isinstance(self.progress, Repetitions):
            until_s = self.progress.rest_until_s
        return None if until_s is None else max(0.0, until_s - now_s)

    @property
    def rest_missed_s(self) -> float:
        """How much earlier than the test has it this trial was begun after the one before."""
        return max(0.0, self._begun_early_s)

    # How it moves ---------------------------------------------------------------------------------------------------

    def _happened(self, happening: Happening) -> list[Step]:
        steps: list[Step] = []
        if happening.name not in _UNMARKED:
            steps.append(Marked(happening.name, happening.at_s, happening.side))
        if happening.name in _SIGNALS:
            steps += self._move(_SIGNALS[happening.name], happening.at_s)
        if happening.name == "finished":
            steps += self._end(T.FINISHED, Outcome.COMPLETED, happening.at_s)
        return steps

    def _move(self, signal: Signal, at_s: float) -> list[Step]:
        target = TRANSITIONS.get((self.state, signal))
        if target is None:
            return []
        if signal is T.WEIGHED and self._scales is not None:
            self._scales.accept()
            self.coach.set_weight(self.weight_n)
        if target in (S.ZERO, S.CONNECTING) and self._scales is not None:
            self._scales.clear()
        again = self.state is S.REST
        if target is S.GO and not again:
            self._go_s = at_s
            self.coach.go(at_s, self.weight_n)
        self.state, self.entered_s = target, at_s
        return [Entered(target, at_s, again=again and target is S.GO)]

    def _end(self, signal: Signal, outcome: Outcome, at_s: float) -> list[Step]:
        steps = self._move(signal, at_s)
        if steps and self.state in OVER:
            self.outcome = outcome
            steps.append(Ended(outcome, at_s))
        return steps
