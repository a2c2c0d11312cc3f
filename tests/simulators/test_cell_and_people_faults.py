"""What goes wrong with cells and with people happens at its very sample, and is known to the truth."""

import numpy as np
import pytest

from simulators.fault_cells import FaultyCells, certificate
from simulators.fault_people import change_of
from simulators.faults import fault_from_text
from simulators.loadcell import COUNT_LIMITS, GRIP_CAPACITY_KG, Grip, PlatePair
from simulators.performance import Performance, Surface
from simulators.stage import Stage


def loaded(left_n=400.0, right_n=300.0):
    stage = Stage()
    stage.perform(Performance(1.0, np.tile([[left_n], [right_n]], (1, 60))), 0.0)
    return stage


def plates(stage=None):
    pair = PlatePair(stage or loaded(), exact=True)
    return FaultyCells(pair.read_counts, pair.facts("417"), *COUNT_LIMITS)


def times(begin_s=0.0, end_s=5.0, fs=1000.0):
    return np.arange(round(begin_s * fs), round(end_s * fs)) / fs


def newtons(cells, at_s):
    counts = cells(at_s)
    return np.array(cells.facts.gain) @ counts


def inject(cells, text, from_s):
    cells.inject(fault_from_text(text), from_s)


def test_a_blow_drives_the_cells_of_one_side_to_the_end_of_their_range():
    cells = plates()
    inject(cells, "saturate:side=right", 2.0)
    counts = cells(times())
    at_end = (counts == COUNT_LIMITS[1]).any(axis=0)
    assert np.flatnonzero(at_end).tolist() == list(range(2000, 2010))
    assert (counts[:4] < 5000).all()
    assert np.flatnonzero(cells.full(times())).tolist() == list(range(2000, 2010))


def test_a_stuck_cell_shows_what_it_showed_when_it_got_stuck():
    stage = Stage()
    stage.perform(Performance(1000.0, np.linspace(100.0, 900.0, 5000) * np.ones((2, 1))), 0.0)
    cells, sound = plates(stage), plates(stage)
    inject(cells, "stuck:side=left,cell=2,for_s=1", 1.0)
    shown, true = cells(times()), sound(times())
    assert np.unique(shown[2, 1000:2000]).tolist() == [true[2, 1000]]
    shown[2, 1000:2000] = true[2, 1000:2000]
    np.testing.assert_array_equal(shown, true)
    assert cells.false(times()).sum() == pytest.approx(1000, abs=20)


def test_a_spike_is_one_sample_and_comes_again_when_it_says():
    cells = plates()
    inject(cells, "spike:side=left,size_n=600,every_s=1,times=3", 1.0005)
    force = newtons(cells, times())
    assert np.flatnonzero(np.abs(force[0] - 400.0) > 1.0).tolist() == [1001, 2001, 3001]
    assert force[0, 1001] == pytest.approx(1000.0, abs=0.2)
    assert np.abs(force[1] - 300.0).max() < 0.2


@pytest.mark.parametrize("pieces", [1, 7, 300])
def test_readings_are_the_same_in_whatever_pieces_they_are_asked_for(pieces):
    whole, cut = plates(), plates()
    for cells in (whole, cut):
        inject(cells, "drift:size_n=4,for_s=2", 1.0)
        inject(cells, "stuck:side=right,cell=0,for_s=0.5,every_s=1,times=2", 0.5)
        inject(cells, "spike:size_n=90,every_s=0.3,times=9", 0.2)
        inject(cells, "gain:side=left,factor=1.05", 2.5)
    parts = [cut(each) for each in np.array_split(times(), pieces)]
    np.testing.assert_array_equal(np.concatenate(parts, axis=1), whole(times()))
    np.testing.assert_array_equal(cut.false(times()), whole.false(times()))


def test_a_zero_that_drifts_stays_where_it_went_and_one_that_jumps_too():
    cells = plates()
    inject(cells, "drift:side=left,size_n=3,for_s=2", 1.0)
    inject(cells, "zero_step:side=right,size_n=-5", 3.0)
    left, right = newtons(cells, times())
    assert left[500] == pytest.approx(400.0, abs=0.2)
    assert left[2000] == pytest.approx(401.5, abs=0.2)
    assert left[4500] == pytest.approx(403.0, abs=0.2)
    assert right[2900] == pytest.approx(300.0, abs=0.2)
    assert right[3100] == pytest.approx(295.0, abs=0.2)


def test_one_cell_two_percent_off_is_two_percent_of_its_load():
    cells = plates()
    inject(cells, "gain:side=left,cell=0,factor=1.02", 0.0)
    left, right = newtons(cells, times(0.0, 0.1))
    assert left[50] == pytest.approx(402.0, abs=0.2)
    assert right[50] == pytest.approx(300.0, abs=0.2)


def test_a_dynamometer_has_the_same_faults_in_kilograms():
    stage = Stage()
    stage.perform(Performance(1.0, np.full((2, 60), 196.133), surface=Surface.GRIPS), 0.0)
    grip = Grip(stage, "left", exact=True)
    cells = FaultyCells(grip.read_kg, grip.facts("1"), -GRIP_CAPACITY_KG, GRIP_CAPACITY_KG)
    inject(cells, "zero_step:size_n=9.80665", 1.0)
    inject(cells, "saturate:blow_n=3000,for_s=0.1", 2.0)
    kg = cells(times(0.0, 3.0, 80.0))
    assert kg.dtype == np.float32
    assert kg[40] == pytest.approx(20.0, abs=0.001)
    assert kg[100] == pytest.approx(21.0, abs=0.001)
    assert kg.max() == 150.0


def test_mending_ends_what_is_wrong_from_then_on():
    cells = plates()
    inject(cells, "zero_step:size_n=50", 0.0)
    assert newtons(cells, times(0.0, 0.1))[0, 0] == pytest.approx(450.0, abs=0.2)
    cells.mend(1.0)
    assert newtons(cells, times(1.0, 1.1))[0, 0] == pytest.approx(400.0, abs=0.2)


def test_a_certificate_may_be_old_of_a_wrong_scale_and_of_a_wrong_zero():
    facts = plates().facts
    wrong = certificate(facts, fault_from_text("stale_calibration:dated=2019-01-15,factor=1.08,zero_n=40"))
    assert wrong.dated == "2019-01-15"
    assert wrong.gain[0][0] == pytest.approx(1.08 * facts.gain[0][0])
    moved = np.array(facts.gain) @ (np.array(wrong.zero_native) - np.array(facts.zero_native))
    assert moved == pytest.approx([40.0, 40.0])


# People ---------------------------------------------------------------------------------------------------------------


def changed(text, from_s, until_s, at_s, forces=(400.0, 300.0)):
    change = change_of(fault_from_text(text), from_s, until_s, 3)
    return change(np.asarray(at_s, np.float64), np.tile(np.array(forces)[:, np.newaxis], (1, len(at_s))))


def test_a_foot_that_slips_carries_nothing_for_a_moment_and_the_other_catches_half():
    left, right = changed("slip:side=right", 2.0, 2.3, [2.0, 2.15, 2.3])
    assert right.tolist() == pytest.approx([300.0, 15.0, 300.0])
    assert left.tolist() == pytest.approx([400.0, 542.5, 400.0])


def test_who_stops_for_pain_gives_way_and_does_not_come_back():
    left, _ = changed("stop_for_pain:left_share=0.1,fall_s=0.4", 1.0, np.inf, [1.0, 1.2, 1.4, 9.0])
    assert left.tolist() == pytest.approx([400.0, 220.0, 40.0, 40.0])


def test_who_fidgets_moves_by_what_was_asked_and_an_empty_plate_does_not():
    at_s = np.arange(20_000) / 1000.0
    whole = changed("restless:sd_n=30", 0.0, 20.0, at_s).sum(axis=0)
    assert whole.std() == pytest.approx(30.0, rel=0.25)
    assert changed("restless:sd_n=30", 0.0, 20.0, at_s, (0.0, 0.0)).max() == 0.0


def test_nobody_is_nobody_and_a_bag_is_its_weight():
    assert changed("nobody", 0.0, 1.0, [0.5]).max() == 0.0
    assert changed("loaded_at_zero:force_n=30,sway_n=0", 0.0, 1.0, [0.5], (0.0, 0.0)).tolist() == [[30.0], [30.0]]


def test_what_happens_on_the_stage_begins_and_ends_at_its_time_and_can_be_ended_early():
    stage = loaded()
    stage.spoil(lambda at_s, forces: forces * 0.0, 1.0, 2.0)
    stage.spoil(lambda at_s, forces: forces + 5.0, 3.0)
    assert stage.both(Surface.PLATES, np.array([0.5, 1.0, 1.999, 2.0, 3.5]))[0].tolist() == [400, 0, 0, 400, 405]
    stage.recover(4.0)
    assert stage.both(Surface.PLATES, np.array([3.999, 4.0]))[0].tolist() == [405, 400]
    assert stage.both(Surface.GRIPS, np.array([1.5, 3.5]))[0].tolist() == [0, 0]
