"""A demo's desk without devices: people, faults and a story of two lines, and a record of what was asked of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from station.desks.demo import Deficit, DemoFault, DemoNow, DemoPerson, StoryNow

PEOPLE = (
    DemoPerson("back", "A-104", "Left gluteals weak, low back pain", "Left hip abduction a quarter weaker, the bridge "
               "drifts to the right and sags, the jump pushes off the right.", ("glute_bridge_hold", "cmj")),
    DemoPerson("well", "A-107", "Symmetric, healthy", "Both sides do the same within what people vary; no asymmetry "
               "should be claimed.", ("cmj",)),
)  # fmt: skip
FAULTS = (
    DemoFault("silence", "On the way to the computer", "What it sends does not arrive", "A hole in the curve, counted "
              "in the strip; numbers that need the missing samples say so.", ("left grip", "right grip", "plates")),
    DemoFault("unplug", "The connection", "Its cable is pulled, and put into another port", "The cable is out: the "
              "strip says so, and after some seconds the plates are back.", ("plates",)),
    DemoFault("slip", "The people", "A foot or hand slips off for a moment", "For a moment one side carries nothing; "
              "the curve shows it.", ("plates", "left grip", "right grip")),
)  # fmt: skip
STORY = (
    StoryNow("Six weeks ago: somebody with low back pain comes for the first time.", "Visit 1 of 3", 1, 0.1, "live"),
    StoryNow("The client follows a path at a part of their own maximum: one band, one shape, nothing private.",
             "Visit 2 of 3", 2, 0.5, "live", client_screen=True),
    StoryNow("Progress: what changed from visit to visit.", "", 3, 0.8, "nowhere", "B-201"),
)  # fmt: skip


class FakeDemoDesk:
    """Says what it is told; the story goes on when ``moment`` is moved."""

    def __init__(self) -> None:
        self.state = DemoNow("back")
        self.calls: list[tuple[object, ...]] = []
        self.moment: int | None = None

    def now(self) -> DemoNow:
        return self.state

    def people(self) -> Sequence[DemoPerson]:
        return PEOPLE

    def speeds(self) -> Sequence[float]:
        return (0.5, 1.0, 2.0)

    def faults(self) -> Sequence[DemoFault]:
        return FAULTS

    def play(self, person: str) -> None:
        self.calls.append(("play", person))
        self.state = replace(self.state, person=person, deficit=Deficit(), fatigue=0.0)

    def weaken(self, deficit: Deficit) -> None:
        self.calls.append(("weaken", deficit))
        self.state = replace(self.state, deficit=deficit)

    def tire(self, fatigue: float) -> None:
        self.calls.append(("tire", fatigue))
        self.state = replace(self.state, fatigue=fatigue)

    def set_speed(self, speed: float) -> None:
        self.calls.append(("set_speed", speed))
        self.state = replace(self.state, speed=speed)

    def let_happen(self, fault: str, device: str = "") -> None:
        self.calls.append(("let_happen", fault, device))
        title = next(each.title for each in FAULTS if each.key == fault)
        self.state = replace(self.state, happening=(title, *self.state.happening))

    def mend(self) -> None:
        self.calls.append(("mend",))
        self.state = replace(self.state, happening=())

    def do_test(self, protocol_key: str) -> None:
        self.calls.append(("do_test", protocol_key))

    def begin_story(self) -> None:
        self.calls.append(("begin_story",))
        self.moment = 0

    def end_story(self) -> None:
        self.calls.append(("end_story",))
        self.moment = None

    def story(self) -> StoryNow | None:
        return None if self.moment is None or self.moment >= len(STORY) else STORY[self.moment]
