"""Dynamometers of other makers through the whole station: the peaks that are stored are those that the cells felt."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from simulators.body import Person
from station.commands.client import Body
from station.commands.virtual_clinic import VirtualClinic
from station.model import Outcome, Side

NEWTONS_PER_COUNT = 0.0005 * 9.80665
"""Of a Frez Dyno as in the published example; its counts begin at -8000."""


class Felt:
    """The greatest force that each device's converter read, from when it is first looked at."""

    def __init__(self) -> None:
        self.peak_n: dict[str, float] = {}

    def __call__(self, clinic: VirtualClinic) -> None:
        if self.peak_n or clinic.bench is None:
            return
        for unit in clinic.bench.units:
            firmware, (side,) = unit.firmware, unit.sides
            self.peak_n[side] = 0.0
            if unit.key == "frez-dyno":
                firmware.read_counts = self._noted(side, firmware.read_counts, NEWTONS_PER_COUNT, -8000.0)
            else:
                firmware.read_n = self._noted(side, firmware.read_n, 1.0, 0.0)

    def _noted(self, side: str, read: Callable, newtons: float, zero: float) -> Callable:
        def noting(times: np.ndarray) -> np.ndarray:
            values = read(times)
            self.peak_n[side] = max(self.peak_n[side], float((np.max(values) - zero) * newtons))
            return values

        return noting


@pytest.mark.parametrize(
    ("devices", "models"),
    [
        (("go-direct?side=left&ppm=40", "go-direct?side=right&ppm=-30"), ("Vernier Go Direct GDX-HD",) * 2),
        (("frez-dyno?side=left", "go-direct?side=right"), ("Frez Dyno", "Vernier Go Direct GDX-HD")),
    ],
)
def test_left_and_right_peaks_are_what_the_cells_felt(
    devices: tuple[str, ...], models: tuple[str, ...], tmp_path: Path
) -> None:
    felt = Felt()
    body = Body(Person(), push_s=2.0, rest_s=1.0)
    with VirtualClinic(tmp_path, body, devices=devices, exact=True) as clinic:
        clinic.interfere = felt
        (done,) = clinic.conduct(["hip_abduction_iso"])
    review = done.review
    assert review is not None, done.texts
    assert (review.refusal, review.outcome) == (None, Outcome.COMPLETED)
    for side in (Side.LEFT, Side.RIGHT):
        peak = next(
            line.measurement for line in review.measurements if (line.key, line.side) == ("peak_force_best", side)
        )
        assert peak.value == pytest.approx(felt.peak_n[side.value], abs=0.02)
        assert peak.value > 100.0
    for model, line in zip(models, review.provenance, strict=False):
        assert line.startswith(model)
