"""What a load cell does to a force before anybody sees it, as numbers; and the figures of devices that were measured.

All figures are those of one output (a plate: the sum of its cells; a grip: its one cell), in newtons.  ``PLATES`` and
``GRIPS`` hold devices whose empty noise was measured on recordings; ``noise_n`` is their white noise with rounding
left out, since the model rounds by itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

STANDARD_GRAVITY = 9.80665


@dataclass(frozen=True, slots=True)
class CellModel:
    """How far the cells of one output are from a ruler that shows newtons."""

    title: str
    step_n: float
    """One step of one cell's converter."""
    noise_n: float
    """White noise, one standard deviation."""
    flicker_n: float = 0.0
    """1/f noise, one standard deviation in each decade between 1 mHz and 1 Hz."""
    hum_n: float = 0.0
    """Amplitude of the mains; its third harmonic has a fifth of that."""
    hum_hz: float = 50.0
    hysteresis: float = 0.0
    """Width of the loop between loading and unloading, about this share of the largest load."""
    creep: float = 0.0
    """What a steady load gains in the end, half of it with 5 s and half with 60 s, as a share of the load."""
    crosstalk: float = 0.0
    """What a cell shows of the load of its neighbour in the cable, as a share."""
    drift_n_per_min: float = 0.0
    """A zero that walks away steadily."""
    zero_n_per_k: float = 0.0
    """How a zero follows the temperature at most; each cell has a figure of its own below that."""
    gain_per_k: float = 0.0
    warm_up_k: float = 0.0
    """How much warmer the device is in the end than when it was switched on ..."""
    warm_up_s: float = 600.0
    """... and with which time constant it gets there."""
    ring_share: float = 0.0
    """How large a swing a sudden change of load sets off, as a share of the change."""
    ring_hz: float = 35.0
    ring_s: float = 0.08
    """Frequency of the swing, and the time in which it falls to 1/e."""

    def __post_init__(self) -> None:
        if self.step_n < 0 or self.noise_n < 0 or self.flicker_n < 0:
            raise ValueError("steps and noise cannot be negative")
        if not (self.ring_hz > 0 and self.ring_s > 0 and self.warm_up_s > 0 and self.hum_hz > 0):
            raise ValueError("frequencies and time constants must be greater than 0")

    def empty_sd_n(self, cells: int) -> float:
        """Scatter of an empty output of so many cells over some seconds: white noise and rounding."""
        rounding = cells * self.step_n**2 / 12.0
        return float((self.noise_n**2 + rounding) ** 0.5)

    def noiseless(self) -> CellModel:
        """The same cells without any fault: what is lost is one rounding."""
        return CellModel(self.title, self.step_n, 0.0)


PLATES: Mapping[str, CellModel] = MappingProxyType(
    {
        "standard": CellModel("a good plate", 0.05, 0.5),
        "fdlite": CellModel("ForceDecks FDLITE", 0.15, 0.87, 0.03, creep=2e-4, hysteresis=2e-4),
        "bertec": CellModel("Bertec", 0.05, 0.32, 0.03, creep=1e-4, hysteresis=1e-4),
        "amti": CellModel("AMTI", 0.05, 0.55, 0.03, creep=1e-4, hysteresis=1e-4),
        # piezoelectric: what it is given runs off again, so its zero walks
        "kistler": CellModel("Kistler", 0.05, 1.7, 0.10, drift_n_per_min=0.6, ring_share=0.01, ring_hz=80.0),
        "kistler_vicon": CellModel("Kistler through Vicon", 0.05, 4.8, 0.10),
        "coarse": CellModel("a dual plate with coarse steps", 0.70, 1.43, 0.10),
        "plateforce": CellModel("a plate of an open data set", 0.35, 0.56, 0.03),
    }
)
"""Plates by name; white noise as measured on recordings in flight, the rest as such cells are.

A cell's step is a quarter of its plate's, so that four of them make the plate's noise and stay alive.  Steps finer than
0.05 N (Bertec 0.002 N) are 0.05 N here: sixteen bits of a cell must hold a jumper.
"""

GRIPS: Mapping[str, CellModel] = MappingProxyType(
    {
        "standard": CellModel("a good dynamometer", 0.0005 * STANDARD_GRAVITY, 0.12),
        # 90 nV of its input at 80 samples a second, on 4.3 mV for 1471 N
        "hx711": CellModel("a cell at an HX711", 0.0005 * STANDARD_GRAVITY, 0.031, 0.01, creep=3e-4, hysteresis=3e-4),
        "chronojump": CellModel("Chronojump", 0.01, 0.08, 0.05, creep=3e-4, hysteresis=3e-4),
        "strain_gauge": CellModel("a strain gauge of a laboratory", 0.04, 0.21, 0.03, creep=2e-4),
        "labchart": CellModel("LabChart dynamometer", 0.17, 0.34, 0.07, creep=2e-4),
        "labchart_mains": CellModel("LabChart dynamometer beside a mains lead", 0.17, 0.34, 0.07, hum_n=1.2),
    }
)
"""Dynamometers by name, in the same way."""


def adjusted(model: CellModel, figures: Mapping[str, float]) -> CellModel:
    """The model with the figures that were asked for; 0 leaves what the model has."""
    asked: dict[str, Any] = {key: value for key, value in figures.items() if value}
    return replace(model, **asked)
