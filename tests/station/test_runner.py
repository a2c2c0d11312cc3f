"""A visit's trials without threads: blocks in, recordings, states and the board out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from plates_bench import CALIBRATION, INFO, Bench, jump, to_go

from drivers.calibration import Calibration
from drivers.contracts import DeviceInfo, Gap, LinkChange, LinkHealth, LinkState, SampleBlock, Segment
from drivers.errors import WrongDevice
from station.advice import HINT_S
from station.events import StateChanged
from station.folders import make_folders
from station.loss_words import lacking_words
from station.model import Outcome, Side, TrialState
from station.recorded import read
from station.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(make_folders(tmp_path)) as opened:
        yield opened


@pytest.fixture
def bench(tmp_path: Path, store: Store) -> Bench:
    return Bench(make_folders(tmp_path), store)


def test_a_jump_is_recorded_from_the_second_before_its_zero_to_its_end(bench: Bench) -> None:
    to_go(bench)
    bench.stand(jump())
    assert bench.state is TrialState.REVIEW
    (finished,) = bench.finished
    finished.recorder.close(finished.outcome)
    recording = read(finished.recorder.path)
    assert recording.outcome is Outcome.COMPLETED
    names = [marker.name for marker in recording.markers]
    assert [name for name in names if name in ("weighed", "takeoff", "landing", "range_start", "range_end")] == [
        "weighed", "range_start", "takeoff", "landing", "range_end",
    ]  # fmt: skip
    (segment,) = recording.streams[0]
    assert segment.index[0] == 500
    assert np.all(np.diff(segment.index) == 1)
    assert segment.values.dtype == np.int16


def test_what_is_filed_can_be_kept_and_the_next_trial_is_offered(bench: Bench) -> None:
    to_go(bench)
    bench.stand(jump())
    trial_id = bench.archive.file(bench.finished[0])
    bench.runner.filed(bench.finished[0].recording_id, trial_id)
    assert bench.runner.primary() == trial_id
    assert trial_id is not None
    bench.decide(trial_id, True)
    bench.seconds(0.2)
    assert bench.state is TrialState.DONE
    assert bench.runner.live.primary == "Trial 2 of 3: Countermovement jump"
    review = bench.archive.review(trial_id)
    assert {curve.side for curve in review.curves} == {Side.LEFT, Side.RIGHT}
    assert review.kept is True


def test_a_retake_carries_the_zero_over_and_records_anew(bench: Bench) -> None:
    to_go(bench)
    bench.stand(jump())
    trial_id = bench.archive.file(bench.finished[0])
    assert trial_id is not None
    bench.runner.filed(bench.finished[0].recording_id, trial_id)
    bench.decide(trial_id, False)
    bench.start_early()
    assert bench.state is TrialState.WEIGH
    assert bench.runner.live.zeroed_s is not None


def test_loaded_plates_are_not_zeroed_and_the_reason_is_shown(bench: Bench) -> None:
    bench.seconds(1.5, 700.0)
    bench.runner.choose(bench.archive.protocols["cmj"])
    bench.runner.primary()
    bench.seconds(0.2, 700.0)
    assert bench.state is TrialState.ZERO
    assert "empty" in bench.runner.live.trouble


def test_a_test_for_devices_that_are_not_attached_says_what_is_attached_and_what_to_do(bench: Bench) -> None:
    pull = bench.archive.protocols["hip_abduction_iso"]
    assert bench.runner.missing(pull) == (
        "This test needs dynamometers; attached: Plates. Switch them on and connect them, or choose another test."
    )
    assert bench.runner.missing(bench.archive.protocols["cmj"]) == ""


def test_a_station_without_devices_says_that_none_is_attached() -> None:
    words = "This test needs force plates, and no device is attached. Switch them on and connect them."
    assert lacking_words("plates", []) == words


def test_a_lost_device_ends_the_trial_as_the_devices_failure(bench: Bench) -> None:
    to_go(bench)
    bench.runner.heard(0, LinkChange(LinkState.LOST, "The cable may have been pulled."))
    assert bench.state is TrialState.REVIEW
    (finished,) = bench.finished
    assert finished.outcome is Outcome.DEVICE_FAILED
    bench.runner.tick(bench.clock.at_s + 1.0)
    assert "Plates stopped sending" in bench.runner.live.trouble


def test_why_a_device_was_lost_before_a_trial_is_said_once(bench: Bench) -> None:
    why = "The Plates took no command for 5 s: the connection hangs. Reconnecting."
    bench.seconds(1.5)
    bench.runner.choose(bench.archive.protocols["cmj"])
    bench.runner.primary()
    assert bench.state is TrialState.WEIGH
    bench.runner.heard(0, LinkChange(LinkState.LOST, why))
    bench.runner.tick(bench.clock.at_s + 1.0)
    assert bench.state is TrialState.CONNECTING
    live = bench.runner.live
    assert f"{live.trouble} {live.prompt}".count("took no command") == 1
    # what keeps it away now is said as soon as it is something else
    bench.runner.heard(0, LinkChange(LinkState.CONNECTING, "The port is used by another program."))
    bench.runner.tick(bench.clock.at_s + 2.0)
    assert bench.runner.live.prompt == "The port is used by another program."


def test_why_a_device_was_lost_stays_although_a_hint_was_given_just_before(bench: Bench) -> None:
    to_go(bench)
    bench.runner._hint("Stand still.")
    bench.runner.heard(0, LinkChange(LinkState.LOST, "The cable may have been pulled."))
    bench.runner.tick(bench.clock.at_s + 2.0 * HINT_S)
    assert "Plates stopped sending" in bench.runner.live.trouble


def test_a_gap_reaches_the_recording_at_its_place(bench: Bench) -> None:
    to_go(bench)
    bench.runner.heard(0, Gap(bench.index, 12))
    bench.index += 12
    bench.stand(jump())
    finished = bench.finished[0]
    finished.recorder.close(finished.outcome)
    (segment,) = read(finished.recorder.path).streams[0]
    assert segment.lost == 12


def test_stopping_before_go_sets_the_recording_aside(bench: Bench) -> None:
    bench.seconds(1.5)
    bench.runner.choose(bench.archive.protocols["cmj"])
    bench.runner.primary()
    bench.seconds(0.5)
    bench.runner.stop()
    assert bench.state is TrialState.ZERO
    (unfinished,) = bench.finished
    assert bench.archive.file(unfinished) is None
    assert bench.archive.interrupted() == ()


def test_a_test_can_be_left_before_its_zero(bench: Bench) -> None:
    bench.seconds(1.5)
    bench.runner.choose(bench.archive.protocols["cmj"])
    bench.runner.stop()
    bench.seconds(0.2)
    assert bench.runner.machine is None
    assert bench.runner.live.title == ""
    assert bench.runner.live.primary == "Start: Glute bridge hold", "the first of the list that plates can do"


def test_marks_stay_on_their_samples_when_the_clock_is_known_better_later(bench: Bench) -> None:
    to_go(bench)
    bench.stand(jump()[:2000])
    known = bench.health(0)
    assert known is not None
    bench.runner.tick(bench.clock.at_s + 0.3)
    before = {mark.name: mark.at_s for mark in bench.runner.live.marks}
    bench.runner._health = lambda _: replace(known, offset_s=99.95)
    bench.runner.tick(bench.clock.at_s + 0.6)
    after = {mark.name: mark.at_s for mark in bench.runner.live.marks}
    assert before["takeoff"] - after["takeoff"] == pytest.approx(0.05, abs=0.001)


def test_advice_goes_when_it_is_out_of_date(bench: Bench) -> None:
    bench.seconds(1.5, 700.0)
    bench.runner.choose(bench.archive.protocols["cmj"])
    bench.runner.primary()
    bench.seconds(0.2, 700.0)
    assert bench.runner.live.trouble
    bench.seconds(7.0)
    assert bench.runner.live.trouble == ""


def test_left_and_right_are_not_compared_while_somebody_jumps(bench: Bench) -> None:
    to_go(bench)
    bench.stand(jump()[:800])
    assert bench.state is TrialState.GO
    assert bench.runner.live.left_share is None


def stand_still(bench: Bench, protocol: str) -> None:
    bench.seconds(1.5)
    bench.runner.choose(bench.archive.protocols[protocol])
    bench.runner.primary()
    if bench.state is TrialState.WEIGH:
        bench.seconds(1.5, 700.0)
        bench.runner.primary()
    bench.runner.primary()
    bench.seconds(bench.archive.protocols[protocol].countdown_s + 0.3, 700.0)
    assert bench.state is TrialState.GO


@pytest.mark.parametrize("protocol", ["quiet_stance_eyes_open", "squat"])
def test_the_load_share_is_shown_calmly_while_somebody_stands_or_moves(bench: Bench, protocol: str) -> None:
    stand_still(bench, protocol)
    words = bench.archive.protocols[protocol].words
    assert bench.runner.live.prompt == words.go
    bench.seconds(1.0, 700.0)
    before = bench.runner.live.left_share
    assert before == pytest.approx(0.5, abs=0.01)
    bench.seconds(0.05, 1400.0)
    assert bench.runner.live.left_share == pytest.approx(before, abs=0.01), "a jolt of 50 ms does not shake it"
    bench.seconds(2.0, 700.0)
    live = bench.runner.live
    assert (live.prompt, live.share_verdict) == (words.hold, "Left and right are even")
    assert [(row.label, row.state) for row in live.rows] == [("This trial", "running")]


def test_who_stands_on_one_leg_is_told_so_and_not_compared(bench: Bench) -> None:
    stand_still(bench, "single_leg_stance")
    bench.runner.streams[0].mean_n = lambda *_: {Side.LEFT: 700.0, Side.RIGHT: 8.0}
    bench.seconds(0.2, 700.0)
    assert bench.runner.live.share_verdict == "On the left leg"


def test_every_state_is_told_once(bench: Bench) -> None:
    to_go(bench)
    told = [event.state for event in bench.events if isinstance(event, StateChanged)]
    assert told == [
        TrialState.CONNECTING, TrialState.ZERO, TrialState.WEIGH, TrialState.READY, TrialState.COUNTDOWN, TrialState.GO,
    ]  # fmt: skip


def test_a_device_that_starts_anew_during_a_trial_ends_it_since_its_zero_is_gone(bench: Bench) -> None:
    to_go(bench)
    bench.runner.heard(0, Segment(1, INFO, bench.clock.at_s))
    assert bench.state is TrialState.REVIEW
    assert bench.finished[0].outcome is Outcome.DEVICE_FAILED


def test_a_full_disk_ends_the_trial_with_what_is_on_it(bench: Bench) -> None:
    to_go(bench)
    recorder = bench.archive._recorder
    assert recorder is not None
    recorder.problem = "Disk full: recording stopped at 7.1 s and was saved. Free space, then repeat the trial."
    bench.seconds(0.1, 700.0)
    assert bench.state is TrialState.REVIEW
    assert bench.finished[0].outcome is Outcome.INTERRUPTED
    assert "Disk full" in bench.runner.live.trouble


def test_an_answer_from_the_store_for_a_test_that_was_left_changes_nothing(bench: Bench) -> None:
    to_go(bench)
    bench.stand(jump())
    old = bench.finished[0]
    bench.runner.choose(bench.archive.protocols["glute_bridge_hold"])
    state = bench.state
    bench.runner.filed(old.recording_id, "an-old-trial")
    assert bench.runner.trial_id is None
    bench.runner.filed(old.recording_id, None)
    assert bench.state is state


def test_a_trial_is_decided_once(bench: Bench) -> None:
    to_go(bench)
    bench.stand(jump())
    trial_id = bench.archive.file(bench.finished[0])
    assert trial_id is not None
    bench.runner.filed(bench.finished[0].recording_id, trial_id)
    bench.decide(trial_id, True)
    bench.decide(trial_id, True)
    bench.seconds(0.2)
    assert [row.label for row in bench.runner.live.rows] == ["Countermovement jump"]


@pytest.mark.parametrize(
    "wrong",
    [
        replace(CALIBRATION, outputs=("right", "left")),
        replace(CALIBRATION, gain=((1.0,), (1.0,)), zero_native=(0.0,)),
    ],
    ids=["sides swapped", "channels of another device"],
)
def test_a_calibration_that_does_not_fit_shows_no_force_and_says_why(bench: Bench, wrong: Calibration) -> None:
    plates = replace(bench.runner.streams[0].attached, calibrate=lambda _: wrong)
    bench.runner.attached([plates])
    bench.runner.heard(0, Segment(0, INFO, bench.clock.at_s))
    bench.runner.heard(0, LinkChange(LinkState.STREAMING))
    bench.runner.choose(bench.archive.protocols["cmj"])
    bench.seconds(1.5, 700.0)
    bench.runner.primary()
    bench.seconds(0.1, 700.0)
    live = bench.runner.live
    assert bench.state is TrialState.CONNECTING
    assert live.now_n == {}
    assert "calibration bench" in live.prompt
    assert "calibration bench" in live.devices[0].problem


def test_another_device_at_the_same_place_shows_nothing_of_the_old_one(bench: Bench) -> None:
    bench.seconds(1.0, 300.0)

    def refuse(_: DeviceInfo) -> Calibration:
        raise WrongDevice("The calibration is of another device.")

    stream = bench.runner.streams[0]
    stream.attached = replace(stream.attached, calibrate=refuse)
    bench.runner.heard(0, Segment(1, replace(INFO, serial="999"), bench.clock.at_s))
    bench.seconds(0.5, 300.0)
    assert bench.runner.live.now_n == {}
    assert bench.runner.live.devices[0].problem == "The calibration is of another device."


def test_what_stands_on_the_screen_does_not_look_alive_when_the_devices_have_stopped(bench: Bench) -> None:
    bench.seconds(1.0, 300.0)
    assert bench.runner.live.now_n
    bench.runner.failed(RuntimeError("boom"))
    live = bench.runner.live
    assert live.now_n == {}
    assert {device.state for device in live.devices} == {LinkState.LOST}
    assert "fault in this program" in live.trouble


def test_a_clone_that_sends_a_tenth_of_the_promised_rate_is_drawn_without_breaks(bench: Bench) -> None:
    stream = bench.runner.streams[0]
    bench.health = lambda _: LinkHealth(LinkState.STREAMING, "", 100.0, 0, 0, 0, 0, 0, 0, 100.0, 0.0)
    bench.runner._health = bench.health
    bench.runner.tick(100.0)
    ticks = np.arange(0, 3000, 10, dtype=np.int64)
    bench.runner.heard(0, SampleBlock(0, ticks, np.full((8, ticks.size), 100, np.int16)))
    assert stream.live is not None
    envelope = stream.live.envelope((Side.LEFT,), 50, 2.0, 2.9)
    assert envelope is not None
    assert not np.isnan(envelope.low_n[5:-3]).any()
