"""Decides how far a new station is, and what its guided set-up says and asks for next.  No Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from drivers.contracts import LinkState
from station.desks.people import Welcome
from station.model import DeviceStatus, Side
from ui.home_presenter import Offer
from ui.words import say

DEVICES, PERSON, MEASURE = "devices", "person", "measure"
WORKING = (LinkState.STREAMING, LinkState.ASLEEP)


@dataclass(frozen=True, slots=True)
class Step:
    """One step: done, due now, or to come."""

    key: str
    title: str
    says: str
    done: bool
    due: bool
    chip: str = ""
    tone: str = "neutral"
    buttons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Steps:
    """All of them, and what Space does."""

    steps: tuple[Step, ...]
    due: str
    primary: str


def steps(
    welcome: Welcome, devices: Sequence[DeviceStatus], person: str, offers: Sequence[Offer], *, has_device_room: bool
) -> Steps:
    """How far the station is; ``person`` is empty until somebody said who is first."""
    working = [each for each in devices if each.state in WORKING and not each.problem]
    ready = bool(working) and len(working) == len(devices)
    due = DEVICES if not ready else PERSON if not person else MEASURE
    first = next((offer for offer in offers if offer.ready), None)
    primary = {
        DEVICES: say("Connect devices") if has_device_room else _practise(welcome),
        PERSON: say("This is the first person"),
        MEASURE: "" if first is None else say("Start: {what}", what=first.title),
    }[due]
    return Steps(
        (_devices(welcome, devices, working, due, has_device_room), _person(person, due), _measure(person, first, due)),
        due,
        primary,
    )


def _practise(welcome: Welcome) -> str:
    return say("Practise with simulated devices") if welcome.can_practise else ""


def _devices(
    welcome: Welcome, devices: Sequence[DeviceStatus], working: Sequence[DeviceStatus], due: str, has_room: bool
) -> Step:
    buttons = ("devices",) if has_room else ()
    if due == DEVICES and welcome.can_practise:
        buttons = (*buttons, "practice")
    if not devices:
        says = say(
            "Switch a plate or a dynamometer on and say which side it measures. Nothing at hand yet? Simulated devices "
            "work like real ones; what is measured with them is kept apart."
        )
        return Step(DEVICES, say("Devices"), says, done=False, due=True, buttons=buttons)
    named = ", ".join(_named(each) for each in devices)
    chip, tone = (say("simulated"), "neutral") if any(each.simulated for each in devices) else ("", "neutral")
    if len(working) < len(devices):
        says = say("{devices}. Not all of them are ready yet: see above what each one says.", devices=named)
        return Step(DEVICES, say("Devices"), says, done=False, due=True, chip=chip, tone=tone, buttons=buttons)
    says = say("{devices}: connected and ready.", devices=named)
    return Step(DEVICES, say("Devices"), says, done=True, due=False, chip=chip, tone=tone)


def _named(status: DeviceStatus) -> str:
    if len(status.sides) != 1 or status.sides[0] is Side.BOTH:
        return status.name
    if status.sides[0] is Side.LEFT:
        return say("{device} (left)", device=status.name)
    return say("{device} (right)", device=status.name)


def _person(person: str, due: str) -> Step:
    if person:
        says = say("{person}. Side, sex, height and more can be added on the person's page.", person=person)
        return Step(PERSON, say("The first person"), says, done=True, due=False)
    says = say("Everything is stored under a code, never under a name. The name may be kept, in a file of its own.")
    return Step(PERSON, say("The first person"), says, done=False, due=due == PERSON)


def _measure(person: str, first: Offer | None, due: str) -> Step:
    title = say("The first measurement")
    if first is None:
        says = say("As soon as devices are ready, the tests that they can do are offered here.")
    elif due == MEASURE:
        says = say(
            "Choose what to do with {person}: the screen leads through it, and Space always does the next thing.",
            person=person,
        )
    else:
        says = say("A battery or one test: the screen leads through it, and Space always does the next thing.")
    return Step(MEASURE, title, says, done=False, due=due == MEASURE)
