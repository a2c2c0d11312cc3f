"""The reader printed in docs/recording-format.md reads a real recording and agrees with ours."""

from pathlib import Path
from typing import Any

import numpy as np
import taped

from drivers.contracts import Segment
from station.model import Outcome
from station.recorded import read
from station.recording import Recorder

DOCUMENT = Path(__file__).parents[2] / "docs" / "recording-format.md"


def documented_reader(path: Path) -> dict[tuple[int, int], tuple[np.ndarray, np.ndarray, np.ndarray]]:
    text = DOCUMENT.read_text(encoding="utf-8")
    program = text.split("```python\n")[1].split("```")[0]
    # leave the handle that the short program does not close to nobody
    program = program.replace('open(path, "rb").read()', "path.read_bytes()")
    names: dict[str, Any] = {"path": path}
    exec(compile(program, str(DOCUMENT), "exec"), names)
    return names["result"]


def test_the_printed_reader_agrees_with_ours(tmp_path):
    recorder = taped.record_plates(tmp_path)
    (segment,) = read(recorder.path).streams[1]
    index, seconds, newtons = documented_reader(recorder.path)[1, 0]

    np.testing.assert_array_equal(index, segment.index)
    np.testing.assert_allclose(seconds, segment.index * 0.001, rtol=1e-12)
    description = segment.description
    np.testing.assert_array_equal(newtons, description.calibration.newtons(segment.values, description.zero))


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
    index, seconds, newtons = documented_reader(recorder.path)[0, 3]
    assert 0 < index.size < 128
    np.testing.assert_array_equal(index, segment.index)
    np.testing.assert_allclose(seconds, segment.ticks * 1e-6, rtol=1e-12)
    np.testing.assert_array_equal(newtons[0], segment.values[0].astype(np.float64) * 10.0)


def test_the_printed_reader_is_short():
    program = DOCUMENT.read_text(encoding="utf-8").split("```python\n")[1].split("```")[0]
    assert len([line for line in program.splitlines() if line.strip()]) <= 35
