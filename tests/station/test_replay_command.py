"""A recording plays through its driver again and everything is the same; a text file becomes a device."""

import asyncio
import json
from dataclasses import replace

import numpy as np
import pytest
from taped import dynamometer

from drivers.contracts import Gap
from simulators.clock import run as run_virtually
from simulators.replay import Player, Reel, Tape, Unplayable
from simulators.replay_units import replaying
from station.__main__ import main
from station.commands.replay import _played
from station.protocol import built_in
from station.recorded import ClockReading, RecordedSegment, Recording, read
from station.replaying import differences, other_numbers, record_again
from station.trace_device import as_recording
from station.traces import read_traces

GRIP, _ = dynamometer("1", "left")


@pytest.fixture
def jump_file(tmp_path):
    """Stance and a pull that is held for 1.5 s, left and right, as text."""
    time_s = np.arange(5000) / 1000.0
    since = np.clip(time_s - 2.0, 0.0, None)
    gone = np.clip((time_s - 3.5) / 0.3, 0.0, 1.0)
    total = 700.0 + 400.0 * (1.0 - np.exp(-((since / 0.12) ** 2))) * (1.0 - gone)
    rows = np.column_stack([time_s, 0.48 * total, 0.52 * total])
    path = tmp_path / "trace.csv"
    np.savetxt(path, rows, delimiter=",", header="time_s,left_n,right_n", comments="", fmt="%.5f")
    return path


def recorded_of(path) -> Recording:
    return as_recording(path, read_traces(path), built_in()["isometric_pull"])


def cut(segment: RecordedSegment, first: int, last: int, number: int, later_s: float = 0.0) -> RecordedSegment:
    """A piece of a segment as a segment of its own; its device's clock began anew."""
    chosen = slice(first, last)
    described = segment.description
    moved = replace(described, segment=replace(described.segment, number=number))
    start_s = segment.ticks[first] * described.segment.info.signal.tick_s
    return RecordedSegment(
        number,
        moved,
        segment.index[chosen] - segment.index[first],
        segment.ticks[chosen] - segment.ticks[first],
        segment.values[:, chosen],
        (),
        (ClockReading(float(start_s) + later_s, 0.0),),
    )


def heard_again(recording, wires=False):
    from drivers.clock import SystemClock

    return run_virtually(_played(recording, SystemClock(), wires=wires))


def test_a_trace_comes_back_sample_for_sample(jump_file):
    recording = recorded_of(jump_file)
    (segment,) = recording.streams[0]
    assert differences([segment], heard_again(recording)[0]) == ()


def test_a_gap_of_the_recording_is_a_gap_of_the_replay(jump_file):
    recording = recorded_of(jump_file)
    (whole,) = recording.streams[0]
    kept = np.r_[0:1200, 1237:5000]
    holed = replace(whole, index=whole.index[kept], ticks=whole.ticks[kept], values=whole.values[:, kept])
    heard = heard_again(replace(recording, streams={0: (holed,)}))[0]
    assert differences([holed], heard) == ()
    assert heard.gaps == [[Gap(1200, 37)]]


def test_each_connection_of_the_recording_is_a_connection_of_the_replay(jump_file):
    recording = recorded_of(jump_file)
    (whole,) = recording.streams[0]
    parts = (cut(whole, 0, 1000, 1), cut(whole, 1000, 5000, 2, later_s=3.0))
    heard = heard_again(replace(recording, streams={0: parts}))[0]
    assert [sum(block.ticks.size for block in blocks) for blocks in heard.segments] == [1000, 4000]
    assert differences(parts, heard) == ()


def test_one_other_sample_is_found(jump_file):
    recording = recorded_of(jump_file)
    heard = heard_again(recording)[0]
    (segment,) = recording.streams[0]
    values = segment.values.copy()
    values[3, 700] += 1
    (said,) = differences([replace(segment, values=values)], heard)
    assert "1 samples have other values" in said
    (said,) = differences([replace(segment, index=segment.index + (segment.index > 9))], heard)
    assert "a gap is missing" in said
    (said,) = differences([replace(segment, ticks=segment.ticks * 2)], heard)
    assert "clock" in said
    assert "2 segments were recorded, 1 were heard" in differences([segment, segment], heard)[0]


def test_what_is_recorded_again_gives_the_same_numbers(jump_file, tmp_path):
    from station.filing import analysis_of

    recording = recorded_of(jump_file)
    path = tmp_path / "again.rec"
    record_again(path, recording, heard_again(recording))
    again = read(path)
    assert again.streams[0][0].values.tobytes() == recording.streams[0][0].values.tobytes()
    first, second = analysis_of(recording), analysis_of(again)
    assert other_numbers(first, second) == ()
    changed = replace(second, marks=(), refusal="no")
    assert len(other_numbers(first, changed)) == 2


def test_the_command_plays_a_text_file_and_says_how_far_the_counts_move_it(jump_file, capsys):
    assert main(["replay", str(jump_file), "--protocol", "isometric_pull"]) == 0
    said = capsys.readouterr().out
    assert "5,000 samples, 0 gaps, 1 segment: bit for bit the same" in said
    assert "Against the file itself" in said


def test_the_command_plays_what_it_kept(jump_file, tmp_path, capsys):
    kept = tmp_path / "kept.rec"
    assert main(["replay", str(jump_file), "--protocol", "isometric_pull", "--keep", str(kept)]) == 0
    capsys.readouterr()
    assert main(["replay", str(kept), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["same"] is True
    assert said["streams"][0]["samples"] == 5000


def test_a_damaged_recording_is_named_and_never_called_the_same(jump_file, tmp_path, capsys):
    kept = tmp_path / "kept.rec"
    assert main(["replay", str(jump_file), "--protocol", "isometric_pull", "--keep", str(kept)]) == 0
    whole = read(kept)
    data = bytearray(kept.read_bytes())
    data[len(data) // 2] ^= 0x01
    kept.write_bytes(data)
    damaged = read(kept)
    lost = whole.samples - damaged.samples
    assert lost == damaged.lost_to_damage > 0
    capsys.readouterr()

    assert main(["replay", str(kept)]) == 1
    said = capsys.readouterr().out
    assert "kept.rec is damaged: " in said
    assert f"{damaged.damage[0].length:,} bytes cannot be read (from byte {damaged.damage[0].offset})" in said
    assert f"missing for it: {lost} samples." in said
    assert "out of a backup" in said
    assert "Every number is bit for bit the same" not in said
    assert main(["replay", str(kept), "--json"]) == 1
    said = json.loads(capsys.readouterr().out)
    assert (said["same"], said["streams"][0]["gaps"]) == (False, 1)
    assert f"missing for it: {lost} samples." in said["damage"]


def test_a_recording_that_was_interrupted_plays_with_the_same_numbers(jump_file, tmp_path, capsys):
    kept = tmp_path / "kept.rec"
    assert main(["replay", str(jump_file), "--protocol", "isometric_pull", "--keep", str(kept)]) == 0
    data = kept.read_bytes()
    kept.write_bytes(data[: data.rindex(b"\xabREC")])
    assert read(kept).outcome is None
    capsys.readouterr()
    assert main(["replay", str(kept)]) == 0
    assert "Every number is bit for bit the same." in capsys.readouterr().out


def test_a_recording_that_was_cut_off_says_that_its_end_is_missing(jump_file, tmp_path, capsys):
    kept = tmp_path / "kept.rec"
    assert main(["replay", str(jump_file), "--protocol", "isometric_pull", "--keep", str(kept)]) == 0
    kept.write_bytes(kept.read_bytes()[:-300])
    capsys.readouterr()
    assert main(["replay", str(kept)]) == 1
    said = capsys.readouterr().out
    assert "missing for it: the end of the recording" in said
    assert "If the program was interrupted while it wrote the file" in said


@pytest.mark.parametrize(
    ("words", "code", "fragment"),
    [
        (["nowhere.rec"], 2, "There is no file"),
        (["/nowhere.rec"], 2, "There is no file"),
        (["**"], 2, "There is no file"),
        (["trace.csv"], 2, "Say which test"),
        (["trace.csv", "--protocol", "cmj", "--speed", "0"], 2, "--speed"),
    ],
)
def test_a_replay_that_cannot_be_says_why(jump_file, capsys, monkeypatch, words, code, fragment):
    monkeypatch.chdir(jump_file.parent)
    assert main(["replay", *words]) == code
    assert fragment in capsys.readouterr().err


def test_what_no_firmware_sends_cannot_be_played():
    with pytest.raises(Unplayable, match="no simulated device"):
        replaying("abacus", GRIP, ["left"], [Tape(np.arange(2), np.zeros((1, 2), np.int16), np.arange(2.0))], Reel())
    with pytest.raises(Unplayable, match="needs samples"):
        Tape(np.arange(0), np.zeros((1, 0), np.int16), np.zeros(0))


def test_a_reel_waits_for_every_device():
    reel = Reel()
    tape = Tape(np.arange(20) * 12500, np.ones((1, 20), np.float32), np.arange(20) * 0.0125)
    infos = (replace(GRIP, serial=serial) for serial in ("1", "2"))
    left, right = (replaying("progressor", info, ["left"], [tape], reel).firmware for info in infos)
    assert isinstance(left, Player)
    for player in (left, right):
        player.attach(0.0)
    left.write(b"\x65", 0.0)
    assert left.advance(5.0) == []
    right.write(b"\x65", 5.0)
    assert sum(packet.samples for packet in left.advance(5.5)) == 20
    assert sum(packet.samples for packet in right.advance(5.5)) == 20
    assert reel.over
    left.detach(6.0)
    left.attach(7.0)
    left.write(b"\x65", 7.0)
    assert left.advance(9.0) == []
    right.write(b"\x65", 9.0)
    assert sum(packet.samples for packet in left.advance(9.5)) == 20


@pytest.mark.wire
def test_a_recording_plays_over_a_real_line_at_twenty_times_its_speed(jump_file):
    from drivers.clock import SystemClock

    recording = recorded_of(jump_file)
    heard = asyncio.run(_played(recording, SystemClock(20.0), wires=True))
    assert differences(recording.streams[0], heard[0]) == ()


@pytest.mark.wire
def test_simulate_serves_a_recording_and_its_certificate(jump_file, tmp_path):
    """Another program reads the plates of the recording over TCP and gets their first sample first."""
    from drivers.devices.harp_loadcells import HARP_LOADCELLS
    from drivers.link import Link
    from drivers.transports.serial import SerialTransport
    from station.attaching import read_calibration
    from station.commands.simulate_world import Wishes, free_port, serve
    from station.replaying import Heard

    recording = recorded_of(jump_file)
    path = tmp_path / "kept.rec"
    record_again(path, recording, heard_again(recording))
    number = free_port()
    wishes = Wishes(replay=path, tcp_port=number, calibrations=tmp_path / "certificates")

    async def read_two_seconds() -> Heard:
        from drivers.clock import SystemClock

        stop, ready = asyncio.Event(), asyncio.Event()
        serving = asyncio.create_task(serve(wishes, stop, lambda line: ready.set() if "calibration:" in line else None))
        await ready.wait()
        heard = Heard()
        url = f"socket://127.0.0.1:{number}"
        clock = SystemClock()
        async with Link(HARP_LOADCELLS, lambda: SerialTransport(url, HARP_LOADCELLS.serial), clock) as link:
            async for event in link:
                heard.take(event)
                if heard.samples > 1500:
                    break
        stop.set()
        await serving
        return heard

    heard = asyncio.run(read_two_seconds())
    first = np.concatenate([block.values for block in heard.segments[0]], axis=1)
    recorded = recording.streams[0][0].values
    np.testing.assert_array_equal(first[:, :1500], recorded[:, :1500])
    (certificate,) = (tmp_path / "certificates").iterdir()
    assert read_calibration(certificate).gain == recording.streams[0][0].description.calibration.gain
