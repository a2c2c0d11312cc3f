import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dsp.soundness import find_flaws, without_gaps_of_nan

FS = 1000.0


def noise(n=4000, sd=1.0, level=300.0, seed=0):
    return level + np.random.default_rng(seed).normal(0.0, sd, n)


def test_a_healthy_channel_has_no_flaws():
    flaws = find_flaws(np.stack((noise(), noise(seed=1))), FS)
    assert not flaws.stuck.any()
    assert not flaws.spikes.any()


@pytest.mark.parametrize("step", [0.3, 1.0, 3.0])
@pytest.mark.parametrize("seed", range(5))
def test_coarse_steps_are_not_a_stuck_sensor(step, seed):
    """Noise of a third of a step: a healthy channel that repeats itself up to a hundred times."""
    quiet = np.round(noise(20_000, sd=step * 0.34, level=step * 100.3, seed=seed) / step) * step
    assert not find_flaws(quiet, FS).stuck.any()


@pytest.mark.parametrize("fs", [80.0, 1000.0, 2000.0])
def test_a_channel_that_repeats_one_value_is_stuck_there_and_nowhere_else(fs):
    values = noise(round(6 * fs))
    first, last = round(2.0 * fs), round(2.5 * fs)
    values[first:last] = values[first]
    stuck = find_flaws(values, fs).stuck[0]
    np.testing.assert_array_equal(np.flatnonzero(stuck), np.arange(first, last))


@pytest.mark.parametrize("fs", [80.0, 1000.0])
@pytest.mark.parametrize("sd", [1.0, 2.0, 3.0])
def test_a_third_of_a_second_of_one_value_is_seen_through_coarse_steps(fs, sd):
    values = np.round(noise(round(6 * fs), sd=sd, seed=7))
    first, last = round(2.0 * fs), round(2.3 * fs)
    values[first:last] = values[first]
    assert find_flaws(values, fs).stuck[0, first:last].all()


def test_the_other_channel_stays_sound():
    values = np.stack((noise(), noise(seed=1)))
    values[1, 1000:1600] = 250.0
    flaws = find_flaws(values, FS)
    assert not flaws.stuck[0].any()
    assert flaws.between(0, 999) == (False, 0)
    assert flaws.between(1599, 1700) == (True, 0)


def test_two_hundred_milliseconds_are_the_limit():
    for length, expected in ((200, False), (201, True)):
        values = noise()
        values[500 : 500 + length] = 301.0
        assert find_flaws(values, FS).stuck.any() == expected


@pytest.mark.parametrize("fs", [9.67, 10.0, 20.0])
def test_a_few_equal_samples_of_a_slow_device_are_chance_and_half_a_dozen_more_are_not(fs):
    values = noise(round(20 * fs))
    values[50:53] = values[50]
    assert not find_flaws(values, fs).stuck.any()
    values[50:62] = values[50]
    assert find_flaws(values, fs).stuck[0, 50:62].all()


def test_a_channel_that_never_changes_is_stuck_and_an_empty_plate_clipped_to_zero_is_not():
    assert find_flaws(np.full(3000, 12.5), FS).stuck.all()
    values = noise()
    values[1000:1500] = 0.0
    assert not find_flaws(values, FS).stuck.any()


def test_the_sensors_limit_is_not_called_stuck_again():
    values = noise()
    values[1000:1500] = 2000.0
    limited = values == 2000.0
    assert not find_flaws(values, FS, limited=limited).stuck.any()


def test_a_drawn_curve_without_noise_is_not_judged():
    force = np.concatenate((np.full(800, 10.0), np.linspace(10.0, 400.0, 300), np.full(900, 400.0)))
    assert not find_flaws(force, FS).stuck.any()


@settings(max_examples=60, deadline=None)
@given(st.integers(30, 3900), st.floats(18.0, 400.0), st.sampled_from([-1.0, 1.0]))
def test_a_single_wild_sample_is_found_and_only_it(at, size, sign):
    values = noise(seed=3)
    values[at] += sign * size
    np.testing.assert_array_equal(np.flatnonzero(find_flaws(values, FS).spikes[0]), [at])


def test_a_landing_and_a_fast_push_are_not_spikes():
    clock = np.arange(2000) / FS
    landing = 3000.0 * np.exp(-(((clock - 1.0) / 0.004) ** 2)) + noise(2000)
    push = 500.0 * (1.0 - np.exp(-np.clip(clock - 0.5, 0.0, None) / 0.02)) + noise(2000)
    assert not find_flaws(np.stack((landing, push)), FS).spikes.any()
    assert not find_flaws(push[::12], FS / 12).spikes.any()


@settings(max_examples=20, deadline=None)
@given(st.floats(0.01, 100.0), st.floats(-500.0, 500.0))
def test_gain_and_offset_change_nothing(gain, offset):
    values = noise(2000, level=0.0, seed=5)
    values[400] += 90.0
    values[900:1300] = values[900]
    found, moved = find_flaws(values, FS), find_flaws(gain * values + offset, FS)
    np.testing.assert_array_equal(found.spikes, moved.spikes)
    np.testing.assert_array_equal(found.stuck, moved.stuck)


@given(st.lists(st.booleans(), min_size=1, max_size=40))
def test_samples_that_are_no_numbers_become_gaps_of_their_length(lost):
    force = np.arange(2.0 * len(lost)).reshape(2, -1)
    force[1, lost] = np.nan
    time_s, kept_n, gaps, kept = without_gaps_of_nan(np.arange(float(len(lost))), force)
    assert sum(missing for _, missing in gaps) == sum(lost)
    np.testing.assert_array_equal(kept, ~np.array(lost))
    np.testing.assert_array_equal(time_s, np.flatnonzero(kept))
    assert np.isfinite(kept_n).all()
    for index, missing in gaps:
        before = -1.0 if index == 0 else time_s[index - 1]
        after = float(len(lost)) if index == len(time_s) else time_s[index]
        assert after - before - 1.0 == missing


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        (lambda: find_flaws([1.0, np.nan], FS), "finite"),
        (lambda: find_flaws(np.zeros((2, 2, 2)), FS), "channels"),
        (lambda: find_flaws([1.0, 2.0], 0.0), "positive"),
        (lambda: find_flaws([1.0, 2.0], FS, limited=[True]), "do not belong"),
    ],
)
def test_what_cannot_be_examined_is_refused(wrong, why):
    with pytest.raises(ValueError, match=why):
        wrong()
