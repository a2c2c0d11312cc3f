"""Lets the faults of a scenario happen at their time in a trial.

director = Director(faults)
director.take(bench)                       # what happens "after start" begins now
director.entered("go", "cmj")              # told each state of each trial, on the bench's loop
"""

from __future__ import annotations

from collections.abc import Sequence

from simulators.bench import SimulatedBench
from simulators.faults import AFTER, Fault


class Director:
    """Each fault happens once, in the first trial that it fits."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        self.happened: list[tuple[float, Fault]] = []
        """When which fault was let loose; what it does may begin later."""
        self._waiting = list(self.faults)
        self._bench: SimulatedBench | None = None

    def take(self, bench: SimulatedBench) -> None:
        """Direct this bench from now on.  Raises CannotHappen when it cannot have one of the faults."""
        for fault in self.faults:
            bench.injection.check(fault)
        self._bench = bench
        self._waiting = list(self.faults)
        self.happened.clear()
        self.entered("start")

    def entered(self, state: str, test: str = "") -> None:
        """The trial of this test is in this state now.  A review ends what people did without an end."""
        if self._bench is None or state not in AFTER:
            return
        now_s = self._bench.clock.now()
        if state == "review":
            self._bench.stage.recover(now_s)
        due = [fault for fault in self._waiting if fault.after == state and fault.test in ("", test)]
        for fault in due:
            self._waiting.remove(fault)
            self._bench.schedule(fault, now_s)
            self.happened.append((now_s, fault))
