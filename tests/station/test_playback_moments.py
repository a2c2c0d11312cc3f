"""What a recording of six-axis plates says of the place that is pressed, and what a channel that ails takes from it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from drivers.contracts import Native
from simulators.body import Person
from station.commands.client import Body
from station.commands.virtual_clinic import VirtualClinic
from station.examining import examined
from station.filing import stored_recording
from station.footing import footing
from station.model import Side, TrialData
from station.playback import trial_data
from station.recorded import Recording
from station.timeline import timeline

DISTANCE_M = 0.42


@pytest.fixture(scope="module")
def recording(tmp_path_factory: pytest.TempPathFactory) -> Recording:
    """Half a minute on two plates."""
    with VirtualClinic(tmp_path_factory.mktemp("clinic"), Body(Person()), devices=["tec-gihan"]) as clinic:
        (done,) = clinic.conduct(["quiet_stance_eyes_open"])
        assert done.trial_id is not None, done.texts
        _, recorded = stored_recording(clinic.store, clinic.folders, done.trial_id)
    return recorded


def with_values(recording: Recording, change: Callable[[Native], None]) -> TrialData:
    """The trial with other native values."""
    (number, (segment,)) = next(iter(recording.streams.items()))
    values = segment.values.copy()
    change(values)
    changed = replace(recording, streams={number: (replace(segment, values=values),)})
    return examined(trial_data(changed, None, None))


def unknown_of(data: TrialData) -> int:
    found = footing(timeline(data), DISTANCE_M)
    assert found.pressure is not None
    assert found.method == "moments of two plates"
    return found.pressure.unloaded


def test_moments_of_two_plates_tell_one_place_and_of_one_plate_its_own(recording: Recording) -> None:
    data = with_values(recording, lambda values: None)
    found = footing(timeline(data), DISTANCE_M)
    assert found.pressure is not None
    loaded = found.pressure.cop_m[:, found.pressure.force_n > 300.0]
    assert loaded.mean(axis=1) == pytest.approx([0.0, 0.03], abs=0.01)
    alone = footing(timeline(data), None, only=Side.LEFT)
    assert alone.method == "moments of one plate"
    assert alone.pressure is not None
    on_left = alone.pressure.cop_m[:, alone.pressure.force_n > 200.0]
    assert on_left.mean(axis=1) == pytest.approx([0.02, 0.03], abs=0.01)


@pytest.mark.parametrize("channel", [0, 1, 3, 4])
def test_a_channel_at_the_end_of_its_range_leaves_no_place_and_the_force_as_it_is(
    recording: Recording, channel: int
) -> None:
    sound = with_values(recording, lambda values: None)

    def saturate(values: Native) -> None:
        values[channel, 12000:12100] = 30000

    hurt = with_values(recording, saturate)
    assert unknown_of(hurt) == unknown_of(sound) + 100
    assert hurt.traces[0].saturated is not None
    assert not hurt.traces[0].saturated.any()
    np.testing.assert_array_equal(hurt.traces[0].force_n, sound.traces[0].force_n)


def test_a_channel_that_repeats_one_value_leaves_no_place(recording: Recording) -> None:
    sound = with_values(recording, lambda values: None)

    def stick(values: Native) -> None:
        values[4, 10000:13000] = values[4, 10000]

    assert unknown_of(with_values(recording, stick)) == pytest.approx(unknown_of(sound) + 3000, abs=3)


def test_a_byte_that_came_over_wrong_leaves_no_place(recording: Recording) -> None:
    sound = with_values(recording, lambda values: None)

    def flip(values: Native) -> None:
        values[3, 15000] ^= 0x1000  # nothing on the wire tells; 4096 counts are 41 Nm

    assert unknown_of(with_values(recording, flip)) == unknown_of(sound) + 1


def test_a_moment_about_the_vertical_axis_has_no_part_in_it(recording: Recording) -> None:
    def spoil(values: Native) -> None:
        values[5] = 30000

    assert unknown_of(with_values(recording, spoil)) == unknown_of(with_values(recording, lambda values: None))
