"""Two devices on one clock by a shared movement or by pulses; the true shift is known, and refusals are said."""

import numpy as np
import pytest

from drivers.alignment import Alignment, Force, NotAligned, by_movement, by_pulses, skew_uncertainty_s


def pressed(
    times: np.ndarray, seed: int, *, presses: int = 3, width_s: float = 0.25, peak_n: float = 80.0
) -> np.ndarray:
    """Somebody presses two devices together, briskly, with pauses of different length."""
    drawn = np.random.default_rng(seed)
    force, at_s = np.zeros_like(times), 1.5
    for _ in range(presses):
        long_s = width_s * drawn.uniform(0.7, 1.3)
        part = np.clip((times - at_s) / long_s, 0.0, 1.0)
        force += peak_n * drawn.uniform(0.7, 1.3) * np.sin(np.pi * part) ** 2
        at_s += long_s + drawn.uniform(0.25, 0.7)
    return force


def two(
    first_hz: float, second_hz: float, shift_s: float, seed: int, *, noise_n: float = 0.5, **press
) -> tuple[Force, Force]:
    """The same presses as two devices measured them; the second one's clock is ``shift_s`` ahead."""
    drawn = np.random.default_rng(1000 + seed)
    curves = []
    for rate_hz, ahead_s, scale in ((first_hz, 0.0, 1.0), (second_hz, shift_s, drawn.uniform(0.9, 1.1))):
        times = np.arange(drawn.uniform(0.0, 1.0 / rate_hz), 6.0, 1.0 / rate_hz)
        force = 3.0 + scale * pressed(times, seed, **press) + drawn.normal(0.0, noise_n, times.size)
        curves.append(Force(100.0 + times + ahead_s, force))
    return curves[0], curves[1]


@pytest.mark.parametrize("rates_hz", [(80.0, 80.0), (1000.0, 80.0), (80.0, 1000.0), (1000.0, 1000.0), (40.0, 80.0)])
@pytest.mark.parametrize("noise_n", [0.3, 2.0])
def test_the_shift_is_found_to_a_part_of_a_sample_and_known_to_what_is_said(rates_hz, noise_n) -> None:
    errors, said = [], []
    for seed in range(25):
        shift_s = float(np.random.default_rng(seed).uniform(-0.08, 0.08))
        found = by_movement(*two(*rates_hz, shift_s, seed, noise_n=noise_n))
        assert isinstance(found, Alignment)
        errors.append(abs(found.shift_s + shift_s))
        said.append(found.uncertainty_s)
        assert 101.0 < found.at_s < 106.0
    assert np.percentile(errors, 95) <= 0.002
    assert np.mean(np.array(errors) <= np.array(said)) >= 0.9
    assert max(said) <= 0.006


def test_one_press_is_enough_where_its_two_sides_agree() -> None:
    found = by_movement(*two(80.0, 80.0, 0.031, 4, presses=1))
    assert isinstance(found, Alignment)
    assert found.shift_s == pytest.approx(-0.031, abs=0.002)


def refused(one: Force, other: Force) -> str:
    found = by_movement(one, other)
    assert isinstance(found, NotAligned)
    return found.why


def test_an_even_rhythm_fits_at_more_than_one_shift_and_is_refused() -> None:
    times = np.arange(0.0, 6.0, 0.0125)
    even = 40.0 * (1.0 - np.cos(2 * np.pi * times / 0.2))
    assert "More than one shift" in refused(Force(times, even), Force(times, even))


def test_two_different_movements_are_not_laid_over_each_other() -> None:
    times = np.arange(0.0, 6.0, 0.0125)
    assert "same movement" in refused(Force(times, pressed(times, 1)), Force(times, pressed(times, 2, presses=5)))


def test_a_knock_that_falls_between_the_samples_is_refused() -> None:
    assert "too short" in refused(*two(80.0, 80.0, 0.0, 3, width_s=0.015, peak_n=300.0))


@pytest.mark.parametrize("peak_n", [0.0, 8.0])
def test_hands_that_do_not_press_align_nothing(peak_n) -> None:
    assert "No movement" in refused(*two(80.0, 80.0, 0.0, 3, peak_n=peak_n, noise_n=0.2))


def test_a_shift_beyond_what_links_can_hide_is_refused() -> None:
    assert isinstance(by_movement(*two(80.0, 80.0, 0.4, 3)), NotAligned)


def test_missing_samples_and_values_that_are_no_numbers_are_refused() -> None:
    one, other = two(80.0, 80.0, 0.0, 3)
    holed = Force(np.delete(other.time_s, slice(200, 204)), np.delete(other.force_n, slice(200, 204)))
    assert "missing" in refused(one, holed)
    other.force_n[210] = np.nan
    assert "missing" in refused(one, other)


def test_a_slow_device_and_too_short_a_stretch_are_refused() -> None:
    assert "too few" in refused(*two(10.0, 1000.0, 0.0, 3))
    one, other = two(80.0, 80.0, 0.0, 3)
    assert "long enough" in refused(one, Force(other.time_s + 5.5, other.force_n))
    assert isinstance(by_movement(Force(one.time_s[:1], one.force_n[:1]), other), NotAligned)


def pulses(seed: int, count: int = 30) -> np.ndarray:
    return 50.0 + np.cumsum(np.random.default_rng(seed).uniform(0.3, 1.1, count))


def test_pulses_are_matched_though_each_input_missed_some_and_saw_others() -> None:
    for seed in range(10):
        drawn = np.random.default_rng(seed)
        true_s, shift_s = pulses(seed), float(drawn.uniform(-0.2, 0.2))
        one = np.sort(np.concatenate((true_s[drawn.random(30) > 0.2], drawn.uniform(50.0, 70.0, 3))))
        other = true_s[drawn.random(30) > 0.2] + shift_s
        found = by_pulses(one, other + drawn.normal(0.0, 1e-4, other.size))
        assert isinstance(found, Alignment)
        assert abs(found.shift_s + shift_s) <= found.uncertainty_s <= 5e-4
        assert found.of >= 12


def test_pulses_that_come_too_evenly_fit_at_more_than_one_shift() -> None:
    even = np.arange(0.0, 10.0, 0.1)
    found = by_pulses(even, even[5:-5])
    assert isinstance(found, NotAligned)
    assert "More than one" in found.why


def test_pulses_further_apart_than_the_shift_can_be_may_come_evenly() -> None:
    found = by_pulses(np.arange(0.0, 10.0), np.arange(0.0, 10.0) + 0.018)
    assert isinstance(found, Alignment)
    assert found.shift_s == pytest.approx(-0.018)


def test_too_few_and_unrelated_pulses_are_refused() -> None:
    assert isinstance(by_pulses(np.array([1.0, 2.0]), np.array([1.0, 2.0, 3.0])), NotAligned)
    assert isinstance(by_pulses(np.arange(0.0, 20.0), 0.5 + np.arange(0.0, 20.0)), NotAligned)
    assert isinstance(by_pulses(pulses(1), pulses(2)), NotAligned)


def test_devices_agree_as_well_as_the_two_that_are_known_worst() -> None:
    assert skew_uncertainty_s([]) == skew_uncertainty_s([0.02]) == 0.0
    assert skew_uncertainty_s([0.003, 0.004]) == pytest.approx(0.005)
    assert skew_uncertainty_s([0.003, 0.0001, 0.004]) == pytest.approx(0.005)
    assert skew_uncertainty_s([0.003, None, 0.004]) is None
