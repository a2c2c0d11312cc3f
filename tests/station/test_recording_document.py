"""The reader printed in docs/recording-format.md, run where nothing of the program is there, agrees with ours."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import taped

from drivers.contracts import Segment
from station.filing import analysis_of
from station.model import Outcome, Side
from station.playback import trial_data
from station.recorded import read
from station.recording import Recorder

PROJECT = Path(__file__).parents[2]
DOCUMENT = PROJECT / "docs" / "recording-format.md"
GOLDEN = PROJECT / "tests" / "golden"
SAVE = """
np.savez(sys.argv[2], **{f"{stream} {segment} {n}": part for (stream, segment), parts in result.items()
                         for n, part in enumerate(parts)})
print(sorted({name.partition(".")[0] for name in sys.modules} & {"station", "drivers", "dsp", "msgspec", "scipy"}))
"""
"""What the test adds after the page's own lines: the arrays go into a file, and who helped is said."""


def printed() -> str:
    return DOCUMENT.read_text(encoding="utf-8").split("```python\n")[1].split("```")[0]


def documented_reader(path: Path, folder: Path) -> tuple[str, dict[tuple[int, int], list[np.ndarray]]]:
    """Copy the recording and the page's lines elsewhere, and run them there: what they print, and their arrays."""
    elsewhere = folder / "another computer"
    elsewhere.mkdir()
    copy = elsewhere / "copied.rec"
    copy.write_bytes(path.read_bytes())
    (elsewhere / "reader.py").write_text(printed() + SAVE, encoding="utf-8")
    command = [sys.executable, "-I", "reader.py", "copied.rec", "arrays.npz"]
    done = subprocess.run(command, cwd=elsewhere, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    *told, helpers = done.stdout.splitlines()
    assert helpers == "[]"
    arrays: dict[tuple[int, int], list[np.ndarray]] = {}
    with np.load(elsewhere / "arrays.npz") as saved:
        for name in saved.files:
            stream, segment, _ = map(int, name.split())
            arrays.setdefault((stream, segment), []).append(saved[name])
    return "\n".join(told), arrays


def test_the_printed_reader_agrees_with_ours(tmp_path):
    recorder = taped.record_plates(tmp_path)
    (segment,) = read(recorder.path).streams[1]
    told, arrays = documented_reader(recorder.path, tmp_path)
    index, seconds, newtons = arrays[1, 0]

    np.testing.assert_array_equal(index, segment.index)
    np.testing.assert_allclose(seconds, segment.index * 0.001, rtol=1e-12)
    description = segment.description
    np.testing.assert_array_equal(newtons, description.calibration.newtons(segment.values, description.zero))
    assert told.startswith("1 0 ")
    assert f"{index.size} samples" in told


def test_the_printed_reader_copes_with_floats_uneven_ticks_and_damage(tmp_path):
    info, calibration = taped.dynamometer("7", "left")
    recorder = Recorder(tmp_path / "a.rec", taped.header("a"))
    recorder.stream(0, Segment(3, info, 5.0), calibration, None)
    for first in range(0, 160, 10):
        recorder.samples(0, taped.kilograms(first, 8))
    recorder.close(Outcome.COMPLETED)
    data = bytearray(recorder.path.read_bytes())
    data[len(data) // 2] ^= 0xFF
    recorder.path.write_bytes(data)

    (segment,) = read(recorder.path).streams[0]
    _, arrays = documented_reader(recorder.path, tmp_path)
    index, seconds, newtons = arrays[0, 3]
    assert 0 < index.size < 128
    np.testing.assert_array_equal(index, segment.index)
    np.testing.assert_allclose(seconds, segment.ticks * 1e-6, rtol=1e-12)
    np.testing.assert_array_equal(newtons[0], segment.values[0].astype(np.float64) * 10.0)


@pytest.mark.parametrize(
    ("name", "key"),
    [("cmj", "landing_peak"), ("hip_abduction_iso", "peak_force_best")],
    ids=["plates", "dynamometers"],
)
def test_a_trial_read_on_another_computer_gives_the_forces_and_the_peaks_of_the_program(tmp_path, name, key):
    recording = read(GOLDEN / f"{name}.rec")
    told, arrays = documented_reader(recording.path, tmp_path)
    data = trial_data(recording, None, None)
    analysis = analysis_of(recording)
    peaks = {line.side: line.measurement for line in analysis.measurements if line.key == key}
    greatest = {}
    for (stream, segment), (index, _, newtons) in arrays.items():
        (part,) = (part for part in recording.streams[stream] if part.number == segment)
        np.testing.assert_array_equal(index, part.index)
        for side, force_n in zip(part.description.sides, newtons, strict=True):
            (own,) = (trace.force_n[trace.sides.index(side)] for trace in data.traces if side in trace.sides)
            # bit for bit what the program analyses, which fills gaps that these recordings do not have
            np.testing.assert_array_equal(force_n, own)
            greatest[side] = force_n.max()
    for side in (Side.LEFT, Side.RIGHT):
        assert greatest[side] == pytest.approx(peaks[side].value, rel=1e-12)
        assert f"{greatest[side]}" in told


def test_the_printed_reader_is_short():
    assert len([line for line in printed().splitlines() if line.strip()]) <= 36
