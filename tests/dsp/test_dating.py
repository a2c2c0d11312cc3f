import numpy as np
import pytest
from efforts import effort, noise

from dsp.changepoint import Noise, date_rise, rest_noise
from dsp.dating import OnsetFlag, median3, without_spikes
from dsp.onset import find_onsets

FS = 1000.0
TIME = np.arange(1200) / FS


def flags(force, fs=FS):
    (onset,) = find_onsets(force, fs)
    return onset.flags


def clean_effort(**more):
    force = effort(FS, [3.0], height_n=300.0, **more)
    return force + noise(len(force), FS)


def test_a_clean_effort_has_no_flags():
    assert flags(clean_effort()) == ()


def test_a_shift_of_posture_just_before_makes_the_baseline_unstable():
    force = clean_effort()
    t = np.arange(len(force)) / FS
    lean = 15.0 * (0.5 - 0.5 * np.cos(np.pi * np.clip((t - 1.6) / 1.0, 0.0, 1.0)))
    assert OnsetFlag.UNSTABLE_BASELINE in flags(force - lean)


def test_breathing_and_a_slow_drift_do_not_make_the_baseline_unstable():
    force = clean_effort()
    t = np.arange(len(force)) / FS
    assert OnsetFlag.UNSTABLE_BASELINE not in flags(force + 1.0 * np.sin(2 * np.pi * 0.25 * t) + 0.5 * t)


def test_two_starts_that_the_samples_cannot_decide_between_are_ambiguous():
    # a small push that stops, and a tenth of a second later the effort: at some size either may be the start
    def pushed(push_n):
        force = effort(FS, [3.0], height_n=300.0)
        t = np.arange(len(force)) / FS
        force += push_n * np.clip((t - 2.9) / 0.03, 0.0, 1.0) + noise(len(force), FS, seed=2)
        (onset,) = find_onsets(force, FS)
        return onset

    none, clear = 0.0, 6.0
    assert pushed(none).flags == pushed(clear).flags == ()
    assert pushed(none).time_s > 2.99
    assert pushed(clear).time_s < 2.91
    for _ in range(12):
        between = pushed(0.5 * (none + clear))
        if OnsetFlag.AMBIGUOUS in between.flags:
            return
        none, clear = (0.5 * (none + clear), clear) if between.time_s > 2.95 else (none, 0.5 * (none + clear))
    pytest.fail("no push is ambiguous")


def after_push(lead_s, push_n, fs):
    force = effort(fs, [3.0], height_n=300.0)
    t = np.arange(len(force)) / fs
    force += push_n * np.clip((t - 3.0 + lead_s) / 0.1, 0.0, 1.0) + noise(len(force), fs, hum_n=0.1)
    (onset,) = find_onsets(force, fs)
    assert OnsetFlag.AMBIGUOUS in onset.flags
    return onset.time_s


@pytest.mark.parametrize("fs", [80.0, 1000.0])
@pytest.mark.parametrize(("lead_s", "push_n"), [(0.5, 25.0), (0.8, 8.0), (0.6, 40.0)])
def test_a_push_that_stops_before_the_effort_proper_is_told_and_not_its_start(lead_s, push_n, fs):
    assert after_push(lead_s, push_n, fs) == pytest.approx(3.0, abs=0.004 if fs == FS else 0.01)


def test_a_push_that_goes_over_into_the_effort_is_its_start_and_told():
    assert after_push(0.25, 15.0, FS) == pytest.approx(2.75, abs=0.025)


@pytest.mark.parametrize("shape", ["corner", "parabola", "minimum jerk", "saturating"])
def test_one_start_is_not_ambiguous(shape):
    for seed in range(3):
        force = effort(FS, [3.0], height_n=300.0, shape=shape)
        assert OnsetFlag.AMBIGUOUS not in flags(force + noise(len(force), FS, seed=seed))


def test_a_slow_rise_and_a_short_rest_are_told():
    slow = effort(FS, [3.0], height_n=60.0, rise_s=1.5)
    assert OnsetFlag.SLOW_RISE in flags(slow + noise(len(slow), FS, seed=1))
    pulses = effort(FS, [3.0, 3.7], height_n=200.0, hold_s=0.1, rise_s=0.1)
    both = find_onsets(pulses + noise(len(pulses), FS, breath_n=0.0), FS)
    assert len(both) == 2
    assert OnsetFlag.SHORT_REST not in both[0].flags


@pytest.mark.parametrize("start", [0.9, 0.95037, 1.0])
@pytest.mark.parametrize("dip_n", [0.0, 10.0, 30.0])
def test_a_rise_is_dated_to_milliseconds_with_and_without_a_dip_before_it(start, dip_n):
    since = TIME - start
    rise = 300.0 * np.where(since > 0, 1.0 - (1.0 + since / 0.06) * np.exp(-since / 0.06), 0.0)
    width = 0.15
    fall = np.where(since > -width, 0.5 + 0.5 * np.cos(np.pi * since / width), 0.0)
    dip = -dip_n * np.where(since < 0, fall, np.exp(-np.maximum(since, 0.0) / 0.08))
    force = rise + dip + np.random.default_rng(1).normal(0.0, 0.3, len(TIME))
    stop = int(np.argmax(rise > 40.0))
    latest = TIME[int(np.argmax(rise + dip > 3.0))] + 0.005
    found = date_rise(TIME[:stop], force[:stop], latest, Noise(0.3, 0.0))
    assert found.time_s == pytest.approx(start, abs=0.006 + 0.0006 * dip_n)
    assert found.rival_s is None


def test_the_axis_of_time_and_the_scale_of_force_do_not_matter():
    force = np.clip(TIME - 1.0, 0.0, None) * 400.0 + np.random.default_rng(2).normal(0.0, 0.2, len(TIME))
    one = date_rise(TIME[:1100], force[:1100], 1.01, Noise(0.2, 0.0))
    later = date_rise(TIME[:1100] + 70.0, force[:1100], 71.01, Noise(0.2, 0.0))
    assert later.time_s - 70.0 == pytest.approx(one.time_s, abs=1e-6)
    assert later.sd_s == pytest.approx(one.sd_s, rel=1e-4)


def test_noise_of_rest_is_told_into_white_and_walk():
    rng = np.random.default_rng(3)
    white = rng.normal(0.0, 0.5, 20000)
    walk = np.cumsum(rng.normal(0.0, 0.05, 20000))
    found = rest_noise(white + walk, FS, least_n=1e-3)
    assert found.white_n == pytest.approx(0.5, rel=0.05)
    assert found.walk_n2_s == pytest.approx(0.05**2 * FS, rel=0.3)
    assert rest_noise(white, FS, least_n=1e-3).walk_n2_s < 0.1
    assert rest_noise(white[:4], FS, least_n=0.2) == Noise(0.2, 0.0)


def test_a_breath_that_rises_before_the_effort_is_not_its_beginning():
    # a quarter of a breath is all that the noise is learned from: a straight line of 1.2 N/s without any walk
    force = 1.2 * TIME + 1500.0 * np.clip(TIME - 1.0, 0.0, None) + np.random.default_rng(4).normal(0.0, 0.4, len(TIME))
    learned = rest_noise(force[:750], FS, least_n=1e-3)
    assert learned.drift_n_s == pytest.approx(1.2, rel=0.1)
    assert date_rise(TIME[:1028], force[:1028], 1.017, learned).time_s == pytest.approx(1.0, abs=0.005)


def test_the_median_of_three_keeps_edges_and_drops_single_samples():
    np.testing.assert_array_equal(median3(np.array([0.0, 0.0, 9.0, 0.0, 5.0, 5.0, 5.0])), [0, 0, 0, 5, 5, 5, 5])
    np.testing.assert_array_equal(median3(np.array([1.0, 2.0])), [1.0, 2.0])


def test_spikes_are_replaced_and_everything_else_stays():
    force = clean_effort()
    spiked = force.copy()
    spiked[[700, 1500, 3100]] += [150.0, -90.0, 200.0]
    cleaned = without_spikes(spiked)
    assert np.abs(cleaned - force)[[700, 1500, 3100]].max() < 5.0
    untouched = np.delete(np.arange(len(force)), [700, 1500, 3100])
    assert np.mean(cleaned[untouched] == spiked[untouched]) > 0.999
    assert np.abs(cleaned - spiked)[untouched].max() < 5.0
