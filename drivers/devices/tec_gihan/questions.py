"""What a TEC Gihan controller is asked and told, and how its answers are read; nothing is taken for granted."""

from __future__ import annotations

import math
import re
from contextlib import suppress

from drivers.commands import CommandRefused
from drivers.contracts import Port
from drivers.devices.tec_gihan.plates import RANGES_KN, Plate
from drivers.devices.tec_gihan.stream import AXES, LONGEST_LINE, Said
from drivers.errors import ReplyTimeout, WrongDevice

WAKE_S = 20.0
ZERO_S = 10.0
ZERO_FIRST_S = 1.0
"""The controller must not be spoken to at once: its plates would miss what it tells them."""
SETTING_S = 0.1
STOP_S = 0.1
POLL_S = 0.1
ANSWER_S = 1.0
"""What a question may take to be answered."""
ASKED = 3
SURE_AT_MOST = 4


def line(text: str) -> bytes:
    return text.encode("ascii") + b"\n"


async def ask(port: Port, question: str, answer: Said) -> str:
    """What it answers; asked again, since noise in front of an answer spoils it.  Raises ReplyTimeout, WrongDevice."""
    for _ in range(ASKED - 1):
        with suppress(ReplyTimeout):
            return await _ask_once(port, question, answer)
    return await _ask_once(port, question, answer)


async def ask_for_sure(port: Port, question: str, answer: Said) -> str:
    """What it answers twice in a row: lines have no checksum, and a wrong digit here would be in every number.

    Raises ReplyTimeout, WrongDevice.
    """
    before = await ask(port, question, answer)
    for _ in range(SURE_AT_MOST):
        said = await ask(port, question, answer)
        if said == before:
            return said
        before = said
    raise ReplyTimeout(f"The controller answers {question} differently every time. Check its cable, then reconnect.")


async def _ask_once(port: Port, question: str, answer: Said) -> str:
    reply = await port.ask(line(question), answer, timeout_s=ANSWER_S)
    text = reply.payload.decode("ascii", "replace")[:LONGEST_LINE]
    if reply.error:
        raise WrongDevice(
            f"The controller answers {question} with {text[:40]}. Switch it and its plates off and on, then reconnect."
        )
    return text


async def pause(port: Port, seconds: float) -> None:
    """Say nothing for so long; a port has no other way to wait than for an answer."""
    with suppress(ReplyTimeout):
        await port.ask(b"", Said.NOTHING, timeout_s=seconds)


async def until_idle(port: Port, within_s: float) -> None:
    """Ask for the state until it is IDLE; one that is busy may not answer.  Raises ReplyTimeout, WrongDevice."""
    left_s = within_s
    while left_s > 0:
        try:
            if await ask(port, "STATE", Said.STATE) == "IDLE":
                return
        except ReplyTimeout:
            left_s -= ASKED * ANSWER_S
        await pause(port, POLL_S)
        left_s -= POLL_S
    raise ReplyTimeout(
        f"The controller did not become idle within {within_s:g} s. Switch it off and on, then reconnect."
    )


async def stop_and_wake(port: Port) -> None:
    """Stop whatever it does, wake it where it sleeps, and wait until it is idle.  Raises ReplyTimeout, WrongDevice."""
    await port.send(line("STOP"))
    await pause(port, STOP_S)
    # the rest of a block on the line may swallow its first answer
    state = await ask(port, "STATE", Said.STATE)
    if state == "IDLE":
        return
    await port.send(line("WAKE" if state == "SLEEP" else "STOP"))
    await pause(port, POLL_S)
    await until_idle(port, WAKE_S if state == "SLEEP" else 1.0)


async def set_range(port: Port, range_kn: int) -> None:
    """Raises CommandRefused when it is another one afterwards."""
    await port.send(line(f"RANGE_{range_kn}kN"))
    await pause(port, SETTING_S)
    said = await ask(port, "RANGE", Said.RANGE)
    if range_of(said) != range_kn:
        raise CommandRefused(f"The controller keeps its range of {said[:20]}; {range_kn} kN was wanted.")


async def set_rate(port: Port, rate: str) -> None:
    """Raises CommandRefused when it is another one afterwards."""
    await ask(port, f"SPS_{rate}", Said.SPS)
    said = await ask(port, "SPS", Said.SPS)
    if said.upper() != rate:
        raise CommandRefused(f"The controller keeps its rate of {said[:20]}; {rate} was wanted.")


async def read_plate(port: Port, number: int) -> Plate:
    """Who one plate is; nothing is taken for granted that it does not say.  Raises WrongDevice."""
    said = (await ask_for_sure(port, f"FPSERIAL_{number}", Said.FPSERIAL)).strip()
    if not re.fullmatch(r"\d{1,9}", said) or not int(said):
        raise _untold(number, "its serial number", said)
    name = f"FP_{int(said):04d}"
    surface = _numbers(await ask_for_sure(port, f"{name}_GET_AZ0", Said.AZ0))
    if len(surface) != 1 or abs(surface[0]) > 0.5:
        raise _untold(number, "the height of its surface", surface)
    full = _numbers(await ask_for_sure(port, f"{name}_GETFS", Said.FS))
    if len(full) != len(RANGES_KN) * len(AXES) or min(full) <= 0:
        raise _untold(number, "its full scales", full)
    return Plate(str(int(said)), abs(surface[0]), full)


def _untold(number: int, what: str, said: object) -> WrongDevice:
    return WrongDevice(
        f"Plate {number + 1} of the controller does not tell {what} ({str(said)[:40]}), and without it its forces "
        "would be guesses. Check its plug, switch the controller off and on, then reconnect."
    )


def _numbers(text: str) -> tuple[float, ...]:
    """Numbers with commas between them; nothing where one of them is none."""
    try:
        numbers = tuple(float(part) for part in text.split(","))
    except ValueError:
        return ()
    return numbers if all(math.isfinite(number) for number in numbers) else ()


def range_of(text: str) -> int:
    """Kilonewtons of ``3kN`` or ``RANGE_3kN``.  Raises WrongDevice."""
    found = re.fullmatch(r"(3|6|10)KN?", text.strip().upper())
    if found is None:
        raise WrongDevice(
            f"The controller says a range of {text[:20]}, which this program does not know. Its forces would be wrong "
            "by a factor, so none are taken. Set 3, 6 or 10 kN in the maker's program."
        )
    return int(found[1])
