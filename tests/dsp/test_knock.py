import numpy as np
import pytest

from dsp.knock import HIGHEST_KNOCK_N, KnockTest

RATES = [80.0, 200.0, 1000.0, 2000.0]


def clock(test: KnockTest) -> np.ndarray:
    """Seconds before the newest sample."""
    return (np.arange(test.samples) - test.samples + 1) / test.fs


def evidence(test: KnockTest, rise: np.ndarray, scatter_n: float = 0.3, seed: int = 0) -> float:
    noise = np.random.default_rng(seed).normal(0.0, scatter_n, test.samples)
    return test.evidence(rise + noise, scatter_n, 0.5) / test.points


@pytest.mark.parametrize("fs", RATES)
@pytest.mark.parametrize("power", [1.0, 1.3, 2.0, 2.5])
def test_a_rise_of_a_tenth_of_a_second_is_a_contraction(fs, power):
    test = KnockTest(fs)
    rise = 30.0 * np.clip(1.0 + clock(test) / 0.1, 0.0, None) ** power
    assert evidence(test, rise) > 1.0


@pytest.mark.parametrize("fs", RATES)
@pytest.mark.parametrize("half_width_s", [0.006, 0.015, 0.026])
@pytest.mark.parametrize("now", [-0.8, 0.0, 0.8])
def test_the_flank_of_a_knock_is_none(fs, half_width_s, now):
    """At ``now`` standard deviations after its top, for bumps that the bank does not contain as they are."""
    test = KnockTest(fs)
    bump = 25.0 * np.exp(-0.5 * (clock(test) / half_width_s + now) ** 2)
    assert evidence(test, bump) < 0.25


@pytest.mark.parametrize("fs", RATES)
def test_a_knock_that_has_turned_round_is_none_even_of_another_shape(fs):
    test = KnockTest(fs)
    away = np.abs(clock(test) + 0.02) / 0.035
    cosine = np.where(away < 1.0, 10.0 + 10.0 * np.cos(np.pi * away), 0.0)
    assert evidence(test, cosine) < 0.25


@pytest.mark.parametrize("fs", RATES)
@pytest.mark.parametrize("height_n", [10.0, 400.0, -400.0])
def test_one_wild_sample_at_the_end_is_no_contraction(fs, height_n):
    test = KnockTest(fs)
    wild = np.zeros(test.samples)
    wild[-1] = height_n
    assert evidence(test, wild) < 0.25


@pytest.mark.parametrize("fs", RATES)
def test_a_bump_higher_than_any_knock_counts_as_a_contraction(fs):
    test = KnockTest(fs)
    flank = np.exp(-0.5 * ((clock(test) - 0.01) / 0.026) ** 2)
    assert evidence(test, 4.0 * HIGHEST_KNOCK_N * flank) > 1.0


def test_a_rise_lost_in_the_noise_is_no_evidence():
    test = KnockTest(1000.0)
    rise = 3.0 * np.clip(1.0 + clock(test) / 0.05, 0.0, None)
    assert max(evidence(test, rise, scatter_n=3.0, seed=seed) for seed in range(10)) < 0.25


def test_the_evidence_grows_as_the_contraction_goes_on():
    test = KnockTest(1000.0)
    grown = [evidence(test, 2000.0 * np.clip(clock(test) + length, 0.0, None) ** 2) for length in (0.03, 0.06, 0.09)]
    assert grown[0] < grown[1] < grown[2]
