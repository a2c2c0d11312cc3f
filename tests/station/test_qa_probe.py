"""A reading is of what was measured after it was asked for, also on a computer that is a second behind."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from drivers.clock import SystemClock
from drivers.contracts import LinkChange, LinkState, SampleBlock
from drivers.devices.progressor import SIGNAL
from simulators.clock import run
from station.qa.hands import NotDone
from station.qa.probe import Probe

FS = 80.0
LOADED_FROM_S = 5.0


class Late:
    """A device that shows 0 before a load is put on and 10 afterwards; from 4 s on its samples are read late."""

    def __init__(self, clock: SystemClock, late_s: float) -> None:
        self.clock, self.late_s = clock, late_s
        self.info = SimpleNamespace(signal=SIGNAL)

    async def __aenter__(self) -> Late:
        return self

    async def __aexit__(self, *error: object) -> None:
        pass

    async def __aiter__(self):
        yield LinkChange(LinkState.STREAMING, "")
        for number in range(10_000):
            measured_s = number * 8 / FS
            lag_s = self.late_s if measured_s > 4.0 else 0.01
            await self.clock.sleep(max(0.0, measured_s + lag_s - self.clock.now()))
            shown = 10.0 if measured_s >= LOADED_FROM_S else 0.0
            ticks = np.round((measured_s + np.arange(8) / FS) / SIGNAL.tick_s).astype(np.int64)
            yield SampleBlock(number * 8, ticks, np.full((1, 8), shown))


def reading(late_s: float) -> float:
    """What is read for half a second, asked for at the moment at which the load is there."""

    class Scale:
        def newtons(self, native, zero):
            return np.asarray(native, float)

        cell_newtons = newtons

    async def asked() -> float:
        clock = SystemClock()
        attached = SimpleNamespace(name="Plate", device=None, open_transport=None, calibrate=lambda info: Scale())
        async with Probe(attached, clock, Late(clock, late_s)) as probe:
            await clock.sleep(LOADED_FROM_S + 0.3 - clock.now())
            return float((await probe.take(0.5)).newtons.mean())

    return run(asked())


@pytest.mark.parametrize("late_s", [0.0, 0.1, 0.9, 3.0])
def test_what_was_measured_before_the_load_is_not_its_reading(late_s):
    assert reading(late_s) == 10.0


def test_a_computer_that_does_not_keep_up_says_so_and_reads_nothing():
    with pytest.raises(NotDone, match="too busy"):
        reading(60.0)
