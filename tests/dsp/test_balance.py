"""Numbers of a centre of pressure against published values, scipy, loops and closed forms."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import signal, spatial, stats

from dsp import balance
from dsp.hull import convex_hull, polygon_area
from dsp.sway_spectrum import (
    centroidal_frequency,
    frequency_dispersion,
    mean_power_frequency,
    power_quantile,
    welch,
)

FS = 100.0


def cloud(n=500, seed=0, scale=0.01):
    steps = np.random.default_rng(seed).standard_normal((2, n))
    return scale * (0.3 * np.cumsum(steps, axis=1) / np.sqrt(n) + 0.2 * steps) * [[1.0], [0.6]]


def published(folder):
    rows = np.loadtxt(folder / "bds" / "published_cop.tsv", skiprows=1, usecols=(3, 4, 5))
    for number, row in enumerate(rows, 1):
        yield np.loadtxt(folder / "bds" / f"BDS{number:05d}.txt", skiprows=1, usecols=(7, 8)).T / 100, row


EXTENTS = {
    "path": (balance.path_length, 1),
    "velocity": (lambda c: balance.mean_velocity(c, FS), 1),
    "prediction": (balance.prediction_ellipse_area, 2),
    "chi square": (balance.chi_square_ellipse_area, 2),
    "long axis": (lambda c: balance.prediction_ellipse_axes(c)[0], 1),
    "short axis": (lambda c: balance.prediction_ellipse_axes(c)[1], 1),
    "circle": (balance.circle_area, 2),
    "hull": (balance.hull_area, 2),
    "swept": (lambda c: balance.swept_area_rate(c, FS), 2),
    "turning": (lambda c: balance.turning_frequency(c, FS), 0),
    "distance": (lambda c: float(balance.distances(c).mean()), 1),
    "mean frequency": (lambda c: centroidal_frequency(welch(c, FS)), 0),
}
"""What does not depend on how the axes are turned, and the power of the unit that it is in."""


@pytest.mark.real
def test_published_area_velocity_and_mean_frequency_are_reproduced(real_data):
    seen = 0
    for cop, (area_cm2, velocity_cm, frequency) in published(real_data):
        assert 1e4 * balance.prediction_ellipse_area(cop) == pytest.approx(area_cm2, rel=1e-9)
        assert 1e2 * balance.mean_velocity(cop, 100.0) == pytest.approx(velocity_cm, rel=1e-9)
        assert mean_power_frequency(welch(cop, 100.0)) == pytest.approx(frequency, rel=1e-9)
        seen += 1
    assert seen == 12


@pytest.mark.parametrize("freedom", [1, 2, 8, 58, 2998, 5998, 10**6])
def test_the_quantile_of_f_is_that_of_scipy(freedom):
    assert balance.f_quantile(freedom) == pytest.approx(stats.f.ppf(0.95, 2, freedom), rel=1e-9)


@pytest.mark.parametrize("n", [3, 4, 10, 600])
def test_the_ellipse_is_the_formula_with_scipys_quantile(n):
    cop = cloud(n, seed=n)
    by_formula = np.pi * (n - 1) * 2 * (n + 1) / (n * (n - 2)) * stats.f.ppf(0.95, 2, n - 2)
    by_formula *= np.sqrt(np.linalg.det(np.cov(cop)))
    assert balance.prediction_ellipse_area(cop) == pytest.approx(by_formula, rel=1e-9)
    long, short = balance.prediction_ellipse_axes(cop)
    assert np.pi * long * short == pytest.approx(by_formula, rel=1e-9)


def test_the_ellipse_contains_the_next_sample_as_often_as_it_says():
    dice = np.random.default_rng(5)
    inside = 0
    for _ in range(2000):
        points = dice.standard_normal((2, 9))
        seen, new = points[:, :8], points[:, 8]
        away = new - seen.mean(axis=1)
        squared = float(away @ np.linalg.solve(np.cov(seen), away))
        long, short = balance.prediction_ellipse_axes(seen)
        variances = np.linalg.eigvalsh(np.cov(seen))
        assert long / np.sqrt(variances[1]) == pytest.approx(short / np.sqrt(variances[0]))
        inside += squared <= long**2 / variances[1]
    assert inside / 2000 == pytest.approx(0.95, abs=0.015)  # three standard errors


def test_a_turned_gaussian_cloud_has_the_area_and_direction_that_it_was_made_with():
    dice = np.random.default_rng(1)
    turn = np.radians(35)
    rotation = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    cop = rotation @ (dice.standard_normal((2, 40000)) * [[0.008], [0.003]])
    true = np.pi * 5.991 * 0.008 * 0.003
    assert balance.chi_square_ellipse_area(cop) == pytest.approx(true, rel=0.02)
    assert balance.prediction_ellipse_area(cop) == pytest.approx(true, rel=0.02)
    assert balance.sway_direction(cop) == pytest.approx(35.0, abs=0.5)
    assert balance.circle_area(0.005 * dice.standard_normal((2, 40000))) == pytest.approx(
        np.pi * 0.005**2 * (np.sqrt(np.pi / 2) + 1.645 * np.sqrt(2 - np.pi / 2)) ** 2, rel=0.02
    )


def test_a_circle_run_round_has_its_path_area_and_frequency():
    r, f, seconds = 0.02, 0.25, 40
    t = np.arange(seconds * 100) / 100
    cop = r * np.stack([np.cos(2 * np.pi * f * t), np.sin(2 * np.pi * f * t)])
    assert balance.mean_velocity(cop, FS) == pytest.approx(2 * np.pi * r * f, rel=1e-3)
    assert balance.path_length(cop) == pytest.approx(2 * np.pi * r * f * seconds, rel=1e-3)
    assert balance.swept_area_rate(cop, FS) == pytest.approx(np.pi * r**2 * f, rel=1e-3)
    assert balance.hull_area(cop) == pytest.approx(np.pi * r**2, rel=1e-3)
    assert balance.turning_frequency(cop, FS) == pytest.approx(f, rel=1e-3)
    assert balance.circle_area(cop) == pytest.approx(np.pi * r**2, rel=1e-6)
    assert balance.chi_square_ellipse_area(cop) == pytest.approx(np.pi * 5.991 * r**2 / 2, rel=1e-3)
    assert np.isnan(balance.sway_direction(cop))
    assert balance.central_range(cop[0]) == pytest.approx(2 * r)
    assert balance.rms(cop[0]) == pytest.approx(r / np.sqrt(2))
    # a sine is below its 95th percentile for 95 % of its phase
    assert balance.central_range(cop[0], 0.9) == pytest.approx(2 * r * np.cos(0.05 * np.pi), rel=1e-4)


def test_a_lissajous_figure_has_the_velocities_of_its_axes():
    t = np.arange(6000) / 100
    cop = np.stack([0.01 * np.sin(2 * np.pi * 0.5 * t), 0.02 * np.sin(2 * np.pi * 0.25 * t)])
    assert balance.axis_velocity(cop[0], FS) == pytest.approx(4 * 0.01 * 0.5, rel=1e-3)
    assert balance.axis_velocity(cop[1], FS) == pytest.approx(4 * 0.02 * 0.25, rel=1e-3)
    assert balance.hull_area(cop) < 4 * 0.01 * 0.02


def test_paths_and_areas_equal_plain_loops():
    cop = cloud(200)
    path = swept = 0.0
    mean = cop.mean(axis=1)
    for a, b in zip(cop.T[:-1], cop.T[1:], strict=True):
        path += np.linalg.norm(b - a)
        swept += abs((a - mean)[0] * (b - mean)[1] - (a - mean)[1] * (b - mean)[0]) / 2
    assert balance.path_length(cop) == pytest.approx(path, rel=1e-12)
    assert balance.mean_velocity(cop, 50.0) == pytest.approx(path / 4.0, rel=1e-12)
    assert balance.swept_area_rate(cop, 50.0) == pytest.approx(swept / 4.0, rel=1e-12)


@pytest.mark.parametrize("seed", range(8))
def test_the_hull_is_scipys(seed):
    points = np.random.default_rng(seed).standard_normal((2, 3 + 40 * seed))
    mine, theirs = convex_hull(points), spatial.ConvexHull(points.T)
    assert polygon_area(mine) == pytest.approx(theirs.volume, rel=1e-12)  # scipy calls the area of a plane volume
    assert {tuple(corner) for corner in mine.T} == {tuple(points[:, i]) for i in theirs.vertices}


def test_the_hull_of_points_on_a_grid_a_line_or_one_place():
    x, y = np.meshgrid(np.arange(5.0), np.arange(4.0))
    corners = convex_hull([x.ravel(), y.ravel()])
    assert corners.shape == (2, 4)
    assert polygon_area(corners) == 12.0
    assert polygon_area(convex_hull([np.arange(9.0), 2 * np.arange(9.0)])) == 0.0
    assert convex_hull(np.ones((2, 12))).shape == (2, 1)
    assert convex_hull(np.zeros((2, 0))).shape == (2, 0)
    for bad in (np.zeros(3), np.zeros((3, 4)), np.array([[0.0, np.nan], [0.0, 1.0]])):
        with pytest.raises(ValueError, match=r"points"):
            convex_hull(bad)


@pytest.mark.parametrize(("n", "segment"), [(6000, None), (5999, None), (3001, 256), (700, 699), (600, 600)])
def test_the_spectrum_is_scipys(n, segment):
    cop = cloud(n)
    spectrum = welch(cop, FS, segment)
    frequency, power = signal.welch(cop, FS, nperseg=segment or -(-n // 2), axis=1)
    assert spectrum.frequency_hz == pytest.approx(frequency, abs=1e-12)
    assert np.abs(spectrum.power - power).max() <= 1e-12 * power.max()


def test_frequencies_of_known_spectra():
    t = np.arange(6000) / 100
    one = welch(np.stack([0.01 * np.sin(2 * np.pi * 0.5 * t), 0 * t]), FS)
    assert mean_power_frequency(one) == pytest.approx(0.5, abs=1e-3)
    assert centroidal_frequency(one) == pytest.approx(0.5, abs=0.01)
    assert power_quantile(one, 0.5) == pytest.approx(0.5, abs=0.02)
    assert frequency_dispersion(one) < 0.06
    # white noise: flat to half the rate, so m0, m1 and m2 are those of a rectangle
    flat = welch(np.random.default_rng(2).standard_normal((2, 100_000)), FS, 500)
    assert power_quantile(flat, 0.5) == pytest.approx(25.0, rel=0.02)
    assert power_quantile(flat, 0.95) == pytest.approx(47.5, rel=0.02)
    assert centroidal_frequency(flat) == pytest.approx(50 / np.sqrt(3), rel=0.02)
    assert frequency_dispersion(flat) == pytest.approx(0.5, abs=0.02)
    for measure in (mean_power_frequency, centroidal_frequency, frequency_dispersion, lambda s: power_quantile(s, 0.5)):
        assert np.isnan(measure(welch(np.zeros((2, 100)), FS)))
    for part in (-0.1, 1.1):
        with pytest.raises(ValueError, match="part"):
            power_quantile(flat, part)
    with pytest.raises(ValueError, match="segments"):
        welch(cloud(50), FS, 51)


@pytest.mark.parametrize("name", EXTENTS)
@settings(max_examples=8, deadline=None)
@given(
    angle=st.floats(-np.pi, np.pi),
    shift=st.tuples(st.floats(-2, 2), st.floats(-2, 2)),
    scale=st.floats(0.05, 20),
    mirrored=st.booleans(),
    seed=st.integers(0, 5),
)
def test_turning_shifting_mirroring_and_scaling_do_what_they_must(name, angle, shift, scale, mirrored, seed):
    measure, power = EXTENTS[name]
    cop = cloud(300, seed)
    turned = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]]) @ cop
    turned[0] *= -1 if mirrored else 1
    moved = scale * turned + np.array(shift)[:, np.newaxis]
    assert measure(moved) == pytest.approx(scale**power * measure(cop), rel=1e-8)
    assert measure(cop[::-1]) == pytest.approx(measure(cop), rel=1e-9)


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
@pytest.mark.parametrize("name", EXTENTS)
def test_what_is_no_number_at_any_position_never_becomes_one(name, bad):
    measure, _ = EXTENTS[name]
    clean = cloud(24)
    assert np.isfinite(measure(clean))
    for axis in range(2):
        for position in range(24):
            cop = clean.copy()
            cop[axis, position] = bad
            assert np.isnan(measure(cop)), (axis, position)


def test_axis_measures_refuse_nan_too():
    for measure in (balance.central_range, balance.rms, lambda x: balance.axis_velocity(x, FS)):
        for position in range(10):
            x = cloud(10)[0]
            x[position] = np.nan
            assert np.isnan(measure(x))


def test_too_few_samples_give_no_number_and_wrong_shapes_are_refused():
    for n in (0, 1, 2):
        for name in ("prediction", "chi square", "hull", "long axis"):
            assert np.isnan(EXTENTS[name][0](np.zeros((2, n))))
    assert np.isnan(balance.mean_velocity(np.zeros((2, 1)), FS))
    assert np.isnan(balance.mean_velocity(np.zeros((2, 0)), FS))
    for shape in ((3, 10), (10,), (10, 2), (1, 2, 5)):
        for call in (balance.prediction_ellipse_area, lambda c: balance.mean_velocity(c, FS), balance.hull_area):
            with pytest.raises(ValueError, match=r"\(2, n\)"):
                call(np.zeros(shape))
    for fs in (0.0, -1.0, float("nan")):
        with pytest.raises(ValueError, match="rate"):
            balance.mean_velocity(cloud(9), fs)


def test_nobody_who_does_not_move_sways():
    still = np.full((2, 3000), 0.123456789)
    assert balance.mean_velocity(still, FS) == 0.0
    assert balance.hull_area(still) == 0.0
    assert balance.prediction_ellipse_area(still) == pytest.approx(0.0, abs=1e-30)
    assert np.isnan(balance.turning_frequency(np.zeros((2, 3000)), FS))


def test_the_weight_distribution_index_of_known_loads():
    assert balance.weight_distribution_index([200.0] * 4) == 0.0
    assert balance.weight_distribution_index([800.0, 0.0, 0.0, 0.0]) == pytest.approx(np.sqrt((75**2 + 3 * 25**2) / 4))
    loads = np.array([[300.0, 500.0], [100.0, 100.0], [200.0, 0.0], [200.0, 200.0]])
    mean = 100 * loads.mean(axis=1) / loads.mean(axis=1).sum()
    assert balance.weight_distribution_index(loads) == pytest.approx(np.sqrt(np.sum((mean - 25) ** 2) / 4))
    assert np.isnan(balance.weight_distribution_index([0.0] * 4))
    with pytest.raises(ValueError, match="four"):
        balance.weight_distribution_index([1.0, 2.0])
