"""What a link tells its listener: segments, samples, gaps and changes of state, in the order in which they happened."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from drivers.contracts import (
    Clock,
    ClockRate,
    Corrupt,
    DeviceInfo,
    Frame,
    LinkChange,
    LinkEvent,
    LinkState,
    Notice,
    NoticeKind,
    Segment,
    SyncEdge,
)
from drivers.errors import DriverError
from drivers.link_queue import LinkQueue
from drivers.link_tally import LinkTally
from drivers.timebase import Restart, TimeEvent

EARLY = 16
"""Events before the first segment that are kept for it."""


RateOf = Callable[[str], ClockRate | None]
"""What is remembered of the clock of the device with this serial number."""


def no_rate(_: str) -> ClockRate | None:
    """Of nobody's clock anything is remembered."""
    return None


class LinkNews:
    """From events of the codec to events of the link; holds the state that is told."""

    def __init__(self, clock: Clock, queue: LinkQueue, tally: LinkTally, rate_of: RateOf = no_rate) -> None:
        self._clock = clock
        self._rate_of = rate_of
        self._queue = queue
        self._tally = tally
        self._info: DeviceInfo | None = None
        self._early: list[LinkEvent] = []
        self._segments = 0
        self.state = LinkState.CONNECTING
        self.why = ""

    # The state

    def change(self, state: LinkState, why: str = "") -> None:
        if state is not self.state:
            self.state, self.why = state, why
            self.put(LinkChange(state, why))

    def lose(self, reason: DriverError) -> None:
        self.change(LinkState.LOST, f"{reason} Reconnecting.")

    def give_up(self, error: BaseException) -> None:
        """The device will not be looked for any longer; why is told with the end of the link as well."""
        self.change(LinkState.LOST, str(error))
        self.why = str(error)

    def go_stale(self, why: str) -> None:
        """Nothing has come for a while: whatever waits for stragglers waits no longer."""
        if self._tally.time is not None:
            self._put_all(self._tally.time.let_go())
        self.change(LinkState.STALE, why)

    # Segments

    def begin_segment(self, info: DeviceInfo) -> None:
        self._info = info
        self._tally.begin(info.signal, self._rate_of(info.serial))
        self._announce(info)

    def end_segment(self) -> None:
        if self._tally.time is not None:
            self._put_all(self._tally.time.finish())
            self._tally.end()

    def _announce(self, info: DeviceInfo) -> None:
        self._segments += 1
        self._queue.put(Segment(self._segments, info, self._clock.now()))
        for event in self._early:
            self._queue.put(event)
        self._early.clear()

    # What the codec made of the bytes

    def samples(self, frame: Frame, asked_s: float | None) -> bool:
        """Number the samples of a frame; False when it is left over from a run before this one."""
        if self._tally.time is None:
            return False
        self.change(LinkState.STREAMING)
        self._put_all(self._tally.time.push(frame, self._clock.now(), asked_s))
        return True

    def edge(self, edge: SyncEdge) -> None:
        """An edge at an input; before the first sample there is nothing to measure it against."""
        tick = None if self._tally.time is None else self._tally.time.tick_of(edge.tick)
        if tick is not None:
            self.put(replace(edge, tick=tick))

    def remark(self, event: Notice | Corrupt) -> None:
        """Count and tell what is no sample."""
        if isinstance(event, Corrupt):
            self._tally.damaged(len(event.data))
        elif event.kind is NoticeKind.UNKNOWN_PACKET:
            self._tally.unknown += 1
        self.put(event)

    # On its way out

    def _put_all(self, events: list[TimeEvent]) -> None:
        for event in events:
            if not isinstance(event, Restart):
                self.put(event)
            elif self._info is not None:
                self._announce(self._info)

    def put(self, event: LinkEvent) -> None:
        """Hand an event out; what is said before the first segment waits for it."""
        if self._segments:
            self._queue.put(event)
        elif not isinstance(event, LinkChange) and len(self._early) < EARLY:
            self._early.append(event)
