"""The journey of one test on one screen: choose it, run it, decide on its trial, and go on.  Nothing pops up."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

import numpy as np
from PySide6.QtWidgets import QStackedLayout

from station.errors import StationError
from station.events import DevicesChanged, Event, PersonReceived, TrialChanged, TrialStored
from station.model import Live, Mark, Outcome, RejectReason, Side, TrialReview, TrialState, TrialSummary
from station.office import Office
from station.visit_now import BatteryCard
from ui.choice_presenter import Offer, battery_choices, choice_cards
from ui.deciding_presenter import Asking, Choice, acts, asked, decision, trial_lines
from ui.live_presenter import OVER, LivePresenter, choosing, near, variation_note, was_chosen
from ui.numbers import mark_name
from ui.page import Command, Heading, Page
from ui.review_presenter import screen as review_screen
from ui.widgets.moments import Moment
from ui.widgets.picker import Picker
from ui.widgets.plotting import Trace
from ui.widgets.result_page import ResultPage
from ui.widgets.running_page import SECONDS, RunningPage
from ui.words import say, told


class LiveView(Page):
    """Choosing what to do, running it, and what is decided about it."""

    animated = True

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        self._presenter = LivePresenter()
        self._live: Live | None = None
        self._newest: Live | None = None
        self._newest_at = 0.0
        self._stored: Sequence[TrialSummary] | None = None
        self._batteries: Sequence[BatteryCard] | None = None
        self._browsing = False
        """Somebody looks at all tests although the trial that was just done is still here."""
        self._opened = ""
        """A trial of the list that somebody looks at instead of the one that was just done."""
        self._asking = Asking.NOTHING
        self._said: Outcome | None = None
        """How the trial ended, said before it was stored."""
        self._review: TrialReview | None = None
        self._problem = ""
        self._picker, self._running, self._result = Picker(), RunningPage(), ResultPage()
        self._picker.chosen.connect(self._chosen)
        self._picker.walked.connect(self._walked)
        self._picker.retested.connect(self._retested)
        self._running.lever_given.connect(self.console.say_lever)
        self._running.practice_skipped.connect(self._skip_practice)
        self._result.acted.connect(self._act)
        self._result.answered.connect(self._answered)
        self._result.opened.connect(self._open)
        self._result.plot.moved = self._move_mark
        self._stack = QStackedLayout(self)
        for page in (self._picker, self._running, self._result):
            self._stack.addWidget(page)

    # what the shell asks ---------------------------------------------------------------------------------------

    def heading(self) -> Heading:
        live = self._live
        if live is None:
            return Heading(say("Test"))
        if self._picking:
            return self._choose_heading(live)
        if self._stack.currentWidget() is self._result:
            return self._result_heading(live)
        stop = Command(say("Stop"), "Esc", self.console.stop) if live.can_stop else None
        primary = Command(told(live.primary), "Space", self.console.primary) if live.primary else None
        tone = self._presenter.screen(live).tone
        return Heading(told(live.title), told(live.subtitle), told(live.word), tone, primary, stop)

    def _choose_heading(self, live: Live) -> Heading:
        cards = self.console.protocols()
        parts = [say("Client {person}", person=self.console.person())]
        if was_chosen(live):
            parts.append(say("{title} is done.", title=told(live.title)))
        elif live.visit.battery_note:
            parts.append(told(live.visit.battery_note))
        first, sought = next((card for card in cards if card.ready), None), self._picker.first_found
        following: Command | None = None
        if sought:
            following = Command(say("Start: {title}", title=sought), "Enter", self._picker.take_first)
        elif live.primary:
            following = Command(told(live.primary), "Space", self._go_on)
        elif was_chosen(live):
            following = self._to_results()
        elif first is not None:
            key = first.key
            following = Command(say("Start: {title}", title=told(first.title)), "Space", lambda: self._chosen(key))
        if first is None and cards:
            parts.append(say("No test can run now; each card says what it needs."))
        elif cards:
            parts.append(say("Type its name, press its number, or click it."))
        back = Command(say("Back to the trial"), "Esc", self._stop_browsing) if self._browsing else None
        if self._picker.searching:
            back = Command(say("Show all tests"), "Esc", self._picker.leave_search)
        return Heading(say("Choose a test"), " · ".join(parts), primary=following, secondary=back)

    def _result_heading(self, live: Live) -> Heading:
        review = self._review
        title = told(live.title) if review is None or not self._opened else told(review.title)
        heading = Heading(title, told(live.subtitle), told(live.word), self._presenter.screen(live).tone)
        if self._asking is not Asking.NOTHING:
            return replace(heading, primary=self._without_reason(), secondary=Command(say("Back"), "Esc", self._unask))
        if review is None:
            return heading
        if (review.kept is None and live.state is not TrialState.DONE) or (review.kept is None and self._opened):
            return self._decide_heading(heading, review, live)
        secondary = Command(say("All tests"), "Esc", self._browse)
        if self._opened:
            return replace(
                heading,
                primary=Command(say("Back"), "Space", self._close),
                secondary=Command(say("Back"), "Esc", self._close),
            )
        course = live.visit.course
        if course.one_more and course.next_title:
            go_on = say("Go on: {title}", title=told(course.next_title))
            secondary = Command(go_on, "N", lambda: self._chosen(course.next_key))
        primary = Command(told(live.primary), "Space", self._go_on) if live.primary else self._to_results()
        more = (Command(say("All tests"), "Esc", self._browse),)
        return replace(heading, primary=primary, secondary=secondary, more=more)

    def _decide_heading(self, heading: Heading, review: TrialReview, live: Live) -> Heading:
        keep = Command(say("Keep"), "Space", self._keep)
        retake = Command(say("Retake"), "R", lambda: self._ask(Asking.RETAKE))
        if review.refusal:
            return replace(
                heading,
                word=say("DO NOT USE"),
                tone="trouble",
                primary=Command(say("Retake"), "Space", lambda: self._retake(RejectReason.NOT_SAID)),
                secondary=Command(say("Keep anyway"), "K", self._keep),
                more=(retake,),
            )
        if live.visit.practice:
            keep = replace(keep, label=say("Keep the practice"))
        elif live.state is TrialState.STOPPED:
            keep = replace(keep, label=say("Keep, not said why"))
        return replace(heading, primary=keep, secondary=retake)

    def _without_reason(self) -> Command | None:
        if self._asking is Asking.RETAKE:
            return Command(say("Retake, no reason"), "Space", lambda: self._retake(RejectReason.NOT_SAID))
        if self._asking is Asking.REJECT:
            return Command(say("Reject, no reason"), "Space", lambda: self._reject(RejectReason.NOT_SAID))
        return None

    def _to_results(self) -> Command | None:
        """Where to go when nothing is left to do: the report where there is one, else the day."""
        from ui.views import VIEWS

        offered = {view.key for view in VIEWS if view.offered(self.office)}
        if "report" in offered:
            person = self.console.person()
            return Command(say("See the report"), "Space", lambda: self.navigate.emit("report", person))
        day = next((key for key in ("home", "results") if key in offered), None)
        if day is None:
            return None
        return Command(say("See today’s results"), "Space", lambda: self.navigate.emit(day, ""))

    # pulled ten times a second -----------------------------------------------------------------------------------

    def refresh(self, live: Live) -> None:
        self._live = live
        self._age_of(live)
        if live.state is not TrialState.DONE:
            self._browsing = False
        if live.state not in (*OVER, TrialState.DONE):
            self._opened, self._said, self._asking = "", None, Asking.NOTHING
        self._load(live)
        if self._picking:
            self._picker.show_offer(self._offer(live))
            self._stack.setCurrentWidget(self._picker)
        elif live.state in OVER or live.state is TrialState.DONE:
            self._show_result(live)
            self._stack.setCurrentWidget(self._result)
        else:
            self._stack.setCurrentWidget(self._running)
            self._running.show_screen(live, self._presenter.screen(live))
        self.heading_changed.emit()

    @property
    def _picking(self) -> bool:
        live = self._live
        if live is None or live.state in OVER:
            return False
        return choosing(live) and (self._browsing or not (self._opened or live.visit.course.trial_id))

    def _offer(self, live: Live) -> Offer:
        cards, trials = self.console.protocols(), self._trials_today()
        if self._batteries is None:
            self._batteries = self.console.batteries()
        batteries = battery_choices(self._batteries, cards, [step.key for step in live.visit.course.steps])
        known = {card.key: card for card in cards}
        desk = getattr(self.office, "people", None)
        wanted = [] if desk is None else [known[each.key] for each in desk.favourites() if each.key in known]
        favourites = choice_cards(wanted, trials, date.today(), after=len(batteries))
        rest = choice_cards(cards, trials, date.today(), after=len(batteries) + len(favourites))
        return Offer(batteries, favourites, rest)

    def _trials_today(self) -> Sequence[TrialSummary]:
        """This person's stored trials, read again only when they changed: reading takes longer than a frame."""
        if self._stored is None:
            person = self.console.person()
            self._stored = [trial for trial in self.console.trials() if trial.person == person]
        return self._stored

    def _load(self, live: Live) -> None:
        """Read the trial that is shown, once it is stored and again when something about it changed."""
        wanted = self._opened or live.visit.course.trial_id
        if not wanted or (live.state not in OVER and live.state is not TrialState.DONE):
            self._review, self._problem = None, ""
            return
        if self._review is not None and self._review.trial_id == wanted:
            return
        try:
            self._review, self._problem = self.console.review(wanted), ""
        except StationError as error:
            self._review, self._problem = None, str(error)
        if self._said is not None and self._review is not None and not self._opened:
            said, self._said = self._said, None
            self.console.say_outcome(wanted, said)

    def _show_result(self, live: Live) -> None:
        review, page = self._review, self._result
        if review is not None:
            page.show_trial(review, review_screen(review))
        page.show_words(*self._words(live))
        page.show_question(asked(live, review, self._asking))
        page.show_acts(acts(live, review, self._asking))
        course = live.visit.course
        key = course.protocol if review is None else review.protocol
        shown = "" if review is None else review.trial_id
        lines = trial_lines(self._trials_today(), key, self.console.person(), date.today(), shown=shown)
        page.show_trials(lines, variation_note(live.visit.trials_note), say("Trials today"))
        page.show_steps(told(live.visit.battery_note), near(course.steps))

    def _words(self, live: Live) -> tuple[str, str]:
        """What to do now, or what is wrong with the trial."""
        review = self._review
        if self._problem:
            return "", told(self._problem)
        if review is None:
            return (say("Thank you. It is saved when the trial is.") if self._said else told(live.prompt)), ""
        if review.refusal and review.kept is None:
            return "", say("Do not use this trial. {why}", why=told(review.refusal))
        if live.trouble and review.kept is None:
            return "", told(live.trouble)
        if review.kept is None and live.state in OVER and not self._opened:
            return told(live.prompt), ""
        words, _ = decision(review, self.console.person(), here=True)
        if live.visit.course.one_more and review.kept and not self._opened:
            words = say("{words} The trials vary by more than 10 %: one more?", words=words)
        return words, ""

    # at the screen's pace ----------------------------------------------------------------------------------------

    def _age_of(self, live: Live) -> float:
        """Seconds since this state was first seen, for marks that are to move with the curve.

        A console may hand out one state for some time; looked at with every frame it is known when it was new.
        """
        now_s = time.monotonic()
        if live is not self._newest:
            self._newest, self._newest_at = live, now_s
        return now_s - self._newest_at

    def frame(self) -> None:
        live = self._live
        if live is None or self._stack.currentWidget() is not self._running:
            return
        newest = self.console.live()
        late = self._age_of(newest)
        traces, highest = [], -np.inf
        wanted = (*((Side.BOTH,) if live.total else ()), *live.sides)
        for side in dict.fromkeys(wanted):
            envelope = self.console.envelope(side, self._running.columns, SECONDS)
            if envelope is None:
                continue
            traces.append(Trace(side, envelope.low_n, envelope.high_n, envelope.latest_n))
            if np.isfinite(envelope.high_n).any():
                highest = max(highest, float(np.nanmax(envelope.high_n)))
        before = self._presenter.axis.upper_n
        if self._presenter.axis.see(highest) != before:
            self._running.fit_axis(self._presenter.axis.upper_n)
        moments = [Moment(told(mark_name(mark.name)), -(mark.age_s + late)) for mark in newest.marks]
        self._running.draw(traces, moments, ring_phase_s=time.monotonic() % 1.0)

    # what happens ------------------------------------------------------------------------------------------------

    def enter(self, argument: str) -> None:
        self._stored, self._batteries = None, None

    def hear(self, event: Event) -> None:
        if isinstance(event, TrialStored | TrialChanged):
            self._stored = None
        if isinstance(event, TrialChanged) and self._review is not None and event.trial_id == self._review.trial_id:
            self._review = None
        if isinstance(event, PersonReceived):
            self._stored, self._batteries, self._review = None, None, None
            self._opened, self._browsing, self._said, self._asking = "", False, None, Asking.NOTHING
        if isinstance(event, DevicesChanged):
            self._batteries = None

    def choose(self, number: int) -> None:
        if self._stack.currentWidget() is self._picker:
            self._picker.press(number)
        elif self._stack.currentWidget() is self._result:
            self._answered(number)

    def typed(self, letters: str) -> None:
        current = self._stack.currentWidget()
        if current is self._picker:
            self._picker.typed(letters)
        elif current is self._result:
            names = (
                {act.key.lower(): act.name for act in acts(self._live, self._review, self._asking)}
                if self._live
                else {}
            )
            if letters.lower() in names:
                self._act(names[letters.lower()])
        elif letters.lower() == "l":
            self._running.ask_lever()
        elif letters.lower() == "p" and self._live is not None and self._presenter.screen(self._live).may_skip:
            self._skip_practice()

    # what somebody wants -----------------------------------------------------------------------------------------

    def _again(self) -> None:
        self.refresh(self.console.live())

    def _chosen(self, key: str) -> None:
        self._leave_list()
        self.console.choose(key)
        self._again()

    def _walked(self, key: str) -> None:
        """Walk this battery, and begin with its first test that is left."""
        self._leave_list()
        self.console.walk(key)
        self.console.primary()
        self._again()

    def _retested(self, trial_id: str) -> None:
        self._leave_list()
        self.console.retest(trial_id)
        self._again()

    def _go_on(self) -> None:
        self._leave_list()
        self.console.primary()
        self._again()

    def _leave_list(self) -> None:
        self._picker.leave_search()
        self._browsing, self._opened = False, ""

    def _skip_practice(self) -> None:
        if self._live is not None and self._live.visit.course.protocol:
            self.console.choose(self._live.visit.course.protocol, practice=False)

    def _browse(self) -> None:
        self._browsing, self._opened = True, ""
        self._again()

    def _stop_browsing(self) -> None:
        self._browsing = False
        self._again()

    # what is decided ---------------------------------------------------------------------------------------------

    @property
    def _trial_id(self) -> str:
        return "" if self._review is None else self._review.trial_id

    def _keep(self) -> None:
        if self._trial_id and not self._result.plot.busy:
            self.console.keep(self._trial_id)
            self._decided()

    def _retake(self, why: RejectReason) -> None:
        if self._trial_id and not self._result.plot.busy:
            self.console.retake(self._trial_id, why)
            self._decided()

    def _reject(self, why: RejectReason) -> None:
        if self._trial_id and not self._result.plot.busy:
            self.console.reject(self._trial_id, why)
            self._decided()

    def _decided(self) -> None:
        self._asking = Asking.NOTHING
        self._again()

    def _ask(self, asking: Asking) -> None:
        self._asking = asking
        self._again()

    def _unask(self) -> None:
        self._ask(Asking.NOTHING)

    def _act(self, name: str) -> None:
        does: dict[str, Callable[[], None]] = {
            "more": self.console.one_more,
            "retest": lambda: self._retested(self._trial_id),
            "reject": lambda: self._ask(Asking.REJECT),
            "outcome": lambda: self._ask(Asking.OUTCOME),
            "keep": self._keep,
            "look": lambda: self.navigate.emit("review", self._trial_id),
        }
        does[name]()

    def _answered(self, number: int) -> None:
        """A line of the list that stands in place, or, without one, a trial of the list of today."""
        live = self._live
        if live is None:
            return
        question = asked(live, self._review, self._asking)
        choice = next((each for each in question.choices if each.number == number), None)
        if choice is not None:
            self._answer(choice)

    def _answer(self, choice: Choice) -> None:
        if isinstance(choice.value, Outcome):
            self._asking = Asking.NOTHING
            if self._trial_id:
                self.console.say_outcome(self._trial_id, choice.value)
            else:
                self._said = choice.value
            self._again()
        elif self._asking is Asking.RETAKE:
            self._retake(choice.value)
        else:
            self._reject(choice.value)

    def _open(self, trial_id: str) -> None:
        """Look at another trial of today."""
        live = self._live
        if live is not None and live.state is TrialState.DONE:
            self._opened = "" if trial_id == live.visit.course.trial_id else trial_id
            self._asking = Asking.NOTHING
            self._again()

    def _close(self) -> None:
        self._opened, self._asking = "", Asking.NOTHING
        self._again()

    def _move_mark(self, mark: Mark, time_s: float) -> None:
        self.console.move_mark(self._trial_id, mark.name, mark.side, time_s)
