"""What must hold for the feedback of every clinical test: while it runs, against its results, and computed again.

``seen = Seen(); clinic.interfere = seen`` before a test, ``check_feedback(seen, clinic, trial_id)`` after it.
"""

from __future__ import annotations

from itertools import pairwise

from station.commands.virtual_clinic import VirtualClinic
from station.feedback.afterwards import coached
from station.feedback.state import SHAPES, Feedback, Lane, Place, pitch_of, place_of
from station.filing import stored_data
from station.model import Side, TrialReview, TrialState
from station.protocol import Protocol

EFFORT = frozenset({TrialState.GO, TrialState.HOLD, TrialState.REST})
BLOCK_S = 0.06
"""What is shown is as old as a block of samples, and the last ones that fill none are left out."""


class Seen:
    """Everything that was shown, by test."""

    def __init__(self) -> None:
        self.states: dict[str, list[tuple[float, TrialState, Feedback]]] = {}

    def __call__(self, clinic: VirtualClinic) -> None:
        live, machine = clinic.live(), clinic.runner.machine
        if live.feedback is not None and machine is not None:
            self.states.setdefault(machine.protocol.key, []).append((clinic.clock.now(), live.state, live.feedback))


def check_feedback(seen: Seen, clinic: VirtualClinic, trial_id: str) -> None:
    stored, data = stored_data(clinic.store, clinic.folders, trial_id)
    protocol, review = clinic.archive.protocols[stored.trial.protocol], clinic.review(trial_id)
    shown = seen.states[protocol.key]
    working = [state for _, at, state in shown if at in EFFORT]
    assert working, "nothing was shown during the effort"
    for state in working:
        for lane in state.lanes:
            check_lane(lane)
        assert sum(lane.active for lane in state.lanes) <= 1
        assert state.words.strip()
    for before, after in pairwise(working):
        check_it_only_grows(before, after)
    last = working[-1]
    if protocol.target is not None or protocol.path is not None:
        check_there_was_a_band(protocol, working)
    check_against_results(protocol, last, review)
    coach, end_s = coached(protocol, data)
    check_the_same_again(last, coach.state(end_s))


def check_lane(lane: Lane) -> None:
    assert lane.place is place_of(lane.value_n, lane.low_n, lane.high_n)
    assert lane.shape is SHAPES[lane.place]
    assert lane.pitch == pitch_of(lane.value_n, lane.low_n, lane.high_n)
    assert lane.pitch is None or 0.0 <= lane.pitch <= 1.0
    assert 0.0 <= lane.seconds_in <= lane.seconds_measured + 1e-9
    assert lane.low_n is None or lane.low_n < lane.target_n < lane.high_n
    assert lane.score is None or 0.0 <= lane.score <= 100.0


def check_it_only_grows(before: Feedback, after: Feedback) -> None:
    for was, now in zip(before.lanes, after.lanes, strict=True):
        assert now.side is was.side
        assert now.seconds_in >= was.seconds_in
        assert now.seconds_measured >= was.seconds_measured
        assert now.reps >= was.reps
        assert now.exits >= was.exits


def check_there_was_a_band(protocol: Protocol, working: list[Feedback]) -> None:
    """Every side that is worked with has one, is told how it stands, and is judged by it for a while."""
    if (
        protocol.target is not None
        and protocol.target.maximum_of is not None
        and not any(lane.whole_n for lane in working[-1].lanes)
    ):
        # the test can be done without, and then says why there is no band
        assert all("No valid peak" in lane.refusal and lane.low_n is None for lane in working[-1].lanes)
        return
    asked = {lane.side for lane in working[-1].lanes}
    placed = {lane.side for state in working for lane in state.lanes if lane.active and lane.place is not Place.UNKNOWN}
    assert placed == asked
    assert all(lane.seconds_measured > 0.5 for lane in working[-1].lanes)
    assert all(lane.source and not lane.refusal for lane in working[-1].lanes)


def value_of(review: TrialReview, key: str, side: Side) -> float | None:
    found = (line.measurement for line in review.measurements if line.key == key and line.side is side)
    return next((number.value for number in found), None)


def check_against_results(protocol: Protocol, last: Feedback, review: TrialReview) -> None:
    """What was shown is what is computed by other code from the whole record, as far as both say the same."""
    for lane in last.lanes:
        best_n = value_of(review, "peak_force_best", lane.side)
        if protocol.target is not None and protocol.target.kind == "own_maximum" and best_n is not None:
            assert abs(lane.whole_n - best_n) <= 0.005 * best_n
        score = value_of(review, "path_score", lane.side)
        if score is not None:
            assert abs(lane.score - score) <= 0.3
            assert abs(100.0 * lane.in_band - value_of(review, "path_time_within", lane.side)) <= 0.5
            assert abs(lane.exits - value_of(review, "path_exit_count", lane.side)) <= 1
        for key in ("rep_count", "limb_rep_count", "rise_count", "lift_count", "step_count"):
            counted = value_of(review, key, Side.BOTH if len(last.lanes) == 1 else lane.side)
            if counted is not None and last.wanted_reps:
                assert lane.reps == counted, key
    held_s = value_of(review, "hold_time", Side.BOTH)
    if last.hold is not None and held_s is not None and last.hold.over:
        assert abs(last.hold.held_s - held_s) <= 0.35


def check_the_same_again(shown: Feedback, again: Feedback) -> None:
    """Computed from the recording, it is what the client saw last; a tenth of a second later at most."""
    late_s = 0.2 + BLOCK_S
    for live, after in zip(shown.lanes, again.lanes, strict=True):
        assert after.side is live.side
        assert -1e-6 <= after.seconds_in - live.seconds_in <= late_s
        assert -1e-6 <= after.seconds_measured - live.seconds_measured <= late_s
        assert after.exits - live.exits in (0, 1)
        assert after.reps - live.reps in (0, 1)
        assert (after.low_n is None) == (live.low_n is None)
        if live.whole_n is not None and after.reps == live.reps:
            assert abs(after.whole_n - live.whole_n) <= 1e-3 * live.whole_n
