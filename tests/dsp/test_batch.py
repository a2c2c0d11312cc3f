import numpy as np
import pytest

from dsp.batch import Refused, analyse_many
from dsp.filters import butter, zero_phase
from dsp.reps import find_contractions


def test_an_archive_gives_what_its_trials_give_one_by_one_and_in_their_order():
    rng = np.random.default_rng(2)
    trials = [np.cumsum(rng.normal(size=(2, n)), axis=1) for n in (300, 41, 7, 5000)]
    once = [np.linalg.norm(trial) for trial in trials]
    assert analyse_many(np.linalg.norm, trials) == once
    assert analyse_many(np.linalg.norm, trials, processes=2) == once


def test_a_trial_that_is_refused_says_why_and_holds_up_no_other():
    found = analyse_many(float, ["1.5", "many", "2.5"], processes=2)
    assert found[0] == 1.5
    assert isinstance(found[1], Refused)
    assert "many" in found[1].reason
    assert found[2] == 2.5


def test_a_fault_is_not_a_refusal():
    with pytest.raises(TypeError):
        analyse_many(abs, [1.0, "x"])


def test_no_processes_are_refused():
    with pytest.raises(ValueError, match="at least one"):
        analyse_many(abs, [1.0], processes=0)


def test_a_stack_of_trials_is_filtered_at_once_as_each_alone():
    stack = 800.0 + np.random.default_rng(0).normal(size=(5, 2, 700))
    sos = butter(4, 20.0, 1000.0)
    np.testing.assert_allclose(zero_phase(sos, stack)[3], zero_phase(sos, stack[3]), rtol=1e-12)


def test_contractions_of_an_archive_are_those_of_its_trials():
    from functools import partial

    rng = np.random.default_rng(1)
    clock = np.arange(4000) / 1000.0
    trials = [
        rng.normal(0.0, 0.4, 4000) + 300.0 * (1.0 - np.exp(-np.clip(clock - at, 0.0, None) / 0.1)) for at in (1.5, 2.2)
    ]
    found = analyse_many(partial(find_contractions, fs=1000.0), trials, processes=2)
    assert found == [find_contractions(trial, 1000.0) for trial in trials]
