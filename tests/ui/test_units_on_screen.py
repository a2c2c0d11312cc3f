"""The screens with kilogram-force chosen: every force is in it or carries its N, and none is converted twice."""

import itertools
import re

import pytest
from fake_console import SCENES
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from dsp.measurement import Measurement, State
from station.doses import Prescribed
from station.model import Side
from ui import numbers
from ui.force_axis import LiveAxis, tick_names, ticks
from ui.live_presenter import LivePresenter
from ui.widgets.labels import ElidedLabel
from ui.widgets.plotting import ForcePlot
from ui.widgets.readouts import BigNumber

NUMBER = r"[−-]?\d+(?:\.\d+)?"
FORCE = re.compile(
    rf"(?P<value>{NUMBER}|—)(?: ± (?P<spread>{NUMBER}))?[ \u00a0\u2060]*(?P<unit>(?:N|kgf|lbf)(?:/kg|/s|·s)?)(?![\w·/])"
)
IN_WORDS = re.compile("newtons|kilogram-force|pound-force", re.IGNORECASE)
SCREENS = [
    ("live", ""), ("review", "t-hip"), ("review", "t-jump"), ("home", ""), ("person", "A-104"),
    ("devices", ""), ("qa", ""), ("demo", ""),
]  # fmt: skip
PER = {"N": 1.0, "kgf": 9.80665, "lbf": 4.4482216152605}


@pytest.fixture(autouse=True)
def as_it_was():
    yield
    numbers.show_forces_in("N")


def value_of(written: str) -> float:
    return float(written.replace("−", "-"))


def half_step(found: re.Match) -> float:
    """Half of what one in the last digit is worth; beside a spread tens and hundreds may be rounded."""
    written = found["spread"] or found["value"]
    if "." in written or found["spread"] is None:
        return 0.5 * 10.0 ** -len(written.partition(".")[2])
    return 0.5 * 10.0 ** (len(written) - len(written.rstrip("0")))


def texts_of(page: QWidget) -> list[str]:
    """Everything that is read, in the order of the screen's parts."""
    labels = [each for each in page.findChildren(QLabel) if each.isVisibleTo(page)]
    found = [each.full if isinstance(each, ElidedLabel) else each.text() for each in labels]
    found = [text.replace("\u00a0", " ").replace("\u2060", "") for text in found]
    return found + [each.accessibleName() for each in page.findChildren(BigNumber) if each.isVisibleTo(page)]


def told_apart(text: str) -> tuple[str, list[re.Match]]:
    return FORCE.sub("#", IN_WORDS.sub("force", text)), list(FORCE.finditer(text))


def same(in_newtons: str, in_unit: str, unit: str) -> int:
    """How many forces were converted between two writings of one text; fails where one is wrong."""
    if in_newtons == in_unit:
        assert unit not in in_unit, f"said in {unit} while forces are shown in N: {in_unit}"
        return 0
    (rest, before), (other_rest, after) = told_apart(in_newtons), told_apart(in_unit)
    assert rest == other_rest, (in_newtons, in_unit)
    converted = 0
    for one, other in zip(before, after, strict=True):
        if one.group() == other.group():
            continue
        assert other["unit"] == one["unit"].replace("N", unit), (in_newtons, in_unit)
        converted += 1
        for part in ("value", "spread"):
            if one[part] in (None, "—") or other[part] is None:
                continue
            off = abs(value_of(other[part]) * PER[unit] - value_of(one[part]))
            assert off <= half_step(one) + half_step(other) * PER[unit] + 1e-9, (in_newtons, in_unit)
    return converted


def axes_of(page: QWidget) -> None:
    """Every label of a force axis says its level in the unit that stands at the top."""
    for plot in page.findChildren(ForcePlot):
        (names,) = plot._plot.getAxis("left")._tickLevels
        for level, name in names:
            digits = name.removesuffix(f" {numbers.force_unit()}")
            assert value_of(digits) == pytest.approx(numbers.shown_force(level), abs=1e-6), (level, name)
        if names:
            assert names[-1][1].endswith(numbers.force_unit())


@pytest.mark.parametrize("unit", ["kgf", "lbf"])
def test_on_every_screen_a_force_is_in_the_chosen_unit_or_carries_its_newtons(unit, open_window, qtbot):
    window = open_window("hold")
    seen: dict[tuple, list[str]] = {}
    converted = 0
    for chosen in ("N", unit):
        window.office.settings.change(force_unit=chosen)
        qtbot.waitUntil(lambda chosen=chosen: numbers.force_unit() == chosen)
        window.settings_changed()
        screens = [(view, argument, "hold") for view, argument in SCREENS if view in window.offered_views]
        screens += [("live", "", scene) for scene in ("weigh", "restless", "rest", "review", "two bands")]
        for view, argument, scene in screens:
            window.console.state = SCENES[scene]
            window.show_view(view, argument)
            for _ in range(4):
                # what was just made is shown, and has its text, after a round of events
                QApplication.processEvents()
                window.refresh()
            page = window.page(view)
            axes_of(page)
            texts = texts_of(page)
            before = seen.setdefault((view, argument, scene), texts)
            if chosen != "N":
                assert len(before) == len(texts), (view, argument, scene)
                converted += sum(same(one, other, unit) for one, other in zip(before, texts, strict=True))
    assert converted > 20, "big number, left and right now, weighing, tables of measures, progress"
    assert window.faults == []


@pytest.mark.parametrize("unit", PER)
def test_the_axis_is_round_in_the_unit_that_is_shown(unit):
    numbers.show_forces_in(unit)
    for full_scale_n in (80.0, 250.0, 500.0, 800.0, 3000.0):
        axis = LiveAxis()
        axis.begin(f"test {full_scale_n}", full_scale_n)
        axis.see(1.3 * full_scale_n)
        assert axis.upper_n >= 1.3 * full_scale_n
        names = tick_names(ticks(axis.upper_n))
        written = [name.removesuffix(f" {unit}") for _, name in names]
        assert written[0] == "0"
        assert all(len(each.replace(".", "").rstrip("0")) <= 3 for each in written), written
        steps = {round(value_of(b) - value_of(a), 6) for a, b in itertools.pairwise(written)}
        (step,) = steps
        assert step / 10 ** len(str(int(step))) * 10 in (1, 2, 2.5, 5), step
        assert names[-1][1].endswith(unit)


def test_bands_stand_on_their_axis_in_its_unit_and_the_weight_is_in_it():
    scene = SCENES["two bands"]
    plain = LivePresenter().screen(scene).bands
    numbers.show_forces_in("kgf")
    bands = LivePresenter().screen(scene).bands
    assert [(band.low_n, band.high_n) for band in bands] == [(band.low_n, band.high_n) for band in plain]
    for band, before in zip(bands, plain, strict=True):
        low, high = f"{band.low_n / 9.80665:.1f}", f"{band.high_n / 9.80665:.1f}"
        newtons = f"{band.low_n:.0f} to {band.high_n:.0f} N"
        assert newtons in before.label
        assert band.label == before.label.replace(newtons, f"{low} to {high} kgf")
    lower = LivePresenter().screen(SCENES["weigh"]).lower
    assert lower.value == f"{SCENES['weigh'].weigh.mean_n / 9.80665:.1f} kgf"


def test_a_number_that_was_converted_is_not_converted_again():
    numbers.show_forces_in("kgf")
    measured = Measurement(98.0665, "N", State.VALID, (), 0.980665, "")
    once = numbers.reading("peak_force", measured)
    assert (once.value, once.plus_minus, once.unit) == ("10.00", "0.10", "kgf")
    again = numbers.reading("peak_force", Measurement(10.0, "kgf", State.VALID, (), 0.1, ""))
    assert (again.value, again.plus_minus, again.unit) == ("10.00", "0.10", "kgf")
    assert measured.value == 98.0665


def test_what_is_agreed_in_newtons_is_kept_in_newtons(open_window, qtbot):
    window = open_window("idle", "person", "A-104")
    window.office.settings.change(force_unit="kgf")
    qtbot.waitUntil(lambda: numbers.force_unit() == "kgf")
    window.show_view("person", "A-104")
    page = window.page("person")
    page.typed("a")
    form = page._plan._form
    form._take(window.console.protocols()[1])
    form._low.setText("20")
    form._high.setText("30")
    form._unit.choose("N")
    page._submit()
    (call,) = window.office.people.calls
    assert call[2].prescribed == Prescribed(20.0, 30.0, "N")
    assert call[2].side is Side.BOTH
    qtbot.waitUntil(lambda: any("20 to 30" in text for text in texts_of(page)))
    said = [text for text in texts_of(page) if "20 to 30" in text]
    assert all("20 to 30 N" in text for text in said), said
