"""Two plates that read with gains of their own: a jump that is weighed on both of them and pushed off one."""

from __future__ import annotations

import numpy as np
import pytest
from jumps import Jumper, noisy

from dsp.jump_recording import Recording
from dsp.jump_search import find_jump
from dsp.jump_sheet import measured_jump
from dsp.metric import Facts
from dsp.weighing import GRAVITY

FS = 1000.0
KNOWN = 0.01


def heights(left_gain: float, right_gain: float, *, told: bool = True, moves_s: float = 0.6):
    """A jump off the left plate by somebody who stood on both until ``moves_s`` before: its numbers."""
    jumper = Jumper()
    time_s, total_n = jumper.time(), jumper.force()
    share = np.interp(time_s, [jumper.onset_s - moves_s, jumper.onset_s - moves_s / 2.0], [0.5, 1.0])
    left_n = noisy(left_gain * share * total_n, 0.3, 1)
    right_n = noisy(right_gain * (1.0 - share) * total_n, 0.3, 2)
    recording = Recording(time_s, left_n + right_n, FS, gain_uncertainty=KNOWN, left_n=left_n if told else None)
    return measured_jump(find_jump(recording), lambda first, last: Facts(FS))


def test_half_the_difference_of_two_gains_is_a_weight_that_nobody_has():
    exact, off = heights(1.0, 1.0), heights(1.005, 0.995)
    moved = off["takeoff_velocity", "both"].value - exact["takeoff_velocity", "both"].value
    # F - W is too great by half the difference of the gains, which is an acceleration for as long as the jump takes
    assert moved == pytest.approx(0.005 * GRAVITY * 1.0, rel=0.2)
    # two gains that are each known to 1 % (k = 2) leave 1 % / sqrt(2) of half their difference
    assert off["takeoff_velocity", "both"].uncertainty == pytest.approx(np.sqrt(2.0) * moved, rel=0.1)


@pytest.mark.parametrize(
    "key", ["jump_height_im", "takeoff_velocity", "countermovement_depth", "peak_power", "net_impulse"]
)
def test_numbers_of_gains_within_their_uncertainty_hold_the_true_ones(key):
    exact = heights(1.0, 1.0)[key, "both"].value
    dice = np.random.default_rng(11)
    half = np.sqrt(3.0) * KNOWN / 2.0
    held, held_without = 0, 0
    for left_gain, right_gain in 1.0 + dice.uniform(-half, half, (20, 2)):
        found = heights(left_gain, right_gain)[key, "both"]
        held += abs(found.value - exact) <= found.uncertainty
        untold = heights(left_gain, right_gain, told=False)[key, "both"]
        held_without += abs(untold.value - exact) <= untold.uncertainty
    assert held >= 19
    assert held_without < held, "without the plates the difference of their gains is not seen"


def test_who_stands_and_pushes_evenly_hardly_loses_by_it():
    jumper = Jumper()
    total_n = noisy(jumper.force(), 0.4)
    found = [
        measured_jump(
            find_jump(Recording(jumper.time(), total_n, FS, gain_uncertainty=KNOWN, left_n=left_n)),
            lambda first, last: Facts(FS),
        )["jump_height_im", "both"]
        for left_n in (None, 0.5 * total_n)
    ]
    assert found[0].value == found[1].value
    assert found[0].uncertainty == pytest.approx(found[1].uncertainty, rel=1e-6)
