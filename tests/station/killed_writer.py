"""A program that records 1 kHz in real time until it is killed.

On stdout a point for every 10 ms that were handed over, and one ``!`` for every 10 ms that the system kept it waiting.
"""

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
    late = int(max(0.0, time.monotonic() - began - number * 0.010) / 0.010)
    os.write(1, b"." + b"!" * late)
    number += 1
    time.sleep(max(0.0, began + number * 0.010 - time.monotonic()))
