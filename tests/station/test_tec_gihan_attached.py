"""TEC Gihan plates as the station attaches them, with the scale that they tell themselves."""

from __future__ import annotations

import numpy as np
import pytest

from drivers.clock import SystemClock
from drivers.contracts import DeviceInfo
from drivers.errors import WrongDevice
from drivers.link import Link
from drivers.registry import DEVICES
from simulators.bench import SimulatedBench
from simulators.clock import run
from simulators.loadcell import CalibrationFacts
from simulators.stage import Stage
from station.attaching import calibrate_with
from station.model import Side

BOTH = (Side.LEFT, Side.RIGHT)


def met(text: str) -> tuple[DeviceInfo, CalibrationFacts]:
    """What such a device says of itself over its link, and the certificate that it left the factory with."""

    async def main() -> tuple[DeviceInfo, CalibrationFacts]:
        clock = SystemClock()
        async with SimulatedBench(clock, Stage(), [text], line="memory") as bench:
            (device,) = bench.devices
            async with Link(DEVICES["tec-gihan"], device.reach.open_transport, clock) as link:
                return link.info, device.facts

    return run(main())


@pytest.mark.parametrize("text", ["seed=5", "seed=6&range=6kN&rate=500", "seed=7&plates=20&range=10kN"])
def test_the_scale_that_the_plates_tell_is_that_of_their_certificate(text: str) -> None:
    info, facts = met(f"tec-gihan?{text}")
    made = calibrate_with(BOTH)(info)
    assert made.outputs == ("left", "right")
    assert np.array(made.gain) == pytest.approx(np.array(facts.gain), rel=1e-12)
    assert made.moment_rows() == pytest.approx(
        np.stack([np.array(facts.moment_x), np.array(facts.moment_y)], axis=1), rel=1e-12
    )
    assert made.capacity_n == facts.capacity_n
    assert made.noise_sd_n[0] >= facts.noise_sd_n[0]
    assert (made.uncertainty, made.dated) == (0.0, "")
    assert made.note.startswith("the device's own scale, not verified here")
    assert made.note.endswith("plates 106, 107")


def test_one_plate_is_one_side_and_not_two() -> None:
    info, _ = met("tec-gihan?plates=1")
    assert calibrate_with((Side.RIGHT,))(info).outputs == ("right",)
    with pytest.raises(WrongDevice, match="measures one force"):
        calibrate_with(BOTH)(info)
