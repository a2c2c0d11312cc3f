"""What every device of the registry must do, whatever it is: one battery, run on bytes and on a scripted link.

``BATTERY`` holds the checks; each takes the key of a device and how to make its script (``fake_transports.SCRIPTS``).
A new device is covered as soon as it has a line in the registry and a script.  The checks of this module are about the
manners of a device, those of ``check_stream`` about its samples.

Some protocols cannot pass some check: without a checksum damage cannot be told from a number, without a clock or a
counter on the wire nothing wraps and nothing shows what came twice.  Such a script says so itself, with the reason:

    cannot={"the_counter_wraps_unseen": "its clock has 64 bits"}

by the check's name without ``check_``.  ``examine`` then runs the check all the same and expects it to fail, so that a
reason which is no longer true is found, and reports it as a skip with that reason.
"""

import asyncio
import random
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

import numpy as np
import pytest
from check_stream import STREAM

from drivers.clock import SystemClock
from drivers.contracts import Corrupt, DeviceInfo, Frame, LinkState, Notice, Port, Reply, SampleBlock, Segment, Send
from drivers.errors import ReplyTimeout, UnknownFirmware, WrongDevice
from drivers.link import Link
from drivers.profiles import GattProfile, HidProfile, SerialProfile
from drivers.registry import DEVICES
from simulators.clock import run


def check_its_line_in_the_registry(key: str, script: Callable) -> None:
    device = DEVICES[key]
    assert device.key == key
    assert device is script().device
    assert device.title
    reached = [way for way in (device.gatt, device.serial, device.hid) if way is not None]
    assert reached
    assert device.gatt is None or isinstance(device.gatt, GattProfile)
    assert device.serial is None or isinstance(device.serial, SerialProfile)
    assert device.hid is None or isinstance(device.hid, HidProfile)


def check_the_codec_is_total(key: str, script: Callable) -> None:
    """Random bytes, mutated packets, empty input: events of known kinds and no exception."""
    drawn = random.Random(11)
    device = DEVICES[key]
    codec = device.codec()
    codec.feed(script().told)
    packets = [script().packet(number) for number in range(4)]
    for _ in range(500):
        data = bytearray(drawn.choice([*packets, drawn.randbytes(drawn.randrange(120))]))
        for _ in range(drawn.randrange(4)):
            if data:
                data[drawn.randrange(len(data))] = drawn.randrange(256)
        for event in codec.feed(bytes(data[: drawn.randrange(len(data) + 1)])):
            assert isinstance(event, Frame | Reply | Notice | Corrupt | Send)
            if isinstance(event, Frame):
                assert event.ticks.dtype == np.int64
                assert event.values.ndim == 2
                assert event.values.shape[1] == event.ticks.size > 0
                assert np.isfinite(event.values).all()
    assert codec.feed(b"") == []


def check_codecs_share_nothing(key: str, script: Callable) -> None:
    one, other = DEVICES[key].codec(), DEVICES[key].codec()
    one.feed(script().packet(0)[:7])
    other.feed(script().told)
    fresh = [event for number in range(3) for event in other.feed(script().packet(number))]
    assert all(isinstance(event, Frame | Send | Reply) for event in fresh)
    fresh = [event for event in fresh if isinstance(event, Frame)]
    assert fresh


def check_a_silent_device_is_a_reply_timeout(key: str, script: Callable) -> None:
    from fake_transports import Cupboard, FakeTransport

    async def main() -> None:
        unit = FakeTransport(script(), mute=True)
        answers = (ReplyTimeout, "did not answer") if unit.script.answers else (WrongDevice, "does not tell")
        with pytest.raises(answers[0], match=answers[1]):
            await Link(DEVICES[key], Cupboard([unit]), SystemClock()).__aenter__()
        assert asyncio.get_running_loop().time() < 5.0
        assert unit.closed == 1

    run(main())


def check_it_identifies_itself_before_it_starts(key: str, script: Callable) -> None:
    from fake_transports import Cupboard, FakeTransport

    async def main() -> None:
        unit = FakeTransport(script())
        async with Link(DEVICES[key], Cupboard([unit]), SystemClock()) as link:
            info = link.info
            assert info.serial == unit.script.serial
            assert info.firmware
            assert info.model
            assert unit.written[-1] == unit.script.starts
            assert unit.written.count(unit.script.starts) == 1
            event = await anext(link)
            assert isinstance(event, Segment)
            while not isinstance(event, SampleBlock):
                event = await anext(link)
            assert event.values.shape[0] == len(info.signal.channels)
            assert event.values.flags.c_contiguous
            assert (event.values >= info.signal.native_min).all()
            assert (event.values <= info.signal.native_max).all()

    run(main())


def check_it_is_stopped_on_close(key: str, script: Callable) -> None:
    from fake_transports import Cupboard, FakeTransport

    async def main() -> None:
        unit = FakeTransport(script())
        async with Link(DEVICES[key], Cupboard([unit]), SystemClock()):
            await asyncio.sleep(1.0)
        started = unit.written.index(unit.script.starts)
        assert unit.script.stops in unit.written[started:]
        assert unit.closed == 1

    run(main())


def check_samples_that_come_while_it_answers_are_kept(key: str, script: Callable) -> None:
    """A device that streams before its start command is answered loses nothing."""
    from fake_transports import Cupboard, FakeTransport

    async def main() -> None:
        unit = FakeTransport(script())
        early = unit.script.packet(0)
        unit.script.answers[unit.script.starts] = early + unit.script.answers.get(unit.script.starts, b"")
        unit.script.packet = (lambda packet: lambda number: packet(number + 1))(unit.script.packet)
        async with Link(DEVICES[key], Cupboard([unit]), SystemClock()) as link:
            first = None
            while not isinstance(first, SampleBlock):
                first = await anext(link)
            assert first.index == 0
            await asyncio.sleep(1.0)
            assert link.health().lost == 0
            assert link.health().received >= 0.9 / unit.script.period_s * unit.script.per_packet

    run(main())


def check_a_newer_firmware_is_not_started(key: str, script: Callable) -> None:
    """Whatever a device calls its version: one main version above those it says it knows is refused by name."""
    from fake_transports import Cupboard, FakeTransport

    device = DEVICES[key]

    class Newer(type(device)):
        async def identify(self, port: Port) -> DeviceInfo:
            return replace(await super().identify(port), firmware=f"{self.known_firmware + 1}.0")

    async def main() -> None:
        unit = FakeTransport(script())
        with pytest.raises(UnknownFirmware, match=rf"up to {device.known_firmware}\.x"):
            await Link(Newer(), Cupboard([unit]), SystemClock()).__aenter__()
        assert unit.script.starts not in unit.written
        assert unit.closed == 1

    run(main())


def check_asking_for_the_battery_disturbs_no_sample(key: str, script: Callable) -> None:
    from fake_transports import Cupboard, FakeTransport

    device = DEVICES[key]

    async def main() -> None:
        unit = FakeTransport(script())
        async with Link(device, Cupboard([unit]), SystemClock()) as link:
            asked_before = len(unit.written) + len(unit.asked)
            with suppress(TimeoutError):
                async with asyncio.timeout((device.battery_every_s or 60.0) * 2.1):
                    async for _ in link:  # a listener that is away for long loses samples by itself
                        pass
            health = link.health()
            asked = len(unit.written) + len(unit.asked) - asked_before
            assert asked == (0 if device.battery_every_s is None else 2)
            assert (health.lost, health.corrupt, health.reconnects) == (0, 0, 0)
            assert health.battery_v == link.info.battery_v

    run(main())


def check_it_rests_and_streams_again_on_the_same_connection(key: str, script: Callable) -> None:
    from fake_transports import Cupboard, FakeTransport

    async def main() -> None:
        unit = FakeTransport(script())
        async with Link(DEVICES[key], Cupboard([unit]), SystemClock()) as link:
            await asyncio.sleep(1.0)
            link.pause()
            await asyncio.sleep(0.5)
            assert unit.written.count(unit.script.starts) == 1
            assert unit.script.stops in unit.written[unit.written.index(unit.script.starts) :]
            received = link.health().received
            assert received > 0
            await asyncio.sleep(300.0)
            assert link.health().received == received
            assert link.health().state is LinkState.ASLEEP
            link.resume()
            await asyncio.sleep(1.0)
            assert unit.written.count(unit.script.starts) == 2
            health = link.health()
            assert health.received > received
            assert (health.state, health.lost, health.reconnects) == (LinkState.STREAMING, 0, 0)
        assert unit.closed == 1

    run(main())


BATTERY = [
    check_its_line_in_the_registry,
    check_the_codec_is_total,
    check_codecs_share_nothing,
    check_a_silent_device_is_a_reply_timeout,
    check_it_identifies_itself_before_it_starts,
    check_it_is_stopped_on_close,
    check_samples_that_come_while_it_answers_are_kept,
    check_a_newer_firmware_is_not_started,
    check_asking_for_the_battery_disturbs_no_sample,
    check_it_rests_and_streams_again_on_the_same_connection,
    *STREAM,
]


def name_of(check: Callable) -> str:
    """As a script names it in ``cannot``."""
    return check.__name__.removeprefix("check_")


def examine(check: Callable, key: str, script: Callable) -> None:
    """Run one check on one device, or see that it fails where the device's script says that it cannot pass."""
    reason = script().cannot.get(name_of(check))
    if reason is None:
        check(key, script)
        return
    try:
        check(key, script)
    except (AssertionError, BaseExceptionGroup, StopIteration, IndexError):
        pytest.skip(reason)
    pytest.fail(f"{key} passes {name_of(check)}, and its script says that it cannot: {reason}")
