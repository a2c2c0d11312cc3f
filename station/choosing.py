"""Which test a visit does next, as somebody wants it: by its battery, as practice, once more, or after a treatment.

Everything here happens on the runner's thread.
"""

from __future__ import annotations

from station.body_facts import LONGEST_LEVER_M, SHORTEST_LEVER_M, takes_lever
from station.plan import Plan
from station.protocol import Protocol
from station.runner import Runner


def choose_next(runner: Runner, protocol: Protocol, practice: bool | None = None) -> None:
    """Prepare this test as battery or plan have it; without ``practice`` one that has practice begins with it."""
    wanted = runner.course.as_planned(protocol)
    due = runner.course.practice_due(wanted) if practice is None else practice
    runner.choose(wanted, practice=due and wanted.practice is not None)


def retest(runner: Runner, protocol: Protocol, of: str, serials: frozenset[str]) -> None:
    """The same test again, to be compared with this trial, which these devices measured."""
    runner.choose(protocol, retest_of=of)
    machine = runner.machine
    if machine is None:
        return
    now = {stream.segment.info.serial for stream in runner.used(machine) if stream.segment is not None}
    if now != serials:
        runner.advise(
            f"The earlier trial was measured with {', '.join(sorted(serials))}, this one is with "
            f"{', '.join(sorted(now)) or 'nothing yet'}: a difference between devices reads as a change of the client."
        )


def one_more(runner: Runner) -> None:
    """Another trial of the test that was done last, more than it asks for."""
    last = runner.course.last
    if last is None:
        runner.advise("No test was done in this visit yet, so there is none to do once more. Choose one.")
    else:
        runner.choose(last, extra=True)


def say_lever(runner: Runner, protocol: Protocol, lever_m: float) -> None:
    """The lever arm of this test's trials from the next GO on."""
    if not takes_lever(protocol):
        runner.advise(f"{protocol.title} makes no torque of its forces, so it takes no lever arm.")
    elif not SHORTEST_LEVER_M <= lever_m <= LONGEST_LEVER_M:
        runner.advise(
            f"A lever arm can be from {100 * SHORTEST_LEVER_M:g} to {100 * LONGEST_LEVER_M:g} cm, not "
            f"{100 * lever_m:.4g} cm. Measure from the joint to the middle of the device."
        )
    else:
        runner.course.levers_m[protocol.key] = lever_m


def walk(runner: Runner, plan: Plan | None) -> None:
    """Do the tests of a battery one after the other from now on; None ends that."""
    runner.course.walk(plan)


def repeat_last_visit(runner: Runner) -> None:
    """Offer the tests of the last visit from its first on."""
    if runner.course.earlier:
        runner.course.repeat()
    else:
        runner.advise("This client has no earlier visit on this station. Choose a test or a battery.")
