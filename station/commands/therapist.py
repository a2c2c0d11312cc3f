"""A therapist who runs a whole visit by pressing what the screen offers (``station demo --auto``, ``--headless``)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from station.commands.lines import number_line
from station.console import Console
from station.events import Event, TrialStored
from station.model import Live, TrialReview, TrialState

PAUSE_S = 0.5
"""A person needs a moment between reading and pressing."""
PATIENCE_S = 8.0
"""Somebody who does not stand still for this long will not be weighed."""
DEVICE_PATIENCE_S = 75.0
"""A device that has not come back by then is not waited for: the link itself gives up after a minute."""


class Therapist:
    """Call ``step`` often; it presses at most one thing a call.

    ``done`` when every test of the plan was kept or given up; ``given_up`` says why for those that were.
    """

    def __init__(
        self,
        console: Console,
        plan: Sequence[str],
        now_s: Callable[[], float],
        say: Callable[[str], None],
        looked_at: Callable[[str, str], None] = lambda _moment, _key: None,
        look_after_s: Mapping[str, float] | None = None,
        finish_after_s: Mapping[str, float] | None = None,
        read_s: float = PAUSE_S,
    ) -> None:
        """``looked_at(moment, protocol)`` is called when a picture is worth it.

        That is once a test for ``live`` (``look_after_s`` after GO or HOLD) and for ``review``.  Tests in
        ``finish_after_s`` are ended by hand so long after GO.  A result is looked at for ``read_s``.
        """
        self.done = False
        self.given_up: list[str] = []
        self.kept: list[str] = []
        self._console = console
        self._plan = list(plan)
        self._done_first: set[str] = set()
        """What was put before a test that needs it."""
        self._now_s = now_s
        self._say = say
        self._looked_at = looked_at
        self._look_after_s = look_after_s or {}
        self._finish_after_s = finish_after_s or {}
        self._read_s = read_s
        self._stored: str | None = None
        self._next_s = 0.0
        self._state: TrialState | None = None
        self._entered_s = 0.0
        self._pictured: set[tuple[str, str]] = set()
        self._trouble = ""
        self._chosen = ""
        self._forget = console.subscribe(self._hear)

    def step(self) -> None:
        """Look at the screen and do what it asks for, if it is time."""
        if self.done:
            return
        now_s, live = self._now_s(), self._console.live()
        if live.state is not self._state:
            self._state, self._entered_s = live.state, now_s
            self._next_s = now_s + PAUSE_S
        if live.trouble and live.trouble != self._trouble:
            self._say(f"  ! {live.trouble}")
        self._trouble = live.trouble
        if now_s < self._next_s:
            return
        if not self._chosen:
            self._choose_next(now_s)
            return
        self._do(live, now_s)

    @property
    def chosen(self) -> str:
        """Key of the test that runs; empty between two."""
        return self._chosen

    def leave(self) -> None:
        """Hear no more of the visit; the plan is left as it stands."""
        if not self.done:
            self._forget()
            self.done = True

    def _do(self, live: Live, now_s: float) -> None:
        """What the state of the running test asks for."""
        waited_s = now_s - self._entered_s
        match live.state:
            case TrialState.ZERO if waited_s > DEVICE_PATIENCE_S:
                self._give_up(f"no zero could be taken. {live.trouble}".strip(), live.title, now_s)
            case TrialState.ZERO | TrialState.READY:
                self._press(now_s, live.primary)
            case TrialState.CONNECTING if waited_s > DEVICE_PATIENCE_S:
                self._give_up(f"the devices did not come back. {live.prompt}".strip(), live.title, now_s)
            case TrialState.WEIGH if live.weigh is not None and live.weigh.still:
                self._press(now_s, live.primary)
            case TrialState.WEIGH if waited_s > PATIENCE_S:
                why = live.weigh.advice if live.weigh is not None else "nothing was measured"
                self._give_up(f"weighing failed. {why}", live.title, now_s)
            case TrialState.GO | TrialState.HOLD | TrialState.REST:
                self._watch(live, now_s)
            case TrialState.REVIEW | TrialState.STOPPED if self._stored is not None:
                self._decide(now_s)
            case TrialState.DONE if self._stored is None:
                self._give_up(f"it could not be stored. {live.trouble}".strip(), live.title, now_s)
            case _:
                pass

    def _watch(self, live: Live, now_s: float) -> None:
        """The client works: look, and end what is long enough."""
        waited_s = now_s - self._entered_s
        if ("live", self._chosen) not in self._pictured and waited_s > self._look_after_s.get(self._chosen, 2.0):
            self._pictured.add(("live", self._chosen))
            self._looked_at("live", self._chosen)
        if waited_s > self._finish_after_s.get(self._chosen, float("inf")):
            self._press(now_s, live.primary)

    def _hear(self, event: Event) -> None:
        if isinstance(event, TrialStored):
            self._stored = event.trial_id

    def _choose_next(self, now_s: float) -> None:
        if not self._plan:
            self.done = True
            self._forget()
            return
        card = next((card for card in self._console.protocols() if card.key == self._plan[0]), None)
        if card is not None and card.first and card.first not in self._done_first:
            self._say(f"{card.title} needs another test first.")
            self._done_first.add(card.first)
            self._plan.insert(0, card.first)
            return
        if card is None or not card.ready:
            if now_s - self._entered_s > DEVICE_PATIENCE_S:
                self._give_up(
                    "" if card is None else card.why_not, self._plan[0] if card is None else card.title, now_s
                )
            return
        self._chosen, self._stored = card.key, None
        self._say(f"{card.title} ...")
        self._console.choose(card.key, practice=False)
        self._next_s = now_s + PAUSE_S

    def _press(self, now_s: float, label: str) -> None:
        if label:
            self._console.primary()
            self._next_s = now_s + 2 * PAUSE_S

    def _give_up(self, why: str, title: str, now_s: float) -> None:
        """Leave this test: back to zero, then out of it."""
        self.given_up.append(f"{title}: {why}")
        self._console.stop()
        self._console.stop()
        self._plan.pop(0)
        self._chosen, self._next_s = "", now_s + 2 * PAUSE_S

    def _decide(self, now_s: float) -> None:
        """Look at the review, then keep the trial: a refused one too, for the record says that it was refused."""
        if self._stored is None:
            return
        if ("review", self._chosen) not in self._pictured:
            self._pictured.add(("review", self._chosen))
            self._looked_at("review", self._chosen)
            self._next_s = now_s + self._read_s
            return
        self._console.keep(self._stored)
        self.kept.append(self._stored)
        self._plan.pop(0)
        self._chosen, self._stored = "", None
        self._next_s = now_s + PAUSE_S


def table_of(reviews: Sequence[TrialReview]) -> str:
    """Every number of a visit, a line each, below the name of its trial."""
    lines = []
    for review in reviews:
        lines.append(f"\n{review.title}" + (f": {review.refusal}" if review.refusal else ""))
        lines += [number_line(line) for line in review.measurements] if review.refusal is None else []
        if review.verdict:
            lines.append(f"  {review.verdict}" + (f" ({review.verdict_detail})" if review.verdict_detail else ""))
    return "\n".join(lines)
