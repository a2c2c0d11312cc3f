"""The TEC Gihan controller's program: its lines, when its blocks come, and what six axes show of feet on plates."""

import numpy as np
import pytest

from simulators.devices.tec_gihan import TecGihan
from simulators.loadcell import PlatePair
from simulators.performance import Performance
from simulators.six_axis import SURFACE_M, SixAxisPlates, made_plates
from simulators.stage import Stage
from simulators.units import BadUnit, make_unit


def numbered(plates=2):
    """Every axis counts milliseconds, each from its own beginning."""
    axes = np.arange(6 * plates)[:, np.newaxis]
    return lambda times: (np.rint(np.asarray(times) * 1000) + 1000 * axes).astype(np.int16)


def controller(plates=2, **kind):
    return TecGihan(numbered(plates), made_plates(plates, 0, exact=True), **kind)


def asked(unit, command, now_s=0.0):
    (answer,) = unit.write(command + b"\n", now_s)
    return bytes(answer)


@pytest.mark.parametrize(
    ("command", "answer"),
    [
        (b"STATE", b"IDLE\r\n"),
        (b"SERIAL", b"SERIAL_1021\r\n"),
        (b"SPS", b"SPS_1K\r\n"),
        (b"SPS_240", b"SPS_OK\r\n"),
        (b"RANGE", b"RANGE_3kN\r\n"),
        (b"FPCOUNT", b"FPCOUNT_2\r\n"),
        (b"FPSERIAL_1", b"FPSERIAL_1_107\r\n"),
        (b"FP_0106_GET_AZ0", b"AZ0_-0.0450\r\n"),
        (
            b"FP_0107_GETFS",
            (
                b"FS_1500.00,1500.00,3000.00,300.00,300.00,200.00,3000.00,3000.00,6000.00,600.00,600.00,400.00,"
                b"5000.00,5000.00,10000.00,1000.00,1000.00,600.00\r\n"
            ),
        ),
    ],
)
def test_questions_are_answered_by_a_line(command, answer):
    assert asked(controller(), command) == answer


@pytest.mark.parametrize("command", [b"RANGE_6kN", b"HELLO", b"FP_0999_GETFS", b"DT", b"STOP", b"SPS_800"])
def test_other_commands_are_not_answered(command):
    assert controller().write(command + b"\n", 0.0) == []


def test_a_range_is_told_to_the_plates_and_read_back():
    told = []
    unit = controller(set_range=told.append)
    unit.write(b"RANGE_10kN\n", 0.0)
    assert told == [0, 2]
    assert asked(unit, b"RANGE") == b"RANGE_10kN\r\n"


def test_the_first_block_is_pushed_and_each_further_one_waits_to_be_asked_for():
    unit = controller()
    assert unit.write(b"START\n", 1.0) == []
    assert unit.next_due_s == pytest.approx(1.1)
    assert unit.advance(1.09) == []
    (first,) = unit.advance(1.1)
    rows = np.frombuffer(first, "<i2").reshape(2, 100, 6)
    assert (first.first, first.samples, len(first)) == (0, 100, 2400)
    # plate by plate, sample by sample, axis by axis: the first sample is taken one period after the start
    assert rows[0, 0].tolist() == [1001, 2001, 3001, 4001, 5001, 6001]
    assert rows[0, 1].tolist() == [1002, 2002, 3002, 4002, 5002, 6002]
    assert rows[1, 99].tolist() == [7100, 8100, 9100, 10100, 11100, 12100]
    assert unit.next_due_s is None
    assert unit.advance(1.5) == []
    (second,) = unit.write(b"DT\n", 1.5)
    assert (second.first, np.frombuffer(second, "<i2")[0]) == (100, 1101)
    assert asked(unit, b"STATE", 1.5) == b"MEASURE\r\n"
    assert unit.write(b"SERIAL\n", 1.5) == [], "it is not idle"
    unit.write(b"STOP\n", 1.6)
    assert asked(unit, b"STATE", 1.6) == b"IDLE\r\n"


def test_numbers_of_samples_go_on_over_starts():
    unit = controller()
    unit.write(b"START\n", 0.0)
    unit.advance(0.1)
    unit.write(b"STOP\n", 0.15)
    unit.write(b"START\n", 2.0)
    (block,) = unit.advance(2.1)
    assert block.first == 100
    assert unit.sample_s(100) == pytest.approx(2.001)


def test_blocks_that_nobody_asks_for_are_kept_for_a_while():
    unit = controller()
    unit.write(b"START\n", 0.0)
    unit.advance(0.1)
    (block,) = unit.write(b"DT\n", 10.0)
    assert unit.dropped_blocks == 79
    assert block.first == 8000


def test_sleeping_waking_and_zeroing_take_their_time():
    unit = controller(asleep=True)
    assert asked(unit, b"STATE", 0.0) == b"SLEEP\r\n"
    unit.write(b"WAKE\n", 0.0)
    assert asked(unit, b"STATE", 3.9) == b"SLEEP\r\n"
    assert asked(unit, b"STATE", 4.0) == b"IDLE\r\n"
    unit.write(b"ZERO\n", 5.0)
    assert asked(unit, b"STATE", 7.4) == b"ZERO\r\n"
    assert asked(unit, b"STATE", 7.5) == b"IDLE\r\n"


def test_feet_on_six_axis_plates_show_their_force_place_and_what_they_press_outwards():
    stage = Stage()
    force = np.stack([np.full(4000, 400.0), np.full(4000, 300.0)])
    cop = np.stack([np.full((2, 4000), [[0.05], [-0.1]]), np.full((2, 4000), [[-0.02], [0.06]])])
    stage.perform(Performance(1000.0, force, cop_m=cop), 0.0)
    plates = SixAxisPlates(PlatePair(stage, exact=True), made_plates(3, 0, exact=True), 0, exact=True)
    scale = np.array([1500, 1500, 3000, 300, 300, 200] * 3)[:, np.newaxis] / 30000.0
    axes = (plates.read_counts(np.arange(1, 2000) / 1000.0) * scale).reshape(3, 6, -1)
    assert axes[:, 2].mean(axis=1) == pytest.approx([400.0, 300.0, 0.0], abs=0.1)
    assert axes[0, 0].mean() == pytest.approx(-16.0, abs=0.1), "the left foot presses to the left"
    for row, (right, forward) in enumerate([(0.05, -0.1), (-0.02, 0.06)]):
        fx, fy, fz, mx, my, _ = axes[row]
        at_surface = mx - fy * abs(SURFACE_M), my + fx * abs(SURFACE_M)
        assert -at_surface[1] / fz == pytest.approx(np.full(fz.size, right), abs=1e-4)
        assert at_surface[0] / fz == pytest.approx(np.full(fz.size, forward), abs=1e-4)
    assert not axes[2].any(), "nobody stands on the third plate"


@pytest.mark.parametrize("text", ["plates=0", "plates=21", "rate=800", "range=5"])
def test_a_controller_that_cannot_be_is_refused(text):
    with pytest.raises(BadUnit):
        make_unit(f"tec-gihan?{text}", Stage())


def test_a_unit_has_as_many_sides_as_feet_can_stand_on():
    for count, sides in ((1, ("left",)), (2, ("left", "right")), (20, ("left", "right"))):
        unit = make_unit(f"tec-gihan?plates={count}", Stage())
        assert unit.sides == sides
        assert np.array(unit.facts.gain).shape == (len(sides), 6 * count)
        assert np.array(unit.facts.moment_x).shape == (len(sides), 6 * count)
