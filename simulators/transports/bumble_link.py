"""A virtual radio that behaves like one: connection intervals, packet errors, devices that leave.

Bumble's own link passes every packet on at once, loses none, and knows a controller by one address only.
"""

from __future__ import annotations

import asyncio
import math
import random
from collections import deque
from dataclasses import dataclass

from bumble import hci, ll
from bumble.controller import Controller
from bumble.core import PhysicalTransport
from bumble.link import LocalLink

from drivers.contracts import Clock
from simulators.transports.bumble_controller import FixedController


@dataclass(frozen=True, slots=True)
class Radio:
    """How good the air is.  ``interval_s`` 0 passes everything on at once."""

    interval_s: float = 0.0
    pdus_per_event: int = 6
    packet_error: float = 0.0
    """Chance that a packet fails and ends the connection event; it is sent again in the next one."""
    seed: int = 0

    def __post_init__(self) -> None:
        if not 0.0 <= self.packet_error < 1.0:
            raise ValueError("packet_error is a chance from 0 up to, not including, 1")


@dataclass(frozen=True, slots=True)
class _Pdu:
    source: hci.Address
    destination: hci.Address
    transport: PhysicalTransport
    data: bytes


class PacedLink(LocalLink):
    """The air between controllers.  ``run`` must run while packets are to move."""

    def __init__(self, clock: Clock, radio: Radio) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.retransmissions = 0
        self._clock = clock
        self._radio = radio
        self._chance = random.Random(radio.seed)
        self._queues: dict[tuple[hci.Address, hci.Address], deque[_Pdu]] = {}
        self._waiting = asyncio.Event()
        self._silent: set[hci.Address] = set()

    def silence(self, address: hci.Address) -> None:
        """From now on nothing reaches this device and nothing comes from it."""
        self._silent.add(address)

    def hear(self, address: hci.Address) -> None:
        self._silent.discard(address)

    async def run(self) -> None:
        """Carry what is queued at each connection event."""
        interval_s = self._radio.interval_s
        while True:
            await self._waiting.wait()
            now_s = self._clock.now()
            await self._clock.sleep((math.floor(now_s / interval_s + 1e-6) + 1) * interval_s - now_s)
            for queue in self._queues.values():
                self._event(queue)
            if not any(self._queues.values()):
                self._waiting.clear()

    def send_acl_data(
        self,
        sender_controller: Controller,
        destination_address: hci.Address,
        transport: PhysicalTransport,
        data: bytes,
    ) -> None:
        connection = sender_controller.le_connections.get(destination_address)
        if connection is None:
            return
        # not the controller's address: it may have connected by another one, or advertise several devices
        pdu = _Pdu(connection.self_address, destination_address, transport, data)
        if self._radio.interval_s <= 0.0:
            self._carry(pdu)
            return
        self._queues.setdefault((pdu.source, pdu.destination), deque()).append(pdu)
        self._waiting.set()

    def send_ll_control_pdu(
        self, sender_address: hci.Address, receiver_address: hci.Address, packet: ll.ControlPdu
    ) -> None:
        if isinstance(packet, ll.TerminateInd):
            for pdu in self._queues.pop((sender_address, receiver_address), ()):
                self._carry(pdu)
            self._queues.pop((receiver_address, sender_address), None)
        receiver = self.find_le_controller(receiver_address)
        if isinstance(receiver, FixedController) and self._reach(sender_address, receiver_address):
            loop = asyncio.get_running_loop()
            loop.call_soon(receiver.hear_control, sender_address, receiver_address, packet)

    def send_advertising_pdu(self, sender_controller: Controller, packet: ll.AdvertisingPdu) -> None:
        if self._silent & {getattr(packet, "advertiser_address", None), getattr(packet, "initiator_address", None)}:
            return
        loop = asyncio.get_running_loop()
        for controller in list(self.controllers):
            if controller is not sender_controller and controller.random_address not in self._silent:
                loop.call_soon(controller.on_ll_advertising_pdu, packet)

    def _event(self, queue: deque[_Pdu]) -> None:
        for _ in range(self._radio.pdus_per_event):
            if not queue:
                return
            if self._chance.random() < self._radio.packet_error:
                self.retransmissions += 1
                return
            self._carry(queue.popleft())

    def _carry(self, pdu: _Pdu) -> None:
        receiver = self.find_le_controller(pdu.destination)
        if isinstance(receiver, FixedController) and self._reach(pdu.source, pdu.destination):
            loop = asyncio.get_running_loop()
            loop.call_soon(receiver.hear_data, pdu.source, pdu.destination, pdu.transport, pdu.data)

    def _reach(self, one: hci.Address, other: hci.Address) -> bool:
        return one not in self._silent and other not in self._silent
