"""What streams right now: native samples to newtons, filtered into a ring, pulled by the screen.

One writer (the acquisition thread), any number of readers.  The ring's time row is *stream time*: device seconds,
carried on across segments, to which the link's offset is added only when somebody reads.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from drivers.calibration import Calibration, Zero
from drivers.contracts import Gap, SampleBlock, Segment
from dsp.filters import BlockFilter, live_cascade
from dsp.ring import Ring
from dsp.runs import runs
from dsp.scrolling import ScrollingEnvelope
from station.envelope import Envelope, Numbered
from station.model import Floats, Side

CURVE_SECONDS = 20.0
LOWPASS_HZ = 50.0
STALE_AFTER_S = 0.5
# A curve is broken where neighbouring samples are further apart than this many sample periods.
BROKEN_AFTER_PERIODS = 1.8
RETUNE_ABOVE = 0.05
"""A rate that differs by more than this part from the one in use changes the filter and the meaning of a gap."""
PICTURES = 4
"""So many widths of a curve are followed at once: this screen's, another one's, and what a growing window passes."""
ONE_FRAME_S = 0.012
"""Sides that are asked for within this time are drawn together and show the same samples."""


class _Picture:
    """The curves of one device at one width: each side, and their sum; one look serves all of a frame."""

    def __init__(self, curves: ScrollingEnvelope, drawn_as: tuple[float, float, float]) -> None:
        self.drawn_as = drawn_as
        self._curves = curves
        self._seen = (-1, 0)
        self._looked_s = -math.inf
        self._asked: set[int] = set()
        """Rows that this look was asked for; one that is asked for again begins the next frame."""
        self._low: Floats
        self._high: Floats
        self._numbered: Numbered

    def row(self, row: int, index: int, window: Floats, now_stream_s: float) -> tuple[Floats, Floats, Numbered]:
        """Least and greatest force of this row, which columns these are; ``window`` ends with the sample ``index``."""
        if row in self._asked or not 0.0 <= now_stream_s - self._looked_s < ONE_FRAME_S:
            self._look(index, window, now_stream_s)
            self._asked.clear()
        self._asked.add(row)
        return self._low[row], self._high[row], self._numbered

    def _look(self, index: int, window: Floats, now_stream_s: float) -> None:
        end = math.ceil(now_stream_s / self._curves.column_s)
        if (index, end) != self._seen:
            self._low, self._high = self._curves.look(window[0], window[1:], end)
            self._numbered = Numbered(self._curves, end, self._curves.settled)
            self._seen = (index, end)
        self._looked_s = now_stream_s


class LiveStream:
    """The curves of one device: ``sides`` name the calibration's outputs."""

    def __init__(self, sides: Sequence[Side], calibration: Calibration, mains_hz: float | None = 50.0) -> None:
        if len(sides) != len(calibration.outputs):
            raise ValueError(f"{len(sides)} sides for {len(calibration.outputs)} calibrated outputs")
        self.sides = tuple(sides)
        self.calibration = calibration
        self.zero: Zero | None = None
        self.delay_s = 0.0
        self._mains_hz = mains_hz
        self._segment: Segment | None = None
        self._first_host_s = 0.0
        self.base_s = 0.0
        """Stream time minus device seconds of the running segment."""
        self._period_s = 1.0
        self._ring: Ring | None = None
        self._filter: BlockFilter | None = None
        self._pictures: dict[tuple[int, float], _Picture] = {}
        self.not_numbers = 0
        """Samples that were no numbers; none of them is drawn, filtered or counted as force."""
        self.newest_s: float | None = None
        """Stream time of the newest sample of the running segment."""

    def begin(self, segment: Segment) -> None:
        """Start a segment; the ring goes on, with a break in the curve."""
        signal = segment.info.signal
        self._period_s = 1.0 / signal.nominal_rate_hz
        if self._segment is None:
            self._first_host_s = segment.host_s
            self._ring = Ring(1 + len(self.sides), int(CURVE_SECONDS * signal.nominal_rate_hz))
        self.base_s = segment.host_s - self._first_host_s
        self._segment, self.newest_s = segment, None
        sos = live_cascade(signal.nominal_rate_hz, lowpass_hz=LOWPASS_HZ, mains_hz=self._mains_hz)
        self._filter = BlockFilter(sos, len(self.sides))
        self.delay_s = self._filter.delay_s(signal.nominal_rate_hz)

    def retune(self, rate_hz: float) -> None:
        """Draw at the measured rate where it is not the maker's; a clone may send 10 samples a second instead of 80."""
        if self._ring is None or abs(rate_hz * self._period_s - 1.0) <= RETUNE_ABOVE:
            return
        self._period_s = 1.0 / rate_hz
        sos = live_cascade(rate_hz, lowpass_hz=LOWPASS_HZ, mains_hz=self._mains_hz)
        self._filter = BlockFilter(sos, len(self.sides))
        self.delay_s = self._filter.delay_s(rate_hz)

    def push(self, block: SampleBlock) -> tuple[Floats, Floats]:
        """Add samples; returns ``(stream time (n,), unfiltered newtons (sides, n))`` for whoever counts and decides."""
        if self._ring is None or self._filter is None or self._segment is None:
            raise RuntimeError("samples before their segment")
        newtons = self.calibration.newtons(block.values, self.zero)
        time_s: Floats = np.multiply(block.ticks, self._segment.info.signal.tick_s, dtype=np.float64)
        time_s += self.base_s
        if time_s.size:
            self.newest_s = float(time_s[-1])
        finite = np.isfinite(newtons)
        if finite.all():
            rows = np.empty((1 + len(self.sides), time_s.size))
            rows[0] = time_s
            rows[1:] = self._filter.process(newtons)
            self._ring.push(rows)
            return time_s, newtons
        real: npt.NDArray[np.bool_] = np.asarray(finite.all(axis=0))
        # one that is no number would stay in the filter for good
        self.not_numbers += int(np.count_nonzero(~real))
        for start, stop in runs(real):
            self._filter.reset()
            part = slice(start, stop)
            self._ring.push(np.vstack((time_s[part], self._filter.process(newtons[:, part]))))
        self._filter.reset()
        return time_s[real], newtons[:, real]

    def gap(self, gap: Gap) -> None:
        """Samples are missing: the curve filter must not smear what was before into what comes after."""
        if self._filter is not None:
            self._filter.reset()

    def host_offset_s(self, offset_s: float | None) -> float:
        """Host time minus stream time, from the link's offset for the running segment."""
        return (self._first_host_s + self.base_s if offset_s is None else offset_s) - self.base_s

    def envelope(self, sides: Sequence[Side], columns: int, seconds: float, now_stream_s: float) -> Envelope | None:
        """One side, or the sum of all of them, over the last ``seconds`` for ``columns`` columns, newest right.

        Columns are locked to multiples of their own width, so that a peak keeps its column while it scrolls.
        """
        if self._ring is None or self._ring.end == 0:
            return None
        index, window = self._ring.latest(int((seconds + 1.0) / self._period_s) + 2)
        row = len(self.sides) if len(sides) > 1 else self.sides.index(sides[0])
        low, high, numbered = self._picture(columns, seconds).row(row, index, window, now_stream_s)
        fresh = now_stream_s - window[0, -1] < STALE_AFTER_S
        latest_n = float(sum(window[1 + self.sides.index(side), -1] for side in sides)) if fresh else None
        return Envelope(low, high, latest_n, numbered)

    def _picture(self, columns: int, seconds: float) -> _Picture:
        """What was drawn so far at this width, unless time is counted in another way since."""
        drawn_as = (self.delay_s, self._period_s, self.base_s)
        picture = self._pictures.get((columns, seconds))
        if picture is None or picture.drawn_as != drawn_as:
            if len(self._pictures) >= PICTURES:
                self._pictures.clear()
            delay_s, period_s, _ = drawn_as
            curves = ScrollingEnvelope(columns, seconds / columns, BROKEN_AFTER_PERIODS * period_s, delay_s)
            picture = self._pictures[columns, seconds] = _Picture(curves, drawn_as)
        return picture

    def mean_n(self, over_s: float, now_stream_s: float) -> Floats | None:
        """Mean of each side over the newest ``over_s``; None when the newest sample is stale."""
        if self._ring is None or self._ring.end == 0:
            return None
        window = self._ring.last(max(1, round(over_s / self._period_s)))
        if now_stream_s - window[0, -1] > STALE_AFTER_S:
            return None
        mean: Floats = window[1:].mean(axis=1)
        return mean
