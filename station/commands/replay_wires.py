"""What a device that plays a recording is plugged into: memory, a pseudo-terminal or TCP, or a virtual radio."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass

from drivers.contracts import Clock, GattProfile, OpenTransport, SerialProfile
from drivers.registry import DEVICES
from drivers.transports.ble import BleTransport
from drivers.transports.serial import SerialTransport
from simulators.replay import BlePlayer, Player
from simulators.transports.memory import MemorySocket
from simulators.transports.pty_port import HAS_PTY, PtyPort
from simulators.transports.tcp_port import TcpPort

LATENCY_S = 0.016
"""The latency timer of a USB converter."""
INTERVAL_S = 0.015
"""Connection interval of the virtual radio."""


@dataclass(frozen=True, slots=True)
class Wired:
    """How a driver reaches a device, and how the device leaves and comes back."""

    open_transport: OpenTransport
    leave: Callable[[], Awaitable[None]]
    come_back: Callable[[], Awaitable[None]]


async def plugged(stack: AsyncExitStack, key: str, player: Player, clock: Clock, wires: bool) -> Wired:
    """Plug a player in; it stays until the stack is left."""
    profile = DEVICES[key].profile
    if not wires:
        return _memory(player, clock, isinstance(profile, GattProfile))
    if isinstance(profile, SerialProfile):
        return await _line(stack, player, clock, profile)
    if not isinstance(player, BlePlayer):
        raise TypeError(f"{key} is no device of a radio")
    return await _radio(stack, player, clock, profile)


def _memory(player: Player, clock: Clock, messages: bool) -> Wired:
    socket = MemorySocket(player, clock, messages=messages, latency_s=0.0 if messages else LATENCY_S)

    async def leave() -> None:
        socket.unplug()

    async def come_back() -> None:
        socket.plug()

    return Wired(socket.transport, leave, come_back)


async def _line(stack: AsyncExitStack, player: Player, clock: Clock, profile: SerialProfile) -> Wired:
    port: PtyPort | TcpPort = PtyPort(player, clock) if HAS_PTY else TcpPort(player, clock)
    await stack.enter_async_context(port)
    return Wired(lambda: SerialTransport(port.url, profile), port.unplug, port.plug)


async def _radio(stack: AsyncExitStack, player: BlePlayer, clock: Clock, profile: GattProfile) -> Wired:
    from simulators.transports.bumble_ble import BumbleAir
    from simulators.transports.bumble_link import Radio

    air = await stack.enter_async_context(BumbleAir(clock, Radio(INTERVAL_S)))
    address = await air.add(player)

    async def come_back() -> None:
        air.reappear(address)

    return Wired(
        lambda: BleTransport(address, profile, client_backend=air.client), lambda: air.vanish(address), come_back
    )
