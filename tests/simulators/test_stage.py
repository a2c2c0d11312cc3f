"""What the surfaces feel when, and what the cells make of it."""

import numpy as np
import pytest

from simulators.body import Person, countermovement_jump, stance
from simulators.devices.harp_loadcells import HarpLoadCells
from simulators.effort import isometric_effort
from simulators.loadcell import CORNERS_M, GRIP_STEP_KG, PLATE_STEP_N, Grip, PlatePair, corner_loads
from simulators.performance import Performance, Surface, empty, quiet_lead_in
from simulators.stage import Stage


def recording(n=500, fs_hz=1000.0, level=300.0):
    rng = np.random.default_rng(1)
    return Performance.from_samples(fs_hz, *rng.normal(level, 20.0, (2, n)))


def test_an_empty_stage_feels_nothing():
    assert (Stage().both(Surface.PLATES, np.arange(10.0)) == 0).all()


def test_a_performance_begins_on_the_next_sample_of_the_plates_and_is_felt_exactly():
    stage, played = Stage(grid_s=0.001), recording()
    start_s = stage.perform(played, 7.12345)
    assert start_s == pytest.approx(7.124)
    felt = stage.both(Surface.PLATES, np.round(start_s * 1000 + np.arange(500)) / 1000)
    np.testing.assert_array_equal(felt, played.force_n)
    assert stage.busy_until_s() == pytest.approx(7.124 + 0.499)


def test_before_and_after_it_the_filler_of_that_time_is_felt():
    stage, person = Stage(grid_s=0.001), Person(sway_n=0.0)
    stage.idle(stance(person), from_s=2.0)
    stage.idle(empty, from_s=20.0)
    stage.perform(countermovement_jump(person), 5.0)
    total = stage.both(Surface.PLATES, np.array([1.0, 3.0, 4.999, 15.0, 21.0])).sum(axis=0)
    np.testing.assert_allclose(total, np.array([0, 1, 1, 1, 0]) * person.weight_n)


def test_a_later_performance_replaces_what_still_runs():
    stage = Stage(grid_s=0.001)
    stage.perform(recording(level=300.0), 1.0)
    stage.perform(recording(level=900.0), 1.25)
    assert stage.forces(Surface.PLATES, "left", np.array([1.24]))[0] < 500
    assert stage.forces(Surface.PLATES, "left", np.array([1.26]))[0] > 700


def test_what_has_not_begun_can_be_cancelled():
    stage = Stage()
    stage.perform(recording(), 1.0)
    stage.perform(recording(), 5.0)
    stage.clear(3.0)
    assert stage.busy_until_s() == pytest.approx(1.499)


def test_grips_and_plates_do_not_feel_each_other():
    stage = Stage(grid_s=0.001)
    push = isometric_effort(Person(), "hip_abduction", "left")
    stage.perform(push, 0.0)
    times = np.array([push.events["rep1_peak"]])
    assert stage.forces(Surface.GRIPS, "left", times)[0] > 100
    assert stage.forces(Surface.GRIPS, "right", times)[0] == 0
    assert stage.both(Surface.PLATES, times).sum() == 0


def test_cells_share_the_force_by_its_place():
    loads = corner_loads(np.array([100.0, 100.0]), np.array([[0.0, 0.2], [0.0, 0.3]]))
    np.testing.assert_allclose(loads[:, 0], 25.0)
    np.testing.assert_allclose(loads[:, 1], [0, 0, 0, 100.0])


def placed(across_m, along_m, level=300.0, n=500, join_s=0.0):
    force = np.full((2, n), level)
    cop = np.broadcast_to(np.array([[[-across_m], [along_m]], [[across_m], [along_m]]]), (2, 2, n))
    return Performance(1000.0, force, cop_m=cop, join_s=join_s)


def pressed(pair, times, plate):
    """Where the cells of a plate say that it is pressed."""
    counts = pair.read_counts(times)[4 * plate : 4 * plate + 4]
    return np.array(CORNERS_M).T @ counts / counts.sum(axis=0)


@pytest.mark.parametrize("exact", [True, False])
def test_cells_feel_where_a_performance_says_that_it_presses(exact):
    stage = Stage(grid_s=0.001)
    stage.perform(placed(0.05, -0.1), 0.0)
    pair = PlatePair(stage, exact=exact, noise_n=0.0)
    pair.step_n[:], pair.zero_counts[:] = PLATE_STEP_N, 0.0
    times = np.arange(500) / 1000
    for plate, across_m in enumerate((-0.05, 0.05)):
        np.testing.assert_allclose(
            pressed(pair, times, plate), np.broadcast_to([[across_m], [-0.1]], (2, 500)), atol=1e-4
        )


def test_plates_press_where_they_like_where_nothing_is_said():
    stage = Stage(grid_s=0.001)
    stage.perform(recording(), 0.0)
    stage.perform(placed(0.05, -0.1), 1.0)
    assert np.isnan(stage.centres(np.array([0.1, 0.9]))).all()
    assert stage.centres(np.array([1.1]))[0, :, 0].tolist() == [-0.05, -0.1]
    exact = PlatePair(stage, exact=True)
    np.testing.assert_allclose(pressed(exact, np.array([0.1]), 0)[:, 0], [0.0, 0.0], atol=1e-4)
    lying = PlatePair(stage, seed=3, noise_n=0.0)
    lying.step_n[:], lying.zero_counts[:] = PLATE_STEP_N, 0.0
    np.testing.assert_allclose(
        pressed(lying, np.array([0.1]), 1)[:, 0], lying.cop["right"](np.array([0.1]))[:, 0], atol=1e-4
    )


def test_what_joins_passes_smoothly_from_the_same_person_and_begins_at_once_where_nobody_stood():
    times = np.arange(0, 2000) / 1000
    for stood_n, jump_n in ((290.0, 2.0), (0.0, 301.0)):
        stage = Stage(grid_s=0.001)
        stage.idle(quiet_lead_in(placed(0.0, 0.0, stood_n)))
        stage.perform(placed(0.05, -0.1, 300.0, n=801, join_s=0.2), 0.5)
        left, along = stage.forces(Surface.PLATES, "left", times), stage.centres(times)[0, 1]
        assert np.abs(np.diff(left)).max() <= jump_n
        assert (left[(times >= 0.701) & (times <= 1.099)] == 300.0).all()
        assert (along[(times >= 0.701) & (times <= 1.099)] == -0.1).all()
        if stood_n:
            assert np.abs(np.diff(along)).max() < 0.001


def test_centres_must_be_as_many_as_the_forces():
    with pytest.raises(ValueError, match=r"\(2, 2, 500\)"):
        Performance(1000.0, np.zeros((2, 500)), cop_m=np.zeros((2, 2, 499)))


def test_newtons_come_back_from_counts_within_rounding():
    stage, played = Stage(grid_s=0.001), recording(level=700.0)
    stage.perform(played, 0.0)
    times = np.arange(500) / 1000
    for exact, limit_n in ((True, 4 * PLATE_STEP_N / 2), (False, 4 * 1.03 * PLATE_STEP_N / 2)):
        pair = PlatePair(stage, seed=4, exact=exact, noise_n=0.0)
        facts = pair.facts("7")
        back = np.array(facts.gain) @ (pair.read_counts(times) - np.array(facts.zero_native)[:, np.newaxis])
        assert np.abs(back - played.force_n).max() <= limit_n
        assert facts.outputs == ("left", "right")


def test_an_empty_plate_scatters_as_its_certificate_says():
    pair = PlatePair(Stage(), seed=2)
    facts = pair.facts("7")
    force = np.array(facts.gain) @ (
        pair.read_counts(np.arange(20_000) / 1000) - np.array(facts.zero_native)[:, np.newaxis]
    )
    np.testing.assert_allclose(force.std(axis=1), facts.noise_sd_n, rtol=0.03)
    np.testing.assert_allclose(force.mean(axis=1), 0.0, atol=0.05)


def test_noise_does_not_depend_on_how_often_the_cells_are_asked():
    times = np.arange(100) / 1000
    whole = PlatePair(Stage(), seed=2).read_counts(times)
    pair = PlatePair(Stage(), seed=2)
    pieces = np.concatenate([pair.read_counts(piece) for piece in np.array_split(times, [1, 7, 30])], axis=1)
    np.testing.assert_array_equal(whole, pieces)


def test_too_much_force_stands_at_the_end_of_the_range():
    stage = Stage()
    stage.perform(Performance.from_samples(1000.0, np.full(10, 1e5), np.zeros(10)), 0.0)
    counts = PlatePair(stage, exact=True).read_counts(np.array([0.001]))
    assert (counts[:4] == 32767).all()
    grip = Stage()
    grip.perform(Performance.from_samples(80.0, np.full(10, 1e4), np.zeros(10), surface=Surface.GRIPS), 0.0)
    assert Grip(grip, "left", exact=True).read_kg(np.array([0.05]))[0] == 150.0


def test_a_grip_tells_kilograms_in_its_steps():
    stage, push = Stage(), isometric_effort(Person(), "hip_abduction", "right")
    stage.perform(push, 0.0)
    times = np.arange(0, push.duration_s, 1 / 80)
    grip = Grip(stage, "right", seed=9, noise_n=0.0)
    facts = grip.facts("2A")
    back = (grip.read_kg(times) - facts.zero_native[0]) * facts.gain[0][0]
    assert np.abs(back - push.at(times)[1]).max() <= 1.01 * GRIP_STEP_KG / 2 * 9.81 + 1e-4


def test_a_recording_crosses_the_board_sample_by_sample():
    played = recording(n=800, level=650.0)
    board = HarpLoadCells(lambda times: pair.read_counts(times))
    stage = Stage(grid_s=board.grid_s)
    pair = PlatePair(stage, exact=True)
    start_s = stage.perform(played, 1.2345)
    board.attach(0.0)
    board.write(bytes.fromhex("02055aff010162" + "02050aff010112" + "020520ff010128"), 0.0)
    packets = [raw for raw in board.advance(4.0) if raw[2] == 33]
    rows = np.frombuffer(b"".join(packets), np.uint8).reshape(-1, 28)
    counts = rows[:, 11:27].copy().view("<i2").astype(float).T
    forces = np.array(pair.facts("1").gain) @ counts
    first = round(start_s * 1000)
    assert np.abs(forces[:, first : first + 800] - played.force_n).max() <= 4 * PLATE_STEP_N / 2
    assert (forces[:, first - 1] == 0).all()


def test_what_was_broken_off_does_not_come_back() -> None:
    stage = Stage()
    stage.perform(Performance(100.0, np.full((2, 1001), 200.0)), 0.0)
    stage.perform(Performance(100.0, np.full((2, 1001), 300.0)), 20.0)
    stage.break_off(4.0)
    stage.perform(Performance(100.0, np.full((2, 101), 50.0)), 4.0)
    left = stage.forces(Surface.PLATES, "left", np.array([1.0, 3.9, 4.5, 5.5, 9.0, 25.0]))
    assert left.tolist() == [200.0, 200.0, 50.0, 0.0, 0.0, 0.0]


def test_who_comes_back_while_still_leaving_stays():
    person, stage = Person(), Stage()
    stage.idle(stance(person), from_s=1.0)
    stage.idle(empty, from_s=5.0)
    stage.idle(stance(person), from_s=4.0)
    assert stage.both(Surface.PLATES, np.array([3.0, 6.0])).sum(axis=0) == pytest.approx(person.weight_n, rel=0.05)
