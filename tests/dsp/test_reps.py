import numpy as np
import pytest
from efforts import effort, noise
from hypothesis import given, settings
from hypothesis import strategies as st
from rechunk import fed, lengths

from dsp.reps import Rep, RepCounter, find_contractions


def test_contractions_have_onset_peak_and_end():
    starts = [2.0, 6.5, 11.0]
    force = 30.0 + effort(1000.0, starts, hold_s=2.0, height_n=300.0)
    force += noise(len(force), 1000.0)
    found = find_contractions(force, 1000.0)
    assert len(found) == 3
    for contraction, start in zip(found, starts, strict=True):
        assert contraction.onset.time_s == pytest.approx(start, abs=0.015)
        assert contraction.rest_n == pytest.approx(30.0, abs=3.0)
        assert contraction.peak_n == pytest.approx(330.0, abs=4.0)
        # (1 - u)^2 = 0.1 at u = 0.684 of the 0.3 s of letting go
        assert contraction.end_s == pytest.approx(start + 2.0 + 0.3 * 0.684, abs=0.01)
        assert contraction.onset.index < contraction.peak_index < contraction.end_index


def test_a_record_that_stops_during_the_effort_has_no_end():
    force = effort(1000.0, [2.0], hold_s=5.0, seconds=4.0)
    force += noise(len(force), 1000.0)
    (contraction,) = find_contractions(force, 1000.0)
    assert contraction.end_index is None
    assert contraction.end_s is None


def test_the_end_and_the_release_are_known_to_the_uncertainty_they_state():
    starts = [2.0, 6.5, 11.0]
    force = 30.0 + effort(1000.0, starts, hold_s=2.0, height_n=300.0)
    force += noise(len(force), 1000.0, breath_n=0.5)
    for contraction, start in zip(find_contractions(force, 1000.0), starts, strict=True):
        end_s = start + 2.0 + 0.3 * (1.0 - 0.1**0.5)
        assert abs(contraction.end_s - end_s) < max(contraction.end_uncertainty_s, 0.004)
        assert contraction.end_uncertainty_s < 0.02
        assert contraction.release_s == pytest.approx(start + 2.0, abs=0.01)
        assert abs(contraction.release_s - start - 2.0) < contraction.release_uncertainty_s


def test_the_release_of_a_tiring_hold_is_its_last_fall():
    force = effort(1000.0, [2.0], hold_s=5.0, height_n=300.0)
    t = np.arange(len(force)) / 1000.0
    force *= 1.0 - 0.06 * np.clip(t - 2.3, 0.0, 5.0)
    (contraction,) = find_contractions(force + noise(len(force), 1000.0), 1000.0)
    assert contraction.release_s == pytest.approx(7.0, abs=0.02)


def test_a_pulse_has_an_end_but_no_release():
    force = effort(1000.0, [2.0], hold_s=0.25, height_n=300.0)
    (contraction,) = find_contractions(force + noise(len(force), 1000.0), 1000.0)
    assert contraction.end_s == pytest.approx(2.25 + 0.3 * 0.684, abs=0.02)
    assert contraction.release_s is None
    assert contraction.release_uncertainty_s is None


def test_an_effort_that_settles_on_a_higher_rest_ends_all_the_same():
    force = effort(1000.0, [2.0], hold_s=2.0, height_n=200.0)
    t = np.arange(len(force)) / 1000.0
    force += 50.0 * np.clip((t - 3.0) / 0.3, 0.0, 1.0)
    (contraction,) = find_contractions(force + noise(len(force), 1000.0, breath_n=0.3), 1000.0)
    assert contraction.end_s == pytest.approx(4.0 + 0.3 * 0.684, abs=0.03)


def test_a_spike_is_not_the_peak_and_moves_no_end():
    force = effort(1000.0, [2.0], hold_s=2.0, height_n=300.0)
    force += noise(len(force), 1000.0)
    spiked = force.copy()
    spiked[[3000, 6000]] += [500.0, 900.0]
    (plain,), (hit,) = find_contractions(force, 1000.0), find_contractions(spiked, 1000.0)
    assert (hit.peak_index, hit.end_index) == (plain.peak_index, plain.end_index)


def test_rest_has_no_contractions():
    assert find_contractions(noise(10000, 1000.0), 1000.0) == []


def plain_count(force, fs, level, hysteresis, least_s):
    """The rule, one sample at a time."""
    found, start = [], None
    for i, value in enumerate(force):
        if start is None and value > level:
            start = i
        elif start is not None and value < (1 - hysteresis) * level:
            if i - start >= round(least_s * fs):
                peak = start + int(np.argmax(force[start:i]))
                found.append(Rep(start, i, peak, float(force[peak])))
            start = None
    return found


@settings(max_examples=40, deadline=None)
@given(lengths, st.integers(0, 50))
def test_any_cutting_counts_the_repetitions_of_the_plain_rule(sizes, seed):
    rng = np.random.default_rng(seed)
    force = 60.0 * np.sin(np.arange(600) / 25.0) + rng.normal(0, 8.0, 600)
    counter = RepCounter(80.0, 20.0)
    expected = plain_count(force, 80.0, 20.0, 0.2, 0.5)
    assert expected
    assert fed(counter.feed, force, sizes) == expected
    assert counter.count == len(expected)


def test_noise_at_the_level_does_not_end_a_repetition():
    force = np.concatenate((np.zeros(80), np.tile([21.0, 18.0], 80), np.zeros(80)))
    counter = RepCounter(80.0, 20.0)
    assert [rep.start_index for rep in counter.feed(force)] == [80]


def test_a_short_excursion_is_not_counted():
    force = np.concatenate((np.zeros(80), np.full(30, 50.0), np.zeros(80)))
    counter = RepCounter(80.0, 20.0)
    assert counter.feed(force) == []
    assert counter.count == 0


def test_a_repetition_under_way_is_known_once_it_is_long_enough():
    counter = RepCounter(80.0, 20.0)
    counter.feed(np.full(39, 50.0))
    assert not counter.working
    counter.feed(np.full(1, 50.0))
    assert counter.working


@pytest.mark.parametrize(
    ("fs", "level", "hysteresis"), [(0.0, 20.0, 0.2), (80.0, 0.0, 0.2), (80.0, 20.0, 1.0), (80.0, float("nan"), 0.1)]
)
def test_a_rule_without_a_band_is_refused(fs, level, hysteresis):
    with pytest.raises(ValueError, match=r"must be positive|no band"):
        RepCounter(fs, level, hysteresis=hysteresis)


def test_a_gap_in_the_force_is_refused():
    with pytest.raises(ValueError, match="split the record"):
        RepCounter(80.0, 20.0).feed([1.0, np.nan])
