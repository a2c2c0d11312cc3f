"""Stretches in which a condition holds."""

from itertools import groupby

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dsp.runs import first_run, runs


def expected(flags, least):
    found, place = [], 0
    for value, group in groupby(flags):
        length = len(list(group))
        if value and length >= least:
            found.append((place, place + length))
        place += length
    return found


@settings(max_examples=60, deadline=None)
@given(flags=st.lists(st.booleans(), max_size=30), least=st.integers(1, 5))
def test_runs_are_those_of_groupby_and_the_first_is_the_first(flags, least):
    found = runs(np.array(flags, dtype=np.bool_), least)
    assert found == expected(flags, least)
    assert first_run(np.array(flags, dtype=np.bool_), least) == (found[0][0] if found else None)


@pytest.mark.parametrize(("value", "found"), [(True, [(0, 4)]), (False, [])])
def test_a_condition_that_holds_always_is_one_run_and_never_none(value, found):
    assert runs(np.full(4, value)) == found
