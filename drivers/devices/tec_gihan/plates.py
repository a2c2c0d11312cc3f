"""What the plates of a TEC Gihan controller say of themselves, and what it makes of their counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from drivers.contracts import DeviceScale, SampleClock, Signal
from drivers.devices.tec_gihan.stream import AXES, FULL_SCALE

RANGES_KN = (3, 6, 10)
"""In the order in which a plate tells its full scales."""

NOISE_PART = 1.0 / 3000.0
"""Scatter of an empty plate as a part of its full scale, 1 N of 3 kN: cautious, the maker publishes none."""


@dataclass(frozen=True, slots=True)
class Plate:
    """What one plate says of itself."""

    serial: str
    surface_m: float
    """From the middle of its sensors up to its surface."""
    full_scale: tuple[float, ...]
    """N and N m at 30000 counts, three ranges of six axes each."""


def scale_of(plates: Sequence[Plate], range_kn: int, pad_m: float = 0.0) -> DeviceScale:
    """The plates' scale in one of the ranges, with moments at the surface of a pad of this thickness.

    ``Mx' = Mx - Fy az`` about the axis to the right and ``My' = My + Fx az`` about the one forward.
    """
    wide = len(plates) * len(AXES)
    gain, moment_x, moment_y = (np.zeros((len(plates), wide)) for _ in range(3))
    scales = []
    for row, plate in enumerate(plates):
        at, which = row * len(AXES), RANGES_KN.index(range_kn) * len(AXES)
        fx, fy, fz, mx, my, _ = (value / FULL_SCALE for value in plate.full_scale[which : which + len(AXES)])
        az = plate.surface_m + pad_m
        gain[row, at + 2] = fz
        moment_x[row, [at + 3, at + 1]] = mx, -fy * az
        moment_y[row, [at + 4, at]] = my, fx * az
        scales.append(plate.full_scale[which + 2])
    return DeviceScale(
        gain=_rows(gain),
        capacity_n=min(scales),
        noise_sd_n=max(scales) * NOISE_PART,
        plates=tuple(plate.serial for plate in plates),
        moment_x=_rows(moment_x),
        moment_y=_rows(moment_y),
        note=f"TEC Gihan, range of {range_kn} kN",
    )


def _rows(table: np.ndarray) -> tuple[tuple[float, ...], ...]:
    return tuple(tuple(float(value) for value in row) for row in table)


def signal_of(plates: int, rate_hz: float) -> Signal:
    return Signal(
        channels=tuple(f"plate{number + 1}.{axis}" for number in range(plates) for axis in AXES),
        unit="count",
        tick_s=1.0 / rate_hz,
        tick_modulus=None,
        nominal_rate_hz=rate_hz,
        native_min=-float(FULL_SCALE),
        native_max=float(FULL_SCALE),
        clock=SampleClock.COUNT,
    )
