"""A port that leads straight into a simulated firmware: no link, no clock, no waiting."""

from drivers.contracts import Codec, CodecEvent, Reply
from drivers.errors import ReplyTimeout


class FirmwarePort:
    """Writes to a firmware and reads its packets with a codec; ``passes_s`` go by while an answer is waited for."""

    def __init__(self, firmware: object, codec: Codec, passes_s: float = 0.0) -> None:
        self.firmware = firmware
        self.codec = codec
        self.passes_s = passes_s
        self.now_s = 0.0
        self.written: list[bytes] = []
        self.events: list[CodecEvent] = []

    async def send(self, data: bytes) -> None:
        self.written.append(data)
        self._read(self.firmware.write(data, self.now_s))

    async def ask(self, data: bytes, command: int, *, timeout_s: float = 1.0) -> Reply:
        return (await self.ask_all(data, command, at_most=1, quiet_s=timeout_s))[0]

    async def ask_all(
        self, data: bytes, command: int | None, *, at_most: int, quiet_s: float = 0.5
    ) -> tuple[Reply, ...]:
        before = len(self.events)
        await self.send(data)
        if self.passes_s:
            self.now_s += self.passes_s
            self._read(self.firmware.advance(self.now_s))
        replies = [event for event in self.events[before:] if isinstance(event, Reply)]
        ours = [reply for reply in replies if command is None or reply.command in (None, command)][:at_most]
        if not ours:
            raise ReplyTimeout(f"Nothing answered {data.hex()}.")
        return tuple(ours)

    async def attribute(self, uuid: str) -> bytes:
        return b""

    def _read(self, packets: list[bytes]) -> None:
        for packet in packets:
            self.events += self.codec.feed(packet)
