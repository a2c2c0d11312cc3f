"""TEC Gihan force-plate controller: up to 20 six-axis plates on one clock, over USB serial at 1 Mbaud.

Commands are ASCII with a line feed and mostly answered by a line; between START and STOP the controller sends blocks:

    START -> block    DT -> block    DT -> block    ...    STOP

    block   i16 little endian   [plate][matome][Fx Fy Fz Mx My Mz]      30000 is the full scale of an axis
    matome  samples of one block: 100, but 24 at 240 Hz and 12 at 120 Hz

Nothing else is on the wire: no mark, no number, no time, no checksum.  What can be known of a block without them:

- Lost bytes leave it short.  The controller then waits for ``DT`` and the codec for bytes, and nothing is handed out;
  the silence ends the link, and STOP and STATE begin a new one.
- Bytes too many: no further block may come before it was asked for, so whatever stands behind a block in the same
  piece spoils it.  A block of which the end makes sense only when it is read one byte further on is spoiled as well.
- IDLE as text inside a block means that the controller stopped there.
- After any of these nothing is asked for until STATE was answered, which is what a new connection does first.

Not to be known: a byte with a wrong value; a whole block that the controller did not keep, for which the link watches
the host's clock (``SampleClock.COUNT``).  Bytes that are added in pairs and arrive apart from the block that they
spoil pass for samples; the block behind them shows it.

Sources: the maker's open Python client.  Not found in it: which way a plate's x and y point, taken here as right and
forward (``station qa`` finds a plate that is turned by its corners); the wording of FPSERIAL, VER and RANGE, read with
and without the command in front; versions of the firmware, which the client does not ask for either; what noise a
plate has; whether blocks wait in the controller when DT comes late; what it can send over one line: at 1 Mbaud there is
room for eight plates at 1 kHz.
"""

from __future__ import annotations

import re
from enum import IntEnum

import numpy as np

from drivers.contracts import CodecEvent, Corrupt, Frame, Reply, Send

AXES = ("Fx", "Fy", "Fz", "Mx", "My", "Mz")
FULL_SCALE = 30000
MOST_PLATES = 20
MATOME = {"10K": 100, "5K": 100, "2.5K": 100, "1K": 100, "500": 100, "250": 100, "240": 24, "120": 12}
"""Samples in a block, by rate as the controller writes it."""
RATES_HZ = {"10K": 10000.0, "5K": 5000.0, "2.5K": 2500.0, "1K": 1000.0} | {
    text: float(text) for text in ("500", "250", "240", "120")
}
LONGEST_LINE = 512


class Said(IntEnum):
    """What a line of the controller answers."""

    STATE = 1
    SERIAL = 2
    VER = 3
    RANGE = 4
    SPS = 5
    FPCOUNT = 6
    FPSERIAL = 7
    AZ0 = 8
    FS = 9
    FIRST_BLOCK = 10
    """No line: the first block after a trigger."""
    NOTHING = 11
    """What nothing answers."""


STATES = ("IDLE", "EXT", "LEVEL", "MEASURE", "ZERO", "SLEEP", "8AX", "12AX")
HEADED = re.compile(r"(SERIAL|VER|RANGE|SPS|FPCOUNT|FPSERIAL_\d+|AZ0|FS)_(.+)", re.DOTALL)
BARE = re.compile(r"\d{1,9}|\d+kN|[Vv]?\d+(\.\d+)+", re.IGNORECASE)
"""What is taken for an answer without the command in front: a number, a range, a version."""
HEADS = tuple(
    text.encode("ascii")
    for text in (*STATES, "ERR", "SERIAL_", "VER_", "RANGE_", "SPS_", "FPCOUNT_", "FPSERIAL_", "AZ0_", "FS_")
)
IDLE_LINES = (b"IDLE\r\n", b"IDLE\n")
IDLE_LINE = re.compile(rb"IDLE\r?\n")

NEXT_BLOCK = b"DT\n"
NO_LINE = "not a line of the controller"
SURPLUS = "bytes came that nobody had asked for"

TAIL = 12
"""Samples at the end of a block that are looked at for a shift by one byte."""
ROUGH = 1000.0
SMOOTHER = 16.0
"""A tail that jumps by so many counts from sample to sample, and so many times less one byte further on, is shifted."""


class TecGihanCodec:
    """Lines and blocks to events.  It learns the shape of a block from the answers that pass through it."""

    def __init__(self) -> None:
        self._bytes = bytearray()
        self._rate = ""
        self._range = ""
        self._plates = 0
        self._number = 0
        """Of the next sample; the only clock there is."""
        self._may_begin = False
        """The controller was idle when it last said something: a block may follow."""
        self._within = False
        """What stands at the beginning is a block."""
        self._begun = False
        """A block has begun since the last line."""
        self._asked = False
        """The next block was asked for while this one is still held back."""
        self._searched = 0
        """Up to here there is no IDLE in the block."""
        self._identified = False
        """The last question of all was answered."""
        self._changed = False
        """Rate or range are others than those that whoever listens was told."""
        self._spoiled = False
        """Nothing is believed until the controller says IDLE."""

    @property
    def _size(self) -> int:
        """Bytes of a block; 0 where none can be understood."""
        return 0 if self._changed else 2 * len(AXES) * MATOME.get(self._rate, 0) * self._plates

    def feed(self, data: bytes) -> list[CodecEvent]:
        """Take the next bytes, cut anywhere.  Never raises."""
        events: list[CodecEvent] = []
        self._bytes += data
        while self._bytes and self._step(events):
            pass
        return events

    def _step(self, events: list[CodecEvent]) -> bool:
        """Take one thing off the beginning; False when more bytes must come first."""
        if self._spoiled:
            return self._look_for_idle(events)
        if not self._within:
            text = not (self._may_begin and self._size) or _is_text(bytes(self._bytes[: LONGEST_LINE + 1]))
            if text is None:
                return False
            if text:
                return self._line(events)
            self._within = True
            if not self._begun:
                self._begun = True
                events.append(Reply(Said.FIRST_BLOCK, b""))
        return self._block(events)

    # Lines

    def _line(self, events: list[CodecEvent]) -> bool:
        end = self._bytes.find(b"\n") + 1
        if not end and len(self._bytes) > LONGEST_LINE:
            end = len(self._bytes)
        line = bytes(self._bytes[:end])
        del self._bytes[:end]
        text = line.rstrip(b"\r\n")
        if not line.endswith(b"\n") or not _printable(text):
            if line:
                events.append(Corrupt(line, NO_LINE))
        elif text:
            events.append(self._heard(text.decode("ascii").strip()) or Corrupt(line, NO_LINE))
        return bool(end)

    def _heard(self, text: str) -> Reply | None:
        """What a line answers; None for one that no controller says, such as an answer with noise in front."""
        self._begun = False
        if text.upper() in STATES:
            self._may_begin |= text.upper() == "IDLE"
            return Reply(Said.STATE, text.upper().encode("ascii"))
        self._may_begin = False
        headed = HEADED.fullmatch(text)
        if headed is None:
            error = text.upper().startswith("ERR")
            return Reply(None, text.encode("ascii"), error) if error or BARE.fullmatch(text) else None
        what, value = Said[headed[1].split("_")[0]], headed[2]
        if what is Said.SPS:
            self._set("_rate", value.upper())
        elif what is Said.RANGE:
            self._set("_range", value.upper())
        elif what is Said.FPCOUNT:
            self._plates = plates_said(value)
        elif what is Said.FS:
            self._identified = True
        return Reply(what, value.encode("ascii"))

    def _set(self, name: str, value: str) -> None:
        """Note rate or range; another one than was told when it identified itself makes every block meaningless."""
        self._changed |= self._identified and value != getattr(self, name)
        setattr(self, name, value)

    # Blocks

    def _block(self, events: list[CodecEvent]) -> bool:
        size, have = self._size, len(self._bytes)
        idle = IDLE_LINE.search(self._bytes, self._searched)
        if idle is not None and idle.start() != size:
            short = idle.start() < size
            self._drop(idle.start(), "the controller stopped within a block" if short else SURPLUS, events)
            self._leave_block()
            return True
        if have < size:
            self._searched = max(0, have - len(IDLE_LINES[0]) + 1)
            return False
        if idle is not None:
            events.append(self._frame(size))
            return True
        if not self._asked:
            if have > size and not self._may_become_idle(size):
                return self._spoil(SURPLUS, events)
            if _is_shifted(bytes(self._bytes[:size])):
                return self._spoil("the block makes sense only when it is read one byte further on", events)
        if self._may_become_idle(size):
            if have == size:
                self._ask(events)
            return False
        self._ask(events)
        events.append(self._frame(size))
        return True

    def _ask(self, events: list[CodecEvent]) -> None:
        if not self._asked:
            events.append(Send(NEXT_BLOCK))
        self._asked = True

    def _frame(self, size: int) -> Frame:
        """The samples of the block at the beginning, which is taken off."""
        rows = np.frombuffer(bytes(self._bytes[:size]), "<i2").reshape(self._plates, -1, len(AXES))
        matome = rows.shape[1]
        values = np.ascontiguousarray(rows.transpose(0, 2, 1).reshape(-1, matome), dtype=np.int16)
        ticks = self._number + np.arange(matome, dtype=np.int64)
        self._number += matome
        del self._bytes[:size]
        self._leave_block()
        return Frame(ticks, values)

    def _leave_block(self) -> None:
        self._within = self._asked = False
        self._searched = 0

    def _may_become_idle(self, size: int) -> bool:
        """Whether text may be arriving, so that the end of the block, or what stands behind it, is none of its bytes.

        The end of a block that looks so is waited for: it takes a moment of more than half the full scale.
        """
        end = bytes(self._bytes[size - len(IDLE_LINES[0]) + 1 :])
        return any(line.startswith(end[at:]) for line in IDLE_LINES for at in range(len(IDLE_LINES[0])) if end[at:])

    # Doubt

    def _spoil(self, why: str, events: list[CodecEvent]) -> bool:
        self._spoiled = True
        self._leave_block()
        self._drop(len(self._bytes), why, events)
        return False

    def _look_for_idle(self, events: list[CodecEvent]) -> bool:
        idle = IDLE_LINE.search(self._bytes)
        self._spoiled = idle is None
        at = idle.start() if idle is not None else len(self._bytes) - len(IDLE_LINES[0]) + 1
        self._drop(max(0, at), "the stream is in doubt since the last block", events)
        return idle is not None

    def _drop(self, count: int, why: str, events: list[CodecEvent]) -> None:
        if count:
            events.append(Corrupt(bytes(self._bytes[:count]), why))
            del self._bytes[:count]


def _is_text(beginning: bytes) -> bool | None:
    """Whether a line stands here where a block could stand too; None when more bytes must decide."""
    line, end, _ = beginning.partition(b"\n")
    if any(line.startswith(head) for head in HEADS) and _printable(line.rstrip(b"\r")):
        if end:
            return True
        return None if len(line) <= LONGEST_LINE else False
    return None if not end and any(head.startswith(line) for head in HEADS) else False


def _printable(text: bytes) -> bool:
    return all(32 <= byte < 127 for byte in text)


def plates_said(text: str) -> int:
    """How many plates there are; 0 when the controller says no possible number."""
    number = int(text) if re.fullmatch(r"\d{1,2}", text) else 0
    return number if number <= MOST_PLATES else 0


def _is_shifted(block: bytes) -> bool:
    """Whether the end of a block is smooth only when it is read one byte further on.

    A byte too many anywhere before makes high bytes of the low ones, and noise of four counts jumps of a thousand.
    """
    row = 2 * len(AXES)
    # the smallest block is no longer than such an end, and one byte more than the end is looked at
    rows = min(TAIL, len(block) // row - 1)
    tail = np.frombuffer(block[-row * rows - 1 :], np.uint8)
    as_it_is, moved = (_roughness(part) for part in (tail[1:], tail[:-1]))
    return as_it_is > ROUGH and moved * SMOOTHER < as_it_is


def _roughness(octets: np.ndarray) -> float:
    """Mean size of the steps from sample to sample, in counts."""
    counts = octets.tobytes()
    values = np.frombuffer(counts, "<i2").astype(np.int32)
    return float(np.abs(values[len(AXES) :] - values[: -len(AXES)]).mean())
