import sys

import numpy as np
import pytest
from efforts import effort, noise
from jumpmetrics.events.sqj_events import get_start_of_propulsive_phase
from scipy import signal

from dsp.dating import OnsetFlag
from dsp.onset import find_onsets
from dsp.onset_methods import METHODS, NoOnset, find_onset

FS = 1000.0
THRESHOLDS = [key for key in METHODS if key not in {"change_point", "weight_share"}]


def ramp(slope_n_s=400.0, height_n=200.0, start_s=2.0, rest_n=50.0, seconds=4.0):
    """A rise with a corner: where it crosses a level follows from its slope."""
    t = np.arange(round(seconds * FS)) / FS
    return rest_n + np.clip(slope_n_s * (t - start_s), 0.0, height_n)


@pytest.fixture(scope="module")
def trial():
    force = 30.0 + effort(FS, [2.5], height_n=300.0)
    return force + noise(len(force), FS, seed=4)


def test_the_fixed_level_is_crossed_as_late_as_the_slope_says():
    for method in ("fixed", "fixed_backwards"):
        found = find_onset(ramp(), FS, method)
        assert found.time_s == pytest.approx(2.0 + 20.0 / 400.0, abs=0.0011)
        assert find_onset(ramp(), FS, method, above_n=40.0).time_s == pytest.approx(2.1, abs=0.0011)


def test_a_share_of_the_peak_is_crossed_as_late_as_the_slope_says():
    assert find_onset(ramp(), FS, "peak_share").time_s == pytest.approx(2.0 + 0.025 * 200.0 / 400.0, abs=0.0011)


def test_a_share_of_the_weight_is_crossed_as_late_as_the_slope_says():
    found = find_onset(ramp(rest_n=700.0), FS, "weight_share")
    assert found.time_s == pytest.approx(2.0 + 0.025 * 700.0 / 400.0, abs=0.0011)
    with pytest.raises(NoOnset, match="person's weight"):
        find_onset(ramp(rest_n=20.0), FS, "weight_share")


def test_backwards_a_touch_before_the_effort_does_not_count_and_forwards_it_does():
    force = ramp()
    force[1200:1300] += 30.0
    assert find_onset(force, FS, "fixed").time_s == pytest.approx(1.2, abs=0.0011)
    assert find_onset(force, FS, "fixed_backwards").time_s == pytest.approx(2.05, abs=0.0011)


def test_persistence_is_what_one_short_excursion_lacks():
    force = ramp() + np.random.default_rng(3).normal(0.0, 0.2, 4000)
    force[1500:1510] += 10.0
    assert find_onset(force, FS, "sd5").time_s == pytest.approx(1.5, abs=0.0011)
    assert find_onset(force, FS, "sd5_persistent").time_s == pytest.approx(2.0, abs=0.006)


def test_five_deviations_for_a_while_agree_with_jumpmetrics(trial):
    theirs = get_start_of_propulsive_phase(trial, FS, quiet_period=1, window_size=0.005, duration_check=0.1)
    ours = find_onset(trial, FS, "sd5_persistent", persist_s=0.1, search_from_s=1.0)
    # theirs smooths over five samples first
    assert ours.index == pytest.approx(theirs, abs=3)


def test_three_deviations_after_the_low_pass_agree_with_scipy(trial):
    smooth = signal.sosfiltfilt(signal.butter(4, 15.0, fs=FS, output="sos"), trial)
    above = smooth > smooth[:1000].mean() + 3.0 * smooth[:1000].std(ddof=1)
    assert find_onset(trial, FS, "sd3").index == 1000 + int(np.argmax(above[1000:]))


def test_the_rate_rule_agrees_with_scipy(trial):
    rate = np.gradient(signal.sosfiltfilt(signal.butter(2, 30.0, fs=FS, output="sos"), trial))
    steepest = int(np.argmax(rate[: int(np.argmax(trial)) + 1]))
    below = np.flatnonzero(rate[:steepest] <= 0.1 * rate[steepest])
    assert find_onset(trial, FS, "rate_share").index == below[-1] + 1


def test_owens_rule_is_the_persistent_one_thirty_milliseconds_earlier(trial):
    later, earlier = (find_onset(trial, FS, key).time_s for key in ("sd5_persistent", "sd5_owen"))
    assert later - earlier == pytest.approx(0.03)


def test_the_change_point_is_the_onset_that_find_onsets_finds(trial):
    found = find_onset(trial, FS)
    (onset,) = find_onsets(trial, FS)
    assert (found.index, found.time_s, found.uncertainty_s, found.flags) == (
        onset.index,
        onset.time_s,
        onset.uncertainty_s,
        onset.flags,
    )
    assert found.used.id == "change_point"


def test_the_change_point_of_several_efforts_is_that_of_the_strongest():
    force = effort(FS, [2.0], height_n=100.0, seconds=10.0) + effort(FS, [6.0], height_n=300.0, seconds=10.0)
    assert find_onset(force + noise(len(force), FS), FS).time_s == pytest.approx(6.0, abs=0.02)


@pytest.mark.parametrize("method", THRESHOLDS)
def test_a_threshold_says_that_its_uncertainty_is_unknown_and_which_rule_it_was(trial, method):
    found = find_onset(trial, FS, method, rest_s=0.8)
    assert found.uncertainty_s is None
    assert found.used.id == method
    assert found.used.parameters == {**METHODS[method].parameters, "rest_s": 0.8}
    assert METHODS[method].source


@pytest.mark.parametrize("method", THRESHOLDS)
def test_gain_of_all_forces_moves_only_rules_in_newtons(trial, method):
    moved = find_onset(2.0 * trial, FS, method).time_s - find_onset(trial, FS, method).time_s
    if method in {"fixed", "fixed_backwards"}:
        assert moved < -0.005
    else:
        assert moved == pytest.approx(0.0, abs=1e-9)


@pytest.mark.parametrize("method", THRESHOLDS)
def test_a_later_start_of_the_record_shifts_the_onset_and_nothing_else(method):
    force = ramp() + np.random.default_rng(5).normal(0.0, 0.05, 4000)
    later = np.concatenate((force[:1000], force))
    shifted = find_onset(later, FS, method, rest_s=1.0).time_s - find_onset(force, FS, method, rest_s=1.0).time_s
    assert shifted == pytest.approx(1.0, abs=0.002)


@pytest.mark.parametrize("method", list(METHODS))
def test_rest_has_no_onset(method):
    rest = 300.0 + np.random.default_rng(6).normal(0.0, 0.2, 4000)
    with pytest.raises(NoOnset):
        find_onset(rest, FS, method)


@pytest.mark.parametrize("method", list(METHODS))
@pytest.mark.parametrize("n", [0, 1, 30])
def test_a_record_without_rest_has_no_onset(method, n):
    with pytest.raises(NoOnset):
        find_onset(np.linspace(0.0, 300.0, n), FS, method)


def test_at_80_hz_a_threshold_says_that_the_rate_is_low():
    force = effort(80.0, [2.0])
    found = find_onset(force + noise(len(force), 80.0), 80.0, "fixed")
    assert found.flags == (OnsetFlag.LOW_RATE,)


@pytest.mark.parametrize(
    ("method", "parameters", "why"),
    [
        ("guess", {}, "no onset method 'guess'"),
        ("fixed", {"deviations": 5.0}, "has no parameter deviations"),
        ("change_point", {"above_n": 5.0}, "has none"),
        ("fixed", {"above_n": -1.0}, "not negative"),
        ("fixed", {"above_n": float("nan")}, "not negative"),
    ],
)
def test_what_is_no_method_is_refused(method, parameters, why):
    with pytest.raises(ValueError, match=why):
        find_onset(ramp(), FS, method, **parameters)


@pytest.mark.parametrize("method", list(METHODS))
def test_a_gap_is_refused(method):
    force = ramp()
    force[700] = np.nan
    with pytest.raises(ValueError, match="split the record"):
        find_onset(force, FS, method)


# The field's rules on the bench where they were measured: bias, mean and 95th percentile of the error in ms, lab ------

MEASURED = {
    "fixed": (35, 37, 78),
    "fixed_backwards": (35, 37, 78),
    "sd5": (9, 11, 30),
    "sd5_persistent": (9, 11, 34),
    "sd5_owen": (-21, 20, 29),
    "peak_share": (31, 34, 78),
    "rate_share": (13, 19, 48),
}


@pytest.fixture(scope="module")
def bench(real_data):
    folder = real_data.parent / "onset_bench"
    if not (folder / "synth.py").is_file():
        pytest.skip(f"no onset bench at {folder}")
    sys.path.insert(0, str(folder))
    try:
        import synth
    finally:
        sys.path.remove(str(folder))
    return [synth.make("lab", seed) for seed in range(60)]


@pytest.mark.real
@pytest.mark.parametrize("method", MEASURED)
def test_the_fields_rules_are_as_late_as_they_were_measured_to_be(bench, method):
    errors = [1e3 * (find_onset(each["y"], each["fs"], method).time_s - each["onsets"][0]) for each in bench]
    late = (np.median(errors), np.mean(np.abs(errors)), np.percentile(np.abs(errors), 95))
    assert late == pytest.approx(MEASURED[method], abs=1.5)
