"""Known masses press with exactly their weight, at their place, from when they are left alone."""

from __future__ import annotations

import numpy as np
import pytest

from simulators.loadcell import CORNERS_M, PLATE_SPAN_M, PLATE_STEP_N, PlatePair
from simulators.masses import CORNER, Mass, Resting, corner_check, hung, known_masses, put_on, take_off
from simulators.performance import Surface
from simulators.stage import Stage

G = 9.80665


def test_a_mass_presses_with_its_weight_from_still_to_off_and_with_nothing_before_and_after():
    check = corner_check(20.0, "right")
    for number in range(1, 5):
        still_s, off_s = check.events[f"mass{number}_still"], check.events[f"mass{number}_off"]
        left, right = check.at(np.linspace(still_s, off_s, 500))
        np.testing.assert_allclose(right, 20.0 * G, rtol=1e-12)
        assert not left.any()
    assert not check.at(np.array([0.0, 1.9, check.duration_s])).any()


def test_each_corner_loads_its_own_cell_most_and_the_moments_say_where_it_stands():
    stage, check = Stage(), corner_check(20.0, "left")
    pair = PlatePair(stage, exact=True)
    stage.perform(check, 10.0)
    for number in range(1, 5):
        at = 10.0 + np.array([check.events[f"mass{number}_still"] + 1.0])
        loads = pair.read_counts(at)[:4, 0] * PLATE_STEP_N
        assert int(np.argmax(loads)) == number - 1
        assert loads.sum() == pytest.approx(20.0 * G, abs=0.1)
        right_m = float(np.dot(loads, [right for right, _ in CORNERS_M]) / loads.sum())
        forward_m = float(np.dot(loads, [forward for _, forward in CORNERS_M]) / loads.sum())
        assert right_m == pytest.approx(check.figures[f"mass{number}_right_m"], abs=1e-3)
        assert forward_m == pytest.approx(check.figures[f"mass{number}_forward_m"], abs=1e-3)
    assert check.figures["mass1_right_m"] == pytest.approx(-CORNER * PLATE_SPAN_M[0] / 2)


def test_masses_are_put_on_beside_others_and_pressing_goes_on_where_it_was():
    first, second = Mass(10.0, "left", (0.1, 0.2)), Mass(5.0, "left", (-0.2, 0.0))
    on, off = put_on(second, [first]), take_off(second, [first])
    together = Resting((first, second))
    end = np.array([on.duration_s])
    np.testing.assert_allclose(on.at(np.zeros(1)), Resting((first,))(np.zeros(1)))
    np.testing.assert_allclose(on.at(end), together(end))
    np.testing.assert_allclose(on.centres(end), together.centres(end))
    np.testing.assert_allclose(off.at(np.zeros(1)), together(np.zeros(1)))
    np.testing.assert_allclose(together.centres(end)[0, :, 0], [0.0, 0.1333333], atol=1e-6)
    np.testing.assert_allclose(off.at(np.array([off.duration_s])), Resting((first,))(np.zeros(1)))


def test_a_hung_mass_swings_about_its_weight_and_comes_to_rest():
    hanging = hung(12.5, "right")
    assert hanging.surface is Surface.GRIPS
    swinging = hanging.at(np.linspace(2.6, 6.0, 4000))[1]
    assert 1e-3 < swinging.max() / (12.5 * G) - 1.0 < 4e-3
    resting = hanging.at(np.linspace(hanging.events["still"], hanging.events["off"], 1000))[1]
    np.testing.assert_allclose(resting, 12.5 * G, rtol=1e-6)
    assert not hanging.at(np.array([1.0, hanging.duration_s])).any()


def test_a_ladder_of_masses_has_each_of_them_in_its_turn():
    ladder = known_masses([5.0, 20.0, 60.0])
    for number, kg in enumerate((5.0, 20.0, 60.0), 1):
        at = np.array([ladder.events[f"mass{number}_still"] + 1.0])
        assert ladder.at(at)[0, 0] == pytest.approx(kg * G, rel=1e-12)


@pytest.mark.parametrize(("mass", "says"), [((0.0,), "up to 300 kg"), ((5.0, "left", (0.5, 0.0)), "between the cells")])
def test_a_mass_that_cannot_be_there_is_refused(mass, says):
    with pytest.raises(ValueError, match=says):
        Mass(*mass)
