"""What may be said of a simulated device's cells after the question mark, and the cells that this makes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from simulators.cell_model import GRIPS, PLATES, CellModel, adjusted
from simulators.loadcell import CELLS, Grip, PlatePair
from simulators.performance import SIDES, Side
from simulators.stage import Stage

Asked = Mapping[str, str | float | int | bool]


class Row(NamedTuple):
    """One option: its default, what it means, and what it may be where that is a list."""

    default: str | float | int | bool
    what: str
    choices: tuple[str, ...] = ()


_FIGURES = {
    "noise_n": Row(0.0, "white noise, N (0: as the model has)"),
    "flicker_n": Row(0.0, "1/f noise per decade, N"),
    "hum_n": Row(0.0, "amplitude of the mains, N"),
    "hum_hz": Row(0.0, "frequency of the mains, Hz"),
    "hysteresis": Row(0.0, "width of its loop as a share of the load"),
    "creep": Row(0.0, "what a steady load gains in minutes, as a share of it"),
    "crosstalk": Row(0.0, "what a cell shows of its neighbour's load, as a share"),
    "drift_n_per_min": Row(0.0, "how fast its zero walks away, N a minute"),
    "warm_up_k": Row(0.0, "how much warmer it gets, K"),
    "zero_n_per_k": Row(0.0, "how far its zeros follow the temperature at most, N/K"),
    "gain_per_k": Row(0.0, "how far its gains follow the temperature at most, 1/K"),
    "ring_share": Row(0.0, "swing after a sudden change of load, as a share of the change"),
    "ring_hz": Row(0.0, "frequency of that swing, Hz"),
    "ring_s": Row(0.0, "time in which that swing falls to 1/e, s"),
}

_SINCE = {
    "gain": Row(1.0, "gain of every cell since the certificate was made; 1.02 reads 2 % high"),
    "zero_off_n": Row(0.0, "how far the zero of each output has moved since then, N"),
    "swapped": Row(False, "left and right stand exchanged"),
}

PLATE_OPTIONS: Mapping[str, Row] = {
    "noise": Row("standard", "whose cells, by their measured noise", tuple(PLATES)),
    **_FIGURES,
    **_SINCE,
    **{
        f"cell{cell}_gain": Row(
            1.0, f"gain of cell {cell} since then (0-3 left, 4-7 right: back left, back right, ...)"
        )
        for cell in range(CELLS * len(SIDES))
    },
    "stuck": Row(-1, "the cell that repeats one value (-1: none)"),
}

GRIP_OPTIONS: Mapping[str, Row] = {
    "noise": Row("standard", "whose cell, by its measured noise", tuple(GRIPS)),
    **_FIGURES,
    **_SINCE,
    "stuck": Row(False, "it repeats one value"),
}


def plates_as_asked(stage: Stage, asked: Asked) -> PlatePair:
    """The pair of plates that the options describe."""
    model = _model(PLATES, asked)
    pair = PlatePair(stage, int(asked["seed"]), exact=bool(asked["exact"]), model=model)
    pair.gain_now[:] = [float(asked["gain"]) * float(asked[f"cell{cell}_gain"]) for cell in range(pair.gain_now.size)]
    pair.offset_n[:] = float(asked["zero_off_n"]) / CELLS
    pair.swapped = bool(asked["swapped"])
    stuck = int(asked["stuck"])
    pair.stuck = stuck if 0 <= stuck < pair.gain_now.size else None
    return pair


def grip_as_asked(stage: Stage, side: Side, asked: Asked, rate_hz: float) -> Grip:
    """The dynamometer's cell that the options describe."""
    grip = Grip(
        stage, side, int(asked["seed"]), exact=bool(asked["exact"]), model=_model(GRIPS, asked), rate_hz=rate_hz
    )
    grip.gain_now = float(asked["gain"])
    grip.offset_n = float(asked["zero_off_n"])
    grip.swapped, grip.stuck = bool(asked["swapped"]), bool(asked["stuck"])
    return grip


def _model(models: Mapping[str, CellModel], asked: Asked) -> CellModel:
    return adjusted(models[str(asked["noise"])], {key: float(asked[key]) for key in _FIGURES})
