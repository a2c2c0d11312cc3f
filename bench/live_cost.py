"""What the station costs while two plates and two dynamometers stream and no window is open: part of one core.

The plates are at the other end of a pty, simulated by another process that hands over every 16 ms, as a USB converter
does as it comes from the shop.  The two dynamometers are simulated here, so
that what they cost is in the figure too.
"""

from __future__ import annotations

import asyncio
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from functools import partial
from pathlib import Path

from bench.rows import Row

SETTLE_S = 4.0
WATCH_S = 8.0
PLATES = "harp-loadcells"
WANTED_PERCENT = 10.0
SQUATS = 40


MOVING = "moving"


def serve_plates(*, moving: bool) -> None:
    """Simulate plates at a pty until stdin ends; the first line printed is where they are.

    Nobody stands on them, or somebody squats without end.
    """
    from drivers.clock import SystemClock
    from simulators.bench import USB_LATENCY_S, SimulatedBench
    from simulators.body import Person
    from simulators.movement import squat
    from simulators.stage import Stage
    from simulators.transports.pty_port import PtyPort

    async def serve() -> None:
        clock, stage = SystemClock(), Stage()
        if moving:
            stage.perform(squat(Person(), SQUATS), clock.now())
        port = partial(PtyPort, clock=clock, pace_s=USB_LATENCY_S)
        async with SimulatedBench(clock, stage, (PLATES,), line=port) as bench:
            print(bench.devices[0].reach.url, flush=True)
            await asyncio.to_thread(sys.stdin.read)

    asyncio.run(serve())


@contextmanager
def plates_elsewhere(*, moving: bool = False) -> Iterator[str]:
    """Plates in another process; where their port is."""
    program = [sys.executable, "-m", "bench.live_cost", *([MOVING] if moving else [])]
    with subprocess.Popen(program, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
        try:
            yield child.stdout.readline().strip()
        finally:
            child.stdin.close()
            child.wait(10.0)


def attaching(url: str):
    """The plates at the port and two dynamometers, as the station attaches devices."""
    from dataclasses import replace

    from drivers.registry import DEVICES
    from drivers.transports.serial import SerialTransport
    from simulators.bench import SimulatedBench
    from simulators.stage import Stage
    from station.commands.simulated import attached

    grips = ("progressor?side=left", "progressor?side=right")

    @asynccontextmanager
    async def opened(clock) -> AsyncIterator[Sequence]:
        stage = Stage()
        # the plates of this bench are never switched on: only their certificate is used
        async with SimulatedBench(clock, stage, (*grips, PLATES), ble="scripted", line="memory") as bench:
            left, right, plates = (attached(bench, device) for device in bench.devices)
            profile = DEVICES[PLATES].serial
            yield [left, right, replace(plates, open_transport=lambda: SerialTransport(url, profile))]

    return opened


def percent_of_core() -> dict[str, float]:
    """Processor time a second of wall time, while nothing is asked of the devices and while a trial is recorded."""
    from drivers.clock import SystemClock
    from station.archive import Archive
    from station.folders import make_folders
    from station.model import TrialState
    from station.store import Store
    from station.visit import Visit

    found = {}
    with tempfile.TemporaryDirectory() as folder, plates_elsewhere() as url:
        folders = make_folders(Path(folder))
        with Store(folders) as store, Visit(attaching(url), SystemClock(), Archive(folders, store, "B-001")) as visit:
            time.sleep(SETTLE_S)
            found["all streaming, no test"] = _percent()
            visit.choose("cmj")
            _until(visit, TrialState.ZERO)
            visit.primary()
            _until(visit, TrialState.WEIGH)
            found["all streaming, plates recorded"] = _percent()
            lost = sum(device.lost for device in visit.live().devices)
            if lost or len(visit.live().devices) != 3:
                raise RuntimeError(f"the figure is of no use: {lost} samples lost of {visit.live().devices}")
    return found


def _until(visit, state) -> None:
    begun_s = time.monotonic()
    while visit.live().state is not state:
        if time.monotonic() - begun_s > 15.0:
            raise RuntimeError(f"still {visit.live().state} instead of {state}: {visit.live().trouble}")
        time.sleep(0.05)


def _percent() -> float:
    begun_s, busy_s = time.monotonic(), time.process_time()
    time.sleep(WATCH_S)
    return 100.0 * (time.process_time() - busy_s) / (time.monotonic() - begun_s)


def rows(quick: bool) -> list[Row]:
    """Percent of one core, beside what is wanted."""
    area = "live cost"
    if not hasattr(sys.stdin, "fileno") or sys.platform == "win32":
        return [Row(area, "two plates and two dynamometers", None, "% of a core", note="needs a pty")]
    return [
        Row(area, f"two plates and two dynamometers, {case}", found, "% of a core", "wanted at most", WANTED_PERCENT)
        for case, found in percent_of_core().items()
    ]


if __name__ == "__main__":
    serve_plates(moving=MOVING in sys.argv)
