"""A virtual radio that behaves like one: connection intervals, packet errors, devices that leave.

Bumble's own link passes every packet on at once and loses none; its controller never ends a cancelled connection
attempt.  Both are mended here.
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

ACL_BYTES = 251
"""Largest data packet of a controller; at Bumble's 27 a notification of 247 bytes takes ten."""


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


class FixedController(Controller):
    """Bumble's controller, with a cancel that ends the pending connection, and quiet about packets of the gone."""

    le_acl_data_packet_length = ACL_BYTES

    def on_hci_le_create_connection_cancel_command(
        self, _command: hci.HCI_LE_Create_Connection_Cancel_Command
    ) -> hci.HCI_StatusReturnParameters:
        pending = self.pending_le_connection
        if pending is None:
            return hci.HCI_StatusReturnParameters(hci.HCI_ErrorCode.COMMAND_DISALLOWED_ERROR)
        self.pending_le_connection = None
        asyncio.get_running_loop().call_soon(
            self.send_hci_packet,
            hci.HCI_LE_Connection_Complete_Event(
                status=hci.HCI_ErrorCode.UNKNOWN_CONNECTION_IDENTIFIER_ERROR,
                connection_handle=0,
                role=hci.Role.CENTRAL,
                peer_address_type=pending.peer_address.address_type,
                peer_address=pending.peer_address,
                connection_interval=0,
                peripheral_latency=0,
                supervision_timeout=0,
                central_clock_accuracy=0,
            ),
        )
        return hci.HCI_StatusReturnParameters(hci.HCI_ErrorCode.SUCCESS)

    def on_ll_control_pdu(self, sender_address: hci.Address, packet: ll.ControlPdu) -> None:
        if sender_address in self.le_connections:
            super().on_ll_control_pdu(sender_address, packet)

    def on_link_acl_data(self, sender_address: hci.Address, transport: PhysicalTransport, data: bytes) -> None:
        if sender_address in self.le_connections:
            super().on_link_acl_data(sender_address, transport, data)

    def on_hci_acl_data_packet(self, packet: hci.HCI_AclDataPacket) -> None:
        if self.find_connection_by_handle(packet.connection_handle) is not None:
            super().on_hci_acl_data_packet(packet)

    def time_out(self, peer: hci.Address) -> None:
        """End the connection to a peer that is not heard any more, as the supervision time-out does."""
        connection = self.le_connections.get(peer)
        if connection is not None:
            self.on_le_disconnected(connection, hci.HCI_ErrorCode.CONNECTION_TIMEOUT_ERROR)


@dataclass(frozen=True, slots=True)
class _Pdu:
    sender: Controller
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
        if self._radio.interval_s <= 0.0:
            self._carry(_Pdu(sender_controller, destination_address, transport, data))
            return
        queue = self._queues.setdefault((sender_controller.random_address, destination_address), deque())
        queue.append(_Pdu(sender_controller, destination_address, transport, data))
        self._waiting.set()

    def send_ll_control_pdu(
        self, sender_address: hci.Address, receiver_address: hci.Address, packet: ll.ControlPdu
    ) -> None:
        if isinstance(packet, ll.TerminateInd):
            for pdu in self._queues.pop((sender_address, receiver_address), ()):
                self._carry(pdu)
            self._queues.pop((receiver_address, sender_address), None)
        if self._reach(sender_address, receiver_address) and self.find_le_controller(receiver_address) is not None:
            super().send_ll_control_pdu(sender_address, receiver_address, packet)

    def send_advertising_pdu(self, sender_controller: Controller, packet: ll.AdvertisingPdu) -> None:
        sender = sender_controller.random_address
        loop = asyncio.get_running_loop()
        for controller in list(self.controllers):
            if controller is not sender_controller and self._reach(sender, controller.random_address):
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
        if self._reach(pdu.sender.random_address, pdu.destination):
            super().send_acl_data(pdu.sender, pdu.destination, pdu.transport, pdu.data)

    def _reach(self, one: hci.Address, other: hci.Address) -> bool:
        return one not in self._silent and other not in self._silent
