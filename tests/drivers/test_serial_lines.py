"""How an open port's bytes reach the loop, in real time: no polling, no waiting on the loop, the same by every way."""

import asyncio
import gc
import os
import subprocess
import sys
import textwrap
import threading
import time
from contextlib import suppress
from pathlib import Path

import pytest

from drivers.clock import SystemClock
from drivers.errors import LinkLost, LinkUnavailable, PortBusy
from drivers.profiles import SerialProfile
from drivers.transports import serial as serial_transport
from drivers.transports import serial_lines
from drivers.transports.serial import SerialTransport
from drivers.transports.serial_lines import PAUSE_S, StreamLine
from simulators.transports.pty_port import HAS_PTY

pytestmark = [
    pytest.mark.wire,
    pytest.mark.skipif(not HAS_PTY, reason="this system has no pseudo-terminals"),
]
PROFILE = SerialProfile(baud=115200, rtscts=False)
PROJECT = Path(__file__).parent.parent.parent


@pytest.fixture(params=["watched", "read by a thread"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """The same port by the loop's eyes and by a thread, as Windows needs it."""
    if request.param != "watched":
        monkeypatch.setattr(serial_transport, "_can_be_watched", lambda port: False)
    return request.param


class Pty:
    """Both ends of a pseudo-terminal; the device's end blocks nobody."""

    def __init__(self) -> None:
        import tty

        self.master, slave = os.openpty()
        tty.setraw(slave)
        self.url = os.ttyname(slave)
        os.close(slave)
        os.set_blocking(self.master, False)

    def unplug(self) -> None:
        if self.master >= 0:
            os.close(self.master)
            self.master = -1


@pytest.fixture
def cable() -> Pty:
    made = Pty()
    yield made
    made.unplug()


async def opened(url: str, profile: SerialProfile = PROFILE) -> SerialTransport:
    transport = SerialTransport(url, profile)
    await transport.open()
    return transport


LONG_S = 2.0
"""So long a line is drained here: whoever waited for it on the loop held it up for longer than a busy computer does."""


class Heartbeat:
    """How long the loop was ever held up."""

    def __init__(self) -> None:
        self.longest_s = 0.0
        self._task = asyncio.create_task(self._beat())

    async def _beat(self) -> None:
        last_s = time.perf_counter()
        while True:
            await asyncio.sleep(0.001)
            now_s = time.perf_counter()
            self.longest_s, last_s = max(self.longest_s, now_s - last_s), now_s

    def end(self) -> float:
        self._task.cancel()
        return self.longest_s


def test_a_quiet_line_costs_nothing_and_an_answer_is_there_at_once(cable: Pty, way: str) -> None:
    async def main() -> None:
        transport = await opened(cable.url)
        spent_s = time.process_time()
        await asyncio.sleep(0.5)
        spent_s = time.process_time() - spent_s
        took_s = []
        for number in range(10):
            await asyncio.sleep(3 * PAUSE_S)
            began_s = time.perf_counter()
            os.write(cable.master, bytes([number]))
            assert await transport.read() == bytes([number])
            took_s.append(time.perf_counter() - began_s)
        assert sorted(took_s)[5] < 0.003
        assert spent_s < 0.02
        await transport.close()

    asyncio.run(main())


def test_every_byte_arrives_in_order(cable: Pty, way: str) -> None:
    async def main() -> None:
        transport = await opened(cable.url)
        sent = os.urandom(200_000)
        got = bytearray()

        async def send() -> None:
            left = memoryview(sent)
            while left:
                with suppress(BlockingIOError):
                    left = left[os.write(cable.master, left[:997]) :]
                await asyncio.sleep(0)

        sending = asyncio.create_task(send())
        async with asyncio.timeout(20.0):
            while len(got) < len(sent):
                got += await transport.read()
        await sending
        assert bytes(got) == sent
        await transport.close()

    asyncio.run(main())


def test_commands_arrive_whole_and_in_order(cable: Pty, way: str) -> None:
    async def main() -> None:
        transport = await opened(cable.url)
        await asyncio.gather(*(transport.write(bytes([65 + k]) * 50) for k in range(8)))
        await asyncio.sleep(0.05)
        assert os.read(cable.master, 4096) == b"".join(bytes([65 + k]) * 50 for k in range(8))
        await transport.close()

    asyncio.run(main())


def test_a_device_that_takes_nothing_holds_up_neither_the_loop_nor_the_close(
    cable: Pty, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serial_lines, "DRAIN_S", LONG_S)

    async def main() -> None:
        transport = await opened(cable.url)
        heart = Heartbeat()
        writing = asyncio.create_task(transport.write(bytes(1_000_000)))
        await asyncio.sleep(0.3)
        assert not writing.done()
        async with asyncio.timeout(60.0 * LONG_S):
            await transport.close()
        writing.cancel()
        with suppress(asyncio.CancelledError, LinkLost):
            await writing
        assert heart.end() < LONG_S / 2

    asyncio.run(main())


def test_a_write_that_is_given_up_leaves_the_line_usable(cable: Pty) -> None:
    async def main() -> None:
        transport = await opened(cable.url)
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.2):
                await transport.write(bytes(1_000_000))
        with suppress(BlockingIOError):
            for _ in range(1000):
                os.read(cable.master, 65536)
                await asyncio.sleep(0.002)
        await transport.write(b"stop")
        await asyncio.sleep(0.05)
        assert os.read(cable.master, 65536).endswith(b"stop")
        await transport.close()

    asyncio.run(main())


def test_a_pulled_cable_is_said_so_and_looked_for_again(cable: Pty, way: str) -> None:
    async def main() -> None:
        transport = await opened(cable.url)
        os.write(cable.master, b"last words")
        await asyncio.sleep(0.05)
        cable.unplug()
        began_s = time.perf_counter()
        assert await transport.read() == b"last words"
        with pytest.raises(LinkLost) as lost:
            await transport.read()
        assert time.perf_counter() - began_s < 0.2
        assert str(lost.value) == f"The port {cable.url} is gone. Check the cable; it is looked for again."
        with pytest.raises(LinkLost):
            await transport.write(b"x")
        await transport.close()
        await transport.close()

    asyncio.run(main())


def test_a_port_in_use_is_said_so_and_free_again_after_its_close(cable: Pty, way: str) -> None:
    async def main() -> None:
        first = await opened(cable.url)
        with pytest.raises(PortBusy) as busy:
            await opened(cable.url)
        assert str(busy.value) == (
            f"Another program uses the port {cable.url}. Close it (the maker's program?), then try again."
        )
        await first.close()
        await (await opened(cable.url)).close()

    asyncio.run(main())


def test_a_port_in_use_by_another_process_is_said_so(cable: Pty) -> None:
    code = (
        "import asyncio, sys\n"
        "from drivers.transports.serial import SerialTransport\n"
        "from drivers.profiles import SerialProfile\n"
        "async def main():\n"
        "    await SerialTransport(sys.argv[1], SerialProfile(115200, False)).open()\n"
        "    print('open', flush=True)\n"
        "    sys.stdin.read()\n"
        "asyncio.run(main())\n"
    )

    async def main(holder: subprocess.Popen) -> None:
        assert holder.stdout.readline() == "open\n"
        with pytest.raises(PortBusy, match="Another program uses the port"):
            await opened(cable.url)

    with subprocess.Popen(
        [sys.executable, "-c", code, cable.url], cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        asyncio.run(main(holder))
        holder.stdin.close()
        holder.wait(10)


def test_a_port_that_may_not_be_used_is_said_so_with_the_way_out(cable: Pty) -> None:
    Path(cable.url).chmod(0)
    code = textwrap.dedent("""
        import asyncio, os, sys
        from drivers.transports.serial import SerialTransport
        from drivers.profiles import SerialProfile
        from drivers.errors import LinkUnavailable
        import serial
        import serial.urlhandler, concurrent.futures.thread
        if os.getuid() == 0:
            os.setuid(65534)
        async def main():
            try:
                await SerialTransport(sys.argv[1], SerialProfile(115200, False)).open()
            except LinkUnavailable as error:
                print(error)
        asyncio.run(main())
    """)
    said = subprocess.run(
        [sys.executable, "-c", code, cable.url], cwd=PROJECT, capture_output=True, text=True, timeout=20
    )
    assert said.returncode == 0, said.stderr
    assert said.stdout == (
        f"You may not use the port {cable.url}. Add your account to the group 'dialout' "
        "(sudo usermod -aG dialout $USER), log in again, then try again.\n"
    )


def test_a_board_that_starts_anew_when_it_is_opened_is_waited_for(cable: Pty, way: str) -> None:
    async def main() -> None:
        began_s = time.perf_counter()
        transport = await opened(cable.url, SerialProfile(115200, False, settle_s=0.2))
        assert 0.2 <= time.perf_counter() - began_s < 0.6
        await transport.close()
        waiting = asyncio.create_task(opened(cable.url, SerialProfile(115200, False, settle_s=60.0)))
        await asyncio.sleep(0.1)
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting

    asyncio.run(main())


def test_an_opening_that_is_given_up_gives_the_port_back_however_far_it_came(
    cable: Pty, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = serial_transport._open_port

    def slowly(*args):
        time.sleep(0.15)
        return slow(*args)

    async def main() -> None:
        monkeypatch.setattr(serial_transport, "_open_port", slowly)
        transport = SerialTransport(cable.url, PROFILE)
        opening = asyncio.create_task(transport.open())
        await asyncio.sleep(0.05)
        opening.cancel()
        with pytest.raises(asyncio.CancelledError):
            await opening
        await transport.close()
        await (await opened(cable.url)).close()

    asyncio.run(main())


def test_no_thread_and_no_file_is_left(cable: Pty, way: str) -> None:
    def files() -> int:
        gc.collect()
        listing = Path("/proc/self/fd")
        return len(list(listing.iterdir())) if listing.exists() else 0

    async def main() -> None:
        before = files()
        for _ in range(10):
            transport = await opened(cable.url)
            await transport.close()
        assert files() == before
        assert not [each for each in threading.enumerate() if each.name.startswith("serial ")]

    asyncio.run(main())


# Over TCP


async def serving(answer) -> tuple[asyncio.Server, str]:
    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    return server, f"socket://127.0.0.1:{server.sockets[0].getsockname()[1]}"


def test_a_tcp_peer_that_takes_nothing_holds_up_neither_the_loop_nor_the_close(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(serial_lines, "DRAIN_S", LONG_S)

    async def main() -> None:
        held = asyncio.Event()

        async def deaf(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            reader._transport.pause_reading()
            await held.wait()
            writer.close()

        server, url = await serving(deaf)
        transport = await opened(url)
        heart = Heartbeat()
        writing = asyncio.create_task(transport.write(bytes(30_000_000)))
        await asyncio.sleep(0.3)
        assert not writing.done()
        async with asyncio.timeout(60.0 * LONG_S):
            await transport.close()
        await writing
        assert heart.end() < LONG_S / 2
        held.set()
        server.close()
        await server.wait_closed()

    asyncio.run(main())


def test_a_tcp_port_that_nobody_serves_and_a_name_that_is_none_cannot_be_opened() -> None:
    async def main() -> None:
        for url in ("socket://127.0.0.1:1", "socket://127.0.0.1:seven", "socket://"):
            transport = SerialTransport(url, PROFILE)
            with pytest.raises(LinkUnavailable, match="cannot be opened"):
                await transport.open()
            await transport.close()

    asyncio.run(main())


def test_a_tcp_connection_that_is_not_answered_can_be_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    async def main() -> None:
        async def never(self, host: str, port: int) -> None:
            await asyncio.Event().wait()

        monkeypatch.setattr(StreamLine, "connect", never)
        transport = SerialTransport("socket://127.0.0.1:9", PROFILE, SystemClock())
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.05):
                await transport.open()
        async with asyncio.timeout(0.5):
            await transport.close()

    asyncio.run(main())
