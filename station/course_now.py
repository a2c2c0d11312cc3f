"""What the screen says of a visit's course: the test that runs, the steps of its battery, what follows."""

from __future__ import annotations

from collections.abc import Callable

from station.board import Scene
from station.body_facts import takes_lever
from station.course import Course
from station.model import TrialState
from station.protocol import Protocol
from station.suggesting import Suggestion
from station.trial import TrialMachine
from station.visit_now import CourseNow, StepNow


def say_course(scene: Scene, course: Course, trial_id: str | None, can: Callable[[Protocol], bool]) -> None:
    """Put the course as it stands onto the scene; ``can`` says what the devices at hand allow."""
    machine = scene.machine
    scene.kept_rows, scene.progress = course.rows, course.progress
    scene.set_note = course.note if machine is None else course.note_about(machine.protocol)
    # while a test runs nobody asks what follows, and it takes a look at every test
    resting = machine is None or machine.state is TrialState.DONE
    offered = course.following(can) if resting else None
    scene.following = "" if offered is None else offered.label
    scene.course = _now(course, machine, trial_id, course.next_test(can) if resting else None, resting=resting)


def _now(
    course: Course, machine: TrialMachine | None, trial_id: str | None, following: Suggestion | None, *, resting: bool
) -> CourseNow:
    protocol = None if machine is None else machine.protocol
    return CourseNow(
        protocol="" if protocol is None else protocol.key,
        trial_id=trial_id or "",
        rest_of_s=_rest_of_s(course, machine),
        takes_lever=protocol is not None and takes_lever(protocol),
        lever_m=None if protocol is None else course.levers_m.get(protocol.key, protocol.lever_m),
        one_more=resting and course.one_more,
        next_key="" if following is None else following.protocol.key,
        next_title="" if following is None else following.protocol.title,
        steps=_steps(course, protocol, running=not resting),
    )


def _rest_of_s(course: Course, machine: TrialMachine | None) -> float | None:
    if machine is None:
        return None
    if machine.state is TrialState.BREAK:
        return course.rest_of_s(machine.protocol)
    return machine.protocol.rest_s if machine.state is TrialState.REST else None


def _steps(course: Course, protocol: Protocol | None, *, running: bool) -> tuple[StepNow, ...]:
    plan = course.plan
    if plan is None:
        return ()
    left = {step.number for step in plan.left(course.done)}
    now = next((each for each in plan.steps if each.number in left and running and each.protocol == protocol), None)
    first = now or next((each for each in plan.steps if each.number in left), None)
    states = ("done" if step.number not in left else "next" if step is first else "to do" for step in plan.steps)
    return tuple(
        StepNow(step.protocol.key, step.protocol.title, state) for step, state in zip(plan.steps, states, strict=True)
    )
