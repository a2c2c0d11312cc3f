"""The room of whoever gives a demo, over simulated devices: what ``office.demo`` is."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import count
from typing import Any, Final

from drivers.clock import SystemClock
from simulators.bench import CannotHappen, SimulatedBench
from simulators.faults import FAULTS, Fault, fault_of
from simulators.injection import PEOPLE
from simulators.scenario import DEFAULT, Scenario, load_scenario, scenario_keys
from simulators.stage import Stage
from station.commands.demo_clock import Calendar, DemoClock, Pace
from station.commands.demo_people import Patient
from station.commands.demo_seen import GROUPS, SEEN
from station.commands.demo_story import SPEED as STORY_SPEED
from station.commands.demo_story import Story
from station.commands.therapist import Therapist
from station.desks.demo import Deficit, DemoFault, DemoNow, DemoPerson, StoryNow
from station.visit import Visit

SPEEDS: Final = (0.5, 1.0, 2.0, 4.0)
"""Devices, wires and watchdogs go at this pace, so a computer must compute so many seconds in one."""
FIRST_CODE, STORY_CODE = 104, 201
KEPT_FAULTS = 6


@dataclass(slots=True)
class Set:
    """Everything that the simulated clinic is made of."""

    visit: Visit
    clock: DemoClock
    calendar: Calendar
    patient: Patient
    devices: Sequence[str]
    seed: int
    known: Callable[[str], bool]
    """Whether somebody with this code is stored already."""
    bench: Callable[[], SimulatedBench | None]
    """From when the devices were attached; its things are done on the visit's loop."""


class DemoRoom:
    """Called by the window's thread; what concerns devices is passed to theirs."""

    def __init__(self, set_: Set, person: str = DEFAULT, real_s: Callable[[], float] = time.monotonic) -> None:
        self._set, self._real_s = set_, real_s
        self._begun_at = set_.clock.speed
        self._pace = Pace(self._begun_at)
        self._now, self._lock = DemoNow(person, speed=self._begun_at), threading.Lock()
        self._numbers = count(-2, -1)
        """Of moments that belong to no story; a story's count up from 1, and -1 is that of none."""
        self._story: Story | None = None
        self._test: Generator[StoryNow, None, None] | None = None
        self._before: tuple[str, float] | None = None
        """Who was measured, and how fast time went, before the story."""
        self._scenarios: dict[str, Scenario] = {}
        self._offered: tuple[DemoFault, ...] = ()
        self._mending: asyncio.Task[None] | None = None

    def now(self) -> DemoNow:
        return replace(self._now, pressing=self._test is not None or self._story is not None)

    def _change(self, **changes: Any) -> None:
        """The window's thread and the devices' both say how things stand."""
        with self._lock:
            self._now = replace(self._now, **changes)

    # Who --------------------------------------------------------------------------------------------------------------

    def people(self) -> Sequence[DemoPerson]:
        first = [DEFAULT, *(key for key in scenario_keys() if key != DEFAULT)]
        offered = [(key, self._scenario(key)) for key in first]
        with_these = [
            (key, who) for key, who in offered if not who.faults and tuple(who.devices) == tuple(self._set.devices)
        ]
        return [
            DemoPerson(key, f"A-{FIRST_CODE + number}", who.title, who.summary, who.plan)
            for number, (key, who) in enumerate(with_these)
        ]

    def play(self, person: str) -> None:
        code = next(each.code for each in self.people() if each.key == person)
        self._end_test()
        self._change(person=person, deficit=Deficit(), fatigue=0.0)
        self._become()
        self._set.visit.receive(code)

    def weaken(self, deficit: Deficit) -> None:
        self._change(deficit=deficit)
        self._become()

    def tire(self, fatigue: float) -> None:
        self._change(fatigue=min(1.0, max(0.0, fatigue)))
        self._become()

    def _become(self) -> None:
        self._set.patient.become(self._scenario(self._now.person).person, self._now.deficit, self._now.fatigue)

    def _scenario(self, key: str) -> Scenario:
        if key not in self._scenarios:
            self._scenarios[key] = load_scenario(key, self._set.seed)
        return self._scenarios[key]

    # How fast ---------------------------------------------------------------------------------------------------------

    def speeds(self) -> Sequence[float]:
        return sorted({*SPEEDS, self._begun_at})

    def set_speed(self, speed: float) -> None:
        self._pace.want(speed)
        self._change(speed=speed)
        self._set.visit.post(partial(self._set.clock.set_speed, speed))

    def keep_up(self) -> None:
        """What a script drives goes as fast as was wanted where the computer can compute so much, else slower."""
        behind_s = max((device.behind_s for device in self._set.visit.live().devices), default=0.0)
        changed = self._pace.seen(behind_s, self._real_s())
        if changed is not None:
            self._change(speed=changed)
            self._set.visit.post(partial(self._set.clock.set_speed, changed))

    # What goes wrong --------------------------------------------------------------------------------------------------

    def faults(self) -> Sequence[DemoFault]:
        if not self._offered:
            bench = SimulatedBench(SystemClock(), Stage(), self._set.devices)
            self._offered = tuple(offered_faults(bench, SEEN))
        return self._offered

    def let_happen(self, fault: str, device: str = "") -> None:
        wanted = next(each for each in self.faults() if each.key == fault)
        where = device if device in wanted.devices else ""
        happening = fault_of({"what": fault, "device": where}, "demo")
        words = f"{wanted.title}: {where}" if where else wanted.title
        self._change(trouble="", happening=(words, *self._now.happening)[:KEPT_FAULTS])
        self._set.visit.post(partial(self._schedule, happening))

    def _schedule(self, fault: Fault) -> None:
        bench = self._set.bench()
        if bench is None:
            self._change(trouble="The simulated devices are not there yet; try again in a moment.")
            return
        try:
            bench.schedule(fault, bench.clock.now())
        except CannotHappen as error:
            self._change(trouble=f"This cannot happen here. {error}")

    def mend(self) -> None:
        self._change(happening=(), trouble="")
        self._set.visit.post(self._mend)

    def _mend(self) -> None:
        bench = self._set.bench()
        if bench is not None:
            self._mending = asyncio.get_running_loop().create_task(bench.mend())

    # What is done by itself -------------------------------------------------------------------------------------------

    def do_test(self, protocol_key: str) -> None:
        self._end_test()
        self._test = self._pressed(protocol_key)

    def _pressed(self, key: str) -> Generator[StoryNow, None, None]:
        therapist = Therapist(self._set.visit, [key], self._set.clock.now, lambda _: None, read_s=4.0)
        number = next(self._numbers)
        now = StoryNow("A scripted therapist presses the buttons of this test.", "", number, 0.0, "live")
        try:
            while not therapist.done:
                therapist.step()
                yield now
        finally:
            therapist.leave()
        self._change(trouble=" ".join(therapist.given_up))

    def begin_story(self) -> None:
        if self._story is not None:
            return
        self._end_test()
        self._before = (self._set.visit.person(), self._pace.wanted)
        number = STORY_CODE
        while self._set.known(f"B-{number}"):
            number += 1
        course = self._scenario(DEFAULT).course
        made = self._set
        self._story = Story(made.visit, f"B-{number}", course, made.patient, made.calendar, made.clock.now)
        self.set_speed(max(STORY_SPEED, self._pace.wanted))

    def end_story(self) -> None:
        story, self._story = self._story, None
        self._end_test()
        if story is None:
            return
        story.close()
        if not story.over:
            self._set.visit.stop()
            self._set.visit.stop()
        if self._before is not None:
            person, speed = self._before
            self.set_speed(speed)
            self._become()
            if not story.over:
                self._set.visit.receive(person)

    def story(self) -> StoryNow | None:
        if self._story is not None:
            self.keep_up()
            now = self._story.step()
            if now is None:
                self.end_story()
            return now
        if self._test is not None:
            self.keep_up()
            now = next(self._test, None)
            if now is None:
                self._test = None
            return now
        return None

    def _end_test(self) -> None:
        if self._test is not None:
            self._test.close()
            self._test = None
            self._set.visit.stop()
            self._set.visit.stop()


def offered_faults(bench: SimulatedBench, seen: Mapping[str, str]) -> Iterator[DemoFault]:
    """Every kind of fault that one of these devices can have, under the heading of its layer."""
    for group in GROUPS:
        for what, kind in FAULTS.items():
            if kind.layer != group:
                continue
            devices = PEOPLE[1:] if group == "people" else tuple(_able(bench, what))
            if devices:
                yield DemoFault(what, GROUPS[group], kind.title[0].upper() + kind.title[1:], seen[what], devices)


def _able(bench: SimulatedBench, what: str) -> Iterator[str]:
    for title in bench.titles.values():
        try:
            bench.injection.check(fault_of({"what": what, "device": title}, "demo"))
        except CannotHappen:
            continue
        yield title
