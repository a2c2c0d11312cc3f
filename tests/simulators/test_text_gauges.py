"""Chronojump's sensor and the Mark-10 gauge: lines of text, literally."""

import numpy as np
import pytest

from simulators.devices.chronojump import RESTART_S, Chronojump
from simulators.devices.mark10 import Mark10
from simulators.performance import Surface
from simulators.stage import Stage
from simulators.units import make_unit


def sensor(read=lambda times: np.full(np.size(times), 735.5), **options):
    unit = Chronojump(read, **options)
    unit.attach(0.0)
    return unit


def ask(unit, text, now_s=RESTART_S):
    return b"".join(unit.write(text.encode(), now_s)).decode()


def capturing(**options):
    unit = sensor(**options)
    assert ask(unit, "start_capture:\n") == "Starting capture...\r\n"
    return unit


def test_the_published_line_is_what_comes_at_80_hertz():
    lines = capturing().advance(RESTART_S + 0.0251)
    assert lines == [b"12500;735.50\r\n", b"25000;735.50\r\n"]
    assert [(line.first, line.samples) for line in lines] == [(0, 1), (1, 1)]


@pytest.mark.parametrize(
    ("command", "answer"),
    [
        ("get_version:", "Force_Sensor-0.6"),
        ("get_transmission_format:", "text"),
        ("end_capture:", "Capture ended:"),
        ("get_calibration_factor:", "915.00"),
        ("get_tare:", "10000"),
        ("calibrate:nothing;", "Not a valid command"),
        ("set_calibration_factor:0;", "Not a valid command"),
        ("get_version", "Not a valid command"),
        ("dance:", "Not a valid command"),
        ("", "Not a valid command"),
    ],
)
def test_commands_are_answered_with_one_line(command, answer):
    assert ask(sensor(), command + "\n") == answer + "\r\n"


def test_what_is_sent_while_it_restarts_is_lost():
    unit = sensor()
    assert ask(unit, "get_version:\n", RESTART_S - 0.01) == ""
    assert unit.rejected == len("get_version:\n")
    assert ask(unit, "get_ver") == ""
    assert ask(unit, "sion:\nget_tare:\n") == "Force_Sensor-0.6\r\n10000\r\n"


def test_an_old_firmware_ends_a_capture_with_its_tare():
    assert ask(sensor(version="0.5"), "end_capture:\n") == "Capture ended:10000\r\n"


def test_taring_takes_off_what_hangs_there_and_a_known_mass_scales_the_rest():
    load = [100.0]
    unit = sensor(lambda times: np.full(np.size(times), load[0]))
    assert ask(unit, "tare:\n") == "Taring OK:101500\r\n"
    load[0] = 100.0 + 20 * 9.81 * 1.1  # twenty kilograms at a cell that shows ten percent too much
    assert ask(unit, "calibrate:20;\n") == "Calibrating OK:1006.50\r\n"
    ask(unit, "start_capture:\n")
    assert unit.advance(RESTART_S + 0.013)[-1] == b"12500;196.20\r\n"


def test_edges_of_the_synchronisation_stand_between_the_samples_at_their_time():
    said = capturing(sync_every_s=0.5, ppm=0.0).advance(RESTART_S + 1.1)
    edges = [line for line in said if line[-3:-2] in b"Rr"]
    assert edges == [b"500000;R\r\n", b"1000000;r\r\n"]
    stamps = [int(line.split(b";")[0]) for line in said]
    assert stamps == sorted(stamps)
    assert len(said) == 88 + 2


def test_the_stamp_wraps_after_32_bits():
    unit = capturing(rate_hz=10.0)
    unit._taken = 42949
    assert [line.split(b";")[0] for line in unit.advance(RESTART_S + 4295.11)] == [b"32704", b"132704"]


@pytest.mark.parametrize("step_s", [0.004, 0.33])
def test_looking_more_or_less_often_changes_no_line(step_s):
    options = {"ppm": 120.0, "sync_every_s": 0.7, "read": lambda times: 10.0 * np.asarray(times)}
    unit, whole = capturing(**options), capturing(**options)
    pieces = [line for k in range(1, round(5 / step_s) + 2) for line in unit.advance(RESTART_S + min(5.0, k * step_s))]
    assert pieces == whole.advance(RESTART_S + 5.0)


def test_endless_rubbish_is_not_kept():
    unit = sensor()
    unit.write(b"x" * 100_000, RESTART_S)
    assert unit.rejected == 100_000
    assert ask(unit, "\nget_tare:\n").endswith("10000\r\n")


def test_a_command_is_taken_when_the_line_was_silent_and_two_within_that_time_are_one_that_it_refuses():
    unit = sensor(listens_s=1.0)
    assert ask(unit, "start_capture:\n", 3.0) == ""
    assert unit.next_due_s == 4.0
    assert unit.advance(3.99) == []
    assert unit.advance(4.013) == [b"Starting capture...\r\n", b"12500;735.50\r\n"]
    ask(unit, "end_capture:\n", 5.0)
    ask(unit, "start_capture:\n", 5.5)
    assert unit.advance(6.4) == [], "it takes no sample while it listens"
    said = unit.advance(6.51)
    assert said == [b"Not a valid command\r\n", b"2500000;735.50\r\n"]
    assert said[1].first == 199, "what it did not look at is missing"


def test_a_setting_says_when_it_is_another_one_than_before():
    unit = sensor()
    assert ask(unit, "set_tare:77;\n") == "updated\r\nTare set\r\n"
    assert ask(unit, "set_tare:77;\n") == "Tare set\r\n"


def gauge(newtons, **options):
    return Mark10(lambda times: np.full(np.size(times), newtons), **options)


@pytest.mark.parametrize(
    ("newtons", "unit", "answer"),
    [
        (4.285, "N", "4.285 N"),
        (-18.78 * 4.4482216152605, "LB", "-18.78 lbF"),
        (9.80665, "KG", "1.000 kgF"),
        (1234.5, "KN", "1.234500 kN"),
        (-0.0001, "N", "0.000 N"),
    ],
)
def test_a_reading_is_the_published_line_in_its_unit(newtons, unit, answer):
    assert ask(gauge(newtons), f"{unit}\r?\r\n", 1.0) == answer + "\r\n"


def test_the_gauge_refuses_what_it_does_not_know_and_takes_commands_in_pieces():
    unit = gauge(1.0)
    assert ask(unit, "dance\r", 0.0) == "*10\r\n"
    assert ask(unit, "?", 0.0) == ""
    assert ask(unit, "\r\n", 0.0) == "1.000 N\r\n"
    unit.write(b"x" * 1000, 0.0)
    assert unit.rejected == 1000


def test_a_gauge_answers_one_question_after_the_other():
    unit = gauge(1.0, answer_s=0.01)
    assert unit.write(b"?\r?\r", 1.0) == []
    assert unit.next_due_s == 1.01
    assert unit.advance(1.015) == [b"1.000 N\r\n"]
    assert unit.advance(1.02) == [b"1.000 N\r\n"]
    assert unit.next_due_s is None


def test_a_gauge_says_who_it_is_and_how_it_is_set_and_series_4_says_neither():
    unit = gauge(1.0, serial_number="M5-77")
    assert ask(unit, "RS\rRM\rRV\r", 0.0) == "M5-77\r\nM5-200\r\nV1.00\r\n"
    assert ask(unit, "FLTC5\rFLTP10\rFLTC11\rFLTCx\r", 0.0) == "*12\r\n*12\r\n"
    assert ask(unit, "LIST\r", 0.0).split(";")[3:5] == ["FLTC32", "FLTP1024"]
    old = gauge(1.0, series="4")
    assert ask(old, "?\rRS\r?C\rLIST\r", 0.0) == "1.000 N\r\n" + 3 * "*10\r\n"


def test_what_the_display_shows_is_not_the_current_reading_while_it_shows_a_peak():
    unit = Mark10(lambda times: 50.0 * np.sin(2 * np.pi * np.asarray(times)))
    assert ask(unit, "PC\r?\r?C\rCUR\r?\r", 2.0) == "50.000 N\r\n0.000 N\r\n0.000 N\r\n"


def test_peaks_are_kept_between_questions_until_they_are_cleared():
    unit = Mark10(lambda times: 50.0 * np.sin(2 * np.pi * np.asarray(times)) + 10.0)
    assert ask(unit, "?PC\r?PT\r", 2.0) == "60.000 N\r\n-40.000 N\r\n"
    assert ask(unit, "CLR\r?PC\r", 2.0) == "0.000 N\r\n"
    assert ask(unit, "?PC\r", 2.1) == "39.389 N\r\n"
    assert ask(unit, "Z\r?\r", 2.5) == "0.000 N\r\n"


def test_both_can_be_asked_for_by_name_and_show_the_force_of_their_side():
    stage = Stage()
    stage.idle(lambda times: np.stack([np.full(times.size, 120.0), np.full(times.size, 90.0)]), Surface.GRIPS)
    left = make_unit("chronojump?exact=1&listens_s=0", stage)
    right = make_unit("mark10?exact=1&side=right", stage)
    assert (left.title, right.title) == ("left grip", "right grip")
    left.firmware.attach(0.0)
    ask(left.firmware, "start_capture:\n")
    assert left.firmware.advance(RESTART_S + 0.013) == [b"12500;120.00\r\n"]
    assert ask(right.firmware, "?\r", 1.0) == "", "it thinks about it"
    assert right.firmware.advance(1.004) == [b"90.001 N\r\n"], "in steps of half a gram"
