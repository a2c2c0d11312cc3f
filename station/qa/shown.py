"""The curve of a device under examination: what it sends, above the zero that the checks took."""

from __future__ import annotations

from drivers.contracts import Gap, LinkEvent, SampleBlock, Segment
from station.envelope import Envelope
from station.live import LiveStream
from station.model import Side
from station.qa.probe import Probe

DRIFT_S = 2e-5
"""With every packet the smallest delay may grow by so much, so that a clock that runs slow is followed."""


class ShownCurve:
    """Hears a probe and keeps the newest seconds of it.  Written on the probe's loop, pulled from any thread."""

    def __init__(self, probe: Probe) -> None:
        self._probe = probe
        self._live: LiveStream | None = None
        self._offset_s: float | None = None
        probe.ears.append(self._hear)

    @property
    def sides(self) -> tuple[Side, ...]:
        return self._probe.attached.sides

    def envelope(self, side: Side, columns: int, seconds: float) -> Envelope | None:
        """The newest ``seconds`` of one side, newest right."""
        live, offset_s = self._live, self._offset_s
        if live is None or offset_s is None or side not in live.sides:
            return None
        return live.envelope((side,), columns, seconds, self._probe.clock.now() - offset_s)

    def _hear(self, event: LinkEvent) -> None:
        if isinstance(event, Segment):
            self._begin(event.host_s)
        elif self._live is None and isinstance(event, SampleBlock) and event.ticks.size:
            # joined in its middle: it began as long ago as its ticks say
            self._begin(self._probe.clock.now() - float(event.ticks[0]) * self._probe.info.signal.tick_s)
        if isinstance(event, SampleBlock) and self._live is not None and event.ticks.size:
            self._live.zero = self._probe.zero
            self._live.push(event)
            arrived_s = self._probe.clock.now() - (self._live.newest_s or 0.0)
            # whatever held a packet up only adds
            self._offset_s = arrived_s if self._offset_s is None else min(arrived_s, self._offset_s + DRIFT_S)
        elif isinstance(event, Gap) and self._live is not None:
            self._live.gap(event)

    def _begin(self, host_s: float) -> None:
        if self._live is None:
            self._live = LiveStream(self.sides, self._probe.calibration)
        self._live.begin(Segment(len(self._probe.segments), self._probe.info, host_s))
        self._offset_s = None
