"""Which device was tapped or pressed: the one whose signal jumps out of its own noise, and no other.

Units and sizes of devices differ, so each is measured by its own scatter: the answer needs no calibration.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from drivers.contracts import Native

LEARN_S = 0.8
"""So long a device is watched before it can be tapped."""
JUMP = 15.0
"""A tap is so many times the scatter, at least ..."""
CLEARLY = 3.0
"""... and so many times stronger than what any other device felt: a bench shakes what stands on it."""
SETTLE_S = 0.4
"""After the first jump, the others have so long to show a stronger one."""
FORGET_S = 2.0
"""How fast middle and scatter follow a device that is being leaned or stood on."""

LEAST_SCATTER = {"kg": 0.02, "N": 0.2, "count": 4.0}
"""Less than this is taken for as much: some devices are quieter than the hand that only comes near."""


@dataclass(frozen=True, slots=True)
class Felt:
    """How much a device felt: ``strength`` in multiples of its scatter, on ``channel``."""

    strength: float = 0.0
    channel: int = 0


class Feeling:
    """One device: its middle and scatter, learned as it goes, and the strongest jump since ``forget``."""

    def __init__(self, unit: str) -> None:
        self._least = LEAST_SCATTER.get(unit, 1e-9)
        self._middle: npt.NDArray[np.float64] | None = None
        self._spread: npt.NDArray[np.float64] | None = None
        self._learned_s = 0.0
        self.felt = Felt()

    @property
    def ready(self) -> bool:
        """Whether it has been watched for long enough."""
        return self._learned_s >= LEARN_S

    def restart(self) -> None:
        """A new segment: what was learned may be of another zero."""
        self._middle = self._spread = None
        self._learned_s, self.felt = 0.0, Felt()

    def push(self, values: Native, fs_hz: float) -> Felt:
        """Take samples ``(channels, n)`` and return the strongest jump since ``forget``."""
        block = values.astype(np.float64)
        if not block.size or not np.isfinite(block).all():
            return self.felt
        if self._middle is None or self._spread is None:
            self._middle, self._spread = block.mean(axis=1), block.var(axis=1)
        away = np.abs(block - self._middle[:, np.newaxis])
        scatter = np.maximum(np.sqrt(self._spread), self._least)
        strengths = away.max(axis=1) / scatter
        channel = int(strengths.argmax())
        seconds = block.shape[1] / fs_hz
        if self.ready and strengths[channel] > self.felt.strength:
            self.felt = Felt(float(strengths[channel]), channel)
        share = min(1.0, seconds / (LEARN_S if not self.ready else FORGET_S))
        self._middle += share * (block.mean(axis=1) - self._middle)
        # a tap is cut off, so that it does not make the device seem noisy; whoever stays on it becomes its noise
        kept = np.minimum(away, (JUMP * scatter)[:, np.newaxis]) if self.ready else away
        self._spread += share * ((kept**2).mean(axis=1) - self._spread)
        self._learned_s += seconds
        return self.felt

    def forget(self) -> None:
        """Wait for the next jump."""
        self.felt = Felt()


def tapped(felt: Mapping[int, Felt]) -> int | None:
    """Which of the devices was tapped; None when none was, or two of them felt it alike."""
    ranked = sorted(felt, key=lambda number: -felt[number].strength)
    if not ranked or felt[ranked[0]].strength < JUMP:
        return None
    if len(ranked) > 1 and felt[ranked[0]].strength < CLEARLY * felt[ranked[1]].strength:
        return None
    return ranked[0]
