"""Who is on the simulated devices: nobody, a person who stands, or one who does tests again and again."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence

from drivers.contracts import Clock
from simulators.body import Person, stance
from simulators.movements import MOVEMENTS, Ask, Before, Movement, leave
from simulators.performance import Surface
from simulators.stage import Stage
from simulators.walking import walk_on
from station.commands.client import Body, movement_for
from station.commands.simulate_control import CommandError
from station.protocol import built_in

WAIT_S = 6.0
"""How long the person is in position before moving: time for weighing and for the countdown of a test."""

REST_S = 3.0
"""Between two movements of a loop."""

AWAY_S = 6.0
"""So long nobody touches the devices before each movement: whoever tests this person can zero them then."""


class Mover:
    """Directs one person on the stage: any clinical test, and any movement that a person can do.

    ``entered`` is told the states that a trial of each test would have, for those who wait for them.
    """

    def __init__(
        self, stage: Stage, person: Person, clock: Clock, entered: Callable[[str, str], None] = lambda *_: None
    ) -> None:
        self._entered = entered
        self.doing = "nobody is there"
        self._stage = stage
        self._person = person
        self._body = Body(person)
        self._clock = clock
        self._protocols = built_in()
        self._loop: asyncio.Task[None] | None = None
        self._on = False
        self._stands = False

    def stand(self) -> str:
        """Step onto the plates, if they are free, and stand there."""
        self._halt()
        now_s = self._clock.now()
        self._stage.break_off(now_s)
        if not self._on:
            self._stage.idle(stance(self._person), from_s=self._stage.perform(walk_on(self._person), now_s))
        else:
            self._stage.idle(stance(self._person), from_s=now_s)
        self._on = self._stands = True
        return self._now("stands")

    def leave(self) -> str:
        """Go away from everything."""
        self._halt()
        now_s = self._clock.now()
        leave(self._stage, self._person, now_s)
        self._on = self._stands = False
        return self._now("nobody is there")

    def move(self, keys: Sequence[str], *, again: bool) -> str:
        """Do these movements, once or in a loop.  Raises CommandError for one that does not exist."""
        if not keys:
            raise CommandError(f"which movement? There are: {', '.join(self._known())}")
        for key in keys:
            if key not in self._known():
                raise CommandError(f"there is no movement {key!r}; there are: {', '.join(self._known())}")
        self._halt()
        self._loop = asyncio.create_task(self._move(keys, again), name="movements")
        return self._now(" ".join(keys) + (" again and again" if again else ""))

    async def end(self) -> None:
        """Stop directing."""
        loop = self._loop
        self._halt()
        if loop is not None:
            await asyncio.gather(loop, return_exceptions=True)

    def _known(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*self._protocols, *MOVEMENTS)))

    def _asked(self, key: str) -> tuple[Movement, Ask]:
        """What to do and how much of it: a test says so itself."""
        protocol = self._protocols.get(key)
        if protocol is None:
            return MOVEMENTS[key], Ask()
        return movement_for(protocol), self._body.asked(protocol)

    async def _move(self, keys: Sequence[str], again: bool) -> None:
        while True:
            for key in keys:
                self._now(key)
                movement, ask = self._asked(key)
                self._tell(key, "zero", "weigh")
                ready, self._stands = self._stands and movement.before is Before.STANDING, False
                if ready:  # whoever already stands there does it at once
                    await self._until_done(0.0)
                else:
                    self._stage.break_off(self._clock.now())
                    movement.enter(self._stage, self._person, ask, self._clock.now())
                    self._on = movement.surface is Surface.PLATES
                    await self._until_done(WAIT_S)
                holds = key in self._protocols and self._protocols[key].kind in ("hold", "limb_hold")
                self._tell(key, "ready", "go", *(["hold"] if holds else []))
                movement.begin(self._stage, self._person, ask, self._clock.now())
                await self._until_done(1.0)
                self._tell(key, "review")
                await self._clock.sleep(REST_S)
                leave(self._stage, self._person, self._clock.now())
                self._on = False
                await self._until_done(AWAY_S)
            if not again:
                self._now("nobody is there")
                return

    def _tell(self, key: str, *states: str) -> None:
        for state in states:
            self._entered(state, key)

    async def _until_done(self, then_s: float) -> None:
        """Wait for the end of what is planned, and a little longer."""
        end_s = self._stage.busy_until_s()
        now_s = self._clock.now()
        await self._clock.sleep(max(0.0, (now_s if end_s is None else end_s) - now_s) + then_s)

    def _halt(self) -> None:
        if self._loop is not None:
            self._loop.cancel()
            self._loop = None

    def _now(self, doing: str) -> str:
        self.doing = doing
        return doing
