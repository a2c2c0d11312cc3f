"""Nothing of the running program can be reached from the network: its own sockets, looked at while it works."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from ipaddress import IPv4Address, IPv6Address
from pathlib import Path

import pytest

pytestmark = [
    pytest.mark.wire,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the sockets of a process are read from /proc"),
]

Sockets = set[tuple[str, str, int]]
"""Kind, address and port of each."""
LISTENING, BOUND = "0A", "07"
LONGEST_S = 90.0
"""A busy computer takes long to start a program."""


def sockets_of(pid: int) -> Sockets:
    """What waits for others: kind (``tcp``, ``udp6``), address and port of listening or unconnected sockets."""
    inodes = set()
    for link in Path(f"/proc/{pid}/fd").glob("*"):
        try:
            inodes |= set(re.findall(r"socket:\[(\d+)\]", str(link.readlink())))
        except OSError:
            continue
    found = set()
    for kind, waits in (("tcp", LISTENING), ("tcp6", LISTENING), ("udp", BOUND), ("udp6", BOUND)):
        for line in Path(f"/proc/{pid}/net/{kind}").read_text().splitlines()[1:]:
            _, local, _, state, *others = line.split()
            address, port = local.split(":")
            if state == waits and others[5] in inodes and int(port, 16):
                found.add((kind, address_of(address), int(port, 16)))
    return found


def address_of(text: str) -> str:
    """The address in the words of four bytes, each turned round, in which the kernel writes it."""
    data = b"".join(bytes.fromhex(text[at : at + 8])[::-1] for at in range(0, len(text), 8))
    address = IPv4Address(data) if len(data) == 4 else IPv6Address(data)
    inner = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return str(inner or address)


def reachable(sockets: Sockets) -> list[tuple[str, str, int]]:
    """Those that others than this computer can reach."""
    return sorted(each for each in sockets if not (each[1].startswith("127.") or each[1] == "::1"))


def family(pid: int) -> set[int]:
    """A process and all that it started."""
    found = {pid}
    try:
        tasks = list(Path(f"/proc/{pid}/task").iterdir())
        children = " ".join((task / "children").read_text() for task in tasks).split()
    except OSError:
        return found
    for child in children:
        found |= family(int(child))
    return found


@contextmanager
def running(*command: str) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen([sys.executable, *command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(30)


def watched(
    process: subprocess.Popen[bytes], seconds: float, at_work: Callable[[Sockets], bool] = lambda _: True
) -> tuple[Sockets, int]:
    """Every socket that was seen until ``seconds`` after it came to work, and how often it was looked at."""
    seen, looks = Sockets(), 0
    latest_s, end_s = time.monotonic() + LONGEST_S, float("inf")
    while time.monotonic() < min(latest_s, end_s) and process.poll() is None:
        if end_s == float("inf") and at_work(seen):
            end_s = time.monotonic() + seconds
        for pid in family(process.pid):
            try:
                seen |= sockets_of(pid)
            except OSError:
                continue  # it has just ended
        looks += 1
        time.sleep(0.05)
    return seen, looks


@pytest.mark.parametrize(
    ("address", "kind", "found"),
    [("0.0.0.0", "STREAM", True), ("127.0.0.1", "STREAM", False), ("0.0.0.0", "DGRAM", True)],
)
def test_a_program_that_can_be_reached_is_found(address: str, kind: str, found: bool) -> None:
    program = (
        f"import socket, time; s = socket.socket(socket.AF_INET, socket.SOCK_{kind}); s.bind(('{address}', 0));"
        f"{'s.listen();' if kind == 'STREAM' else ''} time.sleep(60)"
    )
    with running("-c", program) as process:
        end_s, seen = time.monotonic() + 20.0, Sockets()
        while not seen and time.monotonic() < end_s:
            seen, _ = watched(process, 0.2)
    assert len(seen) == 1
    assert bool(reachable(seen)) is found


def test_the_station_with_its_simulators_listens_nowhere_off_this_computer(tmp_path: Path) -> None:
    with running("-m", "station", "demo", "--headless", "--data-dir", str(tmp_path)) as process:
        seen, looks = watched(process, 5.0, lambda _: any(tmp_path.glob("recordings/*.rec")))
        assert process.poll() in (None, 0)
    assert looks > 20
    assert any(tmp_path.glob("recordings/*.rec")), "it never came to work"
    assert reachable(seen) == []


def test_simulated_devices_listen_on_the_loopback_address_only() -> None:
    devices = ("--device", "harp", "--device", "progressor")
    with running("-m", "station", "simulate", *devices, "--tcp", "0", "--ble-port", "0", "--idle") as process:
        seen, _ = watched(process, 1.0, lambda seen: len(seen) > 1)
        assert process.poll() is None
    assert len(seen) > 1, "it never opened both its ports"
    assert reachable(seen) == []
