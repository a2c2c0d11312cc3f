"""Bumble's virtual controller, mended where a real one behaves otherwise.

A cancelled connection attempt ends, a scan response is the device's own and not its advertisement again, a reset
resets, and data for the gone is dropped without a word.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Any

from bumble import hci, ll
from bumble.controller import Connection, Controller
from bumble.core import PhysicalTransport
from bumble.link import LocalLink
from bumble.transport.common import TransportSink

ACL_BYTES = 251
"""Largest data packet of a controller; at Bumble's 27 a notification of 247 bytes takes ten."""

RSSI_DBM = -50
ACTIVE_SCAN = 1
LEGACY_PDU = 1 << 4
"""Bit of the advertising event properties: advertise as Bluetooth 4 does, with a scan response."""

_Extended = hci.HCI_LE_Extended_Advertising_Report_Event
_Legacy = hci.HCI_LE_Advertising_Report_Event


@dataclass
class ScannableInd(ll.AdvInd):
    """An advertisement and what its sender answers to those who ask for more."""

    scan_response: bytes = b""


class Links(dict[Any, Connection]):
    """Connections by their peer, as Bumble's controller asks for them.

    A peer that is connected to several devices on one controller is there several times; ``facing`` is the address of
    ours that is meant.
    """

    facing: hci.Address | None = None

    def __setitem__(self, peer: hci.Address, connection: Connection) -> None:
        super().__setitem__((peer, connection.self_address), connection)

    def __contains__(self, peer: object) -> bool:
        return self.get(peer) is not None

    def get(self, peer: object, default: Any = None) -> Any:
        return super().get((peer, self.facing)) or next(
            (one for one in self.values() if one.peer_address == peer), None
        )

    def forget(self, connection: Connection) -> None:
        self.pop((connection.peer_address, connection.self_address), None)


class FixedController(Controller):
    """A controller whose host may come, reset, cancel and go as hosts do."""

    le_connections: Links

    le_acl_data_packet_length = ACL_BYTES
    supported_commands = Controller.supported_commands | {
        hci.HCI_LE_READ_NUMBER_OF_SUPPORTED_ADVERTISING_SETS_COMMAND,
        hci.HCI_LE_READ_MAXIMUM_ADVERTISING_DATA_LENGTH_COMMAND,
    }

    def __init__(
        self, name: str, link: LocalLink, host_sink: TransportSink | None = None, public_address: Any = None
    ) -> None:
        super().__init__(name, host_sink=host_sink, link=link, public_address=public_address)
        self.le_connections = Links()

    # Commands of the host

    def on_hci_reset_command(self, _command: hci.HCI_Reset_Command) -> hci.HCI_StatusReturnParameters:
        self.fall_silent(hci.HCI_ErrorCode.REMOTE_USER_TERMINATED_CONNECTION_ERROR)
        return hci.HCI_StatusReturnParameters(hci.HCI_ErrorCode.SUCCESS)

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

    def on_hci_le_set_extended_scan_parameters_command(
        self, command: hci.HCI_LE_Set_Extended_Scan_Parameters_Command
    ) -> hci.HCI_StatusReturnParameters:
        self.le_scan_type = command.scan_types[0]
        return super().on_hci_le_set_extended_scan_parameters_command(command)

    def on_hci_acl_data_packet(self, packet: hci.HCI_AclDataPacket) -> None:
        connection = self.find_connection_by_handle(packet.connection_handle)
        if connection is not None:
            self.le_connections.facing = connection.self_address
            super().on_hci_acl_data_packet(packet)

    # What is on the air

    def send_advertising_pdu(self, packet: ll.AdvertisingPdu) -> None:
        if isinstance(packet, ll.AdvInd | ll.AdvExtInd):
            packet = self._with_scan_response(packet)
        super().send_advertising_pdu(packet)

    def on_advertising_pdu(self, pdu: ll.AdvInd | ll.AdvExtInd) -> None:
        scanning = self.le_scan_enable
        if not isinstance(pdu, ScannableInd) or not scanning:
            super().on_advertising_pdu(pdu)
            return
        self._report(pdu.advertiser_address, pdu.data, response=False)
        if self.le_scan_type == ACTIVE_SCAN:
            self._report(pdu.advertiser_address, pdu.scan_response, response=True)
        self.le_scan_enable = False  # told above, in our words
        try:
            super().on_advertising_pdu(pdu)
        finally:
            self.le_scan_enable = scanning

    def hear_control(self, sender: hci.Address, receiver: hci.Address, packet: ll.ControlPdu) -> None:
        """A control packet for one of our addresses."""
        self.le_connections.facing = receiver
        if sender in self.le_connections:
            self.on_ll_control_pdu(sender, packet)

    def hear_data(self, sender: hci.Address, receiver: hci.Address, transport: PhysicalTransport, data: bytes) -> None:
        """Data for one of our addresses."""
        self.le_connections.facing = receiver
        if sender in self.le_connections:
            self.on_link_acl_data(sender, transport, data)

    def on_le_disconnected(self, connection: Connection, reason: int) -> None:
        self.send_hci_packet(
            hci.HCI_Disconnection_Complete_Event(
                status=hci.HCI_ErrorCode.SUCCESS, connection_handle=connection.handle, reason=reason
            )
        )
        self.le_connections.forget(connection)

    # What happens to it

    def time_out(self, silent: hci.Address) -> None:
        """End every connection of an address, the peer's or ours, as the supervision time-out does."""
        for connection in list(self.le_connections.values()):
            if silent in (connection.peer_address, connection.self_address):
                self.on_le_disconnected(connection, hci.HCI_ErrorCode.CONNECTION_TIMEOUT_ERROR)

    def fall_silent(self, reason: int) -> None:
        """End every connection, advertise nothing and look for nothing; the peers are told."""
        for connection in list(self.le_connections.values()):
            connection.send_ll_control_pdu(ll.TerminateInd(reason))
        self.le_connections.clear()
        self.le_legacy_advertiser.stop()
        for advertising in self.advertising_sets.values():
            advertising.stop()
        self.advertising_sets.clear()
        self.pending_le_connection = None
        self.le_scan_enable = False

    def _with_scan_response(self, packet: ll.AdvInd | ll.AdvExtInd) -> ll.AdvInd | ll.AdvExtInd:
        if isinstance(packet, ll.AdvInd):
            response = self.le_legacy_advertiser.scan_response_data
            return ScannableInd(packet.advertiser_address, packet.data, bytes(response))
        for each in self.advertising_sets.values():
            legacy = each.parameters is not None and each.parameters.advertising_event_properties & LEGACY_PDU
            if legacy and each.address == packet.advertiser_address:
                return ScannableInd(packet.advertiser_address, packet.data, bytes(each.scan_response_data))
        return packet

    def _report(self, address: hci.Address, data: bytes, *, response: bool) -> None:
        """Tell the host of an advertisement, in the form of report that it knows."""
        if not self.le_features & hci.LeFeatureMask.LE_EXTENDED_ADVERTISING:
            kind = _Legacy.EventType.SCAN_RSP if response else _Legacy.EventType.ADV_IND
            told = _Legacy.Report(
                event_type=kind, address_type=address.address_type, address=address, data=data, rssi=RSSI_DBM
            )
            self.send_hci_packet(_Legacy([told]))
            return
        kinds = _Extended.EventType
        event_type = kinds.CONNECTABLE_ADVERTISING | kinds.SCANNABLE_ADVERTISING | kinds.LEGACY_ADVERTISING_PDU_USED
        extended = _Extended.Report(
            event_type=event_type | kinds.SCAN_RESPONSE if response else event_type,
            address_type=address.address_type,
            address=address,
            primary_phy=hci.Phy.LE_1M,
            secondary_phy=0,
            advertising_sid=_Extended.NO_ADI_FIELD_PROVIDED,
            tx_power=_Extended.TX_POWER_INFORMATION_NOT_AVAILABLE,
            rssi=RSSI_DBM,
            periodic_advertising_interval=0,
            direct_address_type=0,
            direct_address=hci.Address.ANY,
            data=data,
        )
        self.send_hci_packet(_Extended([extended]))
