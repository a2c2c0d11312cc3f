"""A simulated jump from one leg obeys the laws of motion and leaves the other plate empty."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.integrate import cumulative_trapezoid

from simulators.body import Person
from simulators.single_leg_jump import single_leg_jump

G = 9.80665


@pytest.mark.parametrize(("side", "row"), [("left", 0), ("right", 1)])
def test_the_body_leaves_the_plate_with_the_speed_of_its_height(side, row):
    person = Person(jump_height_m=0.34, stance_left=0.54, sway_n=0.0)
    move = single_leg_jump(person, side)
    first, last = (round(move.events[name] * move.fs_hz) for name in ("onset", "takeoff"))
    net = move.force_n.sum(axis=0)[first : last + 1] - person.weight_n
    speed = cumulative_trapezoid(net / person.mass_kg, dx=1.0 / move.fs_hz)[-1]
    assert speed**2 / (2 * G) == pytest.approx(move.figures["height_m"], rel=0.01)
    assert move.figures["height_m"] == pytest.approx(0.55 * 0.34)
    alone = slice(round(move.events["lifted"] * move.fs_hz), round(move.events["down"] * move.fs_hz))
    assert np.abs(move.force_n[1 - row, alone]).max() < 1e-6 * person.weight_n
    assert move.force_n[row, alone].max() > 1.5 * person.weight_n


def test_the_body_begins_and_ends_on_both_feet():
    person = Person(stance_left=0.54)
    move = single_leg_jump(person, "right")
    for share in (move.force_n[0, 0] / move.force_n[:, 0].sum(), move.force_n[0, -1] / move.force_n[:, -1].sum()):
        assert share == pytest.approx(0.54, abs=1e-6)
