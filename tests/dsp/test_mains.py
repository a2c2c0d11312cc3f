import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dsp.mains import remove_mains

RISE_FROM = 2000


def hummed(fs, frequency, *, amplitude=1.5, third=0.4, seconds=3.0, seed=0):
    """Noise and a slow breath; the effort alone; and both with mains and its third harmonic."""
    t = np.arange(round(seconds * fs)) / fs
    effort = np.clip(800.0 * (t - 2.0), 0.0, 400.0)
    noise = np.random.default_rng(seed).normal(0.0, 0.1, len(t)) + np.sin(2 * np.pi * 0.25 * t)
    hum = amplitude * np.sin(2 * np.pi * frequency * t + 0.7) + third * np.sin(6 * np.pi * frequency * t + 0.2)
    return effort + noise, effort + noise + hum


@pytest.mark.parametrize("frequency", [49.9, 50.0, 50.1, 59.95, 60.0])
def test_mains_is_gone_from_the_rise_although_only_the_rest_was_looked_at(frequency):
    quiet, loud = hummed(1000.0, frequency)
    found = remove_mains(loud, 1000.0, slice(0, 1800))
    assert found.frequency_hz == pytest.approx(frequency, abs=0.02)
    np.testing.assert_allclose(found.amplitude_n, [1.5, 0.0, 0.4], atol=0.03)
    assert np.abs(found.force_n - quiet).max() < 0.15


def test_what_comes_after_the_rest_changes_nothing_of_what_is_subtracted():
    _, loud = hummed(1000.0, 50.0)
    jolted = loud.copy()
    jolted[RISE_FROM:] += 900.0 * np.random.default_rng(1).random(len(loud) - RISE_FROM)
    rest = slice(0, 1800)
    subtracted = [force - remove_mains(force, 1000.0, rest).force_n for force in (loud, jolted)]
    np.testing.assert_allclose(subtracted[0], subtracted[1], atol=1e-9)


def test_a_rise_keeps_its_corner():
    quiet, loud = hummed(1000.0, 50.0)
    cleaned = remove_mains(loud, 1000.0, slice(0, 1800)).force_n
    corner = slice(RISE_FROM - 5, RISE_FROM + 5)
    np.testing.assert_allclose(np.diff(cleaned[corner]), np.diff(quiet[corner]), atol=0.05)


def test_below_twice_the_mains_it_is_taken_out_where_it_folds_to():
    quiet, loud = hummed(80.0, 50.0, third=0.0, seed=2)
    found = remove_mains(loud, 80.0, slice(0, 145))
    assert found.frequency_hz == pytest.approx(50.0, abs=0.05)
    assert np.std(found.force_n - quiet) < 0.15


def test_channels_have_their_own_amplitudes_and_one_frequency():
    quiet, loud = hummed(1000.0, 50.05)
    both = remove_mains(np.stack([loud, quiet + 0.5 * (loud - quiet)]), 1000.0, slice(100, 1900))
    assert both.force_n.shape == (2, len(loud))
    np.testing.assert_allclose(both.amplitude_n[:, 0], [1.5, 0.75], atol=0.03)
    assert np.abs(both.force_n - quiet).max() < 0.15


def test_without_a_hum_the_force_stays_as_it_is():
    quiet, _ = hummed(1000.0, 50.0)
    found = remove_mains(quiet, 1000.0, slice(0, 1800))
    assert found.frequency_hz is None
    assert not found.amplitude_n.any()
    np.testing.assert_array_equal(found.force_n, quiet)


@pytest.mark.parametrize(
    ("fs", "rest"), [(1000.0, slice(0, 300)), (1000.0, slice(5, 5)), (100.0, slice(0, 180)), (50.0, slice(0, 90))]
)
def test_too_little_rest_or_a_rate_that_hides_the_mains_leaves_the_force_alone(fs, rest):
    _, loud = hummed(fs, 50.0)
    found = remove_mains(loud, fs, rest, frequency_hz=50.0)
    assert found.frequency_hz is None
    np.testing.assert_array_equal(found.force_n, loud)


def test_a_known_mains_frequency_is_used():
    quiet, loud = hummed(1000.0, 16.7, third=0.0)
    assert remove_mains(loud, 1000.0, slice(0, 1800)).frequency_hz is None
    found = remove_mains(loud, 1000.0, slice(0, 1800), frequency_hz=16.7)
    assert np.std(found.force_n - quiet) < 0.05


@settings(max_examples=10, deadline=None)
@given(st.floats(0.1, 50.0), st.floats(-500.0, 500.0))
def test_gain_and_offset_of_the_sensor_do_not_matter(gain, offset):
    _, loud = hummed(1000.0, 50.0)
    plain = remove_mains(loud, 1000.0, slice(0, 1800)).force_n
    other = remove_mains(gain * loud + offset, 1000.0, slice(0, 1800)).force_n
    np.testing.assert_allclose(other, gain * plain + offset, atol=1e-6 * (gain + abs(offset)))


@pytest.mark.parametrize(
    ("force", "fs", "frequency"),
    [([1.0, np.nan], 1000.0, None), (5.0, 1000.0, None), ([1.0, 2.0], 0.0, None), ([1.0, 2.0], 1000.0, -50.0)],
)
def test_what_has_no_mains_to_take_out_is_refused(force, fs, frequency):
    with pytest.raises(ValueError, match=r"finite values|must be positive"):
        remove_mains(force, fs, slice(0, 2), frequency_hz=frequency)
