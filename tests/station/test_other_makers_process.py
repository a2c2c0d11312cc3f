"""Dynamometers and a plate of other makers, simulated by one process and read by another one over ATT."""

import asyncio
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from drivers.contracts import Gap, SampleBlock
from drivers.discovery import Search, find_devices
from drivers.opening import open_device
from simulators.transports.bumble_adapter import HciAdapter

pytestmark = pytest.mark.wire


@contextmanager
def simulation(*devices: str) -> Iterator[str]:
    """The radio of ``station simulate`` with these devices."""
    words = [word for device in devices for word in ("--device", device)]
    command = [sys.executable, "-m", "station", "simulate", *words, "--ble-port", "0", "--seconds", "60"]
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True) as process:
        try:
            for line in process.stdout or ():
                if found := re.search(r"tcp-client:127\.0\.0\.1:\d+", line):
                    yield found[0]
                    return
            raise AssertionError("the simulation ended")
        finally:
            process.kill()


async def read(where: str, adapter: HciAdapter, seconds: float) -> tuple[object, list, object]:
    events: list = []
    async with open_device(where, adapter=adapter, search_s=4.0) as device:
        async for event in device.stream(seconds):
            events.append(event)
        return device.info, events, device.health()


def test_every_device_of_another_process_is_found_and_read_without_a_loss() -> None:
    wanted = {
        "GDX-HD 151000C1": ("Vernier Go Direct GDX-HD", "151000C1", "N", 100),
        "GDX-FP 151000C2": ("Vernier Go Direct GDX-FP", "151000C2", "N", 100),
        "FrezDyno-2640": ("Frez Dyno", "2640", "count", 250),
    }

    async def visit(place: str) -> None:
        adapter = HciAdapter(place)
        found = await find_devices(Search(1.5, serial=False, hid=False, adapter=adapter))
        assert {each.name: each.kind for each in found} == {
            name: "frez-dyno" if name.startswith("Frez") else "go-direct" for name in wanted
        }
        for name, (model, serial, unit, rate_hz) in wanted.items():
            info, events, health = await read(f"ble:{name}", adapter, 1.5)
            assert (info.model, info.serial, info.signal.unit) == (model, serial, unit)
            blocks = [event for event in events if isinstance(event, SampleBlock)]
            assert sum(block.ticks.size for block in blocks) > rate_hz
            assert [block.index for block in blocks[1:]] == [block.index + block.ticks.size for block in blocks[:-1]]
            assert not [event for event in events if isinstance(event, Gap)]
            assert (health.lost, health.corrupt) == (0, 0)

    with simulation("go-direct?side=left", "go-direct-plate?side=right", "frez-dyno?side=right") as place:
        asyncio.run(asyncio.wait_for(visit(place), 50.0))
