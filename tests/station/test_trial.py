"""The journey of a trial: states, gates, and when an effort is over."""

from __future__ import annotations

import numpy as np
import pytest

from station.model import Outcome, Side, TrialState
from station.progress import Hold, Jump, Repetitions
from station.protocol import built_in
from station.trial import RECORDED, TRANSITIONS, Advised, Ended, Entered, Marked, Signal, Step, TrialMachine

PLATES = {0: (Side.LEFT, Side.RIGHT)}
HANDHELD = {0: (Side.LEFT,), 1: (Side.RIGHT,)}


def machine(key: str) -> TrialMachine:
    protocol = built_in()[key]
    plates = protocol.device == "plates"
    return TrialMachine(protocol, PLATES if plates else HANDHELD)


def connected(key: str) -> TrialMachine:
    trial = machine(key)
    trial.connected(0.0, dict.fromkeys(trial.streams, 1000.0 if trial.protocol.device == "plates" else 80.0))
    return trial


def plates(total_n: np.ndarray, start_s: float) -> tuple[np.ndarray, np.ndarray]:
    return start_s + np.arange(total_n.size) / 1000.0, np.vstack((0.5 * total_n, 0.5 * total_n))


def stand(seconds: float, weight_n: float = 700.0, sway_n: float = 1.0, seed: int = 1) -> np.ndarray:
    return weight_n + sway_n * np.random.default_rng(seed).standard_normal(round(1000 * seconds))


def states(steps: list[Step]) -> list[TrialState]:
    return [step.state for step in steps if isinstance(step, Entered)]


def weighed_jump() -> TrialMachine:
    trial = connected("cmj")
    trial.zeroed(1.0)
    trial.samples(0, *plates(stand(2.0), 1.0))
    assert states(trial.weigh(3.0)) == [TrialState.READY]
    trial.start(4.0)
    trial.tick(7.0)
    assert trial.state is TrialState.GO
    return trial


def a_jump(start_s: float) -> tuple[np.ndarray, np.ndarray]:
    flight = np.random.default_rng(3).normal(4.0, 1.0, 500)
    total = np.concatenate((stand(1.0), np.full(300, 1500.0), flight, np.full(200, 2500.0), stand(4.0)))
    return plates(total, start_s)


def test_space_walks_from_zero_to_review() -> None:
    trial = weighed_jump()
    steps = trial.samples(0, *a_jump(7.0))
    assert states(steps) == [TrialState.REVIEW]
    assert [step.name for step in steps if isinstance(step, Marked)] == ["takeoff", "landing", "finished"]
    ended = next(step for step in steps if isinstance(step, Ended))
    assert ended.outcome is Outcome.COMPLETED
    assert ended.end_s == pytest.approx(7.0 + 1.8 + trial.protocol.finish.settle_s)
    assert states(trial.decided(20.0)) == [TrialState.DONE]


def test_the_analysed_range_begins_with_the_window_in_which_the_client_was_weighed() -> None:
    trial = weighed_jump()
    assert trial.range_start_s == pytest.approx(2.0, abs=0.002)


@pytest.mark.parametrize("cut", [1, 7, 100, 10_000])
def test_cutting_the_samples_differently_changes_nothing(cut: int) -> None:
    whole, pieces = weighed_jump(), weighed_jump()
    host_s, force_n = a_jump(7.0)
    found: list[Step] = []
    for at in range(0, host_s.size, cut):
        found += pieces.samples(0, host_s[at : at + cut], force_n[:, at : at + cut])
    assert found == whole.samples(0, host_s, force_n)


def test_weighing_is_refused_while_the_client_sways_and_says_what_helps() -> None:
    trial = connected("cmj")
    trial.zeroed(1.0)
    trial.samples(0, *plates(stand(2.0, sway_n=25.0), 1.0))
    (advice,) = trial.weigh(3.0)
    assert isinstance(advice, Advised)
    assert "needs ±10 N" in advice.text
    assert trial.state is TrialState.WEIGH


def test_nobody_on_the_plates_is_not_weighed() -> None:
    trial = connected("cmj")
    trial.zeroed(1.0)
    trial.samples(0, *plates(stand(2.0, weight_n=0.0), 1.0))
    (advice,) = trial.weigh(3.0)
    assert isinstance(advice, Advised)
    assert "Nobody" in advice.text


def test_a_test_without_weighing_goes_straight_to_ready() -> None:
    trial = connected("hip_abduction_iso")
    trial.zeroed(1.0)
    assert states(trial.tick(1.02)) == [TrialState.READY]


def test_whoever_presses_weigh_in_a_test_without_weighing_is_not_told_to_wait() -> None:
    trial = connected("hip_abduction_iso")
    trial.zeroed(1.0)
    assert trial.state is TrialState.WEIGH
    assert trial.weigh(1.0) == []


def test_the_countdown_ends_on_time_even_when_the_tick_comes_late() -> None:
    trial = connected("hip_abduction_iso")
    trial.zeroed(1.0)
    trial.tick(1.1)
    trial.start(2.0)
    assert trial.countdown_s(3.5) == pytest.approx(1.5)
    (entered,) = trial.tick(5.4)
    assert entered == Entered(TrialState.GO, 5.0)


@pytest.mark.parametrize("state", sorted(RECORDED))
def test_a_lost_device_is_never_the_clients_failure(state: TrialState) -> None:
    trial = weighed_jump()
    trial.state = state
    steps = trial.lost(8.0)
    assert [step.outcome for step in steps if isinstance(step, Ended)] in ([], [Outcome.DEVICE_FAILED])
    assert trial.state in (TrialState.CONNECTING, TrialState.REVIEW)


def test_stopping_before_go_is_a_step_back_and_after_go_ends_the_trial() -> None:
    trial = weighed_jump()
    (entered, ended) = trial.stop(8.0)
    assert entered == Entered(TrialState.STOPPED, 8.0)
    assert isinstance(ended, Ended)
    assert ended.outcome is Outcome.STOPPED
    other = connected("glute_bridge_hold")
    other.zeroed(1.0)
    other.tick(1.1)
    other.start(2.0)
    assert states(other.stop(3.0)) == [TrialState.READY]


def test_a_signal_that_does_not_belong_to_the_state_is_ignored() -> None:
    trial = machine("cmj")
    for call in (trial.zeroed, trial.start, trial.finish, trial.stop, trial.decided, trial.weigh):
        assert call(0.0) == []
    assert trial.state is TrialState.CONNECTING


def test_every_signal_moves_something_and_every_state_can_be_left() -> None:
    assert {signal for _, signal in TRANSITIONS} == set(Signal)
    assert {state for state, _ in TRANSITIONS} == set(TrialState) - {TrialState.DONE}


def push(level_n: float, seconds: float, rate_hz: float = 80.0) -> np.ndarray:
    rise = np.linspace(0.0, level_n, round(0.3 * rate_hz))
    return np.concatenate((rise, np.full(round(seconds * rate_hz), level_n), rise[::-1], np.zeros(round(rate_hz))))


def test_repetitions_are_counted_per_side_and_the_last_release_ends_the_trial() -> None:
    trial = connected("hip_abduction_iso")
    progress = trial.progress
    assert isinstance(progress, Repetitions)
    noise = np.random.default_rng(5)
    for number in (0, 1):
        force = np.concatenate((np.zeros(80), push(150.0, 2.0), push(160.0, 2.0), push(155.0, 2.0), np.zeros(240)))
        force = force + 0.2 * noise.standard_normal(force.size)
        host_s = 100.0 * number + np.arange(force.size) / 80.0
        happenings = progress.feed(number, host_s, force[None, :])
        assert [h.name for h in happenings].count("release") == 3
        assert progress.turn is (Side.RIGHT if number == 0 else None)
    assert happenings[-1].name == "finished"
    assert progress.pushers[Side.LEFT].peaks_n == pytest.approx([150.0, 160.0, 155.0], abs=2.0)


def test_a_wobble_does_not_end_a_hold_but_letting_go_does() -> None:
    trial = connected("glute_bridge_hold")
    progress = trial.progress
    assert isinstance(progress, Hold)
    total = np.concatenate(
        (np.full(1000, 120.0), np.full(6000, 420.0), np.full(500, 150.0), np.full(4000, 420.0), np.full(4000, 120.0))
    )
    happenings = progress.feed(0, *plates(total, 0.0))
    assert [(h.name, round(h.at_s, 2)) for h in happenings] == [("hold", 1.0), ("release", 11.5), ("finished", 13.5)]
    assert progress.held_s() == pytest.approx(10.5, abs=0.01)


def test_a_plate_that_rests_off_zero_still_shows_a_flight() -> None:
    progress = connected("cmj").progress
    assert isinstance(progress, Jump)
    total = np.concatenate((stand(1.0), np.full(300, 1500.0), np.full(450, 30.0), stand(4.0)))
    names = [happening.name for happening in progress.feed(0, *plates(total, 0.0))]
    assert names == ["takeoff", "landing", "finished"]


@pytest.mark.parametrize("cut", [1, 16, 400])
def test_the_date_of_a_push_does_not_depend_on_the_cutting(cut: int) -> None:
    def dates(size: int) -> list[float]:
        progress = connected("hip_abduction_iso").progress
        assert isinstance(progress, Repetitions)
        force = np.concatenate((np.zeros(120), push(150.0, 2.0), np.zeros(80)))
        force = force + 0.2 * np.random.default_rng(5).standard_normal(force.size)
        host_s = 100.0 + np.arange(force.size) / 80.4
        found = [
            progress.feed(0, host_s[at : at + size], force[None, at : at + size]) for at in range(0, force.size, size)
        ]
        return [happening.at_s for happenings in found for happening in happenings if happening.name == "onset"]

    assert dates(cut) == dates(10_000)
    assert len(dates(cut)) == 1


def test_feet_that_are_put_down_after_go_are_not_taken_for_the_hold() -> None:
    progress = connected("glute_bridge_hold").progress
    assert isinstance(progress, Hold)
    total = np.concatenate((np.zeros(1000), np.full(4000, 110.0), np.full(8000, 420.0), np.full(4000, 110.0)))
    happenings = progress.feed(0, *plates(total, 0.0))
    found = [(h.name, round(h.at_s, 2)) for h in happenings]
    assert found == [("hold", 1.0), ("hold", 5.0), ("release", 13.0), ("finished", 15.0)]
    assert progress.held_s() == pytest.approx(8.0, abs=0.01)
