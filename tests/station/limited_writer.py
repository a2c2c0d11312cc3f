"""A program that may write files of so many bytes only and records more than that; prints what stopped it."""

import resource
import sys
from pathlib import Path

import taped

from drivers.contracts import Segment
from station.model import Outcome
from station.recording import Recorder

path, limit = Path(sys.argv[1]), int(sys.argv[2])
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
recorder = Recorder(path, taped.header("a"))
recorder.stream(1, Segment(0, taped.PLATES_INFO, 100.0), taped.PLATES_CALIBRATION, None)
for number in range(2000):
    recorder.samples(1, taped.plate_block(number * 20, 20))
recorder.close(Outcome.COMPLETED)
sys.stdout.write(recorder.problem or "nothing stopped it")
