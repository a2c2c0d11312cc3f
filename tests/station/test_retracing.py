"""A recorded trial walked again offline: the same steps, the same end, in any pieces."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from plates_bench import Bench, jump, to_go

from station.commands import recordings
from station.folders import make_folders
from station.model import Outcome
from station.recorded import Recording, read
from station.retracing import retrace
from station.store import Store


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    with Store(make_folders(tmp_path)) as store:
        yield Bench(make_folders(tmp_path), store)


def recorded(bench: Bench) -> Recording:
    finished = bench.finished[-1]
    finished.recorder.close(finished.outcome)
    return read(finished.recorder.path)


@pytest.mark.parametrize("chunk_s", [0.003, 0.1, 1.0])
def test_a_jump_is_walked_again_step_by_step_to_the_same_end(bench: Bench, chunk_s: float) -> None:
    to_go(bench)
    bench.stand(jump())
    recording = recorded(bench)
    again = retrace(recording, chunk_s)
    assert again.differences == ()
    assert [step.name for step in again.steps] == [
        "weigh", "weighed", "ready", "countdown", "go", "takeoff", "landing", "finished", "review",
    ]  # fmt: skip
    assert again.outcome is recording.outcome is Outcome.COMPLETED
    end = recording.marker("range_end")
    assert end is not None
    begin_s = float(min(marker.host_s for marker in recording.markers)) - again.steps[0].at_s
    assert again.end_s == pytest.approx(end.host_s - begin_s, abs=1e-6)


def test_a_trial_that_somebody_stopped_is_stopped_again(bench: Bench) -> None:
    to_go(bench)
    bench.stand(jump()[:1500])
    bench.runner.stop()
    again = retrace(recorded(bench))
    assert again.differences == ()
    assert again.outcome is Outcome.STOPPED


def test_a_recording_that_tells_another_story_is_seen(bench: Bench) -> None:
    to_go(bench)
    bench.stand(jump())
    recording = recorded(bench)
    moved = tuple(
        replace(marker, host_s=marker.host_s - 0.2) if marker.name == "takeoff" else marker
        for marker in recording.markers
    )
    (said,) = retrace(replace(recording, markers=moved)).differences
    assert said.startswith("takeoff at")


def test_the_command_prints_the_steps_and_says_that_they_are_those_of_then(
    bench: Bench, capsys: pytest.CaptureFixture[str]
) -> None:
    to_go(bench)
    bench.stand(jump())
    path = recorded(bench).path
    parser = argparse.ArgumentParser()
    recordings.add_arguments(parser)
    words = ["steps", path.stem, "--data-dir", str(path.parent.parent)]
    assert recordings.run(parser.parse_args(words)) == 0
    told = capsys.readouterr().out
    assert "takeoff" in told
    assert "as it was when it was recorded" in told
    assert recordings.run(parser.parse_args([*words, "--json"])) == 0
    assert json.loads(capsys.readouterr().out)["outcome"] == "completed"
