"""Which test comes next: what this person did at the last visit, else the list; never an arbitrary one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from station.model import TrialSummary
from station.plan import Plan
from station.protocol import Protocol


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A test and the word that offers it: ``Start``, ``Next``, ``Repeat``, ``Trial 2 of 3``, ``One more``."""

    word: str
    protocol: Protocol
    practice: bool = False
    extra: bool = False
    """One more trial than the test asks for."""

    @property
    def label(self) -> str:
        """As the button says it."""
        return f"{self.word}: {self.protocol.title}"


def last_visit(trials: Sequence[TrialSummary], person: str, today: date) -> tuple[str, ...]:
    """The tests that this person was given on the last day before ``today``, in their order, each once."""
    kept = [
        (trial.started_at, trial.protocol)
        for trial in trials
        if trial.person == person and trial.kept and not trial.practice
    ]
    earlier = sorted((at, key) for at, key in kept if at.astimezone().date() < today)
    if not earlier:
        return ()
    day = earlier[-1][0].astimezone().date()
    return tuple(dict.fromkeys(key for at, key in earlier if at.astimezone().date() == day))


def suggest(
    protocols: Mapping[str, Protocol],
    earlier: Sequence[str],
    done: Sequence[str],
    can: Callable[[Protocol], bool],
    plan: Plan | None = None,
) -> Suggestion | None:
    """What to do after ``done``; ``earlier`` is the last visit, ``can`` says what the devices at hand allow.

    None when nothing can be done.  A visit starts with the first test of the last visit, a first visit with the first
    test of the list.  After a test comes the one that followed it last time, else the next of its group, else the same
    test once more.  Where the visit follows a battery its ``plan`` comes before all that, each test as the battery
    wants it; after the last of them nothing is suggested.
    """
    step = None if plan is None else plan.following(done, can)
    if step is not None:
        return Suggestion("Next" if done else "Start", step.protocol)
    if plan is not None and not plan.left(done):
        return None  # whoever chose a battery asked for no test beyond it: what follows is the result

    def offer(word: str, keys: Iterable[str]) -> Suggestion | None:
        # one after the other: the screen asks many times a second
        return next(
            (Suggestion(word, protocols[key]) for key in keys if key in protocols and can(protocols[key])), None
        )

    if not done:
        return offer("Start", (*earlier, *protocols))
    last = done[-1]
    later = earlier[earlier.index(last) + 1 :] if last in earlier else ()
    following = (key for key in (*later, *_rest_of_group(protocols, last)) if key not in done)
    return offer("Next", following) or offer("Repeat", [last])


def _rest_of_group(protocols: Mapping[str, Protocol], last: str) -> list[str]:
    keys = list(protocols)
    return [key for key in keys[keys.index(last) + 1 :] if protocols[key].group == protocols[last].group]
