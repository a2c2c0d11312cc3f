"""A device that does not number its samples: nothing says that it lost none, and what is suspected limits its times."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from plates_bench import CALIBRATION, INFO, Bench
from test_replay_every_device import UNITS, recording_of
from test_watch import PERSON, _today, jumped, leap, number, to_weigh, weighed_to_go

from drivers.contracts import LinkHealth, LinkState, Segment
from drivers.registry import DEVICES
from dsp.measurement import State
from station.__main__ import main
from station.board import Scene, compose
from station.filing import analysis_of
from station.folders import make_folders
from station.loss_check import SHOWS_WITHIN_S
from station.loss_words import missing_words
from station.model import DeviceStatus, Outcome, Side, TrialState
from station.playback import trial_data
from station.store import Store
from ui.device_texts import device_details, device_line, strip_note_details

COUNTED = {key: key not in ("cts500", "mark10", "go-direct", "tec-gihan") for key in DEVICES}
"""By the protocols: a time or a number stands beside every sample of these kinds."""


class Unnumbered(Bench):
    """Plates whose link suspects losses."""

    unseen = 0

    def health(self, number: int) -> LinkHealth | None:
        known = super().health(number)
        return None if known is None else replace(known, counts_losses=False, unseen=self.unseen)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(make_folders(tmp_path)) as opened:
        yield opened


@pytest.fixture
def bench(tmp_path: Path, store: Store) -> Unnumbered:
    verified = replace(CALIBRATION, uncertainty=0.005, dated=_today(tmp_path, store))
    return Unnumbered(make_folders(tmp_path), store, verified)


def test_a_loss_that_shows_behind_a_trial_limits_what_rests_on_its_times(bench: Unnumbered) -> None:
    review = jumped(bench)
    bench.seconds(3.0)
    assert number(bench.archive.review(review.trial_id), "jump_height_ft").state is State.VALID
    bench.unseen = 12
    bench.seconds(0.5)
    again = bench.archive.review(review.trial_id)
    for key in ("jump_height_ft", "jump_height_im", "flight_time", "contraction_time"):
        found = number(again, key)
        assert found.state is State.LIMITED, key
        assert "about 12 samples were lost somewhere in this trial" in found.reasons[0]
        assert "too short by 12 ms" in found.reasons[0]
    assert number(again, "peak_propulsive_force").state is State.VALID
    assert "unseen loss found after the trial" in " ".join(again.provenance)


def test_a_loss_that_ends_a_trial_limits_what_was_measured_before_it(bench: Unnumbered) -> None:
    """The link begins a new segment where the loss shows, seconds behind the place where it happened."""
    to_weigh(bench)
    bench.step_on(Side.LEFT, PERSON.weight_n)
    weighed_to_go(bench)
    leap(bench, 5.0)
    assert bench.state is TrialState.GO
    bench.unseen = 7
    bench.runner.heard(0, Segment(1, INFO, bench.clock.at_s))
    assert bench.state is TrialState.REVIEW
    review = bench.filed()
    bench.index = 0
    bench.runner.tick(bench.clock.at_s + 0.1)
    again = bench.archive.review(review.trial_id)
    assert again.outcome is Outcome.DEVICE_FAILED
    timed = [line.measurement for line in again.measurements if line.measurement.unit == "s"]
    measured = [each for each in timed if each.value is not None]
    assert measured
    assert all(each.state is State.LIMITED for each in measured)
    assert all("about 7 samples were lost" in " ".join(each.reasons) for each in measured)


def test_a_loss_that_shows_long_after_a_trial_was_not_in_it(bench: Unnumbered) -> None:
    review = jumped(bench)
    bench.seconds(SHOWS_WITHIN_S + 0.5)
    bench.unseen = 12
    bench.seconds(1.0)
    assert number(bench.archive.review(review.trial_id), "jump_height_ft").state is State.VALID


def test_a_loss_before_the_first_trial_is_not_held_against_it(bench: Unnumbered) -> None:
    bench.unseen = 500
    review = jumped(bench)
    bench.seconds(2.0)
    assert number(bench.archive.review(review.trial_id), "jump_height_ft").state is State.VALID


@pytest.mark.parametrize(
    ("lost", "unseen", "counts", "said"),
    [
        (0, 0, True, "0 samples lost"),
        (1, 0, True, "1 sample lost"),
        (3, 0, True, "3 samples lost"),
        (0, 0, False, "losses are not counted: this device does not number its samples"),
        (0, 1, False, "at least 1 sample lost: this device does not number its samples"),
        (3, 0, False, "at least 3 samples lost: this device does not number its samples"),
        (3, 12, False, "at least 15 samples lost: this device does not number its samples"),
    ],
)
def test_only_what_was_counted_is_called_lost(lost: int, unseen: int, counts: bool, said: str) -> None:
    assert missing_words(lost, counts=counts, unseen=unseen) == said


def test_the_strip_claims_no_losses_that_nobody_counts() -> None:
    counted = DeviceStatus("Grip", "7", (Side.LEFT,), LinkState.STREAMING, 0.84, 80.0, 0, 0)
    sound = replace(counted, counts_losses=False)
    assert "lost" not in device_line(sound)
    assert "0 samples lost" not in device_details(sound)
    assert "does not number its samples" in device_details(sound)
    assert "0 samples lost" in device_details(counted)
    suspected = replace(sound, lost=2, unseen=5)
    assert "at least 7 lost" in device_line(suspected)
    assert "About 5 were found so: times there can be too short." in device_details(suspected)


def link(lost: int, *, counts: bool, unseen: int = 0) -> LinkHealth:
    known = LinkHealth(LinkState.STREAMING, "", 100.0, 1000, lost, 0, 0, 0, 0, 0.0, 0.002)
    return replace(known, counts_losses=counts, unseen=unseen)


@pytest.mark.parametrize(
    ("healths", "said"),
    [
        ([link(0, counts=True)], "no samples lost"),
        ([link(1, counts=True)], "1 sample lost"),
        ([link(0, counts=False)], "losses not counted"),
        ([link(0, counts=True), link(0, counts=False)], "no samples lost, not counted by all"),
        ([link(4, counts=True), link(0, counts=False)], "at least 4 samples lost"),
        ([link(0, counts=False, unseen=9)], "at least 9 samples lost"),
    ],
)
def test_the_note_below_the_devices_says_what_was_counted(healths: list[LinkHealth], said: str) -> None:
    note = compose(Scene(0.0, None, {}, [], healths=healths)).devices_note
    assert note == said
    explained = "cannot tell" in strip_note_details(note)
    assert explained == any(not health.counts_losses for health in healths)


@pytest.mark.parametrize("key", DEVICES)
def test_a_recording_of_any_device_says_whether_its_losses_are_counted(
    key: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    recording = recording_of(make_folders(tmp_path).recordings, UNITS[key])
    assert [trace.counts_losses for trace in trial_data(recording, None, None).traces] == [COUNTED[key]]
    assert analysis_of(recording).protocol == recording.header.protocol
    assert main(["recordings", "show", "1111", "--data-dir", str(tmp_path)]) == 0
    told = capsys.readouterr().out
    assert ("none lost" in told) == COUNTED[key]
    assert ("losses not counted" in told) == (not COUNTED[key])
