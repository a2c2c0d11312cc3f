"""Decides what the day says: who comes when, what is next, whether somebody changed, what the buttons do.  No Qt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from dsp.measurement import State
from station.desks.people import DayLine, Favourite, Outlook, PersonCard
from station.model import DeviceStatus, Interrupted, Live, ProtocolCard, Side, TrialState, TrialSummary
from station.people import Involved
from station.visit_now import BatteryCard
from ui import change_texts
from ui.dates import clock, local, short_date
from ui.device_texts import device_tone
from ui.live_presenter import choosing
from ui.words import inside, later, say, told

INVOLVED = {
    Involved.LEFT: later("left side involved"),
    Involved.RIGHT: later("right side involved"),
    Involved.BOTH: later("both sides involved"),
}


@dataclass(frozen=True, slots=True)
class Start:
    """What a button begins: this person's visit, as a battery has it, as the last visit was, or with one test."""

    code: str
    battery: str | None
    label: str
    test: str = ""
    """The test that is prepared at once, as it is planned with the person."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The chip of a person and the curve beside it; ``says`` is all of it in one sentence."""

    chip: str
    tone: str
    of: str
    says: str
    points: tuple[tuple[float, float], ...]
    side: Side


@dataclass(frozen=True, slots=True)
class DayRow:
    """One person of the day as it is shown."""

    line: DayLine
    time: str
    who: str
    name: str
    detail: str
    start: Start
    now: bool
    """This person's visit is the one that goes on."""
    late: bool = False


@dataclass(frozen=True, slots=True)
class Offer:
    """A favourite as a button."""

    favourite: Favourite
    title: str
    ready: bool
    why_not: str


def who(card: PersonCard) -> str:
    """The code, or the name with it where names are shown."""
    return say("{name} · {code}", name=card.name, code=card.code) if card.name else card.code


def day_rows(
    lines: Sequence[DayLine], batteries: Sequence[BatteryCard], person: str, now: datetime, *, today: bool
) -> tuple[DayRow, ...]:
    """The people of a day; ``person`` is measured now."""
    titles = {each.key: told(each.title) for each in batteries}
    first = next((each.key for each in batteries), None)
    return tuple(_row(line, titles, first, person, now, today=today) for line in lines)


def _row(
    line: DayLine, titles: Mapping[str, str], first: str | None, person: str, now: datetime, *, today: bool
) -> DayRow:
    card = line.card
    late = today and not line.trials and bool(line.appointment) and (now - line.at).total_seconds() > 5 * 60
    return DayRow(
        line=line,
        time=clock(line.at),
        who=who(card),
        name=card.name,
        detail=" · ".join(part for part in _details(line, titles) if part),
        start=start_of(line, titles, first),
        now=today and card.code == person and line.trials > 0,
        late=late,
    )


def _details(line: DayLine, titles: Mapping[str, str]) -> list[str]:
    card = line.card
    what = line.what or titles.get(line.battery, "")
    visit = say("first visit") if line.visit == 1 else say("visit {number}", number=line.visit)
    involved = INVOLVED.get(card.involved) if card.involved is not None else None
    return [visit, what, say(involved) if involved else "", trials_text(line.trials), card.complaint]


def trials_text(count: int) -> str:
    """How much was measured; empty for nothing."""
    if not count:
        return ""
    return say("1 trial today") if count == 1 else say("{count} trials today", count=count)


def start_of(line: DayLine, titles: Mapping[str, str], first: str | None) -> Start:
    """What the one button of a person does."""
    code = line.card.code
    planned = line.battery if line.battery in titles else None
    if line.trials:
        return Start(code, None, say("Go on"))
    if line.visit == 1:
        return Start(code, planned or first, say("First visit"))
    if planned is not None:
        return Start(code, planned, say("Re-test"))
    return Start(code, None, say("Repeat last visit"))


def start_of_person(card: PersonCard, first: str | None) -> Start:
    """The same for somebody who is on no list."""
    if card.visits:
        return Start(card.code, None, say("Repeat last visit"))
    return Start(card.code, first, say("First visit"))


def last_seen(card: PersonCard, today: date) -> str:
    """How often somebody was here, and when last."""
    if not card.visits or card.last_visit_at is None:
        return say("no visit yet")
    day = short_date(local(card.last_visit_at).date(), today)
    if card.visits == 1:
        return say("1 visit, on {day}", day=day)
    return say("{count} visits, the last on {day}", count=card.visits, day=day)


def found_detail(card: PersonCard, today: date) -> str:
    """The second line of somebody who was found."""
    involved = INVOLVED.get(card.involved) if card.involved is not None else None
    parts = [last_seen(card, today), say(involved) if involved else "", card.complaint]
    return " · ".join(part for part in parts if part)


# Whether somebody changed -----------------------------------------------------------------------------------------


def verdict(outlook: Outlook | None, today: date) -> Verdict | None:
    """The chip of a person; None while it is being found out."""
    if outlook is None:
        return None
    series = outlook.series
    if series is None:
        return Verdict("", "", say("no measurements yet"), "", (), Side.BOTH)
    change = next((point.change for point in reversed(series.points) if point.value.value is not None), None)
    if change is None:
        return Verdict("", "", say("no measurements yet"), "", (), Side.BOTH)
    chip, tone = change_texts.chip(change)
    points = tuple(
        (point.at.timestamp(), point.value.value)
        for point in series.points
        if point.value.value is not None and point.value.state is not State.INVALID
    )
    title = told(outlook.test)
    of = (
        title
        if series.side is Side.BOTH
        else say("{test}, {side}", test=title, side=say(change_texts.SIDES[series.side]))
    )
    says = say("{test}: {measure}, {change}", test=of, measure=told(series.title),
               change=change_texts.since(series, change, today))  # fmt: skip
    return Verdict(chip, tone, of, says, points, series.side)


# What is next -----------------------------------------------------------------------------------------------------


def next_row(rows: Sequence[DayRow]) -> DayRow | None:
    """Who is to be measured now: the first who is expected and was not measured yet."""
    return next((row for row in rows if row.line.appointment and not row.line.trials), None)


def going_on(live: Live | None) -> tuple[str, str] | None:
    """Label and view of a test that runs or waits for a decision; None while there is none."""
    if live is None or choosing(live):
        return None
    if live.state in (TrialState.REVIEW, TrialState.STOPPED):
        return say("Look at the result"), "review"
    return say("Back to {test}", test=told(live.title)), "live"


def start_label(row: DayRow) -> str:
    """What Space does: ``Start: A-104, re-test``."""
    return say("Start: {person}, {what}", person=row.line.card.code, what=inside(row.start.label))


def summary(rows: Sequence[DayRow], devices: Sequence[DeviceStatus], trials: Sequence[TrialSummary]) -> str:
    """The day in one line."""
    waiting = sum(trial.kept is None for trial in trials)
    parts = [people_text(len(rows)), devices_text(devices)]
    if trials:
        parts.append(say("1 trial") if len(trials) == 1 else say("{count} trials", count=len(trials)))
    parts.append(say("{count} not decided", count=waiting) if waiting else say("everything saved"))
    return " · ".join(parts)


def people_text(count: int) -> str:
    if not count:
        return say("nobody on the list")
    return say("1 person today") if count == 1 else say("{count} people today", count=count)


def devices_text(devices: Sequence[DeviceStatus]) -> str:
    """Whether one can measure."""
    if not devices:
        return say("no device")
    bad = sum(device_tone(each) in ("caution", "trouble") for each in devices)
    if not bad:
        return say("devices ready")
    return say("1 device needs attention") if bad == 1 else say("{count} devices need attention", count=bad)


def trials_of_day(trials: Sequence[TrialSummary], day: date) -> tuple[TrialSummary, ...]:
    """Those of one day, newest first."""
    return tuple(trial for trial in trials if local(trial.started_at).date() == day)


def recover_text(items: Sequence[Interrupted]) -> tuple[str, list[str]]:
    """Title and one sentence for each recording that was cut short."""
    title = say("One trial to recover") if len(items) == 1 else say("{count} trials to recover", count=len(items))
    today = datetime.now().astimezone().date()
    sentences = [
        say(
            "The program ended on {day} at {time} during “{test}”. {seconds:.1f} s were saved.",
            day=short_date(local(item.started_at).date(), today),
            time=clock(item.started_at),
            test=told(item.title),
            seconds=item.seconds,
        )
        for item in items
    ]
    return title, sentences


# Favourites -------------------------------------------------------------------------------------------------------


def offers(
    favourites: Sequence[Favourite], batteries: Sequence[BatteryCard], tests: Sequence[ProtocolCard]
) -> tuple[Offer, ...]:
    """The favourites that this clinic has, in their order."""
    of_battery = {each.key: each for each in batteries}
    of_test = {each.key: each for each in tests}
    found = []
    for each in favourites:
        if each.kind == "battery" and each.key in of_battery:
            battery = of_battery[each.key]
            lacking = [of_test[key] for key in battery.tests if key in of_test and not of_test[key].ready]
            none = bool(lacking) and len(lacking) == len(battery.tests)
            found.append(Offer(each, told(battery.title), not none, told(lacking[0].why_not) if none else ""))
        elif each.kind == "test" and each.key in of_test:
            test = of_test[each.key]
            found.append(Offer(each, told(test.title), test.ready, told(test.why_not)))
    return tuple(found)


def addable(
    words: str, favourites: Sequence[Favourite], batteries: Sequence[BatteryCard], tests: Sequence[ProtocolCard]
) -> tuple[tuple[Favourite, str], ...]:
    """What could become a favourite, whose title has a word that begins so; batteries first."""
    everything = [(Favourite("battery", each.key), told(each.title)) for each in batteries]
    everything += [(Favourite("test", each.key), told(each.title)) for each in tests]
    wanted = words.lower().split()
    return tuple(
        (favourite, title)
        for favourite, title in everything
        if favourite not in favourites
        and all(any(part.startswith(word) for part in title.lower().replace("-", " ").split()) for word in wanted)
    )
