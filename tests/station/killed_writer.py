"""A program that records 1 kHz in real time until it is killed; one byte on stdout for every 10 ms handed over."""

import os
import sys
import time
from pathlib import Path

import taped

from drivers.contracts import Segment
from station.recording import Recorder

recorder = Recorder(Path(sys.argv[1]), taped.header("a"))
recorder.stream(1, Segment(0, taped.PLATES_INFO, 100.0), taped.PLATES_CALIBRATION, None)
began = time.monotonic()
number = 0
while True:
    recorder.samples(1, taped.plate_block(number * 10, 10))
    os.write(1, b".")
    number += 1
    time.sleep(max(0.0, began + number * 0.010 - time.monotonic()))
