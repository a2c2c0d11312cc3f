"""Commands where it is real: fifteen notifications over ATT, a dump over a pty and TCP, the maker's client on a pty."""

import asyncio

import numpy as np
import pytest
from harp.devices.loadcells import LoadCells
from harp.protocol.exceptions import HarpException

from drivers.clock import SystemClock
from drivers.commands import run_command
from drivers.contracts import SyncEdge
from drivers.devices.harp_loadcells import HARP_LOADCELLS
from drivers.devices.harp_loadcells import PROFILE as PORT
from drivers.devices.harp_loadcells_commands import dump
from drivers.devices.progressor import PROFILE, PROGRESSOR
from drivers.link import Link
from drivers.transports.ble import BleTransport
from drivers.transports.serial import SerialTransport
from simulators.clock import run
from simulators.devices.harp_loadcells import HarpLoadCells
from simulators.devices.progressor import Progressor
from simulators.progressor_makes import CALIBRATION_V2
from simulators.transports.bumble_ble import BumbleAir
from simulators.transports.pty_port import HAS_PTY, PtyPort
from simulators.transports.tcp_port import TcpPort

needs_pty = pytest.mark.skipif(not HAS_PTY, reason="this system has no pseudo-terminals")


def test_a_table_of_fifteen_notifications_comes_whole_over_the_attribute_protocol() -> None:
    async def main() -> None:
        unit = Progressor(lambda times: np.zeros(np.shape(times)), unit_id=0x2B, profile=CALIBRATION_V2)
        async with BumbleAir(SystemClock()) as air:
            address = await air.add(unit)
            opens = lambda: BleTransport(address, PROFILE, air.client)  # noqa: E731
            async with Link(PROGRESSOR, opens, SystemClock()) as link:
                link.pause()
                for number in range(15):
                    row = [str(number), str(number + 1), "1e-5", "0"]
                    await link.use(lambda port, row=row: run_command(PROGRESSOR, "add-table-row", row, port))
                told = await link.use(lambda port: run_command(PROGRESSOR, "calibration-table", [], port))
            await asyncio.sleep(0.5)  # a unit that has just been left begins to advertise
        assert told.count("slope 1e-05") == 15
        assert len(unit.table) == 15

    run(main())


@pytest.mark.wire
@pytest.mark.parametrize("face", [pytest.param(PtyPort, marks=needs_pty, id="pty"), pytest.param(TcpPort, id="tcp")])
def test_a_board_is_dumped_and_set_over_a_real_port_and_its_input_is_heard(face) -> None:
    async def main() -> tuple[str, str, list[SyncEdge], str]:
        board = HarpLoadCells(lambda times: np.zeros((8, times.size), np.int16), 77, sync_every_s=0.1)
        async with face(board, SystemClock()) as port:
            opens = lambda: SerialTransport(port.url, PORT)  # noqa: E731
            async with Link(HARP_LOADCELLS, opens, SystemClock()) as link:
                edges: list[SyncEdge] = []
                async with asyncio.timeout(5.0):
                    async for event in link:
                        edges += [event] if isinstance(event, SyncEdge) and event.line == "DI0" else []
                        if len(edges) == 4:
                            break
                link.pause()
                listed = await link.use(lambda port: run_command(HARP_LOADCELLS, "registers", [], port))
                await link.use(lambda port: run_command(HARP_LOADCELLS, "set-offset", ["3", "-12"], port))
                offsets = await link.use(lambda port: run_command(HARP_LOADCELLS, "offsets", [], port))
                return link.info.serial, listed, edges, offsets

    serial, listed, edges, offsets = asyncio.run(main())
    assert serial == "77"
    assert len(listed.splitlines()) > 60
    np.testing.assert_allclose(np.diff([edge.tick for edge in edges]) * 32e-6, 0.1, atol=64e-6)
    assert "0 0 0 -12 0 0 0 0" in offsets


@pytest.mark.wire
@needs_pty
def test_the_makers_client_reads_and_sets_every_register_and_we_read_what_it_set() -> None:
    """Two implementations of one register file that do not know each other, one after the other on one board."""

    def visit(name: str) -> tuple[int, dict[str, object]]:
        client = LoadCells(name)
        try:
            read = {each: getattr(client, each)() for each in dir(client) if each.startswith("read_d")}
            assert len(client.dump_registers()) == 75
            for cell in range(8):
                getattr(client, f"write_offset_load_cell{cell}")(10 * cell - 40)
            for output in range(1, 9):
                getattr(client, f"write_do{output}_target_load_cell")(8 - output)
                getattr(client, f"write_do{output}_threshold")(-1000 * output)
                getattr(client, f"write_do{output}_time_above_threshold")(output)
                getattr(client, f"write_do{output}_time_below_threshold")(500 + output)
            client.write_di0_trigger(1)
            with pytest.raises(HarpException):
                client.write_offset_load_cell0(256)
            return client.read_offset_load_cell3(), read
        finally:
            client.disconnect()

    async def main() -> tuple[tuple[int, dict[str, object]], dict[str, tuple[int, ...]]]:
        board = HarpLoadCells(lambda times: np.zeros((8, times.size), np.int16), 77)
        async with PtyPort(board, SystemClock()) as port:
            seen = await asyncio.to_thread(visit, port.url)
            opens = lambda: SerialTransport(port.url, PORT)  # noqa: E731
            async with Link(HARP_LOADCELLS, opens, SystemClock()) as link:
                link.pause()
                return seen, await link.use(dump)

    (theirs, read), ours = asyncio.run(main())
    assert theirs == -10
    assert len(read) >= 40
    assert [ours[f"offset{cell}"] for cell in range(8)] == [(10 * cell - 40,) for cell in range(8)]
    for output in range(1, 9):
        told = [ours[f"do{output}-{what}"][0] for what in ("cell", "threshold", "above", "below")]
        assert told == [8 - output, -1000 * output, output, 500 + output]
    assert ours["di0-trigger"] == (0,), "a stream was started since"
