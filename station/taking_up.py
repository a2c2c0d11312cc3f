"""A visit that goes on after its program was started anew: what was done in it before is known again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from station.course import Course
from station.protocol import Protocol
from station.trial_set import Told


def take_up(course: Course, protocols: Mapping[str, Protocol], done: Iterable[tuple[str, Told, bool]]) -> None:
    """Tell a new course what was decided, in its order: the test's key, its trial, whether that is a retest.

    Nobody rests from it any more: when an effort ended on the clock of the program before is not known to this one.
    """
    for key, told, retest in done:
        if key in protocols:  # else of a test that the clinic has no longer
            protocol = course.as_planned(protocols[key])
            course.begun(protocol, retest=retest)
            course.ended(protocol, float("-inf"))
            course.decided(protocol, told)
