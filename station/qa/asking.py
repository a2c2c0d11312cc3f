"""Hands behind a screen: somebody is asked, and the answer is a key, or what the device feels.

Whoever carries a mass has no hand for a key, so the station goes on by itself once it feels what it asked for, at rest.
Nothing is taken for done that was there before it was asked for: the mass must have been lifted since.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace

from drivers.contracts import Clock, LinkState
from station.desks.examining import Ask, Asked
from station.qa.felt import Felt
from station.qa.findings import figure
from station.qa.hands import MIDDLE, Hands, Load, NotDone
from station.qa.probe import Probe

LOOK_S = 0.1
SHOWN_S = 1.2
"""So long what simulated hands are about to do stands on the screen before they do it."""

Show = Callable[[Asked | None], None]


class AskingHands:
    """Asks, and waits for ``answer`` or ``skip``, or until the device feels it.  All on the probe's loop."""

    def __init__(self, clock: Clock, show: Show, gravity: float) -> None:
        self._clock, self._show, self._gravity = clock, show, gravity
        self._probe: Probe | None = None
        self._answer: asyncio.Future[None] | None = None
        self._empty = False

    def watch(self, probe: Probe) -> None:
        """Feel by this device what was done."""
        self._probe = probe

    def answer(self) -> None:
        """It is done."""
        if self._answer is not None and not self._answer.done():
            self._answer.set_result(None)

    def skip(self) -> None:
        """It will not be done."""
        if self._answer is not None and not self._answer.done():
            self._answer.set_exception(NotDone("Left out by the operator."))

    async def nothing_on(self) -> None:
        # nobody is asked again to take off what is off
        if not self._empty:
            await self._ask(Asked(Ask.EMPTY, "Take everything off and step back.", "It is empty", goes_on=True))
        self._empty = True

    async def put(self, load: Load, on: str) -> None:
        self._empty = False
        await self._ask(put_on(load, on))

    async def stand(self, *, turned: bool) -> None:
        self._empty = False
        if turned:
            text = "Turn round, and stand still: each foot on the other plate."
            await self._ask(Asked(Ask.TURN, text, "I stand still", goes_on=True))
        else:
            text = "Take the mass off. Step on, one foot on each plate, and stand still."
            await self._ask(Asked(Ask.STAND, text, "I stand still", goes_on=True))

    async def ready_to_release(self, on: str) -> None:
        text = f"Get ready at the {on.lower()}. Press the key, then lift the mass off in one quick movement."
        await self._ask(Asked(Ask.RELEASE, text, "Now I lift it off"))

    async def disconnect(self, serial: str, what: str) -> None:
        text = f"Pull the cable of {what}, or switch it off."
        await self._ask(Asked(Ask.UNPLUG, text, "It is off", goes_on=True))

    async def reconnect(self, serial: str, what: str) -> None:
        text = f"Plug {what} in again, or switch it on, and press the key at that moment."
        await self._ask(Asked(Ask.PLUG, text, "Now it is on"))

    async def _ask(self, asked: Asked) -> None:
        """Show it and wait."""
        self._answer = asyncio.get_running_loop().create_future()
        try:
            self._show(asked)
            felt = Felt(asked, self._gravity)
            while not self._answer.done():
                await asyncio.wait((self._answer,), timeout=0)
                await self._clock.sleep(LOOK_S)
                if self._felt(felt, asked):
                    break
            else:
                self._answer.result()
        finally:
            self._answer = None
            self._show(None)

    def _felt(self, felt: Felt, asked: Asked) -> bool:
        """Whether it is done by what the device feels; shows what it feels meanwhile."""
        probe = self._probe
        if probe is None or not asked.goes_on:
            return False
        if asked.ask is Ask.UNPLUG:
            return probe.state is LinkState.LOST
        done = felt.look(probe.level(), self._clock.now())
        self._show(replace(asked, felt=felt.words))
        return done


class ShownHands:
    """Hands that do it by themselves, and say what they do a moment before, so that it can be followed."""

    def __init__(self, inner: Hands, clock: Clock, show: Show) -> None:
        self._inner, self._clock, self._show = inner, clock, show
        self._empty = False

    async def nothing_on(self) -> None:
        if not self._empty:
            await self._say(Asked(Ask.EMPTY, "Everything is taken off.", ""))
        await self._inner.nothing_on()
        self._empty = True

    async def put(self, load: Load, on: str) -> None:
        self._empty = False
        await self._say(put_on(load, on))
        await self._inner.put(load, on)

    async def stand(self, *, turned: bool) -> None:
        self._empty = False
        if turned:
            await self._say(Asked(Ask.TURN, "The same person turns round: each foot on the other plate.", ""))
        else:
            await self._say(Asked(Ask.STAND, "Somebody steps on, one foot on each plate, and stands still.", ""))
        await self._inner.stand(turned=turned)

    async def ready_to_release(self, on: str) -> None:
        await self._say(Asked(Ask.RELEASE, f"The mass is lifted off the {on.lower()} in one quick movement.", ""))
        await self._inner.ready_to_release(on)

    async def disconnect(self, serial: str, what: str) -> None:
        await self._say(Asked(Ask.UNPLUG, f"The cable of {what} is pulled.", ""))
        await self._inner.disconnect(serial, what)

    async def reconnect(self, serial: str, what: str) -> None:
        await self._say(Asked(Ask.PLUG, f"{what} is plugged in again.", ""))
        await self._inner.reconnect(serial, what)

    async def _say(self, asked: Asked) -> None:
        self._show(replace(asked, by_itself=True, button="", goes_on=False))
        try:
            await self._clock.sleep(SHOWN_S)
        finally:
            self._show(None)


def put_on(load: Load, on: str) -> Asked:
    """The sentence for a load."""
    where = on.lower()
    if "dynamometer" in where:
        text = f"Hang {load.mass_kg:g} kg from the {where}."
    elif load.place == MIDDLE:
        text = f"Put {load.mass_kg:g} kg in the middle of the {where}."
    else:
        text = f"Put {load.mass_kg:g} kg at the {load.place} corner of the {where}."
    return Asked(Ask.PUT, text, f"{figure(load.mass_kg)} kg is on", load=load, goes_on=True)
