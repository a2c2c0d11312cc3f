"""A record that is made from known masses on the simulated stage comes out as the cells are, or not at all."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from drivers.clock import SystemClock
from simulators.clock import run
from station.commands.qa_devices import Wanted, subjects
from station.qa.calibrating import Circumstances, blank, calibrate, corners_to_places, solve
from station.qa.examination import Examination, Plan
from station.qa.hands import NotDone
from station.qa.probe import Probe

DAY = date(2026, 11, 23)


def made(device, span_m=(0.36, 0.50), masses=(2.0, 5.0, 10.0, 20.0), put=None):
    async def main():
        clock = SystemClock()
        async with subjects(Wanted((device,), uncalibrated=True), clock) as (found, hands):
            if put is not None:
                hands.put = put(hands.put)
            async with Probe(found[0].attached, clock) as probe:
                x = Examination(probe, found[0].limits, hands, Plan(masses_kg=masses))
                record, _ = await calibrate(x, Circumstances(DAY, "Ada", 21.0, span_m))
                info = probe.info
        return record, info

    return run(main())


def test_plates_without_any_record_get_one_that_weighs_right_wherever_the_mass_stands():
    record, info = made("sim:harp?seed=3")
    assert (record.id, record.version, record.who, record.temperature_c) == ("417-2026-11-23-v1", 1, "Ada", 21.0)
    assert record.masses_kg == (2.0, 5.0, 10.0, 20.0)
    assert record.expired(date(2027, 11, 24))
    assert 0.0005 <= record.uncertainty < 0.002

    async def truth():
        async with subjects(Wanted(("sim:harp?seed=3",)), SystemClock()) as (found, _):
            return found[0].attached.calibrate(info)

    sound = run(truth())
    gain, right = np.array(record.gain), np.array(sound.gain)
    assert np.abs(gain - right).max() / right.max() < 0.002
    assert np.sign(record.cells_m).tolist() == np.sign(sound.cells_m).tolist()


def test_a_dynamometer_has_one_factor():
    record, _ = made("sim:progressor?seed=3", span_m=None)
    assert record.gain[0][0] == pytest.approx(9.80665, rel=0.01)
    assert record.cells_m == ()


def test_a_mass_that_is_not_what_it_was_said_to_be_keeps_nothing():
    def lighter(put):
        async def other(load, on):
            await put(replace(load, mass_kg=9.0) if load.mass_kg == 10.0 else load, on)

        return other

    with pytest.raises(NotDone, match=r"does not fit the others by \d"):
        made("sim:harp?seed=3", put=lighter)


def test_masses_that_only_ever_stand_in_the_middle_do_not_tell_cells_apart():
    everywhere_alike = np.outer([1.0, 2.0, 3.0, 4.0, 5.0], [100.0, 101.0, 99.0, 100.0])
    with pytest.raises(NotDone, match="do not tell the cells apart"):
        solve(everywhere_alike, np.array([1.0, 2.0, 3.0, 4.0, 5.0]) * 20.0, 0.0005)


def test_a_cell_that_does_not_answer_is_named():
    natives = np.array([[10.0, 0.0], [20.0, 0.1], [30.0, 0.0]])
    with pytest.raises(NotDone, match="Cell 2 does not answer"):
        solve(natives, np.array([1.0, 2.0, 3.0]), 0.0)


def test_exact_cells_are_solved_exactly():
    rng = np.random.default_rng(7)
    gain = np.array([0.05, 0.051, 0.049, 0.05])
    shares = rng.dirichlet(np.ones(4), 8)
    loads = np.linspace(20.0, 200.0, 8)
    solved = solve(loads[:, np.newaxis] * shares / gain, loads, 0.0)
    assert solved.gain == pytest.approx(gain, rel=1e-9)
    assert solved.uncertainty < 1e-9


def test_corners_that_answer_with_one_cell_are_refused():
    twice = np.array([[9.0, 1, 1, 1], [9.0, 1, 1, 1], [1, 1, 9.0, 1], [1, 1, 1, 9.0]])
    with pytest.raises(NotDone, match="answer with the same cell"):
        corners_to_places(twice, (0.3, 0.4), "left plate")


def test_channels_that_cannot_be_shared_out_are_refused():
    _, info = made("sim:progressor?seed=3", span_m=None)
    with pytest.raises(NotDone, match="cannot be shared out"):
        blank(info, ("left", "right"))
