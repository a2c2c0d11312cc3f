"""One attached device inside a visit: its link state, its live curves, and the newest native samples for zeroing."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from drivers.calibration import Calibration, Zero, ZeroRefused, measure_zero, wrong_scale
from drivers.contracts import Gap, LinkChange, LinkHealth, LinkState, SampleBlock, Segment
from station.acquisition import Attached
from station.clock_reading import ClockReading, slope_of
from station.errors import StationError
from station.live import LiveStream
from station.model import DeviceStatus, Floats, Side
from station.protocol import Protocol
from station.trial_checks import promised_hz

ZERO_S = 1.0
"""A zero is the mean over this long."""

LOSES = 0.001
"""A link that loses or damages more than this part of what is sent seldom gives a second without a gap."""


def _losses(health: LinkHealth | None) -> list[str]:
    """What a link loses, where that is too much for a whole second to come about."""
    shares = () if health is None else ((health.lost_share, "samples"), (health.damaged_share, "bytes"))
    return [f"{100.0 * share:.1f} % of the {what}" for share, what in shares if share > LOSES]


def no_whole_second(name: str, health: LinkHealth | None) -> str:
    """Why there is nothing to take a zero from: it only just began to send, or its samples do not all arrive."""
    told = _losses(health)
    if not told:
        return f"{name} has not sent a full second yet. Wait a moment, then zero."
    return (
        f"{name} cannot be zeroed: {' and '.join(told)} are lost on the way, so there is no whole second. "
        "Check cable, hub and port, or come closer, then zero."
    )


class Stream:
    """What a visit knows of one device.  Acquisition thread only, except ``live``, which readers may pull."""

    def __init__(self, number: int, attached: Attached) -> None:
        self.number = number
        self.attached = attached
        self.live: LiveStream | None = None
        self.segment: Segment | None = None
        self.calibration: Calibration | None = None
        self.zero: Zero | None = None
        self.state = LinkState.CONNECTING
        self.problem = ""
        self.refusal = ""
        """Why this device's samples are not used, although they arrive; empty when they are."""
        self.health: LinkHealth | None = None
        """As last pulled; kept after the link is gone."""
        self._trial_clock = ClockReading(0.0)
        self._trial_base_s = 0.0
        self.aligned: ClockReading | None = None
        """The line that this device was laid on by something that another one saw too, while the segment lasts."""
        self.says_flat = False
        """The device said that its battery is nearly empty."""
        self._resting = False
        self._tail: deque[SampleBlock] = deque()
        self._tail_count = 0

    @property
    def rate_hz(self) -> float:
        """The measured rate, or what the maker says until there is one."""
        if self.health is not None and self.health.rate_hz is not None:
            return self.health.rate_hz
        return 1.0 if self.segment is None else self.segment.info.signal.nominal_rate_hz

    def hold_clock(self) -> None:
        """From now on a trial's times are made with the line of this moment: they must not jump inside a trial."""
        self._trial_clock, self._trial_base_s = self.clock, self._base_s

    @property
    def trial_clock(self) -> ClockReading:
        """The trial's line, of the running segment's device seconds."""
        line, began_s = self._trial_clock, self._base_s - self._trial_base_s
        return line if not began_s else replace(line, offset_s=line.offset_s + began_s, at_s=line.at_s - began_s)

    def trial_s(self, stream_s: Floats) -> Floats:
        """Host times of a trial's samples."""
        return self._trial_clock.host_s(stream_s - self._trial_base_s)

    def trial_stream_s(self, host_s: float) -> float:
        """Stream time of a moment of the trial."""
        line = self._trial_clock
        return self._trial_base_s + line.at_s + (host_s - line.at_s - line.offset_s) / (1.0 + line.slope)

    @property
    def _base_s(self) -> float:
        """Stream time minus device seconds of the running segment."""
        return 0.0 if self.live is None else self.live.base_s

    @property
    def told_clock(self) -> ClockReading | None:
        """What the link knows now of the running segment's clock; None until there is something."""
        health = self.health
        if health is None or health.offset_s is None:
            return None
        slope, slope_to = slope_of(health.rate)
        return ClockReading(
            health.offset_s,
            health.offset_spread_s,
            health.offset_at_s or 0.0,
            slope,
            health.offset_uncertainty_s,
            slope_to,
        )

    @property
    def clock(self) -> ClockReading:
        """The best that is known now of the running segment's clock."""
        told = self.told_clock
        if told is None:
            return ClockReading(self.offset_s + self._base_s)
        if self.aligned is None:
            return told
        # since it was aligned the rate may have become better known
        line = replace(self.aligned, slope=told.slope, slope_to=told.slope_to).moved(told.at_s)
        worse = told.known_to_s is not None and (line.aligned_to_s or 0.0) > told.known_to_s
        return told if worse else line

    @property
    def offset_s(self) -> float:
        """Host time minus stream time, as it is known now."""
        offset_s = None if self.health is None else self.health.offset_s
        return 0.0 if self.live is None else self.live.host_offset_s(offset_s)

    def mean_n(self, over_s: float, host_s: float) -> dict[Side, float]:
        """Mean force of each side over the newest ``over_s``; nothing when there are no recent samples."""
        means = None if self.live is None else self.live.mean_n(over_s, host_s - self.offset_s)
        return {} if means is None else dict(zip(self.attached.sides, means.tolist(), strict=True))

    @property
    def battery(self) -> float | None:
        """Charge 0..1 as it was last told; None where it cannot be told."""
        told = None if self.health is None else self.health.battery
        return told if told is not None or self.segment is None else self.segment.info.battery

    @property
    def battery_v(self) -> float | None:
        """Volts of the battery as they were last told."""
        told = None if self.health is None else self.health.battery_v
        return told if told is not None or self.segment is None else self.segment.info.battery_v

    @property
    def promised_hz(self) -> float | None:
        """The rate that a device of this kind should have; None before there is one."""
        if self.segment is None or self.health is None or self.health.rate_hz is None:
            return None
        return promised_hz(self.segment.info.signal, self.health.rate_hz)

    @property
    def rate_share(self) -> float:
        """The part of the promised rate that the device keeps; 1 until it is known."""
        share = None if self.health is None else self.health.rate_share
        return 1.0 if share is None else share

    def behind_s(self, host_s: float) -> float:
        """How old the newest sample is at ``host_s``: a backlog after a stall, or silence."""
        newest_s = None if self.live is None else self.live.newest_s
        return 0.0 if newest_s is None else max(0.0, host_s - self.offset_s - newest_s)

    def begin(self, segment: Segment, calibration: Calibration) -> None:
        """A new segment: the zero of the old one belongs to a device that may have been switched off since.

        Raises StationError when the calibration does not fit the device.
        """
        self._check(segment, calibration)
        self.segment, self.calibration, self.zero, self.refusal = segment, calibration, None, ""
        self.aligned = None
        # no battery recovers while its device rests on the same connection
        self.says_flat, self._resting = self.says_flat and self._resting, False
        self._forget_tail()
        if self.live is None:
            self.live = LiveStream(self.attached.sides, calibration)
        self.live.calibration, self.live.zero = calibration, None
        self.live.begin(segment)

    def refuse(self, why: str) -> None:
        """Use nothing of this device until a segment is accepted: a wrong calibration makes wrong numbers."""
        self.segment = self.calibration = self.zero = self.live = None
        self.refusal = why
        self._forget_tail()

    def pull(self, health: LinkHealth | None) -> None:
        """Take the link's counters; a device that is slower or faster than its maker says is drawn at its own rate."""
        self.health = health or self.health
        if self.live is not None and health is not None and health.rate_hz is not None:
            self.live.retune(health.rate_hz)

    def push(self, block: SampleBlock) -> tuple[Floats, Floats] | None:
        """Add samples to the curves; returns ``(stream time, newtons)``, or None before a segment began."""
        if self.live is None:
            return None
        self._tail.append(block)
        self._tail_count += block.ticks.size
        wanted = round(ZERO_S * self.rate_hz)
        while self._tail_count - self._tail[0].ticks.size >= wanted:
            self._tail_count -= self._tail.popleft().ticks.size
        if block.values.dtype.kind == "f" and not np.isfinite(block.values).all():
            self._forget_tail()
        return self.live.push(block)

    def gap(self, gap: Gap) -> None:
        """Samples are missing here."""
        self._forget_tail()
        if self.live is not None:
            self.live.gap(gap)

    def changed(self, change: LinkChange) -> None:
        """The link went into another state."""
        self.state, self.problem = change.state, change.why
        if change.state in (LinkState.LOST, LinkState.ASLEEP):
            self._forget_tail()
        if change.state is LinkState.LOST:
            self._resting = False

    def rest(self) -> None:
        """The device was told to rest: until its next segment nothing can be done with it."""
        self._resting = True
        if self.state is LinkState.STREAMING:
            self.state = LinkState.ASLEEP
        self._forget_tail()

    def tail(self) -> tuple[SampleBlock, ...]:
        """The newest blocks, about ZERO_S long, without a gap between them."""
        return tuple(self._tail)

    @property
    def can_be_zeroed(self) -> bool:
        """There are calibrated samples, long enough and without a gap."""
        return self.calibration is not None and self._tail_count >= round(ZERO_S * self.rate_hz)

    @property
    def hindrance(self) -> str:
        """Why no test can begin with this device, and what to do; empty where there is nothing to do but wait."""
        if self.refusal or self.problem:
            return self.refusal or self.problem
        if self.state is LinkState.STREAMING and not self.can_be_zeroed and _losses(self.health):
            return no_whole_second(self.attached.name, self.health)
        return ""

    def measure_zero(self, host_s: float, standing_n: float = 0.0) -> Zero | ZeroRefused:
        """The zero over the newest ZERO_S, or why there is none.  It takes effect with ``take``."""
        if self.calibration is None or not self.can_be_zeroed:
            return ZeroRefused(no_whole_second(self.attached.name, self.health))
        values = np.concatenate([block.values for block in self._tail], axis=1)
        return measure_zero(values, self.calibration, host_s, standing_n)

    def take(self, zero: Zero) -> None:
        """Use this zero from the next sample on."""
        self.zero = zero
        if self.live is not None:
            self.live.zero = zero

    def status(self, host_s: float) -> DeviceStatus:
        """The device as the strip shows it at ``host_s``."""
        health = self.health
        info = None if self.segment is None else self.segment.info
        return DeviceStatus(
            name=self.attached.name,
            serial="" if info is None else info.serial,
            sides=self.attached.sides,
            state=self.state,
            battery=self.battery,
            battery_v=self.battery_v,
            flat=self.says_flat,
            rate_hz=None if health is None else health.rate_hz,
            lost=0 if health is None else health.lost,
            corrupt=0 if health is None else health.corrupt,
            problem=self.refusal or self.problem,
            simulated=self.attached.simulated,
            promised_hz=self.promised_hz,
            rate_share=self.rate_share,
            behind_s=self.behind_s(host_s) if self.state is LinkState.STREAMING else 0.0,
            not_numbers=0 if self.live is None else self.live.not_numbers,
            counts_losses=health is None or health.counts_losses,
            unseen=0 if health is None else health.unseen,
        )

    def _check(self, segment: Segment, calibration: Calibration) -> None:
        channels = len(segment.info.signal.channels)
        sides = tuple(side.value for side in self.attached.sides)
        if len(calibration.zero_native) != channels:
            raise StationError(
                f"{self.attached.name}: the calibration {calibration.id} has {len(calibration.zero_native)} channels, "
                f"the device {channels}. Its forces would be wrong. Give the calibration of this device."
            )
        if wrong := wrong_scale(calibration, segment.info.signal.unit):
            raise StationError(f"{self.attached.name}: {wrong}")
        if calibration.outputs != sides:
            raise StationError(
                f"{self.attached.name}: the calibration {calibration.id} gives {', '.join(calibration.outputs)}, and "
                f"this device measures {', '.join(sides)}. Left and right could be swapped, so nothing is shown."
            )

    def sides_in(self, protocol: Protocol) -> tuple[Side, ...]:
        """Whose force it measures in a test: that of its own sides, or of none."""
        return (Side.BOTH,) if protocol.unsided else self.attached.sides

    def _forget_tail(self) -> None:
        self._tail.clear()
        self._tail_count = 0


def streams_for(protocol: Protocol, streams: Sequence[Stream]) -> list[Stream]:
    """The devices that a test is measured with: all of its kind, or for a force of no side one that streams."""
    found = [stream for stream in streams if stream.attached.kind == protocol.device]
    if not protocol.unsided:
        return found
    return sorted(found, key=lambda stream: stream.state is not LinkState.STREAMING)[:1]


def take_zeros(streams: Sequence[Stream], host_s: float, standing_n: float = 0.0) -> str:
    """Zero all of them from their newest second, or none; returns why not.

    ``standing_n`` is what may stand on them because it belongs to the test.
    """
    zeros = [(stream, stream.measure_zero(host_s, standing_n)) for stream in streams]
    refused = [zero.reason for _, zero in zeros if isinstance(zero, ZeroRefused)]
    if not refused:
        for stream, zero in zeros:
            if isinstance(zero, Zero):
                stream.take(zero)
    return " ".join(refused)


def streams_of(devices: Sequence[Attached], before: Sequence[Stream]) -> list[Stream]:
    """A stream for each device; those that were there ``before`` go on as they are, under their new numbers."""
    there = {id(each.attached): each for each in before}
    streams = []
    for number, device in enumerate(devices):
        stream = there.get(id(device)) or Stream(number, device)
        stream.number = number
        streams.append(stream)
    return streams
