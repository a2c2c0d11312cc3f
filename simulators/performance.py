"""What a body does to a surface, as forces over time with the moments that are true: played by a person or recorded."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal, Protocol, runtime_checkable

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


@runtime_checkable
class Placed(Protocol):
    """A filler that also knows where on each plate it presses."""

    def centres(self, times: Floats) -> Floats:
        """Centres of pressure ``(2, 2, n)``: left and right plate, to the right and forward from its middle, metres."""
        ...


class Surface(StrEnum):
    PLATES = "plates"
    """Two force plates; left and right are the feet on them."""
    GRIPS = "grips"
    """Two hand-held dynamometers, one per side."""


@dataclass(frozen=True, slots=True, eq=False)
class Performance:
    """Forces ``(2, n)`` (left, right) at ``fs_hz``, linear in between; ``events`` in seconds from the first sample.

    ``figures`` are true quantities (``height_m``, ``rep1_peak_n`` ...) that an analysis should find.  ``cop_m``
    ``(2, 2, n)`` is where on each plate the force acts: plate left, right; metres to the right and forward from its
    middle.  Without it the plates have a place of their own.  Within ``join_s`` of its beginning and end it passes
    smoothly from and to what is felt outside it, where that is a person with about the same weight.
    """

    fs_hz: float
    force_n: Floats
    events: Mapping[str, float] = field(default_factory=dict)
    figures: Mapping[str, float] = field(default_factory=dict)
    surface: Surface = Surface.PLATES
    name: str = ""
    cop_m: Floats | None = None
    join_s: float = 0.0

    def __post_init__(self) -> None:
        if self.force_n.ndim != 2 or self.force_n.shape[0] != len(SIDES) or self.force_n.shape[1] < 2:
            raise ValueError(f"forces must be left and right with two samples or more, not {self.force_n.shape}")
        if not self.fs_hz > 0:
            raise ValueError("fs_hz must be greater than 0")
        if self.cop_m is not None and self.cop_m.shape != (len(SIDES), 2, self.force_n.shape[1]):
            raise ValueError(f"centres of pressure must be (2, 2, {self.force_n.shape[1]}), not {self.cop_m.shape}")

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
        return self._between(self.force_n, times)

    def centres(self, times: Floats) -> Floats:
        """Centres of pressure ``(2, 2, n)`` at seconds since the first sample; NaN where nothing is said about them."""
        if self.cop_m is None:
            return np.full((len(SIDES), 2, np.size(times)), np.nan)
        return self._between(self.cop_m, times)

    def _between(self, samples: Floats, times: Floats) -> Floats:
        last = samples.shape[-1] - 1
        place = np.clip(np.asarray(times, np.float64) * self.fs_hz, 0.0, float(last))
        nearest = np.rint(place)
        place = np.where(np.abs(place - nearest) <= ON_SAMPLE, nearest, place)
        before = place.astype(np.intp)
        after = np.minimum(before + 1, last)
        part = place - before
        blended: Floats = samples[..., before] * (1.0 - part) + samples[..., after] * part
        return blended


def empty(times: Floats) -> Floats:
    """Nobody there."""
    return np.zeros((len(SIDES), np.size(times)))


@dataclass(frozen=True, slots=True)
class LeadIn:
    """A stretch forwards and backwards without end."""

    once: Performance

    def __call__(self, times: Floats) -> Floats:
        return self.once.at(self._phase(times))

    def centres(self, times: Floats) -> Floats:
        """Centres of pressure of the same moments."""
        return self.once.centres(self._phase(times))

    def _phase(self, times: Floats) -> Floats:
        phase = np.mod(times, 2.0 * self.once.duration_s)
        return np.minimum(phase, 2.0 * self.once.duration_s - phase)


def quiet_lead_in(performance: Performance) -> LeadIn:
    """An endless wait before a recording that begins shortly before its movement.

    The first second, forwards and backwards without end, its deviations from the mean enlarged by ``LEAD_IN_GAIN``:
    the person's weight is right, and the stillest second that a search can find is the recorded one.
    """
    count = min(performance.force_n.shape[1], round(LEAD_IN_S * performance.fs_hz) + 1)
    first = performance.force_n[:, :count]
    mean = first.mean(axis=1, keepdims=True)
    sd_n = float(first.sum(axis=0).std())
    gain = min(LEAD_IN_GAIN, max(1.0, LEAD_IN_SD_N / sd_n)) if sd_n > 0 else LEAD_IN_GAIN
    places = None if performance.cop_m is None else performance.cop_m[:, :, :count]
    enlarged = mean + gain * (first - mean)
    return LeadIn(Performance(performance.fs_hz, enlarged, surface=performance.surface, cop_m=places))
