"""The pictures of ``bench.realism``: real recordings in blue, simulated ones in orange."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import matplotlib
import numpy as np
import numpy.typing as npt

from bench.likeness import of_jump, of_stance
from bench.recordings import PLATE_HZ, STANCE_HZ, Jumping, Standing
from dsp.sway_spectrum import welch
from simulators.body import Person
from simulators.cell_model import GRIPS
from simulators.effort import isometric_effort
from simulators.loadcell import Grip
from simulators.stage import Stage

matplotlib.use("Agg")
from matplotlib import pyplot as plt

Floats = npt.NDArray[np.float64]

REAL, SIMULATED = "#0072B2", "#D55E00"
STYLE: dict[Any, Any] = {
    "font.size": 10,
    "axes.titlesize": 11,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "axes.axisbelow": True,
    "grid.color": "#E4E4E4",
    "legend.frameon": False,
    "figure.dpi": 110,
    "savefig.dpi": 110,
}


def draw_stances(real: Sequence[Standing], simulated: Sequence[Standing], path: Path) -> None:
    """Paths, spectra of both directions and of the vertical force, area and velocity of every condition."""
    with plt.rc_context(STYLE):
        figure, axes = plt.subplots(2, 4, figsize=(14.5, 7.2), layout="constrained")
        for row, ground in enumerate(("firm", "foam")):
            both = [[each for each in each_of if each.ground == ground] for each_of in (real, simulated)]
            _paths(axes[row, 0], both[0][0], both[1][1])
            axes[row, 0].set_title(f"Path in 60 s on {ground} ground")
            for column, name in ((1, "forward"), (2, "sideways")):
                _spectra(axes[row, column], both, column - 1)
                axes[row, column].set_title(f"Sway {name}, {ground} ground")
            _spectra(axes[row, 3], both, None)
            axes[row, 3].set_title(f"Vertical force, {ground} ground")
        _legend(axes[0, 1], "lower left")
        figure.savefig(path)
        plt.close(figure)
        figure, axes = plt.subplots(1, 3, figsize=(14.5, 3.9), layout="constrained")
        names = ("ellipse area, cm2", "mean velocity, cm/s", "mean frequency, Hz")
        for place, name in zip(axes, names, strict=True):
            _dots(place, real, simulated, name)
        _legend(axes[0])
        figure.savefig(path.with_name(path.stem + "-numbers.png"))
        plt.close(figure)


def draw_jumps(real: Sequence[Jumping], simulated: Sequence[Jumping], path: Path) -> None:
    """Single jumps side by side, aligned at take-off and at landing, and their numbers."""
    with plt.rc_context(STYLE):
        figure, axes = plt.subplots(2, 3, figsize=(14.5, 7.4), layout="constrained")
        for column, (moment, title, span) in enumerate(
            (("takeoff_s", "Push-off, aligned at take-off", (-1.3, 0.1)), ("landing_s", "Landing", (-0.1, 0.8)))
        ):
            for jumps, colour, wide in ((simulated[:16], SIMULATED, 0.9), (real, REAL, 1.6)):
                for jump in jumps:
                    times = np.arange(jump.force_n.shape[1]) / jump.fs_hz - getattr(jump, moment)
                    here = (times > span[0]) & (times < span[1])
                    axes[0, column].plot(
                        times[here], jump.force_n[:, here].sum(axis=0) / jump.weight_n, color=colour, lw=wide, alpha=0.7
                    )
            axes[0, column].set(title=title, xlabel="s", ylabel="body weights", xlim=span)
        for jumps, colour in ((simulated[:10], SIMULATED), (real, REAL)):
            for jump in jumps:
                _share(axes[0, 2], jump, colour)
        axes[0, 2].set(title="Left share while pushing off", xlabel="part of the movement", ylabel="share, %")
        _legend(axes[0, 0], "upper left")
        pairs = (
            ("to take-off, s", "depth, m"),
            ("force at the lowest point, W", "greatest force, W"),
            ("landing RFD, W/s", "landing peak, W"),
        )
        for place, (across, up) in zip(axes[1], pairs, strict=True):
            for jumps, colour, mark in ((simulated, SIMULATED, "o"), (real, REAL, "D")):
                numbers = [of_jump(jump) for jump in jumps]
                place.scatter(
                    [each[across] for each in numbers], [each[up] for each in numbers], s=26, c=colour, marker=mark
                )
            place.set(xlabel=across.replace(", W", ", body weights"), ylabel=up.replace(", W", ", body weights"))
        figure.savefig(path)
        plt.close(figure)


def draw_noise(real: Sequence[Jumping], simulated: Sequence[Jumping], path: Path) -> None:
    """What a plate tells in quiet stance and in flight, over time and by frequency."""
    theirs = next(jump for jump in real if jump.name.startswith("F02"))
    coarse = next(jump for jump in real if jump.name.startswith("Dual"))
    with plt.rc_context(STYLE):
        figure, axes = plt.subplots(1, 3, figsize=(14.5, 3.9), layout="constrained")
        for jump, colour, shift in ((theirs, REAL, 0.0), (simulated[0], SIMULATED, -14.0)):
            rest = _before(jump, 0.8)
            times = np.arange(rest.size) / jump.fs_hz
            axes[0].plot(times, rest - rest.mean() + shift, color=colour, lw=0.8)
            air = _in_flight(jump)
            axes[1].plot(np.arange(air.size) / jump.fs_hz, air - np.median(air) + shift, color=colour, lw=0.8)
        axes[0].set(title="Quiet stance before the jump", xlabel="s", ylabel="N (simulated drawn 14 N lower)")
        axes[1].set(title="In flight", xlabel="s after take-off", ylabel="N (simulated drawn 14 N lower)")
        for jumps, colour, wide in ((simulated[:12], SIMULATED, 0.8), ([theirs, coarse], REAL, 1.5)):
            for jump in jumps:
                rest = _before(jump, 1.2)
                found = welch(rest[np.newaxis], jump.fs_hz, round(jump.fs_hz * 0.8))
                seen = (found.frequency_hz > 1) & (found.frequency_hz < 400)
                axes[2].loglog(found.frequency_hz[seen], found.power[0][seen], color=colour, lw=wide, alpha=0.7)
        axes[2].set(title="Spectrum in quiet stance", xlabel="Hz", ylabel="N²/Hz")
        _legend(axes[2])
        figure.savefig(path)
        plt.close(figure)


def draw_efforts(path: Path) -> None:
    """Isometric efforts: the rise, the held force, its spectrum.  No real ones are at hand."""
    with plt.rc_context(STYLE):
        figure, axes = plt.subplots(1, 3, figsize=(14.5, 3.9), layout="constrained")
        for seed in range(12):
            dice = np.random.default_rng([seed, 78])
            person = Person(seed=seed, rise_s=float(dice.uniform(0.1, 0.2)))
            played = isometric_effort(person, "hip_abduction", "left", reps=1)
            stage = Stage()
            stage.perform(played, 0.0)
            grip = Grip(stage, "left", seed, model=GRIPS["standard"])
            times = np.arange(round(played.duration_s * PLATE_HZ)) / PLATE_HZ
            force = (grip.read_kg(times) - grip.zero_kg) / grip.kg_per_n
            onset_s = played.events["rep1_onset"]
            peak_n = force.max()
            here = (times > onset_s - 0.1) & (times < onset_s + 0.8)
            axes[0].plot(times[here] - onset_s, 100 * force[here] / peak_n, color=SIMULATED, lw=1.0, alpha=0.8)
            held = force[(times > onset_s + 0.9) & (times < onset_s + 4.4)]
            if seed < 3:
                axes[1].plot(
                    np.arange(held.size) / PLATE_HZ, 100 * held / held.mean() + 6 * seed, color=SIMULATED, lw=0.9
                )
            found = welch(held[np.newaxis] / held.mean(), PLATE_HZ, 2000)
            seen = (found.frequency_hz > 0.4) & (found.frequency_hz < 60)
            axes[2].loglog(found.frequency_hz[seen], found.power[0][seen], color=SIMULATED, lw=0.8, alpha=0.8)
        axes[0].axvspan(0.3, 0.5, color="#F0E442", alpha=0.35, lw=0, label="published time to the peak")
        axes[0].set(title="Rise of a push as fast as possible", xlabel="s after the onset", ylabel="% of the peak")
        axes[0].legend(loc="lower right")
        axes[1].set(title="Held force of three people (shifted)", xlabel="s", ylabel="% of the mean")
        axes[2].axvspan(8.0, 12.0, color="#F0E442", alpha=0.35, lw=0, label="published band of tremor")
        axes[2].set(title="Spectrum of the held force", xlabel="Hz", ylabel="part² per Hz")
        axes[2].legend(loc="lower left")
        figure.savefig(path)
        plt.close(figure)


def _paths(place: Any, real: Standing, simulated: Standing) -> None:
    for standing, colour, shift in ((real, REAL, -1.0), (simulated, SIMULATED, 1.0)):
        forward, side = 1e3 * (standing.cop_m - standing.cop_m.mean(axis=1, keepdims=True))
        wide = 10.0 if standing.ground == "firm" else 22.0
        place.plot(side + shift * wide, forward, color=colour, lw=0.7)
    place.set_aspect("equal", adjustable="datalim")
    place.set(xlabel="sideways, mm (left: real, right: simulated)", ylabel="forward, mm")


def _spectra(place: Any, both: Sequence[Sequence[Standing]], axis: int | None) -> None:
    for standings, colour, wide in ((both[1][:24], SIMULATED, 0.5), (both[0], REAL, 1.1)):
        for each in standings:
            wave = each.force_n[np.newaxis] if axis is None else 1e3 * each.cop_m[axis : axis + 1]
            found = welch(wave, STANCE_HZ, 2048)
            seen = (found.frequency_hz > 0.04) & (found.frequency_hz < 12)
            place.loglog(found.frequency_hz[seen], found.power[0][seen], color=colour, lw=wide, alpha=0.75)
    place.set(xlabel="Hz", ylabel="N²/Hz" if axis is None else "mm²/Hz")


def _dots(place: Any, real: Sequence[Standing], simulated: Sequence[Standing], name: str) -> None:
    dice = np.random.default_rng(1)
    conditions = list(dict.fromkeys((each.eyes, each.ground) for each in real))
    for at, condition in enumerate(conditions):
        for standings, colour, mark, shift in ((simulated, SIMULATED, "o", 0.15), (real, REAL, "D", -0.15)):
            sizes = [of_stance(each)[name] for each in standings if (each.eyes, each.ground) == condition]
            across = at + shift + dice.uniform(-0.07, 0.07, len(sizes))
            place.scatter(across, sizes, s=22, c=colour, marker=mark, alpha=0.8, linewidths=0)
    place.set_xticks(range(len(conditions)), [f"eyes {eyes}\n{ground}" for eyes, ground in conditions])
    place.set(title=name.replace("cm2", "cm²"), ylim=(0, None))
    place.grid(visible=False, axis="x")


def _share(place: Any, jump: Jumping, colour: str) -> None:
    times = np.arange(jump.force_n.shape[1]) / jump.fs_hz
    part = (times - jump.onset_s) / (jump.takeoff_s - jump.onset_s)
    here = (part > 0.0) & (part < 0.95)
    total = jump.force_n[:, here].sum(axis=0)
    share = 100.0 * jump.force_n[0, here] / np.maximum(total, 0.05 * jump.weight_n)
    place.plot(part[here], share, color=colour, lw=1.5 if jump.real else 0.9, alpha=0.75)
    place.set_ylim(20, 80)


def _before(jump: Jumping, seconds: float) -> Floats:
    last = round((jump.onset_s - 0.25) * jump.fs_hz)
    total: Floats = jump.force_n[:, last - round(seconds * jump.fs_hz) : last].sum(axis=0)
    return total


def _in_flight(jump: Jumping) -> Floats:
    first, last = (round(at_s * jump.fs_hz) for at_s in (jump.takeoff_s + 0.02, jump.landing_s - 0.02))
    total: Floats = jump.force_n[:, first:last].sum(axis=0)
    return total


def _legend(place: Any, where: str = "best") -> None:
    for label, colour in (("real", REAL), ("simulated", SIMULATED)):
        place.plot([], [], color=colour, lw=2.5, label=label)
    place.legend(loc=where)
