"""The simulated person at a fixed bar: what it says is true of the forces that it gives."""

from __future__ import annotations

import numpy as np
import pytest

from simulators.body import Person, Skill
from simulators.pull import isometric_pull
from simulators.strength import MUSCLES

EVEN = Skill(cv=0.0, learning=0.0, steadiness=0.0)
PERSON = Person(mass_kg=80.0, jump_left=0.42, stance_left=0.53, sway_n=0.0, unsteady=0.0, skill=EVEN)


def test_a_pull_begins_at_its_onset_and_reaches_what_it_says():
    pull = isometric_pull(PERSON, reps=2)
    time_s, total = np.arange(pull.force_n.shape[1]) / pull.fs_hz, pull.force_n.sum(axis=0)
    for number in (1, 2):
        onset_s, release_s = pull.events[f"rep{number}_onset"], pull.events[f"rep{number}_release"]
        inside = (time_s > onset_s) & (time_s < release_s)
        assert total[inside].max() == pytest.approx(pull.figures[f"rep{number}_peak_n"], abs=0.01)
        before = (time_s > onset_s - 0.5) & (time_s <= onset_s)
        assert total[before] == pytest.approx(PERSON.weight_n, abs=1e-6)
        assert total[np.searchsorted(time_s, onset_s) + 4] > PERSON.weight_n
    assert total.max() == pytest.approx((1.0 + 2 * MUSCLES["leg_push"].part) * PERSON.weight_n, rel=0.01)


def test_the_pull_is_shared_otherwise_than_the_stance():
    pull = isometric_pull(PERSON, reps=1)
    left, total = pull.force_n[0], pull.force_n.sum(axis=0)
    assert left[0] / total[0] == pytest.approx(0.53)
    top = int(np.argmax(total))
    added = total[top] - PERSON.weight_n
    assert left[top] == pytest.approx(0.53 * PERSON.weight_n + 0.42 * added, rel=1e-9)


def test_the_same_person_pulls_the_same_again():
    assert np.array_equal(isometric_pull(Person(seed=4)).force_n, isometric_pull(Person(seed=4)).force_n)
