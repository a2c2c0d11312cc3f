"""Stances have the weight, the shares and the touches that they say they have."""

from __future__ import annotations

import numpy as np
import pytest

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


def test_without_seeing_the_weight_shifts_more():
    seeing, blind = (quiet_stance(Person(), 60.0, eyes_closed=closed) for closed in (False, True))
    shares = [each.force_n[0] / each.force_n.sum(axis=0) for each in (seeing, blind)]
    assert shares[1].std() == pytest.approx(1.6 * shares[0].std(), rel=1e-6)


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
