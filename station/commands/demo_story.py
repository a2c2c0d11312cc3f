"""The scripted demo: a patient with back pain over three visits in three minutes, on the real devices' simulators.

Nothing is played back.  Every trial is recorded by the real visit from simulated devices while somebody looks on; only
the calendar of the station is put back for the earlier visits, and time goes faster than life.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from simulators.training import Course
from station.commands.demo_clock import Calendar
from station.commands.demo_people import Patient
from station.commands.therapist import Therapist
from station.console import Console
from station.desks.demo import Deficit, StoryNow
from station.events import Event, PersonReceived

SPEED: Final = 2.0
READ_S = 7.0
"""So long a result is looked at, in the story's own time."""
ADMITTED_S: Final = 15.0
"""Longer than this nobody is waited for."""


@dataclass(frozen=True, slots=True)
class Act:
    """One test, and what is said of it."""

    test: str
    line: str
    client_screen: bool = False


@dataclass(frozen=True, slots=True)
class Chapter:
    """One visit; ``week`` is that of the course."""

    title: str
    week: float
    opening: str
    acts: tuple[Act, ...]


CHAPTERS: Final = (
    Chapter(
        "Visit 1 of 3: assessment",
        0,
        "Six weeks ago: somebody with low back pain comes for the first time. How strong are the hips, and are they "
        "alike?",
        (
            Act(
                "hip_abduction_iso",
                "Hip abduction with two dynamometers: the station takes the zero, counts down and finds every push by "
                "itself.",
            ),
            Act(
                "glute_bridge_hold",
                "Bridge on two plates: the hold is timed from the curve, and which side carries more is seen at once.",
            ),
        ),
    ),
    Chapter(
        "Visit 2 of 3: training",
        3,
        "Three weeks of exercises later. Today the client trains with live feedback on a screen of their own.",
        (
            Act(
                "hip_abduction_tracking",
                "The client follows a path at a part of their own maximum: one band, one shape, a few words, nothing "
                "private.",
                client_screen=True,
            ),
        ),
    ),
    Chapter(
        "Visit 3 of 3: re-test",
        6,
        "Today, after six weeks: the same tests, in the same position, with the same method.",
        (
            Act("hip_abduction_iso", "The re-test: is the left side stronger by more than measurement error?"),
            Act("glute_bridge_hold", "And does the bridge still drift to the stronger side?"),
        ),
    ),
)
PROGRESS_LINE = (
    "Progress: what changed from visit to visit, with the band that a change must leave to be more than measurement "
    "error."
)
REPORT_LINE = "One page for the referrer and one for the client, with the method behind every number."
OVER_LINE = "That was the story. Everything in it is stored: look at any trial, or start it again."


class Story:
    """One run of the story; ``step`` goes on as far as it can now."""

    def __init__(
        self,
        console: Console,
        code: str,
        course: Course,
        patient: Patient,
        calendar: Calendar,
        now_s: Callable[[], float],
        real_s: Callable[[], float] = time.monotonic,
        chapters: Sequence[Chapter] = CHAPTERS,
    ) -> None:
        self._console, self._code, self._course, self._patient = console, code, course, patient
        self._calendar, self._now_s, self._real_s = calendar, now_s, real_s
        self._chapters = chapters
        self._number = self._moment = 0
        self._moments = sum(1 + len(chapter.acts) for chapter in chapters) + 3
        self._received = False
        self._forget = console.subscribe(self._hear)
        self._script = self._all_of_it()
        self.over = False
        """It was told to its end."""

    def step(self) -> StoryNow | None:
        """Where it is now; None when it is over."""
        now = next(self._script, None)
        if now is None:
            self.over = True
            self.close()
        return now

    def close(self) -> None:
        """Stop here: the calendar is today's again."""
        self._script.close()
        self._forget()
        self._calendar.put_back(0)

    # ------------------------------------------------------------------------------------------------------------------

    def _hear(self, event: Event) -> None:
        if isinstance(event, PersonReceived) and event.person == self._code:
            self._received = True

    def _all_of_it(self) -> Generator[StoryNow, None, None]:
        last_week = self._chapters[-1].week
        for chapter in self._chapters:
            self._calendar.put_back(last_week - chapter.week)
            yield from self._visit(chapter)
        self._calendar.put_back(0)
        yield from self._shown(PROGRESS_LINE, 12.0, "person")
        yield from self._shown(REPORT_LINE, 12.0, "report")
        yield from self._shown(OVER_LINE, 8.0)

    def _visit(self, chapter: Chapter) -> Iterator[StoryNow]:
        self._patient.become(self._course.person_at(chapter.week), Deficit(), 0.0, brief=True)
        self._received = False
        self._console.receive(self._code)
        begun_s = self._real_s()
        opening = self._told(chapter.opening, chapter.title, "live")
        while not self._received and self._real_s() - begun_s < ADMITTED_S:
            yield opening
        yield from self._until(opening, 5.0)
        for act in chapter.acts:
            yield from self._act(act, chapter.title)

    def _act(self, act: Act, title: str) -> Iterator[StoryNow]:
        now = self._told(act.line, title, "live", client_screen=act.client_screen)
        therapist = Therapist(self._console, [act.test], self._now_s, lambda _: None, read_s=READ_S)
        try:
            while not therapist.done:
                therapist.step()
                yield now
        finally:
            therapist.leave()
        if therapist.given_up:
            sorry = self._told(f"This did not work: {' '.join(therapist.given_up)} The story goes on.", title)
            yield from self._until(sorry, 6.0)

    def _shown(self, line: str, seconds: float, view: str = "") -> Iterator[StoryNow]:
        yield from self._until(self._told(line, "", view, self._code if view else ""), seconds)

    def _until(self, now: StoryNow, seconds: float) -> Iterator[StoryNow]:
        begun_s = self._real_s()
        while self._real_s() - begun_s < seconds:
            yield now

    def _told(
        self, line: str, title: str = "", view: str = "", argument: str = "", *, client_screen: bool = False
    ) -> StoryNow:
        self._number += 1
        self._moment += 1
        part = min(1.0, (self._moment - 1) / self._moments)
        return StoryNow(line, title, self._number, part, view, argument, client_screen)
