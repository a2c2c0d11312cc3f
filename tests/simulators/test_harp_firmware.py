"""The LoadCells firmware, against literal packets and an independent reader of Harp files."""

import harp.io
import numpy as np
import pytest

from simulators.devices.harp_loadcells import HarpLoadCells
from simulators.firmware import SamplePacket, single_packets
from simulators.harp_board import data_packets

ACTIVE_ALIVE = bytes.fromhex("02050aff01e1f2")
ACQUIRE, HALT = bytes.fromhex("020520ff010128"), bytes.fromhex("020520ff010027")
DATA_ONLY = bytes.fromhex("02055aff010162")
READ_WHO_AM_I = bytes.fromhex("010400ff0206")
OFFSET_CH0 = bytes.fromhex("020630ff82f4ffac")


def ramp(times):
    """Channel c reads 100 c + the millisecond, so that every sample can be told from every other."""
    return (np.rint(times * 1000) % 1000 + 100 * np.arange(8)[:, np.newaxis]).astype(np.int16)


def device(**options):
    return HarpLoadCells(ramp, **options)


def streaming_device(now_s=0.0, **options):
    board = device(**options)
    board.attach(now_s)
    board.write(DATA_ONLY + ACTIVE_ALIVE[:5] + bytes((0x01, 0x12)) + ACQUIRE, now_s)
    return board


def data_of(packets):
    return [raw for raw in single_packets(packets) if raw[0] == 3 and raw[2] == 33]


def test_a_data_event_is_the_published_packet():
    counts = np.array([[100], [-100], [32767], [-32768], [1], [2], [3], [4]], np.int16)
    raw = data_packets(np.array([3_800_000_000_500_000]), counts)
    assert raw.hex() == "031a21ff9200667fe2093d64009cffff7f00800100020003000400e3"


def test_who_am_i_answers_1232_with_the_time_of_the_device():
    board = device()
    assert [raw.hex() for raw in board.write(READ_WHO_AM_I, 0.5)] == ["010c00ff1200667fe2093dd004ff"]


@pytest.mark.parametrize(
    ("command", "address", "value"),
    [(ACTIVE_ALIVE, 10, 0xE1), (ACQUIRE, 32, 1), (HALT, 32, 0), (DATA_ONLY, 90, 1), (OFFSET_CH0, 48, -12)],
)
def test_the_published_writes_are_obeyed_and_answered_with_the_new_value(command, address, value):
    board = device()
    (reply,) = board.write(command, 0.0)
    assert board.registers[address].values == [value]
    assert reply[0] == 2
    assert reply[11:-1] == command[5:-1]
    assert sum(reply[:-1]) & 0xFF == reply[-1]


@pytest.mark.parametrize("size", [1, 2, 3, 5, 7])
def test_commands_cut_anywhere_are_the_same_commands(size):
    board = device()
    stream = READ_WHO_AM_I + DATA_ONLY + OFFSET_CH0
    replies = [raw for at in range(0, len(stream), size) for raw in board.write(stream[at : at + size], 0.0)]
    assert [raw[2] for raw in replies] == [0, 90, 48]


def test_a_damaged_command_is_dropped_and_the_next_one_is_heard():
    board = device()
    damaged = DATA_ONLY[:-1] + b"\x00"
    replies = board.write(damaged + READ_WHO_AM_I, 0.0)
    assert [raw[2] for raw in replies] == [0]
    assert board.registers[90].values == [0x0F]
    assert board.rejected == len(damaged)


def test_an_unknown_register_is_answered_with_a_read_error():
    (reply,) = device().write(bytes.fromhex("0104c8ff01cd"), 0.0)
    assert reply[0] == 9
    assert reply[2] == 200


def test_a_value_out_of_range_is_answered_with_a_write_error_and_changes_nothing():
    board = device()
    (reply,) = board.write(bytes.fromhex("020630ff822c01e6"), 0.0)  # offset 300
    assert reply[0] == 10
    assert board.registers[48].values == [0]


def test_nothing_flows_in_standby_and_a_thousand_samples_a_second_when_active():
    board = device()
    board.write(DATA_ONLY + ACQUIRE, 0.0)
    assert board.advance(5.0) == []
    assert board.next_due_s is None
    board.write(bytes.fromhex("02050aff010112"), 5.0)
    assert len(data_of(board.advance(6.9995))) == 2000


@pytest.mark.parametrize("step_s", [0.0003, 0.001, 0.0047, 0.25])
def test_looking_more_or_less_often_changes_no_sample(step_s):
    board = streaming_device()
    whole = single_packets(streaming_device().advance(1.0))
    pieces = [raw for k in range(1, round(1.0 / step_s) + 2) for raw in board.advance(min(1.0, k * step_s))]
    assert single_packets(pieces) == whole


def test_stamps_are_quantised_to_32_microseconds():
    ticks = [int.from_bytes(raw[9:11], "little") for raw in data_of(streaming_device().advance(0.9995))]
    assert sorted(set(np.diff(ticks))) == [31, 32]
    assert ticks[500] == 15625


def test_a_clock_that_runs_fast_takes_more_samples():
    board = streaming_device(ppm=200.0)
    assert len(data_of(board.advance(100.0))) == 100_021


def test_when_dtr_falls_the_device_goes_to_standby_and_makes_up_for_nothing_later():
    board = streaming_device()
    board.advance(1.0)
    board.detach(1.0)
    assert board.advance(5.0) == []
    board.attach(5.0)
    board.write(bytes.fromhex("02050aff010112"), 5.0)
    (first, *_) = data_of(board.advance(5.01))
    assert int.from_bytes(first[5:9], "little") - 3_800_000_000 == 5


def test_alive_events_and_the_heartbeat_output_come_once_a_second_in_order():
    board = device()
    board.attach(0.0)
    board.write(ACTIVE_ALIVE + ACQUIRE, 0.0)
    packets = single_packets(board.advance(2.5))
    events = [raw for raw in packets if raw[0] == 3]
    stamps = [int.from_bytes(raw[5:9], "little") * 31250 + int.from_bytes(raw[9:11], "little") for raw in events]
    assert stamps == sorted(stamps)
    assert [raw[11] for raw in events if raw[2] == 35] == [1, 0]
    assert [raw[2] for raw in events].count(8) == 2
    assert [raw[2] for raw in events].count(33) == 2501


def test_the_hardware_offset_moves_the_reading_and_saturates():
    board = streaming_device()
    board.write(OFFSET_CH0, 0.0)
    first = data_of(board.advance(0.0005)) or data_of(board.advance(0.001))
    assert int.from_bytes(first[-1][11:13], "little", signed=True) == 1 - 12 * 16
    flooded = HarpLoadCells(lambda times: np.full((8, times.size), 32767, np.int16))
    flooded.write(DATA_ONLY + bytes.fromhex("020630ff820a00b9") + bytes.fromhex("02050aff010112") + ACQUIRE, 0.0)
    assert {raw[11:13] for raw in data_of(flooded.advance(0.01))} == {b"\xff\x7f"}


def test_samples_come_as_one_piece_per_run_with_their_numbers_and_heartbeats_at_their_place():
    board = device()
    board.attach(0.0)
    board.write(DATA_ONLY + ACTIVE_ALIVE + ACQUIRE, 0.0)
    board.advance(0.5)
    said = board.advance(2.25)
    runs = [(raw.first, raw.samples, raw.packets) if isinstance(raw, SamplePacket) else raw[2] for raw in said]
    assert runs == [(501, 499, 499), 8, (1000, 1000, 1000), 8, (2000, 251, 251)]
    last = said[-1].singles()[-1]
    assert (last.first, last.samples, len(last)) == (2250, 1, 28)
    assert int.from_bytes(last[9:11], "little") == 250_000 // 32


def test_harp_python_reads_a_dumped_stream_whole(tmp_path):
    path = tmp_path / "x_33.bin"
    path.write_bytes(b"".join(streaming_device().advance(3.0)))
    table = harp.io.read(path, address=33, dtype=np.dtype(np.int16), length=8)
    assert table.shape == (3001, 8)
    numbers = np.arange(3001)
    np.testing.assert_array_equal(table.to_numpy().T, ramp(numbers / 1000))
    np.testing.assert_allclose(table.index.to_numpy() - 3.8e9, numbers / 1000, atol=33e-6)
