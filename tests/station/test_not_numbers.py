"""Values that are no numbers never enter the ring, the filter, the zero or what a trial is decided by (G3)."""

from __future__ import annotations

import numpy as np
import pytest

from drivers.calibration import Calibration
from drivers.contracts import DeviceInfo, SampleBlock, Segment
from drivers.devices.progressor import SIGNAL
from station.live import LiveStream
from station.model import Side

GRIP = Calibration("g", "1", ("left",), ((10.0,),), (0.0,), 1500.0, (0.1,), native_step=0.001)
PERIOD_US = 12500


def stream() -> LiveStream:
    live = LiveStream((Side.LEFT,), GRIP)
    live.begin(Segment(0, DeviceInfo("Progressor", "1", "1", SIGNAL), 0.0))
    return live


def block(first: int, kilograms: list[float]) -> SampleBlock:
    ticks = (np.arange(len(kilograms), dtype=np.int64) + first) * PERIOD_US
    return SampleBlock(first, ticks, np.array([kilograms], np.float32))


@pytest.mark.parametrize("wrong", [np.nan, np.inf, -np.inf])
@pytest.mark.parametrize("at", range(8))
def test_wherever_it_stands_it_is_left_out_counted_and_forgotten(wrong: float, at: int) -> None:
    live = stream()
    live.push(block(0, [10.0] * 80))
    values = [10.0] * 8
    values[at] = wrong
    time_s, force_n = live.push(block(80, values))
    assert time_s.size == force_n.shape[1] == 7
    assert np.isfinite(force_n).all()
    assert live.not_numbers == 1
    live.push(block(88, [10.0] * 160))
    mean_n = live.mean_n(0.1, 248 * PERIOD_US * 1e-6)
    assert mean_n is not None
    assert mean_n[0] == pytest.approx(100.0, abs=1.0), "the filter has forgotten it"


def test_a_block_of_nothing_but_such_values_says_nothing() -> None:
    live = stream()
    time_s, force_n = live.push(block(0, [np.nan] * 5))
    assert (time_s.size, force_n.shape, live.not_numbers) == (0, (1, 0), 5)
    assert live.mean_n(1.0, 0.1) is None


def test_the_curve_is_broken_where_they_were() -> None:
    live = stream()
    live.push(block(0, [10.0] * 40 + [np.nan] * 8 + [10.0] * 40))
    envelope = live.envelope((Side.LEFT,), 44, 1.1, 88 * PERIOD_US * 1e-6)
    assert envelope is not None
    drawn = np.isfinite(envelope.high_n)
    first, last = np.flatnonzero(drawn)[[0, -1]]
    assert not drawn[first:last].all()
