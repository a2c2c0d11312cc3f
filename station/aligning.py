"""Lays the devices' clocks over each other by something that several of them saw: a shared movement, or pulses.

Somebody asks for it and presses two devices against each other, or one onto a plate.  What was found holds as long as
the devices stay connected and streaming: a new connection delays differently.  Where devices get the same pulses at
their synchronisation inputs, those are taken and nobody has to press.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from drivers.alignment import Alignment, Force, NotAligned, by_movement, by_pulses
from drivers.contracts import LinkState, SyncEdge
from station.clock_reading import QUARTZ_TO, ClockReading, agreement_s
from station.model import Floats
from station.streams import Stream

LASTS_S = 15.0
"""So long the movement is waited for."""
WAIT_S = 60.0
"""And so long devices are waited for that do not stream yet."""
LOOK_EVERY_S = 1.0
FIRST_LOOK_S = 3.0
GOOD_S = 0.002
"""What is known to this is not waited for any longer."""
EDGES = 200
EDGES_OF_S = 60.0
"""Older pulses tell of a clock that has drifted since."""

OWN = frozenset({"DO0", "second"})

ASK = (
    "When both devices stream, press them against each other three times, briskly, with pauses of different length "
    "(a dynamometer and a plate: press it onto the plate)."
)
NEEDS_TWO = "Aligning needs two devices that are streaming. Connect them, then try again."
BUSY = "A trial is being recorded; clocks must not move in it. Finish it, then align."


@dataclass(slots=True)
class _Heard:
    """What came from one device while it was listened to, in its stream time."""

    time_s: list[Floats] = field(default_factory=list)
    force_n: list[Floats] = field(default_factory=list)


class Aligner:
    """Listens to the devices when asked to; acquisition thread only."""

    def __init__(self) -> None:
        self._until_s: float | None = None
        self._look_s = self._wait_until_s = 0.0
        self._heard: dict[int, _Heard] = {}
        self._edges: dict[tuple[int, int, str], deque[float]] = {}
        """Device seconds of rising edges, by stream, segment and input."""
        self._number = 0

    @property
    def listening(self) -> bool:
        return self._until_s is not None

    def begin(self, now_s: float, streams: Sequence[Stream]) -> str:
        """Listen from now on; returns what to ask the person for, or what was done already, or why not."""
        if len(streams) < 2:
            return NEEDS_TWO
        if done := self._by_pulses(_ready(streams)):
            return done
        self._until_s, self._look_s, self._wait_until_s = now_s + LASTS_S, now_s + FIRST_LOOK_S, now_s + WAIT_S
        self._heard = {stream.number: _Heard() for stream in streams}
        return ASK

    def stop(self) -> None:
        """Listen no longer."""
        self._until_s, self._heard = None, {}

    def samples(self, stream: Stream, stream_s: Floats, force_n: Floats) -> None:
        """Newtons of all sides of a device, as they came."""
        heard = self._heard.get(stream.number)
        if heard is not None:
            heard.time_s.append(stream_s)
            heard.force_n.append(force_n.sum(axis=0))

    def began_anew(self, stream: Stream) -> None:
        """A new segment: what was heard of the one before cannot be compared with it."""
        if stream.number in self._heard:
            self._heard[stream.number] = _Heard()
        for key in [key for key in self._edges if key[0] == stream.number]:
            del self._edges[key]

    def edge(self, stream: Stream, edge: SyncEdge) -> None:
        """A level changed at an input of the device."""
        # the device's own beat and its own output are no events that another device shares
        if edge.rising and edge.number is None and edge.line not in OWN and stream.segment is not None:
            key = (stream.number, stream.segment.number, edge.line)
            seconds = edge.tick * stream.segment.info.signal.tick_s
            self._edges.setdefault(key, deque(maxlen=EDGES)).append(seconds)

    def tick(self, now_s: float, streams: Sequence[Stream]) -> str:
        """Look whether what was heard tells something; returns what to say, mostly nothing."""
        if self._until_s is None:
            return ""
        ready = _ready(streams)
        if len(ready) < 2 and now_s < self._wait_until_s:
            self._until_s, self._look_s = now_s + LASTS_S, now_s + FIRST_LOOK_S
        if now_s < min(self._look_s, self._until_s):
            return ""
        self._look_s = now_s + LOOK_EVERY_S
        found, why = self._by_movement([stream for stream in ready if stream.number in self._heard])
        last = now_s >= self._until_s
        if found and (last or max(each.uncertainty_s for _, each in found[1:]) <= GOOD_S):
            self.stop()
            return self._lay(found, "movement")
        if last:
            self.stop()
            return f"{why} Nothing was changed."
        return ""

    # What was heard ---------------------------------------------------------------------------------------------------

    def _by_movement(self, streams: Sequence[Stream]) -> tuple[list[tuple[Stream, Alignment]], str]:
        """The device that saw it best and those that fit to it, with what each must be moved by."""
        forces = {stream.number: self._force(stream) for stream in streams}
        why, best = NEEDS_TWO, list[tuple[Stream, Alignment]]()
        for one in streams:
            found = [(one, Alignment(0.0, 0.0, one.clock.host_s(one.clock.at_s), 0))]
            for other in streams:
                if other is one:
                    continue
                first, second = forces[one.number], forces[other.number]
                if first is None or second is None:
                    continue
                told = by_movement(first, second)
                if isinstance(told, NotAligned):
                    why = told.why
                else:
                    found.append((other, told))
            if len(found) > max(1, len(best)):
                best = found
        return best, why

    def _force(self, stream: Stream) -> Force | None:
        heard = self._heard[stream.number]
        if not heard.time_s or stream.live is None:
            return None
        device_s = np.concatenate(heard.time_s) - stream.live.base_s
        return Force(stream.clock.host_s(device_s), np.concatenate(heard.force_n))

    def _by_pulses(self, streams: Sequence[Stream]) -> str:
        """Align by what came at the inputs lately; empty when too little did."""
        trains = {stream.number: self._train(stream) for stream in streams}
        with_input = [stream for stream in streams if trains[stream.number].size]
        if len(with_input) < 2:
            return ""
        one = with_input[0]
        found = [(one, Alignment(0.0, 0.0, one.clock.host_s(one.clock.at_s), 0))]
        for other in with_input[1:]:
            told = by_pulses(trains[one.number], trains[other.number])
            if isinstance(told, Alignment):
                found.append((other, told))
        return self._lay(found, "pulses") if len(found) > 1 else ""

    def _train(self, stream: Stream) -> Floats:
        """Host times of the pulses at that input of a device which had most of them lately."""
        clock = stream.clock
        trains = [np.array(edges) for (number, _, _), edges in self._edges.items() if number == stream.number]
        lately = [train[train >= clock.at_s - EDGES_OF_S] for train in trains]
        return clock.host_s(max(lately, key=len)) if lately else np.zeros(0)

    # What it means ----------------------------------------------------------------------------------------------------

    def _lay(self, found: Sequence[tuple[Stream, Alignment]], how: str) -> str:
        """Move the devices' clocks; returns what to tell."""
        self._number += 1
        reference = found[0][0].clock
        name = f"{how} {self._number}"
        for stream, shift in found:
            line = stream.clock
            to_s = known_since(shift, line, reference)
            known = None if reference.known_to_s is None else math.hypot(reference.known_to_s, to_s)
            stream.aligned = replace(
                line, offset_s=line.offset_s + shift.shift_s, known_to_s=known, aligned=name, aligned_to_s=to_s
            )
        agree_s = agreement_s([((stream.clock,), stream.clock.at_s) for stream, _ in found]) or 0.0
        names = " and ".join(stream.attached.name for stream, _ in found)
        return (
            f"{names} are aligned by {how}: their clocks agree within {1000 * agree_s:.1f} ms. "
            "It holds as long as they stay connected."
        )


def known_since(shift: Alignment, line: ClockReading, reference: ClockReading) -> float:
    """What a shift is known to at the moment of the line that it moves: since it was seen both clocks ran on."""
    since_s = abs(line.host_s(line.at_s) - shift.at_s) if shift.of else 0.0
    rates = [QUARTZ_TO if each.slope_to is None else each.slope_to for each in (line, reference)]
    return math.hypot(shift.uncertainty_s, *(since_s * rate for rate in rates))


def _ready(streams: Sequence[Stream]) -> list[Stream]:
    """Devices of which samples come and whose clock is known somehow."""
    return [stream for stream in streams if stream.state is LinkState.STREAMING and stream.told_clock is not None]


def aligned_markers(streams: Sequence[Stream]) -> list[tuple[float, dict[str, object]]]:
    """What a recording says, and when, of alignments that its times are made with."""
    found: list[tuple[float, dict[str, object]]] = []
    for stream in streams:
        line: ClockReading = stream.trial_clock
        if line.aligned:
            told = stream.told_clock
            moved_s = None if told is None else line.host_s(told.at_s) - told.host_s(told.at_s)
            said = {"stream": stream.number, "by": line.aligned, "moved_s": moved_s, "aligned_to_s": line.aligned_to_s}
            found.append((line.host_s(line.at_s), said))
    return found
