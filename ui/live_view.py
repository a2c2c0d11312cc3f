"""The journey of one test on one screen: choose it, run it, decide on its trial, and go on.  Nothing pops up."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

import numpy as np
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QStackedLayout

from station.desks.reviewing import TrialChange
from station.events import DevicesChanged, Event, PersonReceived, TrialChanged, TrialStored
from station.model import Live, Side, TrialReview, TrialState, TrialSummary
from station.office import Office
from station.visit_now import BatteryCard
from ui.choice_presenter import Offer, battery_choices, choice_cards
from ui.deciding import Deciding
from ui.deciding_presenter import Asking, retest_words, trial_lines
from ui.live_parts import near, variation_note
from ui.live_presenter import OVER, LivePresenter, choosing, was_chosen
from ui.numbers import mark_name
from ui.page import Command, Heading, Page
from ui.reading_beside import ReadingBeside
from ui.review_presenter import screen as review_screen
from ui.widgets.moments import Moment
from ui.widgets.picker import Picker
from ui.widgets.plotting import Trace
from ui.widgets.result_page import ResultPage
from ui.widgets.running_page import SECONDS, RunningPage
from ui.words import say, told


class LiveView(Page):
    """Choosing what to do, running it, and what is decided about it."""

    animated = shows_trouble = True

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        self._presenter = LivePresenter()
        self._live: Live | None = None
        self._stored: Sequence[TrialSummary] | None = None
        self._batteries: Sequence[BatteryCard] | None = None
        self._received = ""
        """Whose visit just began, or went on: with a battery its first test that is left is prepared at once."""
        self._browsing = False
        """Somebody looks at all tests although the trial that was just done is still here."""
        self._picker, self._running, self._result = Picker(), RunningPage(), ResultPage()
        self._trial = Deciding(self.console, lambda: not self._result.plot.busy, reports=office.reports is not None)
        self._beside = None if office.reviewing is None else ReadingBeside(office.reviewing, self)
        if self._beside is not None:
            self._beside.found.connect(self._found)
        self._changed: tuple[str, TrialChange | None] = ("", None)
        """The kept trial whose change was asked for, and what came of it."""
        self._picker.chosen.connect(self._chosen)
        self._picker.walked.connect(self._walked)
        self._picker.retested.connect(self._retested)
        self._running.lever_given.connect(self.console.say_lever)
        self._running.practice_skipped.connect(self._skip_practice)
        self._result.acted.connect(self._act)
        self._result.answered.connect(self._answer)
        self._result.opened.connect(self._open)
        self._result.plot.moved = self._trial.move_mark
        self._stack = QStackedLayout(self)
        for page in (self._picker, self._running, self._result):
            self._stack.addWidget(page)

    def hasHeightForWidth(self) -> bool:
        return False  # each of its three pages has what scrolls

    def least(self) -> QSize:
        return QSize(830, 450)

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
        tone = self._presenter.tone(live)
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
            if following is None and self.office.devices is not None and not live.devices:
                following = Command(say("Connect devices"), "Space", lambda: self.navigate.emit("devices", ""))
        elif cards:
            parts.append(say("Type its name, press its number, or click it."))
        back = Command(say("Back to the trial"), "Esc", self._stop_browsing) if self._browsing else None
        if self._picker.searching:
            back = Command(say("Show all tests"), "Esc", self._picker.leave_search)
        return Heading(say("Choose a test"), " · ".join(parts), primary=following, secondary=back)

    def _result_heading(self, live: Live) -> Heading:
        trial, review = self._trial, self._trial.review
        title = told(live.title) if review is None or not trial.opened else told(review.title)
        heading = Heading(title, told(live.subtitle), told(live.word), self._presenter.tone(live))
        if trial.asking is not Asking.NOTHING:
            back = Command(say("Back"), "Esc", lambda: self._then(lambda: trial.ask(Asking.NOTHING)))
            return replace(heading, primary=self._without_reason(), secondary=back)
        if review is None:
            return heading
        if trial.open:
            return self._decide_heading(heading, review, live)
        if trial.opened:
            back = Command(say("Back"), "Esc", lambda: self._then(lambda: trial.look_at("")))
            return replace(heading, primary=replace(back, key="Space"), secondary=back)
        course, tests = live.visit.course, Command(say("All tests"), "Esc", self._browse)
        secondary = tests
        if course.one_more and course.next_title:
            go_on = say("Go on: {title}", title=told(course.next_title))
            secondary = Command(go_on, "N", lambda: self._chosen(course.next_key))
        primary = Command(told(live.primary), "Space", self._go_on) if live.primary else self._to_results()
        return replace(heading, primary=primary, secondary=secondary, more=(tests,))

    def _decide_heading(self, heading: Heading, review: TrialReview, live: Live) -> Heading:
        trial = self._trial
        keep = Command(say("Keep"), "Space", lambda: self._then(trial.keep))
        retake = Command(say("Retake"), "R", lambda: self._then(lambda: trial.ask(Asking.RETAKE)))
        if review.refusal:
            return replace(
                heading,
                word=say("DO NOT USE"),
                tone="trouble",
                primary=Command(say("Retake"), "Space", lambda: self._then(trial.retake)),
                secondary=Command(say("Keep anyway"), "K", lambda: self._then(trial.keep)),
                more=(retake,),
            )
        if live.visit.practice:
            keep = replace(keep, label=say("Keep the practice"))
        elif live.state is TrialState.STOPPED:
            keep = replace(keep, label=say("Keep, not said why"))
        return replace(heading, primary=keep, secondary=retake)

    def _without_reason(self) -> Command | None:
        if self._trial.asking is Asking.RETAKE:
            return Command(say("Retake, no reason"), "Space", lambda: self._then(self._trial.retake))
        if self._trial.asking is Asking.REJECT:
            return Command(say("Reject, no reason"), "Space", lambda: self._then(self._trial.reject))
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
        if live.state is not TrialState.DONE:
            self._browsing = False
        self._trial.see(live)
        self._begin(live)
        if self._picking:
            self._picker.show_offer(self._offer(live))
            self._stack.setCurrentWidget(self._picker)
        elif live.state in OVER or live.state is TrialState.DONE:
            self._show_result(live)
            self._stack.setCurrentWidget(self._result)
        else:
            self._stack.setCurrentWidget(self._running)
            self._running.show_screen(live, self._presenter.screen(live))

    def _begin(self, live: Live) -> None:
        """Whoever was received with a battery has chosen already."""
        if not self._received or live.visit.person != self._received:
            return
        self._received = ""
        if live.visit.course.steps and live.primary and live.state is TrialState.DONE:
            self._go_on()

    @property
    def _picking(self) -> bool:
        live = self._live
        if live is None or live.state in OVER:
            return False
        return choosing(live) and (self._browsing or not (self._trial.opened or live.visit.course.trial_id))

    def _offer(self, live: Live) -> Offer:
        cards, trials = self.console.protocols(), self._trials_today()
        if self._batteries is None:
            self._batteries = self.console.batteries()
        batteries = battery_choices(self._batteries, cards, [step.key for step in live.visit.course.steps])
        known = {card.key: card for card in cards}
        desk = self.office.people
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

    def _show_result(self, live: Live) -> None:
        trial, page, course = self._trial, self._result, live.visit.course
        if trial.review is not None:
            page.show_trial(trial.review, review_screen(trial.review))
        page.show_words(*trial.words())
        page.show_retest(self._retest_words(trial.review))
        page.show_question(trial.question)
        page.show_acts(trial.acts)
        key = course.protocol if trial.review is None else trial.review.protocol
        lines = trial_lines(self._trials_today(), key, self.console.person(), date.today(), shown=trial.trial_id)
        page.show_trials(lines, variation_note(live.visit.trials_note), say("Trials today"))
        page.show_steps(told(live.visit.battery_note), near(course.steps))

    def _retest_words(self, review: TrialReview | None) -> str:
        """Against the trial before it in this visit; read on another thread, once it counts."""
        if review is None or not review.kept or self._beside is None:
            return ""
        trial_id, change = self._changed
        if trial_id != review.trial_id:
            self._changed = (review.trial_id, None)
            self._beside.ask(review.trial_id, ("change",))
            return ""
        return "" if change is None else retest_words(change, review.headline)

    def _found(self, _part: str, value: object) -> None:
        if isinstance(value, TrialChange):
            self._changed = (self._changed[0], value)

    # at the screen's pace ----------------------------------------------------------------------------------------

    def frame(self) -> None:
        live = self._live
        if live is None or self._stack.currentWidget() is not self._running:
            return
        newest = self.console.live()
        traces, moments, highest = [], [], -np.inf
        wanted = (*((Side.BOTH,) if live.total else ()), *live.sides)
        for side in dict.fromkeys(wanted):
            envelope = self.console.envelope(side, self._running.columns, SECONDS)
            if envelope is None:
                continue
            traces.append(Trace(side, envelope.low_n, envelope.high_n, envelope.latest_n, numbered=envelope.numbered))
            highest = max(highest, float(np.fmax.reduce(envelope.high_n, initial=-np.inf)))
            # the state may be older than the curve, which goes on between two of them
            moments = [Moment(told(mark_name(mark.name)), mark.at_s - envelope.now_s) for mark in newest.marks]
        before = self._presenter.axis.upper_n
        if self._presenter.axis.see(highest) != before:
            self._running.fit_axis(self._presenter.axis.upper_n)
        self._running.draw(traces, moments, ring_phase_s=time.monotonic() % 1.0)

    # what happens ------------------------------------------------------------------------------------------------

    def enter(self, argument: str) -> None:
        self._stored, self._batteries = None, None

    def hear(self, event: Event) -> None:
        if isinstance(event, TrialStored | TrialChanged):
            self._stored = None
        if isinstance(event, TrialChanged):
            self._changed = ("", None)
        if isinstance(event, PersonReceived):
            self._stored, self._batteries, self._browsing = None, None, False
            self._received = event.person
        self._trial.hear(event)
        if isinstance(event, DevicesChanged):
            self._batteries = None

    def choose(self, number: int) -> None:
        if self._stack.currentWidget() is self._picker:
            self._picker.press(number)
        elif self._stack.currentWidget() is self._result:
            self._answer(number)

    def typed(self, letters: str) -> None:
        current = self._stack.currentWidget()
        if current is self._picker:
            self._picker.typed(letters)
        elif current is self._result:
            named = next((act.name for act in self._trial.acts if act.key.lower() == letters.lower()), "")
            if named:
                self._act(named)
        elif letters.lower() == "l":
            self._running.ask_lever()
        elif letters.lower() == "p" and self._live is not None and self._presenter.screen(self._live).may_skip:
            self._skip_practice()

    # what somebody wants -----------------------------------------------------------------------------------------

    def _again(self) -> None:
        self.refresh(self.console.live())
        self.heading_changed.emit()

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
        self._browsing, self._trial.opened = False, ""

    def _skip_practice(self) -> None:
        if self._live is not None and self._live.visit.course.protocol:
            self.console.choose(self._live.visit.course.protocol, practice=False)

    def _browse(self) -> None:
        self._browsing, self._trial.opened = True, ""
        self._again()

    def _stop_browsing(self) -> None:
        self._browsing = False
        self._again()

    # what is decided ---------------------------------------------------------------------------------------------

    def _then(self, do: Callable[[], None]) -> None:
        do()
        self._again()

    def _answer(self, number: int) -> None:
        self._then(lambda: self._trial.answer(number))

    def _open(self, trial_id: str) -> None:
        self._then(lambda: self._trial.look_at(trial_id))

    def _act(self, name: str) -> None:
        trial = self._trial
        does: dict[str, Callable[[], None]] = {
            "more": self.console.one_more,
            "retest": lambda: self._retested(trial.trial_id),
            "reject": lambda: self._then(lambda: trial.ask(Asking.REJECT)),
            "outcome": lambda: self._then(lambda: trial.ask(Asking.OUTCOME)),
            "keep": lambda: self._then(trial.keep),
            "report": lambda: self.navigate.emit("report", self.console.person()),
            "look": lambda: self.navigate.emit("review", trial.trial_id),
        }
        does[name]()
