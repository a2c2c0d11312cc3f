"""Where the ground pushes back: cells, channels, two plates, and what is no place at all."""

from __future__ import annotations

import numpy as np
import pytest

from dsp.centre_of_pressure import Pressure, between, joined, of_cells, of_moments

CORNERS = np.array([[-0.2, 0.2, -0.2, 0.2], [-0.3, -0.3, 0.3, 0.3]])


def corner_loads(force, place):
    """What four cells at the corners carry under a force at a place: statics of a rigid plate, by bilinear shares."""
    right, front = place[0] / 0.4 + 0.5, place[1] / 0.6 + 0.5
    shares = np.stack([(1 - right) * (1 - front), right * (1 - front), (1 - right) * front, right * front])
    return shares * force


def wander(n=400):
    t = np.arange(n) / 100
    return np.stack([0.03 * np.sin(2.2 * t) - 0.01, 0.05 * np.cos(0.7 * t) + 0.02])


def test_four_corners_give_back_the_place_of_the_force():
    place, force = wander(), 700 + 20 * np.sin(np.arange(400) / 9)
    found = of_cells(corner_loads(force, place), CORNERS)
    assert np.abs(found.cop_m - place).max() < 1e-15
    assert np.abs(found.force_n - force).max() < 1e-9
    assert found.unloaded == 0


def test_three_cells_are_enough_and_agree_with_the_balance_of_moments():
    cells = np.array([[0.0, -0.25, 0.25], [0.3, -0.2, -0.2]])
    place = wander(50)
    balance = np.vstack([np.ones(3), cells])
    loads = np.linalg.solve(balance, np.vstack([np.full(50, 650.0), 650.0 * place]))
    assert np.abs(of_cells(loads, cells).cop_m - place).max() < 1e-14


@pytest.mark.parametrize("order", [[3, 2, 1, 0], [1, 3, 0, 2]])
def test_the_order_of_the_cells_means_nothing(order):
    loads = corner_loads(700.0, wander(20))
    again = of_cells(loads[order], CORNERS[:, order]).cop_m
    assert np.abs(again - of_cells(loads, CORNERS).cop_m).max() < 1e-15


def test_unloaded_samples_are_no_place_and_are_counted():
    force = np.full(100, 700.0)
    force[20:35] = 49.0
    force[60] = 0.0
    found = of_cells(corner_loads(force, np.zeros((2, 100))), CORNERS)
    assert found.unloaded == 16
    assert np.isnan(found.cop_m[:, [20, 34, 60]]).all()
    assert np.isfinite(found.cop_m[:, [19, 35, 59, 61]]).all()


@pytest.mark.parametrize("bad", [np.nan, np.inf])
def test_a_cell_that_is_no_number_makes_its_sample_no_place(bad):
    loads = corner_loads(700.0, wander(30))
    for cell in range(4):
        loads_now = loads.copy()
        loads_now[cell, 7] = bad
        found = of_cells(loads_now, CORNERS)
        assert np.isnan(found.cop_m[:, 7]).all()
        assert found.unloaded == 1


def test_too_few_cells_or_cells_on_a_line_are_refused():
    for count in (1, 2):
        with pytest.raises(ValueError, match="three cells"):
            of_cells(np.ones((count, 5)), CORNERS[:, :count])
    with pytest.raises(ValueError, match="on one line"):
        of_cells(np.ones((3, 5)), [[0.0, 0.1, 0.2], [0.0, 0.1, 0.2]])
    with pytest.raises(ValueError, match="do not fit"):
        of_cells(np.ones((4, 5)), CORNERS[:, :3])
    with pytest.raises(ValueError, match="positive"):
        of_cells(np.ones((4, 5)), CORNERS, above_n=0.0)


def test_moments_give_the_place_whatever_lies_between_the_surface_and_the_origin():
    place, surface = wander(), 0.041
    fz, fx, fy = np.full(400, 700.0), 12 * np.sin(np.arange(400) / 20), 5 * np.cos(np.arange(400) / 30)
    # moment of the force about the origin: r x F with r = (x, y, surface) and F = (fx, fy, fz)
    mx, my, _ = np.cross(np.vstack([place, np.full(400, surface)]).T, np.vstack([fx, fy, fz]).T).T
    found = of_moments(fz, mx, my, fx_n=fx, fy_n=fy, surface_m=surface)
    assert np.abs(found.cop_m - place).max() < 1e-14
    without = of_moments(fz, mx, my).cop_m
    assert np.abs(without - place).max() == pytest.approx(surface * 12 / 700, rel=0.01)


@pytest.mark.real
def test_moments_of_a_real_plate_give_its_own_centre_of_pressure(real_data):
    table = np.loadtxt(real_data / "bds" / "BDS00001.txt", skiprows=1)
    found = of_moments(table[:, 3], table[:, 4], table[:, 5])
    assert np.abs(found.cop_m - table[:, 7:9].T / 100).max() < 1e-8  # the file has eight decimals of a metre


def test_two_plates_have_one_centre_between_them():
    left, right = of_cells(corner_loads(300.0, wander(50)), CORNERS), of_cells(corner_loads(400.0, wander(50)), CORNERS)
    both = joined([left, right], [(-0.21, 0.0), (0.21, 0.0)])
    away = np.array([[0.21], [0.0]])
    by_hand = (300 * (left.cop_m - away) + 400 * (right.cop_m + away)) / 700
    assert np.abs(both.cop_m - by_hand).max() < 1e-15
    # the same as one plate of eight cells
    cells = np.hstack([CORNERS - away, CORNERS + away])
    loads = np.vstack([corner_loads(300.0, wander(50)), corner_loads(400.0, wander(50))])
    assert np.abs(both.cop_m - of_cells(loads, cells).cop_m).max() < 1e-15


def test_a_plate_with_too_little_for_a_centre_of_its_own_counts_with_what_it_carries():
    loaded = of_cells(corner_loads(700.0, wander(3)), CORNERS)
    other = of_cells(np.array([[0.0], [0.0], [1.0], [1.0]]) * [0.0, 1.0, 20.0], CORNERS)
    assert other.unloaded == 3
    both = joined([loaded, other], [(-0.2, 0.0), (0.2, 0.0)])
    assert both.cop_m[0, 0] == pytest.approx(loaded.cop_m[0, 0] - 0.2, abs=1e-12)
    assert both.cop_m[0, 2] == pytest.approx((700 * (loaded.cop_m[0, 2] - 0.2) + 40 * 0.2) / 740, abs=1e-12)
    assert both.cop_m[1, 2] == pytest.approx((700 * loaded.cop_m[1, 2] + 40 * 0.3) / 740, abs=1e-12)
    nobody = joined([other, other], [(-0.2, 0.0), (0.2, 0.0)])
    assert nobody.unloaded == 2


def test_one_cell_a_plate_tells_side_to_side_only():
    found = between([350.0, 280.0, 0.0], [350.0, 420.0, 700.0], 0.4)
    assert found.cop_m[0].tolist() == pytest.approx([0.0, 0.04, 0.2])
    assert np.isnan(found.cop_m[1]).all()
    for distance in (0.0, -1.0, np.nan):
        with pytest.raises(ValueError, match="distance"):
            between([1.0], [1.0], distance)


def test_noise_of_the_cells_becomes_the_error_of_the_place():
    dice = np.random.default_rng(3)
    loads = np.repeat(corner_loads(700.0, wander(1)), 20000, axis=1)
    noisy = of_cells(loads + 0.4 * dice.standard_normal(loads.shape), CORNERS, noise_n=0.4)
    assert noisy.error_m == pytest.approx(noisy.cop_m.std(axis=1), rel=0.03)
    right = of_cells(loads + 0.4 * dice.standard_normal(loads.shape), CORNERS, noise_n=0.4)
    both = joined([noisy, right], [(-0.2, 0.0), (0.2, 0.0)])
    assert both.error_m == pytest.approx(both.cop_m.std(axis=1), rel=0.03)


def test_plates_that_do_not_fit_each_other_are_refused():
    one = Pressure(np.zeros((2, 3)), np.full(3, 500.0), np.zeros((2, 3)), np.zeros(2))
    with pytest.raises(ValueError, match="as many"):
        joined([one], [])
    with pytest.raises(ValueError, match="one length"):
        joined([one, Pressure(np.zeros((2, 4)), np.zeros(4), np.zeros((2, 4)), np.zeros(2))], [(0, 0), (0, 0)])
