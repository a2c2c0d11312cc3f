"""Numbers of a recording that would give a simulated one away, and how far real and simulated ones lie apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bench.recordings import STANCE_HZ, Jumping, Standing
from dsp.balance import mean_velocity, prediction_ellipse_area
from dsp.sway_spectrum import mean_power_frequency, welch

Floats = npt.NDArray[np.float64]
GRAVITY = 9.80665
BANDS_HZ = ((0.1, 0.6), (0.6, 2.0), (2.0, 8.0))
SPECTRUM_SAMPLES = 2048


def of_stance(standing: Standing) -> dict[str, float]:
    """Size, speed, shape of the spectrum, and restlessness of a minute of stance."""
    cop = standing.cop_m
    forward, side = 1e3 * STANCE_HZ * np.abs(np.diff(cop, axis=1)).mean(axis=1)
    numbers = {
        "ellipse area, cm2": 1e4 * prediction_ellipse_area(cop),
        "mean velocity, cm/s": 1e2 * mean_velocity(cop, STANCE_HZ),
        "mean frequency, Hz": mean_power_frequency(welch(cop, STANCE_HZ)),
        "SD forward, mm": 1e3 * float(cop[0].std()),
        "SD sideways, mm": 1e3 * float(cop[1].std()),
        "velocity forward, mm/s": float(forward),
        "velocity sideways / forward": float(side / forward),
    }
    found = welch(cop, STANCE_HZ, SPECTRUM_SAMPLES)
    for low, high in BANDS_HZ:
        band = (found.frequency_hz >= low) & (found.frequency_hz <= high)
        for row, name in enumerate(("forward", "sideways")):
            slope = np.polyfit(np.log(found.frequency_hz[band]), np.log(found.power[row][band]), 1)[0]
            numbers[f"slope {low:g} to {high:g} Hz, {name}"] = float(slope)
    seconds = standing.force_n[: len(standing.force_n) // 100 * 100].reshape(-1, 100)
    numbers["vertical force, SD in 1 s, N"] = float(np.median(seconds.std(axis=1)))
    return numbers


def of_jump(jump: Jumping) -> dict[str, float]:
    """Phases, forces in body weights, rates, and the way of the load from foot to foot."""
    step_s = 1.0 / jump.fs_hz
    total = jump.force_n.sum(axis=0) / jump.weight_n
    on, off, down = (round(at_s * jump.fs_hz) for at_s in (jump.onset_s, jump.takeoff_s, jump.landing_s))
    lift = GRAVITY * (total[on:off] - 1.0)
    velocity = np.concatenate([[0.0], np.cumsum(0.5 * (lift[1:] + lift[:-1])) * step_s])
    fastest = int(velocity.argmin())
    lowest = fastest + int(np.argmax(velocity[fastest:] > 0.0))
    landing = total[down : down + round(0.3 * jump.fs_hz)]
    window = round(0.02 * jump.fs_hz)
    early = landing[: round(0.15 * jump.fs_hz)]
    push, land = slice(on, off - window), slice(down + window, down + round(0.4 * jump.fs_hz))
    return {
        "to take-off, s": (off - on) * step_s,
        "unweighting, s": fastest * step_s,
        "braking, s": (lowest - fastest) * step_s,
        "propulsion, s": (off - on - lowest) * step_s,
        "flight, s": (down - off) * step_s,
        "depth, m": float(-np.min(np.cumsum(velocity) * step_s)),
        "greatest force, W": float(total[push].max()),
        "least force, W": float(total[push].min()),
        "force at the lowest point, W": float(total[on + lowest]),
        "braking RFD, W/s": float(
            (total[on + lowest] - total[on + fastest]) / max(step_s, (lowest - fastest) * step_s)
        ),
        "fastest unloading, W/s": float((total[off - 4 * window : off - window] - total[off - 3 * window : off]).max())
        / (window * step_s),
        "landing peak, W": float(landing.max()),
        "landing peak after, s": int(landing.argmax()) * step_s,
        "landing RFD, W/s": float((early[window:] - early[:-window]).max()) / (window * step_s),
        "share in push-off, SD": _share_sd(jump, push),
        "share in landing, SD": _share_sd(jump, land),
    }


def _share_sd(jump: Jumping, part: slice) -> float:
    total = np.maximum(jump.force_n[:, part].sum(axis=0), 1e-3 * jump.weight_n)
    share = jump.force_n[0, part] / total
    mean = np.dot(share, total) / total.sum()
    return float(np.sqrt(np.dot((share - mean) ** 2, total) / total.sum()))


@dataclass(frozen=True, slots=True)
class Row:
    """One number of real and simulated recordings."""

    name: str
    real: tuple[float, float, float]
    """Least, median, greatest."""
    simulated: tuple[float, float, float]
    """5 %, median, 95 %."""
    separation: float
    """How often a simulated and a real recording are in the order in which they mostly are: 0.5 is chance, 1 always."""

    @property
    def inside(self) -> bool:
        """Whether the middle of the simulated ones lies in the range of the real ones."""
        return self.real[0] <= self.simulated[1] <= self.real[2]


def compare(real: Sequence[Mapping[str, float]], simulated: Sequence[Mapping[str, float]]) -> list[Row]:
    """Every number, in the order in which it was taken."""
    rows = []
    for name in real[0]:
        theirs = np.array([each[name] for each in real])
        ours = np.array([each[name] for each in simulated])
        above = float((ours[:, np.newaxis] > theirs).mean() + 0.5 * (ours[:, np.newaxis] == theirs).mean())
        low, middle, high = np.percentile(ours, [5.0, 50.0, 95.0])
        ends = (float(theirs.min()), float(np.median(theirs)), float(theirs.max()))
        rows.append(Row(name, ends, (float(low), float(middle), float(high)), max(above, 1.0 - above)))
    return rows
