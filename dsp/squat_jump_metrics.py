"""What is measured of a squat jump alone: pure functions of a ``SquatJump``, and their rows in the catalog.

Flight, push and landing are those of every jump: ``jump_metrics.FLOWN``.
"""

from __future__ import annotations

import numpy as np

from dsp.jump import Jump
from dsp.jump_metrics import contraction_time, height_impulse
from dsp.metric import Direction, Formula, Kind, Needs
from dsp.squat_jump import DIP_SMOOTH_S, SMOOTH_S, SquatJump


def push_time(squat: SquatJump) -> float:
    """Onset of the push to take-off, s [S1, S5]."""
    return contraction_time(squat.jump)


def push_height_rate(squat: SquatJump) -> float:
    """Impulse height over push time, m/s [S1]."""
    return height_impulse(squat.jump) / push_time(squat)


def push_rfd(squat: SquatJump) -> float:
    """Rise of force per time from the onset to the peak of the push, N/s [S1]."""
    jump, peak = squat.jump, _peak(squat.jump)
    if peak <= jump.onset:
        return float("nan")
    return float(jump.force_n[peak] - jump.force_n[jump.onset]) / jump.seconds(jump.onset, peak)


def push_rises(jump: Jump) -> bool:
    """Whether the force rises after the onset, as it does unless somebody marked the onset in the push."""
    return _peak(jump) > jump.onset


def _peak(jump: Jump) -> int:
    return jump.onset + int(np.argmax(jump.force_n[jump.onset : jump.takeoff + 1]))


def squat_dip(squat: SquatJump) -> float:
    """How far the force goes below the weight right before the push, N, >= 0 [S5, S6]."""
    jump, push = squat.jump, squat.push
    part = jump.force_n[push.checked : push.onset + 1]
    width = max(1, round(DIP_SMOOTH_S / jump.step_s))
    mean = np.convolve(part, np.full(width, 1.0 / width), mode="valid") if len(part) >= width else part
    return max(0.0, jump.weight_n - float(mean.min()))


def squat_hold_time(squat: SquatJump) -> float:
    """Stillness before the push, s; as far as it was recorded since the last movement."""
    return squat.jump.seconds(min(squat.push.still, squat.jump.onset), squat.jump.onset)


_TIME = Needs(500.0, Kind.TIME, one_clock=True)
_UP = Direction.HIGHER
_PLAIN = Direction.NEITHER


def _pushing(squat: SquatJump) -> tuple[int, int]:
    return squat.jump.start, squat.jump.takeoff


def _still(squat: SquatJump) -> tuple[int, int]:
    """The stillness and the samples whose mean tells that it has begun."""
    first = min(squat.push.still, squat.jump.onset) - round(SMOOTH_S / squat.jump.step_s)
    return max(first, 0), squat.jump.onset


# fmt: off
SQUAT: tuple[Formula[SquatJump], ...] = (
    Formula("push_time", "Push time", "s", _PLAIN, _TIME, "onset of the push to take-off", "[S1, S5]",
            push_time, _pushing),
    Formula("push_height_rate", "Height per push time", "m/s", _UP, _TIME, "impulse height / push time", "[S1]",
            push_height_rate, _pushing),
    Formula("push_rfd", "RFD of the push", "N/s", _UP, _TIME, "rise of force / time, onset to greatest force", "[S1]",
            push_rfd, _pushing),
    Formula("squat_dip", "Dip before the push", "N", Direction.LOWER, _TIME,
            "W - least force (mean of 10 ms) right before the push; above 5 SD is a countermovement", "[S5, S6]",
            squat_dip, _still),
    Formula("squat_hold_time", "Stillness before the push", "s", _PLAIN, _TIME,
            "force (mean of 50 ms) within 3 % of weight, or 5 SD, until the push", "[S6]", squat_hold_time, _still),
)
# fmt: on
