"""Decides what one trial says in a list of trials: what was tested, the headline, where it stands.  No Qt."""

from __future__ import annotations

from dataclasses import dataclass

from dsp.measurement import State
from station.model import Outcome, Side, TrialSummary
from ui.dates import clock
from ui.measures_presenter import sides_say
from ui.review_presenter import decided, outcome_text
from ui.trial_texts import value_text
from ui.words import inside, say, told


@dataclass(frozen=True, slots=True)
class ResultLine:
    """One trial of the list."""

    trial_id: str
    time: str
    title: str
    detail: str
    measure: str
    values: tuple[tuple[Side, str], ...]
    sides_say: str
    """Which side has more, where its one number compares them."""
    limited: bool
    word: str
    tone: str
    rejected: bool = False
    """Shown struck out and muted: nobody must take its number for a result."""


def trial_line(trial: TrialSummary, *, person: bool = True) -> ResultLine:
    """One trial as a line; ``person`` says whose it is."""
    word, tone = decided(trial.kept)
    if trial.outcome is not Outcome.COMPLETED and trial.kept is not False:
        word, tone = inside(outcome_text(trial.outcome)), "caution"
    states = {named.measurement.state for named in trial.headline}
    parts = [trial.person if person else "", say("practice") if trial.practice else ""]
    return ResultLine(
        trial_id=trial.trial_id,
        time=clock(trial.started_at),
        title=told(trial.title),
        detail=" · ".join(part for part in parts if part),
        measure=say("{measure} · one trial", measure=told(trial.headline[0].title))
        if trial.headline
        else say("no numbers"),
        values=tuple((named.side, value_text(named)) for named in trial.headline),
        sides_say=sides_say(trial.headline[0].key, trial.headline[0].measurement) if len(trial.headline) == 1 else "",
        limited=State.LIMITED in states,
        word=word,
        tone=tone,
        rejected=trial.kept is False,
    )
