"""What a body does to a surface, as forces over time with the moments that are true: played by a person or recorded."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

import numpy as np

from simulators.firmware import Floats

Side = Literal["left", "right"]
SIDES: tuple[Side, Side] = ("left", "right")

Filler = Callable[[Floats], Floats]
"""Forces outside performances: true times ``(n,)`` to left and right in newtons ``(2, n)``."""

FINE_HZ = 4000.0
"""Performances are drawn this finely; 1000 Hz devices sample them exactly on drawn points."""

ON_SAMPLE = 1e-4
"""A time this close to a sample, in sample periods, is that sample: clocks that count in seconds round at 1e-10 s."""

LEAD_IN_S = 1.0
LEAD_IN_GAIN = 1.5
"""Restlessness of a lead-in relative to the second it is made of, so that the stillest moment is a real one."""


LEAD_IN_SD_N = 9.5
"""A lead-in is not made more restless than this: whoever was still enough to be weighed (10 N) shall be weighed."""


class Surface(StrEnum):
    PLATES = "plates"
    """Two force plates; left and right are the feet on them."""
    GRIPS = "grips"
    """Two hand-held dynamometers, one per side."""


@dataclass(frozen=True, slots=True, eq=False)
class Performance:
    """Forces ``(2, n)`` (left, right) at ``fs_hz``, linear in between; ``events`` in seconds from the first sample.

    ``figures`` are true quantities (``height_m``, ``rep1_peak_n`` ...) that an analysis should find.
    """

    fs_hz: float
    force_n: Floats
    events: Mapping[str, float] = field(default_factory=dict)
    figures: Mapping[str, float] = field(default_factory=dict)
    surface: Surface = Surface.PLATES
    name: str = ""

    def __post_init__(self) -> None:
        if self.force_n.ndim != 2 or self.force_n.shape[0] != len(SIDES) or self.force_n.shape[1] < 2:
            raise ValueError(f"forces must be left and right with two samples or more, not {self.force_n.shape}")
        if not self.fs_hz > 0:
            raise ValueError("fs_hz must be greater than 0")

    @classmethod
    def from_samples(
        cls,
        fs_hz: float,
        left_n: Floats,
        right_n: Floats,
        events: Mapping[str, float] | None = None,
        surface: Surface = Surface.PLATES,
        name: str = "",
    ) -> Performance:
        """A recording, to be played exactly as it was measured."""
        forces = np.array([left_n, right_n], np.float64)
        if not np.isfinite(forces).all():
            raise ValueError("a recording with missing samples cannot be played: cut it where it is whole")
        return cls(fs_hz, forces, dict(events or {}), {}, surface, name)

    @property
    def duration_s(self) -> float:
        """From the first sample to the last."""
        return float(self.force_n.shape[1] - 1) / self.fs_hz

    def at(self, times: Floats) -> Floats:
        """Left and right ``(2, n)`` at seconds since the first sample; a sample's own time gives that sample exactly.

        Before the first and after the last sample their values stand.
        """
        place = np.clip(np.asarray(times, np.float64) * self.fs_hz, 0.0, self.force_n.shape[1] - 1.0)
        nearest = np.rint(place)
        place = np.where(np.abs(place - nearest) <= ON_SAMPLE, nearest, place)
        before = place.astype(np.intp)
        after = np.minimum(before + 1, self.force_n.shape[1] - 1)
        part = place - before
        blended: Floats = self.force_n[:, before] * (1.0 - part) + self.force_n[:, after] * part
        return blended


def empty(times: Floats) -> Floats:
    """Nobody there."""
    return np.zeros((len(SIDES), np.size(times)))


def quiet_lead_in(performance: Performance) -> Filler:
    """An endless wait before a recording that begins shortly before its movement.

    The first second, forwards and backwards without end, its deviations from the mean enlarged by ``LEAD_IN_GAIN``:
    the person's weight is right, and the stillest second that a search can find is the recorded one.
    """
    count = min(performance.force_n.shape[1], round(LEAD_IN_S * performance.fs_hz) + 1)
    first = performance.force_n[:, :count]
    mean = first.mean(axis=1, keepdims=True)
    sd_n = float(first.sum(axis=0).std())
    gain = min(LEAD_IN_GAIN, max(1.0, LEAD_IN_SD_N / sd_n)) if sd_n > 0 else LEAD_IN_GAIN
    enlarged = mean + gain * (first - mean)
    once = Performance(performance.fs_hz, enlarged, surface=performance.surface)

    def wait(times: Floats) -> Floats:
        phase = np.mod(times, 2.0 * once.duration_s)
        return once.at(np.minimum(phase, 2.0 * once.duration_s - phase))

    return wait
