"""Left or right first: one foot after the other tells, both at once and single wild samples do not."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from station.protocol import built_in
from station.side_check import SideCheck, Sides, steps_on


def steps(*parts: tuple[float, float, int]) -> np.ndarray:
    """Newtons left and right, each for so many milliseconds."""
    return np.concatenate([np.tile([[left], [right]], count) for left, right, count in parts], axis=1)


def known_after(force_n: np.ndarray, cut: int = 20) -> Sides:
    check = SideCheck()
    times = np.arange(force_n.shape[1]) / 1000.0
    for at in range(0, force_n.shape[1], cut):
        check.feed(times[at : at + cut], force_n[:, at : at + cut])
    return check.known


@pytest.mark.parametrize(
    ("parts", "known"),
    [
        ([(0, 0, 100), (700, 0, 100), (350, 350, 500)], Sides.CONFIRMED),
        ([(0, 0, 100), (0, 700, 100), (350, 350, 500)], Sides.DOUBTED),
        ([(0, 0, 100), (350, 350, 500)], Sides.OPEN),
        ([(350, 350, 500)], Sides.OPEN),
        ([(0, 700, 500)], Sides.OPEN),
        ([(0, 0, 100), (0, 900, 1), (0, 0, 100), (0, 900, 20), (0, 0, 100)], Sides.OPEN),
        ([(0, 0, 100), (0, 900, 1), (0, 0, 100), (700, 0, 100)], Sides.CONFIRMED),
        ([(0, 0, 100), (0, 700, 100), (0, 0, 100), (80, 0, 60), (0, 0, 100)], Sides.CONFIRMED),
        ([(0, 0, 100), (40, 0, 300), (700, 10, 100)], Sides.CONFIRMED),
        ([(0, 0, 100), (45, 300, 300)], Sides.OPEN),
    ],
)
def test_who_is_first_alone_for_30_ms_decides(parts: list[tuple[float, float, int]], known: Sides) -> None:
    assert known_after(steps(*parts)) is known


@given(st.integers(1, 400))
def test_any_cutting_of_the_samples_gives_the_same(cut: int) -> None:
    force_n = steps((0, 0, 73), (650, 5, 29), (0, 0, 11), (0, 90, 31), (350, 350, 97), (0, 0, 50), (20, 0, 80))
    assert known_after(force_n, cut) is known_after(force_n, 1) is Sides.DOUBTED


def test_who_is_not_asked_any_more_may_step_on_with_either_foot() -> None:
    first = ((0, 0, 100), (700, 0, 100), (350, 350, 500))
    assert known_after(steps(*first, (0, 0, 100), (0, 700, 300), (350, 350, 500))) is Sides.CONFIRMED


def test_only_tests_where_both_feet_step_on_ask_for_one_first() -> None:
    asked = {key for key, protocol in built_in().items() if steps_on(protocol)}
    assert {"cmj", "squat", "sit_to_stand_5x", "isometric_pull"} <= asked
    assert not asked & {"glute_bridge_hold", "single_leg_jump", "step_down", "drop_jump", "hip_abduction_iso"}
