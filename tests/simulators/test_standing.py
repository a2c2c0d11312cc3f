"""Stances have the weight, the shares and the touches that they say they have."""

from __future__ import annotations

import numpy as np
import pytest

from dsp.balance import prediction_ellipse_area
from simulators.body import Person
from simulators.standing import LIFT_S, TOUCH_LOAD, quiet_stance, single_leg_stance


def test_a_quiet_stance_carries_the_weight_and_shifts_it_as_much_as_it_says():
    person = Person(stance_left=0.54, sway_n=1.5)
    played = quiet_stance(person, 60.0)
    total = played.force_n.sum(axis=0)
    assert total.mean() == pytest.approx(person.weight_n, abs=0.5)
    left = played.force_n[0] / total
    assert left.mean() == pytest.approx(0.54, abs=0.002)
    assert left.std() == pytest.approx(played.figures["share_sd"], rel=0.15)
    assert played.duration_s == 60.0


def test_without_seeing_and_on_foam_the_body_wanders_faster_and_further():
    seeing, blind = (
        [quiet_stance(Person(seed=seed), 60.0, eyes_closed=closed).figures for seed in range(6)]
        for closed in (False, True)
    )
    foam = [quiet_stance(Person(seed=seed), 60.0, foam=True).figures for seed in range(6)]
    for faster, factor in ((blind, 1.05), (foam, 2.5)):
        for name in ("cop_velocity", "cop_area_m2"):
            assert np.mean([each[name] for each in faster]) > factor * np.mean([each[name] for each in seeing])
    assert quiet_stance(Person(unsteady=2.0), 60.0).figures["cop_path_m"] == pytest.approx(
        2.0 * quiet_stance(Person(), 60.0).figures["cop_path_m"], rel=0.01
    )


def test_the_true_figures_of_a_stance_are_those_of_its_own_forces_and_centres():
    played = quiet_stance(Person(stance_left=0.45, seed=5), 40.0)
    left = played.force_n[0] / played.force_n.sum(axis=0)
    x = left * (played.cop_m[0, 0] - 0.21) + (1.0 - left) * (played.cop_m[1, 0] + 0.21)
    y = left * played.cop_m[0, 1] + (1.0 - left) * played.cop_m[1, 1]
    path_m = np.hypot(np.diff(x), np.diff(y)).sum()
    assert played.figures["cop_path_m"] == pytest.approx(path_m, rel=1e-9)
    assert played.figures["cop_velocity"] == pytest.approx(path_m / 40.0, rel=1e-9)
    assert played.figures["cop_area_m2"] == pytest.approx(prediction_ellipse_area(np.stack([x, y])), rel=1e-3)


@pytest.mark.parametrize(("side", "standing"), [("left", 0), ("right", 1)])
def test_on_one_leg_the_other_plate_is_empty_but_for_the_touches(side, standing):
    person = Person()
    played = single_leg_stance(person, side, 20.0, touches=[(8.0, 0.5), (12.0, 0.25)])
    t = np.arange(played.force_n.shape[1]) / played.fs_hz
    other = played.force_n[1 - standing]
    up = t >= LIFT_S
    touching = ((t >= 8.0) & (t < 8.5)) | ((t >= 12.0) & (t < 12.25))
    assert (other[up & ~touching] == 0).all()
    assert other[touching] == pytest.approx(TOUCH_LOAD * person.weight_n, rel=0.05)
    assert played.events["touch2"] == 12.0
    assert played.force_n[:, 0].sum() == pytest.approx(person.weight_n, abs=20)
    assert other[0] == pytest.approx(0.5 * played.force_n[:, 0].sum())


def test_a_stance_is_the_same_at_every_call():
    assert (quiet_stance(Person(), 5.0).force_n == quiet_stance(Person(), 5.0).force_n).all()
    assert not np.allclose(quiet_stance(Person(seed=1), 5.0).force_n, quiet_stance(Person(), 5.0).force_n)
