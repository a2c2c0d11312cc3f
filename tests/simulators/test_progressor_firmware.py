"""The Progressor firmware, against literal packets and the quirks of its imitators."""

import struct
from itertools import pairwise

import numpy as np
import pytest

from simulators.devices import progressor
from simulators.devices.progressor import PROFILES, Profile, Progressor, weight_packet


def slope(times):
    """One kilogram per second."""
    return np.asarray(times, np.float64)


def samples(packets):
    """Rows (kg, us) of the weight packets, by the length byte."""
    rows = [row for raw in packets if raw[0] == 1 for row in struct.iter_unpack("<fI", raw[2 : 2 + raw[1]])]
    return np.array(rows)


def replies(unit, command, now_s=0.0):
    return [raw.hex() for raw in unit.write(command, now_s)]


def test_three_samples_are_the_published_packet():
    assert weight_packet([0.0, 12.5, -0.25], [0, 12500, 25000]).hex() == (
        "01180000000000000000" + "00004841d4300000" + "000080bea8610000"
    )


@pytest.mark.parametrize(
    ("command", "reply"),
    [
        ("6f", "0004a40f0000"),
        ("6b", "0007312e322e332e34"),
        ("6c", "00084e6f206372617368"),
        ("70", "00012b"),
        ("72", "000c00ae3f38000050c00000003e"),
    ],
)
def test_the_published_answers(command, reply):
    unit = Progressor(slope, unit_id=0x2B, profile=Profile("test", version="1.2.3.4"), battery_mv=4004)
    assert replies(unit, bytes.fromhex(command)) == [reply]


def test_an_id_may_come_with_all_its_bytes():
    unit = Progressor(slope, unit_id=0x2B, profile=progressor.BIGBANGER)
    assert replies(unit, b"\x70") == ["00082b00000000000000"]


def test_the_calibration_table_comes_as_fifteen_packets():
    unit = Progressor(slope)
    row = bytes.fromhex("0000000040420f0000ae3f38000050c0")
    assert replies(unit, b"\x73" + row) == []
    table = replies(unit, b"\x74")
    assert len(table) == 15
    assert table[0] == "00100000000040420f0000ae3f38000050c0"
    unit.write(b"\x76", 0.0)
    assert replies(unit, b"\x74")[0] == "0010" + "00" * 16


def test_a_stream_starts_at_zero_and_keeps_80_hz_of_its_own_clock():
    unit = Progressor(slope)
    packets = unit.write(b"\x65", 10.0) + unit.advance(20.0)
    rows = samples(packets)
    assert {raw[1] for raw in packets} == {8 * 8}
    assert rows[0].tolist() == [10.0, 0.0]
    assert set(np.diff(rows[:, 1])) == {12500}
    np.testing.assert_allclose(rows[:, 0], 10.0 + rows[:, 1] * 1e-6, atol=1e-5)


@pytest.mark.parametrize("per_packet", [1, 7, 8, 15])
@pytest.mark.parametrize("step_s", [0.004, 0.1, 3.0])
def test_looking_more_or_less_often_changes_no_sample(per_packet, step_s):
    def stream(step_s):
        unit = Progressor(slope, profile=Profile("test", samples_per_packet=per_packet))
        packets = unit.write(b"\x65", 1.0)
        for k in range(1, round(3.0 / step_s) + 1):
            packets += unit.advance(1.0 + k * step_s)
        return packets + unit.write(b"\x66", 4.0)

    assert b"".join(stream(step_s)) == b"".join(stream(1.5))
    assert len(samples(stream(step_s))) == 241


def test_the_microsecond_counter_wraps():
    unit = Progressor(slope, first_stamp_us=2**32 - 20_000)
    rows = samples(unit.write(b"\x65", 0.0) + unit.advance(0.1))
    assert rows[:4, 1].tolist() == [2**32 - 20_000, 2**32 - 7_500, 5_000, 17_500]


def test_a_fast_clock_measures_more_samples_in_the_same_true_time():
    unit = Progressor(slope, ppm=1000.0, profile=Profile("test", samples_per_packet=1))
    rows = samples(unit.write(b"\x65", 0.0) + unit.advance(100.0))
    assert len(rows) == 8009
    assert rows[-1, 0] == pytest.approx(rows[-1, 1] * 1e-6 / 1.001, abs=1e-4)


def test_the_old_crimpdeq_pads_its_packet_and_runs_at_its_own_rate():
    unit = Progressor(slope, profile=progressor.CRIMPDEQ_OLD)
    packets = unit.write(b"\x65", 0.0) + unit.advance(10.0)
    assert {len(raw) for raw in packets} == {14}
    assert {raw[1] for raw in packets} == {8}
    assert len(packets) == 97
    assert unit.write(b"\xa0", 10.0) == []
    assert not unit.streaming, "it takes an unknown command for Stop"


def test_tare_while_streaming_works_except_on_the_hangman():
    def at_rest(times):
        return np.full(np.shape(times), 5.0)

    genuine, hangman = Progressor(at_rest), Progressor(at_rest, profile=progressor.HANGMAN)
    for unit in (genuine, hangman):
        unit.write(b"\x65", 0.0)
        unit.write(b"\x64", 1.0)
    assert samples(genuine.advance(2.0))[-1, 0] == 0.0
    assert samples(hangman.advance(2.0))[-1, 0] == 5.0
    hangman.write(b"\x66", 2.0)
    hangman.write(b"\x64", 2.0)
    hangman.advance(3.0)
    assert samples(hangman.write(b"\x65", 3.5) + hangman.advance(4.0))[-1, 0] == 0.0


def test_the_hangman_is_off_after_a_disconnect_and_on_again_by_its_button():
    unit = Progressor(slope, profile=progressor.HANGMAN)
    unit.attach(0.0)
    unit.write(b"\x65", 0.0)
    unit.detach(1.0)
    assert not unit.powered
    assert unit.advance(2.0) == []
    unit.press_button(3.0)
    assert unit.powered
    assert not unit.streaming


def test_a_genuine_unit_waits_ten_minutes_for_a_host_and_switches_off():
    unit = Progressor(slope)
    unit.attach(0.0)
    unit.detach(5.0)
    unit.advance(604.9)
    assert unit.powered
    unit.advance(605.0)
    assert not unit.powered


def test_sleep_is_obeyed_while_streaming():
    unit = Progressor(slope)
    unit.write(b"\x65", 0.0)
    unit.write(b"\x6e", 1.0)
    assert not unit.powered
    assert unit.advance(9.0) == []


def test_bigbanger_ignores_a_command_of_two_bytes_and_the_others_do_not():
    careless, strict = Progressor(slope), Progressor(slope, profile=progressor.BIGBANGER)
    for unit in (careless, strict):
        unit.write(b"\x65\x00", 0.0)
    assert careless.streaming
    assert not strict.streaming


def test_an_empty_battery_is_announced_once_and_then_the_device_is_gone():
    unit = Progressor(slope, battery_mv=2700)
    unit.attach(0.0)
    assert [raw.hex() for raw in unit.advance(0.1)] == ["0400"]
    assert unit.advance(5.0) == []
    unit.advance(10.2)
    assert not unit.powered


def test_rate_of_force_comes_under_its_own_kinds():
    unit = Progressor(slope)
    unit.write(b"\x68", 0.0)
    packets = unit.advance(3.1)
    assert [raw[:2].hex() for raw in packets] == ["0308", "0308", "0308"]
    assert struct.unpack("<f", packets[0][2:6])[0] == pytest.approx(1.0, rel=1e-3)


@pytest.mark.parametrize(("profile", "seconds"), [("genuine", 600.0), ("clone_10hz", 600.0)])
def test_whoever_is_not_connected_to_falls_asleep_and_wakes_by_its_button(profile, seconds):
    unit = Progressor(lambda times: times, profile=PROFILES[profile])
    unit.attach(0.0)
    unit.advance(5000.0)
    assert unit.powered
    unit.detach(5000.0)
    unit.advance(5000.0 + seconds - 1.0)
    assert unit.powered
    unit.advance(5000.0 + seconds)
    assert not unit.powered
    unit.press_button(6000.0)
    assert unit.powered


def test_a_hangman_that_was_switched_on_and_not_found_sleeps_after_three_minutes():
    unit = Progressor(lambda times: times, profile=PROFILES["hangman"])
    unit.press_button(0.0)
    unit.advance(179.0)
    assert unit.powered
    unit.advance(180.0)
    assert not unit.powered


def test_its_counter_goes_on_without_a_jump_when_its_clock_is_set_wrong_and_restarts_at_nothing():
    unit = Progressor(lambda times: times)
    unit.attach(0.0)
    unit.write(b"\x65", 0.0)
    before = unit.advance(1.0)
    unit.set_clock(1000.0, 1.0)
    unit.set_slowness(0.5, 1.0)
    after = unit.advance(3.0)
    stamps = [us for raw in (*before, *after) for _, us in struct.iter_unpack("<fI", raw[2:])]
    steps = {second - first for first, second in pairwise(stamps)}
    assert steps == {12_500, 25_000}
    assert [raw.first for raw in (*before, *after)] == [8 * k for k in range(len(before) + len(after))]
    unit.restart(3.0)
    (first, *_) = unit.advance(4.0)
    assert struct.unpack_from("<I", first, 6) == (0,)
    assert first.first == 8 * (len(before) + len(after))


def test_its_counter_wraps_when_it_is_told_to_from_the_next_start_on():
    unit = Progressor(lambda times: times)
    unit.attach(0.0)
    unit.wrap_after(0.1)
    unit.write(b"\x65", 0.0)
    stamps = [us for raw in unit.advance(0.3) for _, us in struct.iter_unpack("<fI", raw[2:])]
    assert stamps[7:9] == [2**32 - 12_500, 0]
