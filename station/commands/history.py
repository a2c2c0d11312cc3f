"""Earlier visits of a demo's client: the same person weeks ago, through the same devices, drivers and analysis.

Nothing is made up in the store: every earlier trial was recorded from simulated devices and computed from what is on
disk, only on virtual time and with the wall clock of its day.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from simulators.training import Course
from station.commands.client import Body
from station.commands.virtual_clinic import Conducted, VirtualClinic
from station.folders import Folders
from station.store import readable_store

SINCE_LAST_WEEKS = 1
"""The last of the earlier visits was so long ago."""
HOUR = 9


def add_history(
    folders: Folders,
    person: str,
    course: Course,
    plan: Sequence[str],
    seed: int,
    today: datetime,
    say: Callable[[str], None],
) -> tuple[Conducted, ...]:
    """Play every visit of the course that this person does not have in this folder yet; returns what was done.

    ``today`` has its UTC offset; the visits lie as many weeks apart as the course says.
    """
    done: list[Conducted] = []
    known = _days(folders, person)
    for week in course.visits:
        began = _day(today, max(course.visits) - week + SINCE_LAST_WEEKS)
        if began.date() in known:
            say(f"  {began:%d %b %Y}: week {week:g} is there already")
            continue
        body = Body(course.person_at(week), hold_s=12.0, push_s=2.0, rest_s=1.0)
        with VirtualClinic(folders.data, body, person=person, seed=seed + round(week), began=began) as clinic:
            tests = clinic.conduct(plan)
        done += tests
        stored = sum(test.trial_id is not None for test in tests)
        say(f"  {began:%d %b %Y}: week {week:g}, {stored} of {len(tests)} tests recorded")
        for test in tests:
            if test.trial_id is None:
                say(f"    {test.given_up}")
    return tuple(done)


def _day(today: datetime, weeks_ago: float) -> datetime:
    """The morning of the day so many weeks ago."""
    return (today - timedelta(weeks=weeks_ago)).replace(hour=HOUR, minute=0, second=0, microsecond=0)


def _days(folders: Folders, person: str) -> set[object]:
    """The days on which this person was here."""
    store = readable_store(folders)
    if store is None:
        return set()
    with store:
        return {trial.started_at.astimezone().date() for trial in store.trials(person)}
