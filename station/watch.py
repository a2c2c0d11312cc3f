"""What is checked around a trial beside its states: zero, sides, overload, rate and battery, with the words for each.

The runner feeds it and shows what it says.  What matters for the numbers goes into the recording as markers, or to
the archive as later findings where the recording is closed already.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from drivers.contracts import Notice, NoticeKind, SampleBlock
from station.archive import Archive
from station.battery import battery_of
from station.events import Event, TrialChanged
from station.loss_check import LossCheck
from station.model import Floats, Side, TrialState
from station.overload import OverloadCheck
from station.protocol import Protocol
from station.side_check import DOUBTED, DOUBTED_GRIPS, LEFT_FIRST, TAP_LEFT, SideCheck, Sides, steps_on
from station.streams import Stream
from station.trial import EFFORT, Marked, TrialMachine
from station.trial_checks import (
    OVERLOAD,
    RATE_CHECK,
    RATE_SAID,
    SIDE_CHECK,
    UNSEEN_LOSS,
    ZERO_CHECK,
    ZERO_RETURN,
    Findings,
)
from station.zero_check import ZeroCheck, zero_words

_BEFORE = frozenset({TrialState.WEIGH, TrialState.READY, TrialState.COUNTDOWN})


class Watch:
    """The checks of one visit.  Every method runs on the runner's thread and returns what to tell, or nothing."""

    def __init__(
        self, archive: Archive, tell: Callable[[Event], None], later: Callable[[Callable[[], None]], None]
    ) -> None:
        """``later`` runs what takes long."""
        self._archive = archive
        self._mark = archive.marker
        self._tell = tell
        self._later = later
        self._zeros = {"plates": ZeroCheck(), "dynamometers": ZeroCheck()}
        """By kind of device: a zero of the one says nothing of the other."""
        self._overload = OverloadCheck()
        self._losses = LossCheck()
        self._ended_s = 0.0
        self._plates, self._grips = SideCheck(), SideCheck()
        self._pushed = False

    # Before a trial ---------------------------------------------------------------------------------------------------

    def blocked(self, streams: Sequence[Stream]) -> str:
        """Why no new trial may begin with these devices; empty when one may."""
        return next((found.words for stream in streams if (found := battery_of(stream)).flat), "")

    def chosen(self, streams: Sequence[Stream]) -> str:
        """What to know about the devices before a trial with them begins."""
        return " ".join(found.words for stream in streams if (found := battery_of(stream)).words)

    def carries(self, protocol: Protocol) -> str:
        """Why the zero of the trial before must not be carried over; empty when it may be."""
        zero = self._zeros[protocol.device]
        return "" if zero.holds else _zero_words(zero.reading_n, protocol.device, protocol)

    def zeroed(self, machine: TrialMachine) -> None:
        """New zeros of the devices of this test were taken."""
        self._zeros[machine.protocol.device].zeroed()
        if machine.protocol.device == "plates":
            self._plates.emptied()

    def begun(self, now_s: float, machine: TrialMachine) -> None:
        """A recording began; what is known already is marked in it."""
        self._zeros[machine.protocol.device].begun()
        self._overload.begun()
        self._pushed = False
        if self._of(machine).known is Sides.DOUBTED:
            self._mark(SIDE_CHECK, now_s, first=Side.RIGHT.value)

    def ask(self, machine: TrialMachine | None) -> str:
        """What the client is asked for beside the test's own words while stepping on."""
        if machine is None or machine.state is not TrialState.WEIGH or not steps_on(machine.protocol):
            return ""
        return {Sides.OPEN: LEFT_FIRST, Sides.DOUBTED: TAP_LEFT, Sides.CONFIRMED: ""}[self._plates.known]

    # While devices send -----------------------------------------------------------------------------------------------

    def samples(
        self, machine: TrialMachine, stream: Stream, block: SampleBlock, host_s: Floats, force_n: Floats
    ) -> str:
        """Look at samples of a device of this test, ``force_n`` ``(sides, n)`` at ``host_s``."""
        if machine.state in EFFORT:
            found = self._overload.feed(stream, block, host_s, force_n)
            for each in found:
                self._mark(OVERLOAD, each.at_s, side=each.side.value, least_n=each.least_n)
            return " ".join(each.words for each in found)
        if machine.state in _BEFORE and steps_on(machine.protocol) and self._plates.feed(host_s, force_n):
            doubted = self._plates.known is Sides.DOUBTED
            self._mark(SIDE_CHECK, float(host_s[-1]), first=(Side.RIGHT if doubted else Side.LEFT).value)
            return DOUBTED if doubted else ""
        return ""

    def marked(self, machine: TrialMachine, step: Marked) -> str:
        """A repetition of a pair of dynamometers ended: the first one tells whether left is left."""
        protocol = machine.protocol
        if self._pushed or step.name != "release" or protocol.device == "plates" or len(machine.streams) < 2:
            return ""
        if step.side is Side.BOTH:  # a hold is looked for on the dynamometer of its side alone, which tells nothing
            return ""
        self._pushed = True
        news = self._grips.pushed(step.side, Side(protocol.sides[0]))
        doubted = self._grips.known is Sides.DOUBTED
        if news or doubted:
            self._mark(SIDE_CHECK, step.at_s, first=(Side.RIGHT if doubted else Side.LEFT).value)
        return DOUBTED_GRIPS if doubted else ""

    def tick(self, now_s: float, machine: TrialMachine | None, streams: Sequence[Stream]) -> str:
        """Look at the devices whenever nobody is measured; after a trial for that one first, whatever comes next."""
        lost = self._losses.look(now_s, streams)
        if lost is not None:
            self._find_later(lost.recordings, {UNSEEN_LOSS: {"samples": lost.samples, "seconds": lost.seconds}})
        if machine is not None and machine.state in EFFORT:
            return ""
        protocol = None if machine is None else machine.protocol
        for kind, zero in self._zeros.items():
            returned = zero.after(now_s)
            if returned is None:
                continue
            words = _zero_words(returned.reading_n, kind, protocol)
            if words:
                self._find_later(returned.recordings, {ZERO_RETURN: _plain(returned.reading_n)})
            return words
        if machine is None or machine.state not in _BEFORE:
            return ""
        kind = machine.protocol.device
        reading_n = self._zeros[kind].before(now_s, streams)
        if reading_n is None:
            return ""
        self._mark(ZERO_CHECK, now_s, **_plain(reading_n))
        return _zero_words(reading_n, kind, protocol)

    @property
    def waits(self) -> bool:
        """Whether the zero after the last trial could not be looked at yet."""
        return any(zero.awaited for zero in self._zeros.values())

    def noticed(self, machine: TrialMachine | None, stream: Stream, notice: Notice) -> str:
        """A device says that something in it is not as it should be; a battery waits until a trial is over."""
        if notice.kind is not NoticeKind.LOW_BATTERY:
            return f"{stream.attached.name}: {notice.text}"
        stream.says_flat = True
        return "" if machine is not None and machine.state in EFFORT else battery_of(stream).words

    # At the end -------------------------------------------------------------------------------------------------------

    def ending(self, now_s: float, streams: Sequence[Stream]) -> None:
        """A trial is over and its recording still open."""
        self._ended_s = now_s
        shares = {str(stream.number): round(stream.rate_share, 4) for stream in streams}
        if min(shares.values(), default=1.0) < RATE_SAID:
            self._mark(RATE_CHECK, now_s, **shares)

    def ended(self, recording_id: str, machine: TrialMachine, streams: Sequence[Stream]) -> str:
        """A trial's recording is closed; returns what waited for that."""
        self._zeros[machine.protocol.device].ended(recording_id, streams)
        self._losses.ended(self._ended_s, recording_id, streams)
        return " ".join(battery_of(stream).words for stream in streams if stream.says_flat)

    def _find_later(self, recordings: Sequence[str], findings: Findings) -> None:
        """What was found about trials that are over reaches those that are stored, and those on their way."""

        def add() -> None:
            for trial_id in self._archive.found_later(recordings, findings):
                self._tell(TrialChanged(trial_id))

        self._later(add)

    def _of(self, machine: TrialMachine) -> SideCheck:
        return self._plates if machine.protocol.device == "plates" else self._grips


def _plain(reading_n: Mapping[Side, float]) -> dict[str, float]:
    return {side.value: round(force_n, 3) for side, force_n in reading_n.items()}


def _zero_words(reading_n: Mapping[Side, float], kind: str, protocol: Protocol | None) -> str:
    """What to tell about devices of this kind; ``protocol`` is the test that is chosen."""
    jumps = protocol is not None and protocol.kind in ("jump", "squat_jump", "drop_jump")
    return zero_words(reading_n, "jump" if jumps else "trial", plates=kind == "plates")
