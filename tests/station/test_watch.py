"""Zeros, sides, limits, rates, batteries around a trial: what is said, what is stored, what becomes of the numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from plates_bench import CALIBRATION, INFO, SIGNAL, Bench

from drivers.contracts import DeviceInfo, LinkChange, LinkState, Notice, NoticeKind, SampleBlock, Segment
from drivers.registry import DEVICES
from dsp.measurement import Measurement, State
from simulators.body import Person
from simulators.countermovement import countermovement_jump
from station.acquisition import Attached
from station.folders import make_folders
from station.model import Outcome, Side, TrialReview, TrialState
from station.recorded import read
from station.store import Store
from ui.numbers import reading

PERSON = Person()
VERIFIED = replace(CALIBRATION, uncertainty=0.005, dated="2026-10-01")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(make_folders(tmp_path)) as opened:
        yield opened


@pytest.fixture
def bench(tmp_path: Path, store: Store) -> Bench:
    return Bench(make_folders(tmp_path), store, replace(VERIFIED, dated=_today(tmp_path, store)))


def _today(folder: Path, store: Store) -> str:
    """The day of the bench's wall clock, so that no calibration is old by accident."""
    return store._now().date().isoformat()


def to_weigh(bench: Bench) -> None:
    bench.seconds(1.2)
    bench.runner.choose(bench.archive.protocols["cmj"])
    bench.runner.primary()
    assert bench.state is TrialState.WEIGH


def weighed_to_go(bench: Bench) -> None:
    bench.seconds(1.3, PERSON.weight_n)
    bench.runner.primary()
    bench.runner.primary()
    bench.seconds(3.2, PERSON.weight_n)
    assert bench.state is TrialState.GO


def leap(bench: Bench, seconds: float = 10.0) -> None:
    performance = countermovement_jump(PERSON, after_s=2.5)
    times = np.arange(0.0, min(seconds, performance.duration_s), 0.001)
    bench.feet(*performance.at(times))


def jumped(bench: Bench) -> TrialReview:
    to_weigh(bench)
    bench.step_on(Side.LEFT, PERSON.weight_n)
    weighed_to_go(bench)
    leap(bench)
    assert bench.state is TrialState.REVIEW
    return bench.filed()


def number(review: TrialReview, key: str, side: Side = Side.BOTH) -> Measurement:
    return next(line.measurement for line in review.measurements if (line.key, line.side) == (key, side))


def markers(bench: Bench, name: str) -> list[dict[str, object]]:
    bench.finished[-1].recorder.close(Outcome.COMPLETED)
    return [marker.data for marker in read(bench.finished[-1].recorder.path).markers if marker.name == name]


def test_a_sound_jump_has_no_doubts(bench: Bench) -> None:
    review = jumped(bench)
    assert bench.runner.live.trouble == ""
    assert number(review, "jump_height_im").state is State.VALID
    assert number(review, "jump_height_im").reasons == ()
    bench.seconds(2.0)
    assert bench.runner.live.trouble == ""
    assert bench.archive.review(review.trial_id).provenance == review.provenance, "no run for a zero that holds"


# G5 -------------------------------------------------------------------------------------------------------------------


def test_a_plate_that_does_not_return_to_zero_is_said_stored_and_limits_the_height(bench: Bench) -> None:
    review = jumped(bench)
    bench.off_n = [2.3, 0.0]
    bench.seconds(2.0)
    assert (
        bench.runner.live.trouble == "Left plate reads 2.3 N with nobody on it. Zero both plates before the next jump."
    )
    again = bench.archive.review(review.trial_id)
    height = number(again, "jump_height_im")
    assert height.state is State.LIMITED
    assert "the left plate reads +2.3 N with nobody on it" in height.reasons[0]
    assert "wrong by 0.7 cm" in height.reasons[0]
    assert number(again, "peak_propulsive_force").state is State.LIMITED
    assert number(again, "jump_height_ft").state is State.VALID, "the time in the air needs no zero"
    assert "run 2: zero return found after the trial" in " ".join(again.provenance)


@pytest.mark.parametrize(
    ("off_n", "height", "force", "said"),
    [
        (1.4, State.LIMITED, State.LIMITED, "Its zero begins to drift"),
        (3.0, State.LIMITED, State.LIMITED, "Zero both plates before the next jump"),
        (5.5, State.INVALID, State.LIMITED, "Zero both plates before the next jump"),
    ],
)
def test_a_zero_is_said_at_one_newton_asked_for_at_two_and_blocks_heights_at_five(
    off_n: float, height: State, force: State, said: str, bench: Bench
) -> None:
    review = jumped(bench)
    bench.off_n = [0.0, off_n]
    bench.seconds(2.0)
    again = bench.archive.review(review.trial_id)
    assert number(again, "jump_height_im").state is height
    assert number(again, "peak_propulsive_force").state is force
    assert said in bench.runner.live.trouble


def test_a_zero_is_looked_at_whatever_comes_after_the_trial(bench: Bench) -> None:
    review = jumped(bench)
    bench.decide(review.trial_id, True)
    bench.runner.stop()
    assert bench.runner.machine is None
    bench.off_n = [2.3, 0.0]
    bench.seconds(2.0)
    assert "Left plate reads 2.3 N with nobody on it" in bench.runner.live.trouble
    assert number(bench.archive.review(review.trial_id), "jump_height_im").state is State.LIMITED


def test_the_zero_of_a_dynamometer_says_nothing_of_the_plates(bench: Bench) -> None:
    grip = DeviceInfo("Progressor", "7", "2.0.4", replace(SIGNAL, channels=("force",)))
    gauge = replace(CALIBRATION, serial="7", outputs=("left",), gain=((0.1,),), zero_native=(0.0,), noise_sd_n=(1.0,))
    held = Attached("Grip", DEVICES["progressor"], lambda: None, (Side.LEFT,), lambda _: gauge)
    plates = bench.runner.streams[0].attached
    bench.runner.attached([plates, held])
    for at, info in enumerate((INFO, grip)):
        bench.runner.heard(at, Segment(0, info, bench.clock.at_s))
        bench.runner.heard(at, LinkChange(LinkState.STREAMING))
    review = jumped(bench)
    bench.decide(review.trial_id, True)

    bench.runner.choose(bench.archive.protocols["hip_abduction_iso"])
    pulls = np.tile(np.array([[1, -1]], dtype=np.int16), 750)
    bench.runner.heard(1, SampleBlock(0, np.arange(1500, dtype=np.int64), pulls))
    bench.runner.tick(bench.clock.at_s)
    bench.runner.primary()
    bench.runner.tick(bench.clock.at_s)  # nothing to weigh
    assert bench.state is TrialState.READY, bench.runner.live.trouble
    bench.off_n = [2.3, 0.0]
    bench.seconds(2.0)
    assert "Left plate reads 2.3 N with nobody on it" in bench.runner.live.trouble
    assert number(bench.archive.review(review.trial_id), "jump_height_im").state is State.LIMITED


def test_a_zero_is_of_every_trial_since_the_plates_were_last_seen_empty(bench: Bench) -> None:
    first = jumped(bench)
    bench.decide(first.trial_id, False)
    bench.start_early()
    bench.seconds(0.2, PERSON.weight_n)  # stands on for the retake
    assert bench.state is TrialState.WEIGH
    weighed_to_go(bench)
    leap(bench)
    second = bench.filed()
    bench.off_n = [2.3, 0.0]
    bench.seconds(2.0)
    for review in (first, second):
        assert number(bench.archive.review(review.trial_id), "jump_height_im").state is State.LIMITED


def test_a_zero_that_moved_is_not_carried_over_to_the_retake(bench: Bench) -> None:
    review = jumped(bench)
    bench.off_n = [2.3, 0.0]
    bench.seconds(2.0)
    bench.decide(review.trial_id, False)
    bench.start_early()
    assert bench.state is TrialState.ZERO
    assert "Zero both plates" in bench.runner.live.trouble or "Zero both plates" in bench.runner._advice.text
    bench.runner.primary()
    assert bench.state is TrialState.WEIGH
    bench.seconds(1.5)
    assert bench.runner.live.trouble == ""


def test_a_zero_that_holds_is_carried_and_looked_at_again_before_the_retake(bench: Bench) -> None:
    review = jumped(bench)
    bench.seconds(2.0)
    bench.decide(review.trial_id, False)
    bench.start_early()
    assert bench.state is TrialState.WEIGH
    bench.off_n = [-3.1, 0.0]
    bench.seconds(2.0)
    assert bench.runner.live.trouble.startswith("Left plate reads \N{MINUS SIGN}3.1 N with nobody on it.")
    bench.step_on(Side.LEFT, PERSON.weight_n)
    weighed_to_go(bench)
    leap(bench)
    second = bench.filed()
    assert markers(bench, "zero_check")[-1]["left"] == pytest.approx(-3.1, abs=0.2)
    assert number(second, "jump_height_im").state is State.LIMITED


# G6 -------------------------------------------------------------------------------------------------------------------


def test_a_zero_under_load_marks_every_trial_since_it(bench: Bench) -> None:
    bench.off_n = [12.0, 0.0]
    first = jumped(bench)
    bench.decide(first.trial_id, False)
    bench.start_early()
    assert bench.state is TrialState.WEIGH
    bench.seconds(0.3, PERSON.weight_n)
    weighed_to_go(bench)
    leap(bench)
    second = bench.filed()
    bench.off_n = [0.0, 0.0]
    bench.seconds(2.0)
    assert "The zero was taken under load" in bench.runner.live.trouble
    for review in (first, second):
        again = bench.archive.review(review.trial_id)
        assert number(again, "jump_height_im").state is State.INVALID
        assert "zero was taken under load" in number(again, "jump_height_im").reasons[0]
        assert number(again, "system_weight").state is State.LIMITED


def test_what_is_found_before_a_trial_is_stored_reaches_it_when_it_is(bench: Bench) -> None:
    to_weigh(bench)
    bench.step_on(Side.LEFT, PERSON.weight_n)
    weighed_to_go(bench)
    leap(bench)
    bench.off_n = [0.0, -7.0]
    bench.seconds(2.0)
    review = bench.filed()
    assert "zero was taken under load" in number(review, "jump_height_im").reasons[0]


# G7 -------------------------------------------------------------------------------------------------------------------


def test_the_first_trial_on_plates_asks_for_the_left_foot_first_and_no_more_once_it_came(bench: Bench) -> None:
    to_weigh(bench)
    bench.seconds(0.2)
    assert bench.runner.live.prompt.startswith("LEFT foot first.")
    bench.step_on(Side.LEFT)
    bench.seconds(0.2, 700.0)
    assert bench.runner.live.prompt.startswith("Step on")
    assert bench.runner.live.trouble == ""


def test_the_right_plate_first_limits_what_belongs_to_a_side(bench: Bench) -> None:
    to_weigh(bench)
    bench.step_on(Side.RIGHT, PERSON.weight_n)
    assert "left and right may be swapped" in bench.runner.live.trouble
    bench.seconds(0.2, PERSON.weight_n)
    assert bench.runner.live.prompt.startswith("Step off, tap the LEFT plate once, then LEFT foot first. Step on")
    weighed_to_go(bench)
    leap(bench)
    review = bench.filed()
    assert markers(bench, "side_check") == [{"first": "right"}]
    share = number(review, "propulsive_share", Side.LEFT)
    assert share.state is State.LIMITED
    assert "left and right may be swapped" in share.reasons[0]
    assert number(review, "propulsive_impulse_asymmetry").state is State.LIMITED
    assert number(review, "jump_height_im").state is State.VALID, "the sum has no side"


def test_a_tap_on_the_left_plate_settles_it(bench: Bench) -> None:
    to_weigh(bench)
    bench.step_on(Side.RIGHT, PERSON.weight_n)
    bench.seconds(0.5)
    bench.feet(np.full(100, 80.0), np.zeros(100))
    bench.seconds(0.5)
    bench.step_on(Side.RIGHT, PERSON.weight_n)
    weighed_to_go(bench)
    leap(bench)
    assert markers(bench, "side_check")[:2] == [{"first": "right"}, {"first": "left"}]


def test_both_feet_at_once_tell_nothing(bench: Bench) -> None:
    to_weigh(bench)
    bench.seconds(0.5)
    weighed_to_go(bench)
    leap(bench)
    review = bench.filed()
    assert markers(bench, "side_check") == []
    assert number(review, "propulsive_share", Side.LEFT).state is State.VALID


# G1 -------------------------------------------------------------------------------------------------------------------


def test_over_its_rated_force_a_peak_is_a_lower_bound_and_so_it_is_written(
    tmp_path: Path, store: Store, bench: Bench
) -> None:
    folders = make_folders(tmp_path)
    rated = Bench(folders, store, replace(VERIFIED, dated=_today(tmp_path, store), capacity_n=900.0))
    whole = jumped(bench)
    review = jumped(rated)
    true_n = number(whole, "landing_peak", Side.RIGHT).value
    assert true_n is not None
    assert true_n > 900.0
    assert rated.runner.live.trouble.endswith("plate reached its limit (900 N). True peak is at least 900 N.")
    assert "right" in {data["side"] for data in markers(rated, "overload")}
    peak = number(review, "landing_peak", Side.RIGHT)
    assert (peak.state, peak.value, peak.at_least) == (State.LIMITED, 900.0, True)
    assert "in this trial the right plate reached its limit: it felt 900 N or more" in peak.reasons
    assert reading("landing_peak", peak).text() == "≥\u00a0900 N"
    assert number(review, "landing_impulse", Side.RIGHT).state is State.INVALID
    assert number(review, "jump_height_im").state is State.VALID, "the push was within it"


# G9, G8 ---------------------------------------------------------------------------------------------------------------


def test_numbers_of_an_expired_calibration_say_so_and_so_does_what_is_printed(tmp_path: Path, store: Store) -> None:
    old = Bench(make_folders(tmp_path), store, replace(VERIFIED, dated="2019-01-15"))
    review = jumped(old)
    height = number(review, "jump_height_im")
    assert height.state is State.LIMITED
    assert height.reasons[0].startswith("calibration expired: it is of 2019-01-15")
    assert number(review, "flight_time").state is State.VALID
    assert any("calibration expired" in line for line in review.provenance)


def test_numbers_of_a_calibration_that_nobody_verified_say_so_and_stay_valid(tmp_path: Path, store: Store) -> None:
    review = jumped(Bench(make_folders(tmp_path), store))
    height = number(review, "jump_height_im")
    assert (height.state, height.reasons[-1]) == (State.VALID, "calibration not verified")
    assert any("calibration not verified" in line for line in review.provenance)


def test_a_device_with_the_calibration_of_another_unit_shows_no_force(tmp_path: Path, store: Store) -> None:
    wrong = Bench(make_folders(tmp_path), store, replace(VERIFIED, nominal_gain=0.05))
    wrong.seconds(1.0, 700.0)
    live = wrong.runner.live
    assert "100 % more, where 5 % is allowed" in live.trouble
    assert live.now_n == {}
    assert "--accept-scale" in live.devices[0].problem


# L19, L21, L1, L4 -----------------------------------------------------------------------------------------------------


def test_a_device_that_is_slower_than_it_should_be_keeps_no_times(bench: Bench) -> None:
    bench.rate_share = 0.93
    review = jumped(bench)
    assert markers(bench, "rate_check") == [{"0": 0.93}]
    assert number(review, "flight_time").state is State.INVALID
    assert "930 samples a second and should send 1000" in number(review, "flight_time").reasons[0]
    assert number(review, "jump_height_im").state is not State.INVALID
    assert bench.runner.live.devices[0].rate_share == 0.93


def test_what_a_device_says_is_wrong_with_it_is_said_with_its_name(bench: Bench) -> None:
    bench.runner.heard(0, Notice(NoticeKind.TROUBLE, "Plate 2 does not measure."))
    bench.seconds(0.1, 0.0)
    assert bench.runner.live.trouble == "Plates: Plate 2 does not measure."
    assert not bench.runner.streams[0].says_flat


def test_a_battery_that_runs_out_during_a_trial_is_said_after_it_and_no_new_one_begins(bench: Bench) -> None:
    to_weigh(bench)
    bench.step_on(Side.LEFT, PERSON.weight_n)
    weighed_to_go(bench)
    bench.runner.heard(0, Notice(NoticeKind.LOW_BATTERY, "nearly empty"))
    bench.seconds(0.1, PERSON.weight_n)
    assert bench.runner.live.trouble == "", "nobody reads in the middle of a jump"
    leap(bench)
    assert bench.state is TrialState.REVIEW
    assert bench.runner.live.trouble.startswith("The battery of Plates is nearly empty")
    review = bench.filed()
    bench.decide(review.trial_id, False)
    bench.start_early()
    assert bench.state is TrialState.BREAK
    assert "no new trial begins with it" in bench.runner._advice.text


@pytest.mark.parametrize(("charge", "begins"), [(0.18, True), (0.05, False)])
def test_a_low_battery_is_said_before_a_trial_and_a_flat_one_keeps_it_from_beginning(
    charge: float, begins: bool, bench: Bench
) -> None:
    bench.battery = charge
    bench.seconds(1.2)
    bench.runner.choose(bench.archive.protocols["cmj"])
    bench.seconds(0.1)
    assert f"({100 * charge:.0f} %)" in bench.runner.live.trouble
    bench.runner.primary()
    assert (bench.state is TrialState.WEIGH) is begins


def test_a_lost_device_is_said_with_the_second_and_what_it_means(bench: Bench) -> None:
    to_weigh(bench)
    bench.step_on(Side.LEFT, PERSON.weight_n)
    weighed_to_go(bench)
    bench.seconds(4.0, PERSON.weight_n)
    bench.runner.heard(0, LinkChange(LinkState.LOST, "The cable may have been pulled. Reconnecting."))
    words = bench.runner._advice.text
    assert words.startswith("Plates stopped sending at 4.2 s. This trial is kept as incomplete;")
    assert words.endswith("Reconnecting.")


def test_a_jump_that_was_landed_before_the_cable_went_keeps_its_height(bench: Bench) -> None:
    to_weigh(bench)
    bench.step_on(Side.LEFT, PERSON.weight_n)
    weighed_to_go(bench)
    landing_s = countermovement_jump(PERSON).events["landing"]
    leap(bench, landing_s + 0.6)
    bench.runner.heard(0, LinkChange(LinkState.LOST, "Unplugged."))
    review = bench.filed()
    assert review.outcome is Outcome.DEVICE_FAILED
    assert number(review, "jump_height_im").state is State.VALID
    assert number(review, "time_to_stabilisation").state is State.INVALID


def test_a_backlog_after_a_stall_is_shown_as_seconds_behind(bench: Bench) -> None:
    bench.seconds(1.0)
    bench.clock.at_s += 2.1
    bench.runner.tick(bench.clock.at_s)
    assert bench.runner.live.devices[0].behind_s == pytest.approx(2.1, abs=0.05)
