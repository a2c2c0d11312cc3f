"""Rest between efforts and between trials: when it begins, what ends it, and that nothing depends on the cutting."""

from __future__ import annotations

import functools
import itertools
import random
from collections.abc import Iterable

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from station.merging import CELL_S, LATEST_S, Merged
from station.model import Outcome, Side, TrialState
from station.progress import Repetitions
from station.protocol import Practice, Protocol, built_in
from station.trial import Ended, Entered, Marked, Step, TrialMachine

HANDHELD = {0: (Side.LEFT,), 1: (Side.RIGHT,)}
RATE_HZ = 80.0
TEST = msgspec.structs.replace(built_in()["hip_abduction_iso"], rest_s=4.0)
"""As it ships, with less rest: what is tested takes shorter."""


def pushes(begin_s: Iterable[float], until_s: float, seed: int, level_n: float = 150.0) -> np.ndarray:
    """Three-second pushes on a slack strap, at 80 Hz from GO on."""
    t = np.arange(0.0, until_s, 1 / RATE_HZ)
    force = 0.3 * np.random.default_rng(seed).standard_normal(t.size)
    for at_s in begin_s:
        force += level_n * np.clip(np.minimum((t - at_s) / 0.3, (at_s + 3.0 - t) / 0.3), 0.0, 1.0)
    return force


def at_go(protocol: Protocol = TEST, **options: float | bool) -> TrialMachine:
    trial = TrialMachine(protocol, HANDHELD, **options)  # type: ignore[arg-type]
    trial.connected(0.0, {0: RATE_HZ, 1: RATE_HZ})
    trial.zeroed(1.0)
    trial.tick(1.1)
    trial.start(2.0)
    trial.tick(5.0)
    assert trial.state is TrialState.GO
    return trial


LEFT = pushes((2.0, 10.0, 15.0), 44.0, 1)
RIGHT = pushes((20.0, 28.0, 36.0), 44.0, 2)
TIMES = 5.0 + np.arange(LEFT.size) / RATE_HZ


def fed(trial: TrialMachine, cuts: Iterable[int], order: random.Random | None = None) -> list[Step]:
    """Both streams, cut at the same samples; within a piece either stream may come first."""
    steps: list[Step] = []
    for first, stop in itertools.pairwise((0, *sorted(set(cuts)), LEFT.size)):
        numbers = [0, 1]
        if order is not None:
            order.shuffle(numbers)
        for number in numbers:
            steps += trial.samples(number, TIMES[first:stop], (LEFT, RIGHT)[number][None, first:stop])
    return steps


def walked(steps: Iterable[Step]) -> list[tuple[TrialState, float]]:
    return [(step.state, round(step.at_s - 5.0, 1)) for step in steps if isinstance(step, Entered)]


USUAL = list(range(8, LEFT.size, 8))


@functools.cache
def usual() -> list[Step]:
    return fed(at_go(), USUAL)


def test_after_each_push_comes_its_rest_which_ends_by_itself_or_with_the_next_push() -> None:
    trial = at_go()
    steps = fed(trial, USUAL)
    state = TrialState
    assert walked(steps) == [
        (state.REST, 5.0), (state.GO, 9.0), (state.REST, 13.0), (state.GO, 15.6), (state.REST, 18.0),
        (state.GO, 20.6), (state.REST, 23.0), (state.GO, 27.0), (state.REST, 31.0), (state.GO, 35.0),
        (state.REVIEW, 41.0),
    ]  # fmt: skip
    assert [step.again for step in steps if isinstance(step, Entered) and step.state is state.GO] == [True] * 5
    assert [step.outcome for step in steps if isinstance(step, Ended)] == [Outcome.COMPLETED]
    assert not [step for step in steps if isinstance(step, Marked) and step.name in ("rest", "rested", "push")]
    assert trial.since_go_s(47.0) == 42.0, "a rest starts no new GO"


@settings(max_examples=20, deadline=None)
@given(st.lists(st.integers(1, LEFT.size - 1), max_size=200), st.integers(0, 99))
def test_any_cutting_and_any_order_of_the_streams_gives_the_same_steps(cuts: list[int], seed: int) -> None:
    # pieces longer than what a stalled stream is waited for are cut: nobody sends such
    most = int(0.9 * LATEST_S * RATE_HZ)
    whole = sorted({*cuts, *range(most, LEFT.size, most)})
    assert fed(at_go(), whole, random.Random(seed)) == usual()


def test_the_rest_counts_down_and_finish_ends_it_with_the_trial() -> None:
    trial = at_go()
    trial.samples(0, TIMES[:500], LEFT[None, :500])
    trial.samples(1, TIMES[:500], RIGHT[None, :500])
    assert trial.state is TrialState.REST
    assert trial.rest_s(11.0) == pytest.approx(3.0, abs=0.1)
    (entered, ended) = trial.finish(12.0)
    assert (entered, ended) == (Entered(TrialState.REVIEW, 12.0), Ended(Outcome.COMPLETED, 12.0))
    assert trial.rest_s(13.0) is None


@pytest.mark.parametrize(("call", "state", "outcome"), [
    ("stop", TrialState.STOPPED, Outcome.STOPPED), ("lost", TrialState.REVIEW, Outcome.DEVICE_FAILED),
    ("unrecorded", TrialState.REVIEW, Outcome.INTERRUPTED),
])  # fmt: skip
def test_what_ends_an_effort_ends_a_rest_too(call: str, state: TrialState, outcome: Outcome) -> None:
    trial = at_go()
    for number, force in enumerate((LEFT, RIGHT)):
        trial.samples(number, TIMES[:500], force[None, :500])
    assert trial.state is TrialState.REST
    entered, ended = getattr(trial, call)(16.0)
    assert (entered, ended) == (Entered(state, 16.0), Ended(outcome, 16.0))


def test_a_person_says_why_a_trial_was_stopped_and_only_then_it_is_reviewed() -> None:
    trial = at_go()
    trial.stop(10.0)
    assert trial.state is TrialState.STOPPED
    assert trial.said(Outcome.STOPPED_FOR_PAIN, 12.0) == [Entered(TrialState.REVIEW, 12.0)]
    assert trial.outcome is Outcome.STOPPED_FOR_PAIN
    assert trial.said(Outcome.LOST_FORM, 13.0) == [], "said again it changes no state"
    assert trial.outcome is Outcome.LOST_FORM


def test_a_stopped_trial_can_be_decided_on_without_a_reason() -> None:
    trial = at_go()
    trial.stop(10.0)
    assert trial.decided(12.0) == [Entered(TrialState.DONE, 12.0)]
    assert trial.said(Outcome.LOST_FORM, 13.0) == [], "what is over is changed in the store"


def test_between_two_trials_the_rest_comes_before_the_zero() -> None:
    trial = TrialMachine(TEST, HANDHELD, rest_until_s=30.0)
    assert trial.connected(10.0, {0: RATE_HZ, 1: RATE_HZ}) == [Entered(TrialState.BREAK, 10.0)]
    assert trial.tick(29.9) == []
    assert trial.rest_s(29.0) == 1.0
    assert trial.tick(30.3) == [Entered(TrialState.ZERO, 30.0)]
    assert trial.rest_missed_s == 0.0


def test_a_break_that_is_left_early_is_remembered() -> None:
    trial = TrialMachine(TEST, HANDHELD, rest_until_s=30.0)
    trial.connected(10.0, {0: RATE_HZ, 1: RATE_HZ})
    assert trial.start(12.0) == [Entered(TrialState.ZERO, 12.0)]
    assert trial.rest_missed_s == 18.0
    trial.lost(13.0)
    assert trial.connected(14.0, {0: RATE_HZ, 1: RATE_HZ}) == [Entered(TrialState.ZERO, 14.0)], "not again"


def test_who_rested_long_enough_already_goes_straight_to_zero() -> None:
    trial = TrialMachine(TEST, HANDHELD, rest_until_s=9.0)
    assert trial.connected(10.0, {0: RATE_HZ, 1: RATE_HZ}) == [Entered(TrialState.ZERO, 10.0)]


def test_the_countdown_ends_with_a_sample_from_after_it_as_with_a_tick() -> None:
    ticked, sampled = (TrialMachine(TEST, HANDHELD) for _ in range(2))
    for trial in (ticked, sampled):
        trial.connected(0.0, {0: RATE_HZ, 1: RATE_HZ})
        trial.zeroed(1.0)
        trial.tick(1.1)
        trial.start(2.0)
    early = TIMES[:80] - 0.5
    steps = ticked.samples(0, early[:40], LEFT[None, :40]) + ticked.tick(5.0)
    steps += ticked.samples(0, early[40:], LEFT[None, 40:80])
    assert sampled.samples(0, early, LEFT[None, :80]) == steps == [Entered(TrialState.GO, 5.0)]


def test_a_practice_trial_has_its_own_number_of_repetitions() -> None:
    protocol = msgspec.structs.replace(TEST, practice=Practice(count=1, effort_share=0.5))
    for practice, wanted in ((True, 1), (False, 3)):
        progress = at_go(protocol, practice=practice).progress
        assert isinstance(progress, Repetitions)
        assert progress.wanted == wanted


def test_a_stream_that_stalled_is_not_waited_for() -> None:
    merged = Merged((0, 1))
    t = np.arange(0.0, 2.0, 0.01)
    list(merged.feed(1, t[:10], np.zeros((1, 10))))
    cells = list(merged.feed(0, t, np.zeros((1, t.size))))
    assert cells[-1][0] == pytest.approx(t[-1] - LATEST_S, abs=2 * CELL_S)
    assert sum(part[0].size for _, parts in cells for number, part in parts.items() if number == 1) == 10


def test_every_sample_comes_out_once_and_in_order_whatever_was_late() -> None:
    merged, order = Merged((0, 1, 2)), random.Random(5)
    t = np.arange(0.0, 3.0, 0.004)
    at = dict.fromkeys((0, 1, 2), 0)
    seen: dict[int, list[float]] = {0: [], 1: [], 2: []}
    ends = []
    while min(at.values()) < t.size:
        number = min(at, key=lambda n: at[n] + order.randint(0, 300))
        piece = t[at[number] : at[number] + order.randint(1, 60)]
        at[number] += piece.size
        for end_s, parts in merged.feed(number, piece, np.zeros((1, piece.size))):
            ends.append(end_s)
            for which, (times_s, _) in parts.items():
                seen[which] += times_s.tolist()
    assert ends == sorted(ends)
    for times in seen.values():
        assert times == t[: len(times)].tolist()
        assert len(times) > 0.8 * t.size
