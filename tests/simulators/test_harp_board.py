"""What a simulated LoadCells board does beside sampling: edges, triggers, outputs, memory, the clock bus."""

import numpy as np
import pytest

from simulators.devices.harp_loadcells import HarpLoadCells
from simulators.firmware import single_packets
from simulators.harp_board import ClockBus, packet, second_told

ACTIVE, ACQUIRE, HALT = (bytes.fromhex(text) for text in ("02050aff010112", "020520ff010128", "020520ff010027"))
EVERYTHING = bytes.fromhex("02055aff010f70")
SECOND = 3_800_000_000


def flat(times):
    return np.zeros((8, np.size(times)), np.int16)


def set_register(address, value, ptype=0x01):
    return packet(2, address, ptype, [value])


def streaming(read=flat, **options):
    board = HarpLoadCells(read, **options)
    board.attach(0.0)
    board.write(EVERYTHING + ACTIVE + ACQUIRE, 0.0)
    return board


def events(packets, address):
    """Stamp in ticks since the board's second zero, and payload."""
    found = [raw for raw in single_packets(packets) if raw[0] == 3 and raw[2] == address]
    ticks = [
        (int.from_bytes(raw[5:9], "little") - SECOND) * 31250 + int.from_bytes(raw[9:11], "little") for raw in found
    ]
    return list(zip(ticks, [raw[11:-1] for raw in found], strict=True))


# The digital input


def test_edges_of_the_input_are_told_on_the_clock_of_the_samples():
    told = events(streaming(sync_every_s=0.4).advance(1.0), 34)
    assert told == [(12500, b"\1"), (25000, b"\0")]


def test_an_edge_has_its_place_between_the_samples_and_is_not_repeated_by_looking_often():
    whole = single_packets(streaming(sync_every_s=0.0105).advance(0.5))
    board = streaming(sync_every_s=0.0105)
    pieces = [raw for k in range(1, 501) for raw in board.advance(k * 0.001)]
    assert single_packets(pieces) == whole
    stamps = [raw[5:9][::-1] + raw[9:11][::-1] for raw in whole if raw[0] == 3]
    assert stamps == sorted(stamps)


@pytest.mark.parametrize(("mode", "running"), [(1, (0.5, 1.0)), (2, (1.0, 1.5))])
def test_an_input_that_triggers_starts_and_stops_the_samples_and_tells_no_edge(mode, running):
    board = HarpLoadCells(flat, sync_every_s=0.5)
    board.attach(0.0)
    board.write(EVERYTHING + ACTIVE + set_register(39, mode), 0.0)
    packets = board.advance(1.6)
    assert events(packets, 34) == []
    ticks = [tick for tick, _ in events(packets, 33)]
    begins, ends = (round(at * 31250) for at in running)
    first = [tick for tick in ticks if tick < ends]
    assert (first[0], len(first)) == (begins, 500)


# Outputs


def test_the_outputs_are_set_cleared_and_toggled():
    board = HarpLoadCells(flat)
    for address, mask, state in ((42, 0x06, 0x06), (43, 0x02, 0x04), (44, 0x05, 0x01), (45, 0x100, 0x100)):
        board.write(set_register(address, mask, 0x02), 0.0)
        assert board.registers[45].values == [state]
    assert board.registers[35].values == [0]
    (reply,) = board.write(set_register(45, 0x200, 0x02), 0.0)
    assert reply[0] == 10, "there are nine outputs"


def test_a_pulse_ends_by_itself():
    board = streaming()
    board.write(set_register(40, 2) + set_register(41, 25) + set_register(42, 1, 0x02), 0.1)
    board.advance(0.124)
    assert board.registers[35].values == [1]
    board.advance(0.126)
    assert board.registers[35].values == [0]


def test_an_output_follows_its_cell_after_the_time_that_was_set():
    def step(times):
        counts = flat(times)
        counts[3, (times > 0.0995) & (times < 0.1995)] = 500
        return counts

    board = streaming(step)
    board.write(set_register(58, 3) + set_register(66, 400, 0x82), 0.0)
    board.write(set_register(74, 10, 0x02) + set_register(82, 20, 0x02), 0.0)
    told = events(board.advance(0.4), 45)
    assert told == [(3437, b"\2\0"), (6875, b"\0\0")], "at 110 and at 220 ms"


# Memory


def test_what_is_saved_is_there_after_a_restart_and_what_is_not_is_gone():
    board = HarpLoadCells(flat)
    board.write(set_register(48, -12, 0x82) + set_register(11, 8), 0.0)
    board.write(set_register(49, 33, 0x82) + set_register(11, 2), 1.0)
    assert (board.registers[48].values, board.registers[49].values) == ([-12], [0])
    assert board.registers[11].values == [0x80]
    board.write(set_register(11, 1), 2.0)
    assert (board.registers[48].values, board.registers[11].values) == ([0], [0x40])


def test_a_name_and_a_number_stay_and_the_board_starts_anew():
    board = streaming()
    board.write(packet(2, 12, 0x01, list(b"Left and right".ljust(25, b"\0"))), 1.0)
    assert (board.name, board.active) == ("Left and right", False)
    (refused,) = board.write(set_register(13, 99, 0x02), 2.0)
    assert (refused[0], board.serial) == (10, "1")
    board.write(set_register(13, 0xFFFF, 0x02) + set_register(13, 99, 0x02), 3.0)
    assert board.serial == "99"
    assert bytes(board.registers[12].values).rstrip(b"\0") == b"Left and right"


def test_a_locked_clock_cannot_be_set():
    board = HarpLoadCells(flat)
    board.write(set_register(14, 0x80), 0.0)
    assert board.write(set_register(8, 5, 0x04), 0.0)[0][0] == 10
    board.write(set_register(14, 0x40) + set_register(8, 5, 0x04), 0.0)
    assert board.registers[8].values == [5]


def test_everything_is_told_at_once_when_it_is_dumped():
    board = HarpLoadCells(flat)
    replies = board.write(bytes.fromhex("02050aff016879"), 0.0)
    assert [raw[2] for raw in replies] == [10, *range(16), *range(32, 91)]
    assert {raw[0] for raw in replies[1:]} == {1}


# The clock bus


def test_the_literal_packet_of_the_bus():
    assert ClockBus().message(1.0).hex() == "aaaf00667fe2"
    assert second_told(bytes.fromhex("aaaf00667fe2")) == 3_800_000_001
    assert second_told(bytes.fromhex("aaae00667fe2")) is None
    assert second_told(b"\xaa\xaf") is None


def test_two_boards_on_one_bus_share_their_seconds_however_their_clocks_run():
    fast = streaming(ppm=40.0, second_at_zero=17, bus=ClockBus())
    slow = streaming(ppm=-35.0, second_at_zero=3_900_000_000, bus=ClockBus())
    for board in (fast, slow):
        ticks = np.array([tick for tick, _ in events(board.advance(60.5), 33)])
        true_s = np.array([board.sample_s(number) for number in range(ticks.size)])
        assert np.abs(ticks / 31250 - true_s).max() < 40e-6 + 32e-6
        assert (np.diff(ticks) > 0).all()
        assert set(np.diff(ticks)) <= {30, 31, 32, 33}


def test_without_a_bus_their_clocks_drift_apart():
    fast = streaming(ppm=40.0)
    ticks = [tick for tick, _ in events(fast.advance(60.5), 33)]
    assert ticks[-1] / 31250 - 60.5 == pytest.approx(60.5 * 40e-6, abs=1e-3)
    assert ticks[-1] / 31250 - fast.sample_s(len(ticks) - 1) > 2e-3


def test_a_heartbeat_is_told_once_for_each_second_of_the_bus():
    alive = bytes.fromhex("02050aff018192")
    for ppm in (-200.0, 0.0, 200.0):
        board = HarpLoadCells(flat, ppm=ppm, second_at_zero=5, bus=ClockBus())
        board.attach(0.25)
        board.write(alive, 0.25)
        packets = [raw for k in range(1, 1001) for raw in board.advance(0.25 + k * 0.01)]
        told = events(packets, 8)
        assert [int.from_bytes(payload, "little") - SECOND for _, payload in told] == list(range(1, 11))
        assert [tick for tick, _ in told] == [31250 * k for k in range(1, 11)]
