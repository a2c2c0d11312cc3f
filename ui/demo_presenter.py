"""Decides what the demo's panel offers and says.  No Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from station.desks.demo import Deficit, DemoDesk, DemoFault, DemoNow
from station.model import ProtocolCard, Side
from ui.words import number, say, told

PARTS = (0.1, 0.2, 0.3, 0.4)
TIRED = (0.0, 0.5, 1.0)
EVERYWHERE = ""


@dataclass(frozen=True, slots=True)
class Option:
    """One of a row of choices."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class PersonLine:
    """Somebody who can be the client."""

    key: str
    title: str
    summary: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class FaultLine:
    """Something that can go wrong at the device that was chosen."""

    key: str
    title: str
    seen: str


@dataclass(frozen=True, slots=True)
class TestLine:
    """A test that can be done now."""

    key: str
    title: str
    why_not: str


class DemoPresenter:
    """Over the desk; remembers which device is to have the next fault."""

    def __init__(self, desk: DemoDesk) -> None:
        self._desk = desk
        self._faults: Sequence[DemoFault] | None = None
        self.device = EVERYWHERE

    # Who --------------------------------------------------------------------------------------------------------------

    def people(self, now: DemoNow) -> tuple[PersonLine, ...]:
        """Everybody who can be the client."""
        return tuple(
            PersonLine(each.key, told(each.title), told(each.summary), each.key == now.person)
            for each in self._desk.people()
        )

    def weak_sides(self) -> tuple[Option, ...]:
        """Which side may be weaker than the person's own."""
        return Option("", say("Neither")), Option("left", say("Left")), Option("right", say("Right"))

    def weak_parts(self) -> tuple[Option, ...]:
        """By how much."""
        return tuple(Option(f"{part:g}", say("{percent} %", percent=f"{100 * part:.0f}")) for part in PARTS)

    def tiredness(self) -> tuple[Option, ...]:
        """How tired the client may be."""
        return tuple(
            Option(f"{value:g}", label)
            for value, label in zip(TIRED, (say("Rested"), say("Tired"), say("Exhausted")), strict=True)
        )

    def weaken(self, now: DemoNow, *, side: str | None = None, part: str | None = None) -> None:
        """Another side, or another part."""
        before = now.deficit
        new_side = before.side if side is None else Side(side) if side else None
        new_part = float(part) if part is not None else before.part or 0.2
        if part is not None and new_side is None:
            new_side = Side.LEFT
        self._desk.weaken(Deficit(new_side, new_part) if new_side is not None else Deficit())

    # What goes wrong --------------------------------------------------------------------------------------------------

    def devices(self) -> tuple[Option, ...]:
        """Where something can go wrong."""
        found = dict.fromkeys(device for fault in self.faults for device in fault.devices)
        names = (Option(device, told(device[0].upper() + device[1:])) for device in found)
        return Option(EVERYWHERE, say("Any device")), *names

    @property
    def faults(self) -> Sequence[DemoFault]:
        """All of them; asked for once."""
        if self._faults is None:
            self._faults = self._desk.faults()
        return self._faults

    def groups(self) -> tuple[tuple[str, tuple[FaultLine, ...]], ...]:
        """What can go wrong at the chosen device, under its headings."""
        headings: dict[str, list[FaultLine]] = {}
        for fault in self.faults:
            if not self.device or self.device in fault.devices:
                line = FaultLine(fault.key, told(fault.title), told(fault.seen))
                headings.setdefault(told(fault.group), []).append(line)
        return tuple((heading, tuple(lines)) for heading, lines in headings.items())

    def happening(self, now: DemoNow) -> str:
        """What was let go wrong, or that all is well."""
        if now.trouble:
            return told(now.trouble)
        if not now.happening:
            return say("Nothing goes wrong at the moment.")
        return say("Going wrong: {what}", what="; ".join(told(each) for each in now.happening))

    # Time and tests ---------------------------------------------------------------------------------------------------

    def speeds(self) -> tuple[Option, ...]:
        """How fast time can go."""
        return tuple(
            Option(f"{speed:g}", say("{times}×", times=number(f"{speed:g}")) if speed != 1 else say("As in life"))
            for speed in self._desk.speeds()
        )

    def tests(self, now: DemoNow, cards: Sequence[ProtocolCard]) -> tuple[TestLine, ...]:
        """The tests of the person first, in their order, then all others."""
        plan = next((each.plan for each in self._desk.people() if each.key == now.person), ())
        order = {key: place for place, key in enumerate(plan)}
        ranked = sorted(cards, key=lambda card: order.get(card.key, len(order)))
        return tuple(TestLine(card.key, told(card.title), told(card.why_not)) for card in ranked)
