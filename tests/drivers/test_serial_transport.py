"""The real pyserial driver on a pty and on TCP, in real time: streaming, unplug, busy port, cancellation."""

import asyncio
import errno
import threading
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
import serial
from wire_packets import samples

from drivers.clock import SystemClock
from drivers.contracts import LinkChange, LinkState, Segment
from drivers.devices.harp_loadcells import HARP_LOADCELLS, PROFILE
from drivers.errors import LinkLost, LinkUnavailable, PortBusy
from drivers.link import Link
from drivers.transports.serial import SerialTransport, _reason, scan_ports
from simulators.devices.harp_loadcells import HarpLoadCells
from simulators.transports.pty_port import HAS_PTY, PtyPort
from simulators.transports.tcp_port import TcpPort

pytestmark = pytest.mark.wire
needs_pty = pytest.mark.skipif(not HAS_PTY, reason="this system has no pseudo-terminals")
FACES = pytest.mark.parametrize(
    "face", [pytest.param(PtyPort, marks=needs_pty, id="pty"), pytest.param(TcpPort, id="tcp")]
)


def numbered(times: np.ndarray) -> np.ndarray:
    """Channel 0 counts milliseconds, channel 7 counts down."""
    numbers = np.rint(times * 1000).astype(np.int64) % 30000
    counts = np.zeros((8, times.size), np.int16)
    counts[0], counts[7] = numbers, -numbers
    return counts


def board() -> HarpLoadCells:
    return HarpLoadCells(numbered, serial_number=77)


def link_to(port) -> Link:
    return Link(HARP_LOADCELLS, lambda: SerialTransport(port.url, PROFILE), SystemClock())


def reader_threads() -> list[str]:
    return [thread.name for thread in threading.enumerate() if thread.name.startswith("serial ")]


async def listen(link: Link, seconds: float) -> list:
    events: list = []
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            async for event in link:
                events.append(event)
    return events


async def read_to_the_end(transport: SerialTransport) -> None:
    while True:
        await transport.read()


def open_files() -> int:
    """Open file descriptors of this process, where the system tells."""
    listing = Path("/proc/self/fd")
    return len(list(listing.iterdir())) if listing.exists() else 0


@FACES
def test_a_kilohertz_arrives_whole_and_in_order(face) -> None:
    async def main() -> None:
        async with face(board(), SystemClock()) as port:
            async with link_to(port) as link:
                assert (link.info.serial, link.info.model) == ("77", "LoadCells")
                events = await listen(link, 1.0)
                health = link.health()
            got = samples(events)
            assert [index for index, _, _ in got] == list(range(len(got)))
            counted = np.array([column[0] for _, _, column in got])
            assert (np.diff(counted) % 30000 == 1).all()
            assert (np.array([column[7] for _, _, column in got]) == -counted).all()
            assert len(got) > 700
            assert (health.lost, health.corrupt) == (0, 0)
            assert health.rate_hz == pytest.approx(1000.0, rel=1e-3)
        assert reader_threads() == []

    asyncio.run(main())


@FACES
def test_pulling_the_cable_is_a_lost_link_at_once(face) -> None:
    async def main() -> None:
        async with face(board(), SystemClock()) as port:
            transport = SerialTransport(port.url, PROFILE)
            await transport.open()
            await port.unplug()
            async with asyncio.timeout(0.5):
                with pytest.raises(LinkLost, match="Check the cable"):
                    await read_to_the_end(transport)
            with pytest.raises(LinkLost):
                await transport.write(b"x")
            await transport.close()
        assert reader_threads() == []

    asyncio.run(main())


@needs_pty
def test_after_a_replug_the_link_streams_again_within_two_seconds() -> None:
    async def main() -> None:
        async with PtyPort(board(), SystemClock()) as port, link_to(port) as link:
            await listen(link, 0.3)
            await port.unplug()
            await asyncio.sleep(0.3)
            await port.plug()
            events = await listen(link, 2.0)
            assert [event.number for event in events if isinstance(event, Segment)] == [2]
            states = [event.state for event in events if isinstance(event, LinkChange)]
            assert states == [LinkState.LOST, LinkState.STREAMING]
            assert samples(events)[-1][0] > 300

    asyncio.run(main())


@needs_pty
def test_a_port_that_is_open_elsewhere_is_busy() -> None:
    async def main() -> None:
        async with PtyPort(board(), SystemClock()) as port:
            first, second = SerialTransport(port.url, PROFILE), SerialTransport(port.url, PROFILE)
            await first.open()
            with pytest.raises(PortBusy, match="Another program uses the port"):
                await second.open()
            await second.close()
            await first.close()
            await first.close()
            third = SerialTransport(port.url, PROFILE)
            await third.open()
            await third.close()

    asyncio.run(main())


def test_a_port_that_does_not_exist_is_said_so(tmp_path: Path) -> None:
    async def main() -> None:
        for url, text in (
            (str(tmp_path / "ttyUSB7"), "There is no port"),
            ("socket://127.0.0.1:1", "cannot be opened"),
        ):
            transport = SerialTransport(url, PROFILE)
            with pytest.raises(LinkUnavailable, match=text):
                await transport.open()
            await transport.close()
        with pytest.raises(LinkUnavailable, match="cannot be opened"):
            await SerialTransport("nonsense://x", PROFILE).open()

    asyncio.run(main())


@pytest.mark.parametrize(
    ("error", "kind", "text"),
    [
        (serial.SerialException(errno.EACCES, "denied"), LinkUnavailable, "dialout"),
        (serial.SerialException(errno.EBUSY, "busy"), PortBusy, "Another program"),
        (serial.SerialException(errno.EAGAIN, "locked"), PortBusy, "Another program"),
        (serial.SerialException("FileNotFoundError(2, 'x')"), LinkUnavailable, "There is no port"),
        (serial.SerialException("strange"), LinkUnavailable, "strange"),
    ],
)
def test_why_a_port_cannot_be_opened_is_told_with_what_to_do(error: OSError, kind: type, text: str) -> None:
    reason = _reason("COM3", error)
    assert type(reason) is kind
    assert text in str(reason)
    assert "COM3" in str(reason)


def test_on_windows_a_denied_port_is_a_busy_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "win32")
    error = serial.SerialException("could not open port 'COM3': PermissionError(13, 'Access is denied.', None, 5)")
    assert type(_reason("COM3", error)) is PortBusy


@FACES
def test_cancelling_a_read_or_an_open_gives_the_port_back(face) -> None:
    async def main() -> None:
        async with face(board(), SystemClock()) as port:
            for wait_s in (0.0, 0.002, 0.05):
                transport = SerialTransport(port.url, PROFILE)

                async def use(transport: SerialTransport = transport) -> None:
                    try:
                        await transport.open()
                        await transport.read()
                    finally:
                        await transport.close()

                task = asyncio.create_task(use())
                await asyncio.sleep(wait_s)
                task.cancel()
                with pytest.raises(asyncio.CancelledError):
                    await task
                assert reader_threads() == []

    asyncio.run(main())


@needs_pty
def test_no_file_is_left_open_after_many_connections() -> None:
    async def main() -> None:
        async with PtyPort(board(), SystemClock()) as port:
            before = open_files()
            for _ in range(20):
                transport = SerialTransport(port.url, PROFILE)
                await transport.open()
                await transport.close()
            assert open_files() == before

    asyncio.run(main())


def test_the_ports_of_this_computer_can_be_listed() -> None:
    for port in scan_ports():
        assert port.url
