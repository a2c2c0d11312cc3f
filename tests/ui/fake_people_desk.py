"""A people's desk without a store: four people with believable histories, and a record of what was asked of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from dsp.measurement import Measurement, State, invalid
from dsp.metric import Direction
from dsp.symmetry import Verdict as SideVerdict
from station.blotting import Blot
from station.change.verdicts import (
    Basis,
    Change,
    Detectable,
    HoldRatios,
    PersonProgress,
    Point,
    Retest,
    Series,
    SidesOverTime,
    SidesPoint,
    TestProgress,
    Word,
)
from station.day_list import PersonWords
from station.desks.people import (
    DayLine,
    FactsGiven,
    Favourite,
    Looked,
    Outlook,
    PersonCard,
    PersonRecord,
    Welcome,
)
from station.dose_plans import PlannedDose
from station.doses import Dose, Prescribed, Reached, Treatment
from station.errors import BadInput, StationError
from station.identity import Identity
from station.mcgill import CITATION, Ratio
from station.model import NamedMeasurement, Outcome, Side
from station.norm_cards import Applied, Compared, Group, NormCard, Refused
from station.people import BodyMass, Involved, Leg, PersonFacts, Sex
from station.visits import TrialLine, VisitLine

LEFT, RIGHT, BOTH = Side.LEFT, Side.RIGHT, Side.BOTH
TODAY = date.today()


def at(days_ago: int, hour: int = 9, minute: int = 30) -> datetime:
    return datetime.combine(TODAY - timedelta(days=days_ago), time(hour, minute)).astimezone()


def at_now(moment: time | None) -> datetime:
    return at(0, 10, 5) if moment is None else at(0, moment.hour, moment.minute)


def change(
    values: Sequence[float], index: int, limit: float | None, direction: Direction, days: Sequence[int]
) -> Change:
    if index == 0:
        return Change(Word.FIRST, "nothing earlier to compare with")
    amount = values[index] - values[0]
    common = (amount, 100 * amount / values[0])
    if limit is None:
        why = "nothing that fits is published for it, and nothing was repeated within a visit, which would show the "
        return Change(Word.NOT_JUDGED, f"{why}person's own scatter", *common, None, "v0", at(days[0]))
    detectable = Detectable(limit, "N", Basis.OWN, "from own repetitions, n = 3 and 3; what varies from day to day is "
                            "not in it")  # fmt: skip
    better = {Direction.HIGHER: (Word.IMPROVED, Word.WORSE), Direction.LOWER: (Word.WORSE, Word.IMPROVED),
              Direction.NEITHER: (Word.HIGHER, Word.LOWER)}[direction]  # fmt: skip
    word = Word.UNCHANGED if abs(amount) <= limit else better[0 if amount > 0 else 1]
    how = "is not more than" if word is Word.UNCHANGED else "is more than"
    reason = f"the change {how} the smallest detectable one ({detectable.source})"
    return Change(word, reason, *common, detectable, "v0", at(days[0]))


def series(
    metric: str, title: str, side: Side, unit: str, values: Sequence[float], spread: float, limit: float | None,
    *, direction: Direction = Direction.HIGHER, days: Sequence[int] = (42, 28, 14, 0), norms: Compared | None = None,
) -> Series:  # fmt: skip
    changes = [change(values, index, limit, direction, days) for index in range(len(values))]
    points = tuple(
        Point(
            f"v{index}", at(days[index]), Measurement(value, unit, State.VALID, (), spread, "best of 3"), 3,
            (f"t-{index}",), changes[index], changes[index],
        )
        for index, value in enumerate(values)
    )  # fmt: skip
    return Series(metric, title, side, unit, direction, points, norms)


CARD = NormCard("hip_abd", "Hip abduction of healthy adults", ("hip_abduction_iso",), "peak_force", "N", "dynamometer",
                "Thorborg 2010, 10.1111/j.1600-0838.2009.00958.x")  # fmt: skip
NORMS = Compared(
    (Applied(CARD, Group("adults, 18 to 55 years"), "between the 25th and the 50th percentile of 21 healthy adults"),),
    (Refused("other", "Hip abduction of footballers", ("other posture: supine, here side-lying",)),),
)


def hip(days: Sequence[int], left: Sequence[float], right: Sequence[float], limit: float) -> TestProgress:
    points = tuple(
        SidesPoint(f"v{index}", at(days[index]), Measurement(100 * (r - a) / max(a, r), "%", State.VALID, (), 6.0, ""),
                   SideVerdict.RIGHT_HIGHER if r - a > 0.06 * r else SideVerdict.NOT_DISTINGUISHABLE,
                   "the difference is more than measurement error" if r - a > 0.06 * r
                   else "the difference is within measurement error", 3)
        for index, (a, r) in enumerate(zip(left, right, strict=True))
    )  # fmt: skip
    why = "the lever arm is not known: measure it from the joint to the device"
    lacking = Change(Word.NOT_COMPARABLE, f"no number: {why}")
    withheld = Point("v0", at(days[0]), invalid("N·m/kg", why), 0, (), lacking, lacking)
    again = [Measurement(value, "N", State.VALID, (), 7.0, "") for value in left[:2]]
    return TestProgress(
        "hip_abduction_iso", "Hip abduction, side-lying", "peak_force",
        (
            series("peak_force", "Peak force", LEFT, "N", left, 7.0, limit, days=days, norms=NORMS),
            series("peak_force", "Peak force", RIGHT, "N", right, 8.0, limit, days=days),
            Series("peak_torque_per_mass", "Peak torque per body mass", LEFT, "N·m/kg", Direction.HIGHER, (withheld,)),
        ),
        SidesOverTime("peak_force_asymmetry", "Asymmetry of peak force", points,
                      "Not distinguishable in the latest visit, right higher in the one before"),
        (
            Retest("v1", at(days[1]), ("hip flexors loosened, 10 min",), "peak_force", "Peak force", LEFT,
                   again[0], again[1], change(left, 1, limit, Direction.HIGHER, days)),
        ),
        (),
    )  # fmt: skip


BRIDGE = TestProgress(
    "glute_bridge_hold", "Glute bridge hold", "hold_time",
    (
        series("hold_time", "Hold time", BOTH, "s", (31.0, 38.0, 44.0, 47.0), 0.1, None),
        series("load_share", "Load share", LEFT, "%", (44.0, 45.5, 47.0, 48.4), 0.5, 2.1, direction=Direction.NEITHER),
        series("load_share", "Load share", RIGHT, "%", (56.0, 54.5, 53.0, 51.6), 0.5, 2.1, direction=Direction.NEITHER),
    ),
    None, (), ("The trials were computed by Counterpoise 0.9; 3 of 8 were computed again by the present version.",),
)  # fmt: skip

RATIOS = HoldRatios(
    "v3", at(0),
    (
        Ratio("flexors_to_extensors", "flexors to extensors", Measurement(0.84, "", State.VALID, (), 0.02, ""), None,
              f"0.99 of young healthy men, 0.79 of women ({CITATION})"),
        Ratio("side_left_to_extensors", "left side to extensors", invalid("", "the left side bridge was not done"),
              None, "no published value was found"),
    ),
)  # fmt: skip


def progress_of(code: str) -> PersonProgress:
    """What changed of each of the four."""
    days = (42, 28, 14, 0)
    tests: tuple[TestProgress, ...] = ()
    ratios: tuple[HoldRatios, ...] = ()
    if code == "A-104":
        tests = (hip(days, (182.0, 196.0, 214.0, 234.0), (232.0, 236.0, 247.0, 251.0), 19.0), BRIDGE)
        ratios = (RATIOS,)
    elif code == "A-117":
        tests = (hip(days[-2:], (205.0, 211.0), (208.0, 206.0), 17.0),)
    elif code == "A-086":
        tests = (hip(days, (260.0, 255.0, 243.0, 229.0), (262.0, 266.0, 258.0, 261.0), 18.0),)
    return PersonProgress(f"id-{code}", code, tests, ratios, DOSES if code == "A-104" else ())


DOSES = tuple(
    Dose(f"v{visit}", "glute_bridge_hold", BOTH, at(days), Prescribed(40.0, 60.0, "% of own maximum", 30.0, 5),
         Reached(51.0, 29.4, 5, 0.86), f"t-{visit}", f"d-{visit}")
    for visit, days in ((2, 14), (3, 0))
)  # fmt: skip

CARDS = {
    "A-104": PersonCard("A-104", "", "low back pain", Involved.LEFT, 3, at(14)),
    "A-117": PersonCard("A-117", "", "", None, 1, at(14)),
    "A-121": PersonCard("A-121", "", "referred: recurrent back pain", None, 0, None),
    "A-086": PersonCard("A-086", "", "after knee surgery", Involved.RIGHT, 6, at(14)),
}
NAMES = {"A-104": "Ada Lovelace", "A-117": "Grace Hopper", "A-121": "Mary Somerville", "A-086": "Emmy Noether"}


def day_lines() -> tuple[DayLine, ...]:
    return (
        DayLine(CARDS["A-104"], at(0, 0, 5), "ap-1", "", "", 4),
        DayLine(CARDS["A-117"], at(0, 0, 10), "ap-2", "", "glute_core_retest", 2),
        DayLine(CARDS["A-121"], at(0, 23, 0), "ap-3", "", "", 1),
        DayLine(CARDS["A-086"], at(0, 23, 40), "ap-4", "after the second series", "", 7),
    )


class FakePeopleDesk:
    """``calls`` is what was asked, in order."""

    def __init__(self, *, empty: bool = False, welcome: bool = False) -> None:
        self.calls: list[tuple[object, ...]] = []
        self.lines = () if empty else day_lines()
        self.cards = {} if empty else dict(CARDS)
        self.names = False
        self.slow = False
        self.problem = ""
        self.wanted = welcome
        self.liked = (
            Favourite("battery", "back_pain_first_visit"),
            Favourite("battery", "glute_core_retest"),
            Favourite("test", "hip_abduction_iso"),
            Favourite("test", "glute_bridge_hold"),
            Favourite("test", "cmj"),
        )
        self.trials_of: dict[str, tuple[TrialLine, ...]] = {}
        self.known = {code: self._record(code) for code in self.cards}
        self.who = {code: Identity(f"id-{code}", NAMES[code], "0123 456", date(1971, 5, 6)) for code in self.cards}

    def _record(self, code: str) -> PersonRecord:
        card = CARDS[code]
        visits = tuple(
            VisitLine(f"v{index}", code, at(days), 2) for index, days in ((3, 0), (2, 14), (1, 28), (0, 42))
        )[-card.visits - 1 :]  # fmt: skip
        self.trials_of[code] = tuple(
            TrialLine(
                f"t-{visit.id}-{n}", visit.id, code, "hip_abduction_iso", "Hip abduction, side-lying",
                visit.started_at + timedelta(minutes=4 * n), Outcome.COMPLETED, True, True, f"r-{visit.id}-{n}", None,
                (NamedMeasurement("peak_force", "Peak force", LEFT, Measurement(234, "N", State.VALID, (), 4.0, "")),
                 NamedMeasurement("peak_force", "Peak force", RIGHT, Measurement(251, "N", State.VALID, (), 4.0, ""))),
            )
            for visit in visits
            for n in (1, 0)
        )  # fmt: skip
        if not card.visits:
            visits, self.trials_of[code] = (), ()
        full = code == "A-104"
        return PersonRecord(
            code, at(60),
            PersonFacts(Sex.FEMALE, 1971, 1.68, Involved.LEFT, Leg.RIGHT) if full else PersonFacts(),
            PersonWords(card.complaint, "Sits a lot.\nPrefers mornings." if full else ""),
            (BodyMass("m-1", at(42), 73.5, 0.5, "given"), BodyMass("m-2", at(0), 72.0, 0.1, "weighed")) if full else (),
            visits,
            (PlannedDose("glute_bridge_hold", BOTH, Prescribed(40.0, 60.0, "% of own maximum", 30.0, 5),
                         "every second day", "plan-1", at(14)),) if full else (),
            DOSES if full else (),
            (Treatment("tr-1", "v1", at(28, 9, 50), "hip flexors loosened, 10 min"),) if full else (),
        )  # fmt: skip

    def _named(self, card: PersonCard) -> PersonCard:
        return replace(card, name=NAMES.get(card.code, "")) if self.names else card

    def _known(self, code: str) -> PersonRecord:
        if code not in self.known:
            raise StationError(f"Nobody with the code {code} is known here.")
        return self.known[code]

    def day(self, on: date) -> Sequence[DayLine]:
        if on != TODAY:
            return ()
        return tuple(replace(line, card=self._named(line.card)) for line in self.lines)

    def expect(self, code: str, at: datetime, what: str = "", battery: str = "") -> None:
        self.calls.append(("expect", code, at, what, battery))

    def move(self, appointment: str, at: datetime) -> None:
        self.calls.append(("move", appointment, at))

    def call_off(self, appointment: str) -> None:
        self.calls.append(("call_off", appointment))
        self.lines = tuple(line for line in self.lines if line.appointment != appointment)

    def outlook(self, code: str) -> Outlook | None:
        if self.slow:
            return None
        tests = progress_of(code).tests
        return Outlook(tests[0].title, tests[0].series[0]) if tests else Outlook()

    def find(self, words: str, most: int = 20) -> Sequence[PersonCard]:
        wanted = words.lower().split()
        cards = [self._named(card) for card in self.cards.values()]
        found = [
            card
            for card in cards
            if all(any(part.startswith(word) for part in f"{card.code} {card.name} {card.complaint}".lower().split())
                   for word in wanted)
        ]  # fmt: skip
        return found[:most]

    def names_shown(self) -> bool:
        return self.names

    def show_names(self, shown: bool) -> None:
        self.calls.append(("show_names", shown))
        self.names = shown

    def next_code(self) -> str:
        return "A-122"

    def add(self, code: str, complaint: str = "", name: str = "", involved: Involved | None = None) -> str:
        if code in self.cards:
            raise BadInput(f"The code {code} is taken. Choose another one.")
        self.calls.append(("add", code, complaint, name, involved))
        self.cards[code] = PersonCard(code, name, complaint, involved, 0, None)
        return code

    def record(self, code: str) -> PersonRecord | None:
        return self.known.get(code)

    def trials(self, code: str) -> Sequence[TrialLine]:
        return self.trials_of.get(code, ())

    def blot(self, also: Iterable[str] = ()) -> Blot:
        if self.problem:
            raise StationError(self.problem)
        return Blot([*also, *self.cards, *(each.name for each in self.who.values())])

    def progress(self, code: str) -> Looked:
        if self.slow:
            return Looked(waiting=True)
        return Looked(problem=self.problem) if self.problem else Looked(progress_of(code))

    def write(self, code: str, given: FactsGiven) -> None:
        before = self._known(code)
        self.calls.append(("write", code, given))
        words = PersonWords(
            before.words.complaint if given.complaint is None else given.complaint,
            before.words.notes if given.notes is None else given.notes,
        )
        facts = replace(before.facts, **given.facts)
        masses = before.masses
        if given.mass_kg is not None:
            masses = (*masses, BodyMass("m-3", at(0, 12), given.mass_kg, 0.5, "given"))
        self.known[code] = replace(before, facts=facts, words=words, masses=masses)

    def strike_mass(self, mass_id: str, why: str) -> None:
        self.calls.append(("strike_mass", mass_id, why))

    def identity(self, code: str) -> Identity | None:
        self.calls.append(("identity", code))
        return self.who.get(code)

    def keep_identity(self, code: str, name: str, contact: str, birth_date: date | None) -> None:
        self.calls.append(("keep_identity", code, name, contact, birth_date))
        self.who[code] = Identity(f"id-{code}", name, contact, birth_date)

    def forget_identity(self, code: str) -> None:
        self.calls.append(("forget_identity", code))
        self.who.pop(code, None)

    def agree(self, code: str, dose: PlannedDose) -> None:
        self.calls.append(("agree", code, dose))
        before = self._known(code)
        kept = tuple(each for each in before.plan if each.id != dose.id)
        self.known[code] = replace(before, plan=(*kept, replace(dose, id=dose.id or "plan-2", since=at(0))))

    def end_plan(self, code: str, plan_id: str) -> None:
        self.calls.append(("end_plan", code, plan_id))
        before = self._known(code)
        self.known[code] = replace(before, plan=tuple(each for each in before.plan if each.id != plan_id))

    def note_treatment(self, code: str, what: str, at: time | None = None) -> None:
        if not what:
            raise BadInput("The treatment is empty.")
        self.calls.append(("note_treatment", code, what, at))
        before = self._known(code)
        noted = Treatment(f"tr-{len(before.treatments) + 1}", before.visits[0].id, at_now(at), what)
        self.known[code] = replace(before, treatments=(*before.treatments, noted))

    def strike_treatment(self, treatment_id: str) -> None:
        self.calls.append(("strike_treatment", treatment_id))
        for code, before in self.known.items():
            kept = tuple(each for each in before.treatments if each.id != treatment_id)
            self.known[code] = replace(before, treatments=kept)

    def favourites(self) -> Sequence[Favourite]:
        return self.liked

    def prefer(self, favourites: Sequence[Favourite]) -> None:
        self.calls.append(("prefer", tuple(favourites)))
        self.liked = tuple(favourites)

    def welcome(self) -> Welcome:
        return Welcome(self.wanted, tuple(self.cards.values()), False, True)

    def leave_out_welcome(self) -> None:
        self.calls.append(("leave_out_welcome",))
        self.wanted = False

    def practise(self) -> None:
        self.calls.append(("practise",))
