"""One test from its choice to the decision about its trial, operated through the console.  Free of terminals."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from station.commands.trial_hands import Hands, Pressed, Seen, Wanted, Wish
from station.commands.trial_screen import Screen
from station.console import Console
from station.errors import StationError
from station.events import Event, TrialStored
from station.model import Live, Outcome, TrialReview, TrialState
from station.trial import EFFORT, OVER

OUTCOMES = (
    Outcome.COMPLETED,
    Outcome.STOPPED_BY_CLIENT,
    Outcome.LOST_FORM,
    Outcome.LOST_BALANCE,
    Outcome.STOPPED_FOR_PAIN,
    Outcome.PROTOCOL_WRONG,
)
"""What a person can say of how a trial ended; a device's failure is not among it."""

DEVICE_PATIENCE_S = 30.0
"""Devices that do not stream by then are not waited for."""


class TrialRun:
    """Call ``step`` often; ``done`` when the trial was kept, the test was left, or it cannot be done.

    A trial that is taken again goes on as the next one; ``trial_id`` is the one that was stored last.
    """

    def __init__(
        self,
        console: Console,
        protocol: str,
        now_s: Callable[[], float],
        screen: Screen,
        hands: Hands,
        reviewed: Callable[[TrialReview], None],
        say_outcome: Callable[[str, Outcome], object] = lambda _trial, _outcome: None,
    ) -> None:
        """``reviewed`` is given each trial as soon as it is stored, before anybody decides, and when it was changed.

        ``say_outcome`` writes down how a trial ended, as somebody says it; it raises StationError.
        """
        self._say_outcome = say_outcome
        self.done = False
        self.trial_id: str | None = None
        self.kept = False
        self.left = False
        """Somebody quit."""
        self.why = ""
        """Why there is no kept trial; empty while nothing went wrong."""
        self._console, self._key, self._now_s = console, protocol, now_s
        self._screen, self._hands, self._reviewed = screen, hands, reviewed
        self._begun_s = now_s()
        self._chosen = self._prepared = False
        self._state: TrialState | None = None
        self._entered_s = self._begun_s
        self._stored: str | None = None
        self._decided: Wish | None = None
        self._leaving = False
        self._forget = console.subscribe(self._hear)

    def step(self) -> None:
        """Look, show, and do what is wanted."""
        if self.done:
            return
        now_s, live = self._now_s(), self._console.live()
        if not self._chosen:
            self._choose(now_s)
            return
        if not self._prepared:  # what is shown may still be what was before
            self._prepared = live.state is not TrialState.DONE
            if not self._prepared:
                if now_s - self._entered_s > DEVICE_PATIENCE_S:
                    self._end(live.trouble or "The test could not be prepared.")
                return
        if live.state is not self._state:
            self._state, self._entered_s = live.state, now_s
        if self._stored is not None and self._stored != self.trial_id:
            self._review(self._stored)
        decidable = self._decidable(live)
        self._screen.show(live, now_s, keys_of(live, decidable))
        if self._over(live, now_s):
            return
        if self._decided is None and not self._leaving:
            wanted = self._hands.wanted(Seen(live, now_s - self._entered_s, decidable))
            if wanted is not None:
                self._carry_out(wanted, live)

    def _hear(self, event: Event) -> None:
        if isinstance(event, TrialStored):
            self._stored = event.trial_id

    def _choose(self, now_s: float) -> None:
        """Choose the test as soon as the devices that it needs are attached."""
        card = next((card for card in self._console.protocols() if card.key == self._key), None)
        if card is not None and card.ready:
            self._chosen, self._entered_s = True, now_s
            self._console.choose(self._key, practice=False)
        elif card is None or now_s - self._begun_s > DEVICE_PATIENCE_S:
            self._end(f"There is no test {self._key}." if card is None else card.why_not)

    def _over(self, live: Live, now_s: float) -> bool:
        """Whether nothing more comes: kept, left, or there is no trial to decide on."""
        if self._decided is Wish.RETAKE and live.state not in OVER:
            self._decided = None  # the same test again
        elif live.state is TrialState.DONE:
            self.kept = self._decided is Wish.KEEP
            self._end(
                "" if self.kept else self.why or live.trouble or "The test was left before anything was measured."
            )
        elif live.state is TrialState.CONNECTING and now_s - self._entered_s > DEVICE_PATIENCE_S:
            self._console.stop()
            self._end(f"The devices did not come. {live.trouble or live.prompt}".strip())
        return self.done

    def _decidable(self, live: Live) -> bool:
        return live.state in OVER and live.primary != "" and self._stored is not None

    def _carry_out(self, wanted: Wanted, live: Live) -> None:
        wish, trial_id = wanted.wish, self._stored if self._decidable(live) else None
        if wish is Wish.QUIT:
            self.left, self.why = not wanted.choice, wanted.choice
            self._leave(live)
        elif trial_id is not None and wish in (Wish.PRIMARY, Wish.KEEP):
            self._decided = Wish.KEEP
            self._console.keep(trial_id)
        elif trial_id is not None and wish is Wish.OUTCOME:
            self._choose_outcome(trial_id, wanted.choice)
        elif trial_id is not None and wish is Wish.RETAKE:
            self._decided, self._stored = wish, None
            self._console.retake(trial_id)
        elif wish is Wish.PRIMARY and live.primary and live.state not in OVER:
            self._console.primary()
        elif wish is Wish.STOP and live.can_stop:
            self._console.stop()

    def _choose_outcome(self, trial_id: str, choice: str) -> None:
        """Say how the trial ended: by its number or its words; without either, what can be said."""
        by_number = dict(enumerate(OUTCOMES, start=1))
        named = {outcome.value: outcome for outcome in OUTCOMES}
        outcome = by_number.get(int(choice)) if choice.isdecimal() else named.get(choice)
        if outcome is None:
            told = "   ".join(f"{number} {each.value}" for number, each in by_number.items())
            self._screen.say(f"How did it end?   {told}")
            return
        try:
            self._say_outcome(trial_id, outcome)
        except StationError as error:
            self._screen.say(str(error))
        else:
            self._review(trial_id)

    def _leave(self, live: Live) -> None:
        """What was measured stays: a trial in review is stored and undecided, one that runs is ended first."""
        if live.state in EFFORT:
            self._console.stop()
            return
        if live.state in OVER:
            if self._stored is not None:  # else it is on its way to the store: whoever quits asks again
                self._end("Nobody decided on this trial: it is stored, and neither kept nor rejected.")
            return
        self._leaving = True
        self.why = self.why or "The test was left before anything was measured."
        while_left = {TrialState.WEIGH: 2, TrialState.READY: 2, TrialState.COUNTDOWN: 3}
        for _ in range(while_left.get(live.state, 1)):
            self._console.stop()

    def _review(self, trial_id: str) -> None:
        self.trial_id = trial_id
        self._reviewed(self._console.review(trial_id))

    def _end(self, why: str) -> None:
        self.done, self.why = True, why
        self._screen.close()
        self._forget()


class Rest:
    """The pause between two tests of a battery; a person at the keys may go on earlier or quit."""

    def __init__(
        self, console: Console, seconds: float, now_s: Callable[[], float], screen: Screen, hands: Hands
    ) -> None:
        self.done = seconds <= 0
        self.left = False
        """Somebody quit: the tests after it are not begun."""
        self._console, self._now_s, self._screen, self._hands = console, now_s, screen, hands
        self._until_s = now_s() + seconds
        self._told = False

    def step(self) -> None:
        """Look, and end when it is time or somebody goes on."""
        now_s, live = self._now_s(), self._console.live()
        left_s = self._until_s - now_s
        if not self._told:
            self._told = True
            self._screen.say(f"Rest {left_s:.0f} s.")
        rest = replace(
            live, state=TrialState.DONE, word="REST", title="Rest", prompt=f"{max(0.0, left_s):.0f} s", rows=()
        )
        if isinstance(self._hands, Pressed):
            self._screen.show(rest, now_s, "Space go on   q quit")
            wanted = self._hands.wanted(Seen(rest, 0.0, False))
            self.left = wanted is not None and wanted.wish is Wish.QUIT
            self.done = self.left or (wanted is not None and wanted.wish is Wish.PRIMARY)
        self.done = self.done or left_s <= 0


def keys_of(live: Live, decidable: bool) -> str:
    """The keys that do something now, in words."""
    if decidable:
        return "Space or k keep   r take again   o how it ended   q leave undecided"
    if live.state in OVER:
        return ""
    keys = [f"Space {live.primary}"] if live.primary and live.state is not TrialState.DONE else []
    return "   ".join([*keys, *["s stop"] * live.can_stop, "q quit"])
