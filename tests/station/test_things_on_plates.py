"""A bench or a box that belongs to a test stands on the plates while they are zeroed, and nothing else does."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from plates_bench import Bench

from station.folders import make_folders
from station.model import TrialState
from station.store import Store


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    folders = make_folders(tmp_path)
    with Store(folders) as store:
        yield Bench(folders, store)


@pytest.mark.parametrize(
    ("test", "standing_n", "taken"),
    [
        ("biering_sorensen_hold", 600.0, True),
        ("biering_sorensen_hold", 1400.0, False),
        ("step_down", 150.0, True),
        ("step_down", 700.0, False),
        ("trunk_flexor_hold", 150.0, False),
    ],
)
def test_a_zero_is_taken_with_the_thing_of_the_test_and_refused_with_more(
    bench: Bench, test: str, standing_n: float, taken: bool
) -> None:
    bench.seconds(1.5, standing_n)
    bench.runner.choose(bench.archive.protocols[test])
    bench.runner.primary()
    bench.seconds(0.3, standing_n)
    assert (bench.state is not TrialState.ZERO) == taken
    assert ("do not look empty" in bench.runner.live.trouble) == (not taken)
    if taken:
        assert sum(bench.runner.live.now_n.values()) == pytest.approx(0.0, abs=1.0)
