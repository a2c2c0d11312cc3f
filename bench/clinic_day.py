"""A whole working day of a clinic on virtual time: seconds it takes, memory it keeps, handles it leaves open.

Plates and dynamometers are attached all day.  Every half hour somebody comes and does two tests, and something small
goes wrong: packets are lost, a cable is pulled, somebody is restless.
"""

from __future__ import annotations

import gc
import os
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from bench.rows import Row

HOURS = 8.0
CLIENT_EVERY_S = 1800.0
SETTLED_S = 3 * CLIENT_EVERY_S
"""Memory is compared from here on: each plan was carried out once, so that caches and rings are full."""
IDLE_LATENCY_S = 0.25
"""While nobody is tested a line hands over this far apart."""
PLANS = (("cmj", "glute_bridge_hold"), ("hip_abduction_iso", "cmj"), ("glute_bridge_hold", "hip_abduction_iso"))
MISHAPS = (
    "drop:device=plates,after=go,share=0.002,for_s=3",
    "disconnect:device=left grip,after=zero,at_s=0.1,for_s=0.5",
    "restless:after=weigh,for_s=2",
    "unplug:device=plates,after=ready,at_s=1,for_s=2",
    "stall:device=plates,after=go,at_s=0.5,for_s=0.3",
)


@dataclass(slots=True)
class Day:
    """What a day of a clinic took."""

    seconds: float = 0.0
    """Of virtual time."""
    wall_s: float = 0.0
    processor_s: float = 0.0
    awake_s: float = 0.0
    """Of these the devices were to stream."""
    samples: int = 0
    trials: int = 0
    memory_mib: list[tuple[float, float]] = field(default_factory=list)
    """Virtual second and resident memory."""
    handles: list[tuple[float, int]] = field(default_factory=list)

    @property
    def growth_mib(self) -> float | None:
        """What memory grew by since everything had settled; None where the system does not tell."""
        later = [mib for at_s, mib in self.memory_mib if at_s >= min(SETTLED_S, self.seconds / 2)]
        return max(later) - later[0] if later else None

    @property
    def new_handles(self) -> int | None:
        later = [number for at_s, number in self.handles if at_s >= min(SETTLED_S, self.seconds / 2)]
        return max(later) - later[0] if later else None


def day(hours: float = HOURS, every_s: float = CLIENT_EVERY_S) -> Day:
    """Play so many hours with a client every ``every_s``."""
    from simulators.body import Person
    from simulators.clock import run
    from station.commands.client import Body
    from station.commands.virtual_clinic import VirtualClinic
    from station.standby import REST_AFTER_S

    found = Day()
    begun_s, busy_s = time.perf_counter(), time.process_time()
    with tempfile.TemporaryDirectory() as folder, VirtualClinic(Path(folder), Body(Person())) as clinic:

        async def whole() -> None:
            gc.freeze()  # as the station does when it has started: looking for memory shall not cost what it looks at
            async with clinic.running():
                for number in _clients(clinic.clock.now, hours, every_s):
                    came_s = clinic.clock.now()
                    await _client(clinic, number, found)
                    left_s = clinic.clock.now()
                    _note(found, left_s)
                    alone_s = max(0.0, min((number + 1) * every_s, hours * 3600.0) - left_s)
                    found.awake_s += left_s - came_s + min(alone_s, REST_AFTER_S)
                    await clinic.clock.sleep(alone_s)
                found.seconds = clinic.clock.now()
                _note(found, found.seconds)
                healths = [clinic.acquisition.health(stream.number) for stream in clinic.runner.streams]
                found.samples = sum(health.received for health in healths if health is not None)

        try:
            run(whole())
        finally:
            gc.unfreeze()
    found.wall_s, found.processor_s = time.perf_counter() - begun_s, time.process_time() - busy_s
    return found


def _clients(now_s, hours: float, every_s: float) -> Iterator[int]:
    for number in count():
        if now_s() >= hours * 3600.0 - 1.0:
            return
        yield number


async def _client(clinic, number: int, found: Day) -> None:
    """Somebody comes, does two tests with a mishap, and goes."""
    from simulators.bench import USB_LATENCY_S
    from simulators.body import Person
    from simulators.director import Director
    from simulators.faults import fault_from_text
    from station.commands.client import Body

    bench = clinic.bench
    person = Person(mass_kg=60.0 + 3.0 * (number % 8), seed=number)
    clinic.admit(f"D-{number:03}", Body(person, hold_s=12.0, push_s=2.0, rest_s=1.0))
    clinic.director = Director([fault_from_text(MISHAPS[number % len(MISHAPS)])])
    clinic.director.take(bench)
    bench.hand_over_every(USB_LATENCY_S)
    tests = await clinic.visit(PLANS[number % len(PLANS)])
    found.trials += sum(test.trial_id is not None for test in tests)
    await bench.mend()
    clinic.stage.forget(clinic.clock.now() - 10.0)
    clinic.conducted.clear()
    bench.hand_over_every(IDLE_LATENCY_S)


def _note(found: Day, now_s: float) -> None:
    gc.collect()
    if (memory := resident_mib()) is not None:
        found.memory_mib.append((now_s, memory))
    if (opened := Path("/proc/self/fd")).is_dir():
        found.handles.append((now_s, sum(1 for _ in opened.iterdir())))


def resident_mib() -> float | None:
    """Memory that this process holds; None where the system does not tell it like this."""
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    except (OSError, ValueError, IndexError):
        return None
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def rows(quick: bool) -> list[Row]:
    """The first half hour of a day with a client every ten minutes; ``quick``: ten minutes with two clients."""
    return rows_of(day(1.0 / 6.0, 300.0) if quick else day(0.5, 600.0))


def rows_of(found: Day) -> list[Row]:
    """What a day took, as lines of the table."""
    name = f"{found.seconds / 3600:.3g} h, {found.trials} trials, {found.samples / 1e6:.3g} M samples"
    table = [
        Row("clinic day", name, found.wall_s, "s"),
        Row("clinic day", "virtual seconds a second", found.seconds / found.wall_s, "x", higher_is_better=True),
    ]
    if found.growth_mib is not None and found.new_handles is not None:
        table.append(Row("clinic day", "memory grown since it had settled", found.growth_mib, "MiB"))
        table.append(Row("clinic day", "file handles more than then", float(found.new_handles), "handles"))
    return table
