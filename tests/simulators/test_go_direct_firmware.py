"""The Go Direct firmware on published packets, in pieces of any size, and what it does when something is wrong."""

import itertools
import struct

import numpy as np
import pytest

from simulators.devices.go_direct import (
    DROPPED,
    NORMAL,
    ONE_FLOAT,
    ONE_INT,
    PERIOD,
    PLATE,
    START_TIME,
    WIDE,
    GoDirect,
    checked,
    measurement,
)
from simulators.performance import Surface
from simulators.stage import Stage
from simulators.units import BadUnit, make_unit

INIT = bytes.fromhex("5819fe3f1aa54a06490748084709460a450b440c430d420e41")
STATUS = bytes.fromhex("5805fd6a10")
DEVICE_INFO = bytes.fromhex("5805fcae55")
SENSORS = bytes.fromhex("5805fba951")
SENSOR_INFO = bytes.fromhex("5806faa95001")
SET_PERIOD = bytes.fromhex("580ff3ab1bff001027000000000000")  # 10 ms
START = bytes.fromhex("5813f27b18ff0106000000") + bytes(8)
STOP = bytes.fromhex("580bf16819ff00ffffffff")
DISCONNECT = bytes.fromhex("5805f0a154")


def device(**options):
    return GoDirect(lambda times: 100.0 * np.asarray(times), **options)


def whole(pieces):
    """The packets that a host puts together from what it was notified of."""
    packets, pending = [], b""
    for piece in pieces:
        assert len(piece) <= 20
        pending += piece
        if len(pending) >= 2 and len(pending) == pending[1]:
            packets.append(pending)
            pending = b""
    assert pending == b""
    return packets


def values(packets):
    """Samples in packets of type 06."""
    return [
        value
        for raw in packets
        if raw[0] == 0x20 and raw[4] == NORMAL
        for (value,) in struct.iter_unpack("<f", raw[9:])
    ]


@pytest.mark.parametrize(
    ("kind", "newtons", "counter", "published"),
    [
        (NORMAL, "0000c842", 1, "200d014106020001000000c842"),
        (NORMAL, "0000c8421e24cb427047ce42", 2, "2015036306020003000000c8421e24cb427047ce42"),
        (ONE_FLOAT, "00004841", 1, "200c01c00800010100004841"),
    ],
)
def test_measurements_are_the_published_packets(kind, newtons, counter, published):
    raw = measurement(kind, np.frombuffer(bytes.fromhex(newtons), "<f4"), bytes.fromhex(published)[2])
    assert raw.hex() == published


def test_the_wide_and_the_whole_number_layouts_carry_the_same_channel():
    wide = measurement(WIDE, np.array([12.5], np.float32), 7)
    assert (wide[5:9], wide[9], wide[11:]) == (bytes.fromhex("02000000"), 1, bytes.fromhex("00004841"))
    numbers = measurement(ONE_INT, np.array([12.4, -3.0], np.float32), 8)
    assert (numbers[6], numbers[7], numbers[8:]) == (1, 2, bytes.fromhex("0c000000fdffffff"))


@pytest.mark.parametrize(
    "command", [INIT, STATUS, DEVICE_INFO, SENSORS, SENSOR_INFO, SET_PERIOD, START, STOP, DISCONNECT]
)
def test_every_published_command_is_answered_with_its_number_and_counter(command):
    (response, *_) = whole(device().write(command, 1.0))
    assert (response[4], response[5]) == (command[4], command[2])
    assert checked(response) == response
    assert response[0] != 0x20


@pytest.mark.parametrize("size", [1, 3, 7, 20])
def test_commands_cut_anywhere_are_the_same_commands(size):
    stream = INIT + STATUS + SENSOR_INFO
    unit = device()
    said = [piece for at in range(0, len(stream), size) for piece in unit.write(stream[at : at + size], 0.0)]
    assert [raw[4] for raw in whole(said)] == [0x1A, 0x10, 0x50]
    assert unit.rejected == 0


def test_a_damaged_command_is_dropped_and_the_next_one_is_heard():
    unit = device()
    damaged = STATUS[:-1] + b"\x11"
    assert [raw[4] for raw in whole(unit.write(damaged + SENSORS, 0.0))] == [0x51]
    assert unit.rejected == len(damaged)


def test_status_and_sensor_information_are_where_the_clients_look():
    unit = device(battery_mv=3850)
    (status,) = whole(unit.write(STATUS, 0.0))
    assert struct.unpack("<xxxxxxBBBBHBBHBB", status)[-2:] == (60, 0)
    (info,) = whole(unit.write(SENSOR_INFO, 0.0))
    fields = struct.unpack("<bBIBB60s32sdddIQIII", info[6:])
    assert (fields[0], fields[5].rstrip(b"\0"), fields[6].rstrip(b"\0")) == (1, b"Force", b"N")
    assert fields[8:10] == (0.0, 850.0)
    assert fields[10] <= fields[12]
    (other,) = whole(unit.write(checked(bytes.fromhex("5800f9005005")), 0.0))
    assert struct.unpack("<xxI", other[6:12])[0] == 0, "a sensor that it does not have"


def streaming(**options):
    unit = device(**options)
    unit.attach(0.0)
    unit.write(INIT + SET_PERIOD, 0.0)
    started = whole(unit.write(START, 0.0))
    return unit, started


def test_the_stream_begins_with_its_time_and_period_and_runs_at_the_period_that_was_set():
    unit, started = streaming()
    assert [raw[4] for raw in started] == [0x18, START_TIME, PERIOD]
    assert int.from_bytes(started[2][5:9], "little") == 10_000
    packets = whole(unit.advance(1.0))
    assert values(packets) == [float(np.float32(k)) for k in range(1, 101)]
    numbers = [raw[2] for raw in started[1:] + packets]
    assert all((later - sooner) % 256 == 1 for sooner, later in itertools.pairwise(numbers))


@pytest.mark.parametrize("step_s", [0.003, 0.01, 0.37])
def test_looking_more_or_less_often_changes_no_sample(step_s):
    unit, _ = streaming(ppm=150.0)
    reference, _ = streaming(ppm=150.0)
    stop_s = 5.0
    pieces = [raw for k in range(1, round(stop_s / step_s) + 2) for raw in unit.advance(min(stop_s, k * step_s))]
    assert pieces == reference.advance(stop_s)


def test_numbers_of_samples_go_on_over_two_streams():
    unit, _ = streaming()
    first = [raw for raw in unit.advance(0.1) if hasattr(raw, "first")]
    unit.write(STOP, 0.1)
    unit.write(START, 0.2)
    again = [raw for raw in unit.advance(0.3) if hasattr(raw, "first")]
    assert [raw.first for raw in first] == [0, 2, 4, 6, 8]
    assert [raw.first for raw in again] == [10, 12, 14, 16, 18]
    assert unit.sample_s(10) == pytest.approx(0.21)


def test_what_was_measured_goes_out_before_the_answer_to_stop():
    unit, _ = streaming(per_packet=50)
    packets = whole(unit.write(STOP, 0.125))
    assert len(values(packets)) == 12
    assert packets[-1][4] == 0x19
    assert not unit.streaming
    assert unit.advance(9.0) == []


def test_a_long_packet_crosses_in_pieces_and_counts_with_its_last_one():
    unit, _ = streaming(per_packet=7)
    said = unit.advance(0.07)
    assert [len(piece) for piece in said] == [20, 17]
    assert [hasattr(piece, "first") for piece in said] == [False, True]
    assert said[1].samples == 7


def test_a_dropped_packet_is_told_and_time_goes_on_without_it():
    unit, _ = streaming(drops_every=10)
    packets = whole(unit.advance(0.3))
    dropped = [raw for raw in packets if raw[4] == DROPPED]
    assert [int.from_bytes(raw[5:9], "little") for raw in dropped] == [2, 2, 2]
    assert len(values(packets)) == 24
    assert values(packets)[:10] == [1, 2, 3, 4, 5, 6, 7, 8, 11, 12]


def test_a_period_that_is_too_short_becomes_the_shortest():
    unit = device(model=PLATE)
    unit.attach(0.0)
    unit.write(checked(bytes.fromhex("5800f3001bff000100000000000000")), 0.0)
    unit.write(START, 0.0)
    assert len(values(whole(unit.advance(0.0985)))) == 98


def test_an_unknown_command_and_a_mask_without_its_sensor_are_refused():
    unit = device()
    (unknown,) = whole(unit.write(checked(bytes.fromhex("5800ee0077")), 0.0))
    assert unknown[6] == 1
    (refused,) = whole(unit.write(checked(bytes.fromhex("5800ed0018ff0104000000") + bytes(8)), 0.0))
    assert refused[6] == 1
    assert not unit.streaming


def test_an_empty_battery_switches_it_off():
    unit, _ = streaming()
    unit.battery_mv = 3300
    unit.advance(1.0)
    assert unit.powered
    unit.advance(11.5)
    assert not unit.powered
    assert unit.write(STATUS, 12.0) == []
    unit.battery_mv = 4000
    unit.press_button(13.0)
    assert len(whole(unit.write(STATUS, 13.0))) == 1


def test_both_devices_can_be_asked_for_by_name_and_send_the_force_in_newtons():
    stage = Stage()
    stage.idle(lambda times: np.stack([np.full(times.size, 250.0), np.full(times.size, 260.0)]))
    stage.idle(lambda times: np.stack([np.full(times.size, 120.0), np.full(times.size, 90.0)]), Surface.GRIPS)
    hand = make_unit("go-direct?exact=1&side=right", stage)
    plate = make_unit("go-direct-plate?exact=1", stage)
    assert (hand.title, hand.firmware.name) == ("right grip", "GDX-HD 151000C2")
    assert (plate.title, plate.firmware.name) == ("left plate", "GDX-FP 151000C1")
    np.testing.assert_allclose(hand.firmware.read_n(np.arange(3.0)), 90.0, atol=0.003)
    np.testing.assert_allclose(plate.firmware.read_n(np.arange(3.0)), 250.0, atol=0.2)
    with pytest.raises(BadUnit, match="layout is one of"):
        make_unit("go-direct?layout=loud", stage)
