"""Pictures of every view in every look and size, from what really happened in a demo: ``station demo --gallery DIR``.

While a scripted visit runs, moments of it are kept: the live state, and the curves as they were.  Afterwards every view
is drawn over a console that stands still in one of these moments; everything stored comes from the real visit.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

import numpy as np

from station.commands.demo_index import index_page
from station.console import Console
from station.desks.demo import DemoDesk
from station.envelope import Envelope
from station.errors import BadInput
from station.events import Event, TrialChanged
from station.model import Floats, Live, Side, TrialReview, TrialState
from station.office import Office
from station.visit import Visit

if TYPE_CHECKING:
    from PySide6.QtGui import QImage
    from PySide6.QtWidgets import QWidget

    from ui.app import MainWindow
    from ui.client_window import ClientWindow

PLAN: Final = (
    "hip_abduction_iso",
    "glute_bridge_hold",
    "cmj",
    "squat",
    "weight_shift",
    "quiet_stance_eyes_open",
    "hip_abduction_tracking",
)
"""One test of each kind of feedback and of review."""
LOOKS = ("light", "dark", "contrast")
SIZES: Final = (("1280x720", 1280, 720, 1), ("1440x900", 1440, 900, 1), ("2x", 1440, 900, 2))
"""Name, width, height, and device pixels per pixel."""
LARGE: Final = ("4K", 3840, 2160, 1)
LANGUAGE: Final = "en"
"""What the pictures are in, but for those that show another one."""


@dataclass(frozen=True, slots=True)
class Dress:
    """How a window is dressed, and in which sizes it is drawn so."""

    look: str
    sizes: tuple[tuple[str, int, int, int], ...] = SIZES
    language: str = LANGUAGE
    font_scale: float = 1.0
    name: str = ""
    """What its pictures are called instead of by their size."""


DRESSES: Final = (
    *(Dress(look) for look in LOOKS),
    Dress("light", (LARGE,)),
    Dress("light", SIZES[:1], language="de", name="1280x720-german"),
    Dress("dark", SIZES[1:2], language="de", name="1440x900-german"),
    Dress("light", SIZES[1:2], font_scale=1.5, name="1440x900-type150"),
)
"""Every look in every size; a large screen, German and large type once each."""
COLUMNS = 3000
SECONDS = 10.0
LOOK_AT_S: Final[Mapping[TrialState, float]] = {
    TrialState.ZERO: 0.2,
    TrialState.WEIGH: 0.6,
    TrialState.READY: 0.2,
    TrialState.COUNTDOWN: 0.8,
    TrialState.REST: 1.0,
    TrialState.BREAK: 1.0,
    TrialState.STOPPED: 0.5,
    TrialState.REVIEW: 0.7,
}
"""How long after it began a state looks like itself, in the demo's seconds."""
EFFORT = (TrialState.GO, TrialState.HOLD)
EFFORT_AFTER_S: Final[Mapping[str, float]] = {
    "hip_abduction_iso": 12.0,
    "glute_bridge_hold": 8.0,
    "cmj": 2.4,
    "squat": 9.0,
    "weight_shift": 9.0,
    "hip_abduction_tracking": 14.0,
}
LOST_S, CALM_S, KEPT_S = 25.0, 0.25, 30.0
DECIDED = (TrialState.REVIEW, TrialState.STOPPED)
"""Then somebody decides about the trial."""
SETTLE_S = 1.2
SETTLES_S: Final[Mapping[str, float]] = {"review": 0.5, "settings": 0.1, "demo": 0.1, "report": 6.0}
"""Views that read or set pages in the background have something to show by then."""
IN_DOCS: Final[Mapping[str, str]] = {
    "light-1440x900-home": "today.png",
    "light-1440x900-live-effort-glute_bridge_hold": "live.png",
    "dark-1440x900-live-effort-hip_abduction_iso": "live-dark.png",
    "light-1440x900-review-cmj": "review.png",
    "light-1440x900-person": "person.png",
    "light-1280x720-report": "report.png",
    "light-1440x900-devices": "devices.png",
    "light-1440x900-demo": "demo.png",
    "dark-1280x720-client-glute_bridge_hold": "client.png",
    "dark-1280x720-client-hip_abduction_tracking": "client-path.png",
}
"""Pictures that the documents show, and what they are called there."""


@dataclass(frozen=True, slots=True, eq=False)
class Moment:
    """A live state and the curves that belonged to it."""

    name: str
    live: Live
    envelopes: Mapping[Side, Envelope]
    review: TrialReview | None = None
    """The trial that is to be decided about, as it was then."""


def narrowed(envelope: Envelope, columns: int) -> Envelope:
    """The same for fewer columns: least of the least and greatest of the greatest; NaN where nothing was measured."""
    edges = np.linspace(0, envelope.low_n.size, columns + 1).astype(int)[:-1]

    def parts(of: np.ufunc, values: Floats) -> Floats:
        reduced: Floats = of.reduceat(values, edges)
        return reduced

    low_n, high_n = parts(np.fmin, envelope.low_n), parts(np.fmax, envelope.high_n)
    return Envelope(low_n, high_n, envelope.latest_n, now_s=envelope.now_s)


class Still:
    """The visit's console with the live state of one moment; None lets it be as it is."""

    def __init__(self, visit: Visit) -> None:
        self._visit = visit
        self.moment: Moment | None = None
        self._listeners: list[Callable[[Event], None]] = []

    def show(self, moment: Moment | None) -> None:
        """Stand still in this moment; a trial may be decided about in it, or not yet."""
        self.moment = moment
        trial_id = "" if moment is None else moment.live.visit.course.trial_id
        for listener in self._listeners if trial_id else ():
            listener(TrialChanged(trial_id))

    def live(self) -> Live:
        return self._visit.live() if self.moment is None else self.moment.live

    def envelope(self, side: Side, columns: int, seconds: float) -> Envelope | None:
        if self.moment is None:
            return self._visit.envelope(side, columns, seconds)
        kept = self.moment.envelopes.get(side)
        return None if kept is None else narrowed(kept, columns)

    def review(self, trial_id: str) -> TrialReview:
        kept = None if self.moment is None else self.moment.review
        return kept if kept is not None and kept.trial_id == trial_id else self._visit.review(trial_id)

    def subscribe(self, listener: Callable[[Event], None]) -> Callable[[], None]:
        """Nothing happens any more, but that another moment is shown."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._visit, name)


class Gallery:
    """Keeps moments while the visit runs, and draws everything afterwards."""

    def __init__(self, folder: Path, visit: Visit, now_s: Callable[[], float], say: Callable[[str], None]) -> None:
        """Raises BadInput for a folder that cannot be written to."""
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise BadInput(
                f"Pictures cannot be written to {folder} ({error.strerror}). Give another folder."
            ) from error
        self._folder, self._visit, self._now_s, self._say = folder, visit, now_s, say
        self.moments: dict[str, Moment] = {}
        self.made: dict[str, list[Path]] = {}
        self._hurried: set[str] = set()
        self._state: TrialState | None = None
        self._title = self._reviewed = ""
        self._entered_s = self._effort_s = 0.0
        self._kept_s: float | None = None
        self._lost_s: float | None = None

    # While it runs ----------------------------------------------------------------------------------------------------

    def look(self, chosen: str) -> None:
        """Keep this moment if it is one worth it; ``chosen`` is the key of the test that runs."""
        live, now_s = self._visit.live(), self._now_s()
        if (live.state, live.title) != (self._state, self._title):
            goes_on = live.title == self._title and {live.state, self._state} <= {*EFFORT, TrialState.REST}
            self._effort_s = self._effort_s if goes_on else now_s
            self._state, self._title, self._entered_s = live.state, live.title, now_s
        name = f"effort-{chosen}" if live.state in EFFORT else live.state.value
        if not live.title and "choose" not in self.moments:
            self.keep("choose")
        if live.state is TrialState.REVIEW and self._reviewed != chosen:
            self.moments.pop(name, None)  # the store knows the newest trial, and that of the last test is shown
        after_s = EFFORT_AFTER_S.get(chosen, 4.0) if live.state in EFFORT else LOOK_AT_S.get(live.state)
        since_s = self._effort_s if live.state in EFFORT else self._entered_s
        # on a busy computer devices fall behind: such a moment is kept only until there is a calm one
        calm = all(device.behind_s < CALM_S for device in live.devices)
        wanted = name not in self.moments or (calm and name in self._hurried)
        if wanted and after_s is not None and now_s - since_s >= after_s:
            self.keep(name)
            (self._hurried.discard if calm else self._hurried.add)(name)
            self._reviewed = chosen if live.state is TrialState.REVIEW else self._reviewed

    def keep(self, name: str) -> None:
        """Keep what is now."""
        live = self._visit.live()
        found = {side: self._visit.envelope(side, COLUMNS, SECONDS) for side in (*live.sides, Side.BOTH)}
        envelopes = {side: each for side, each in found.items() if each is not None}
        decided = live.state in DECIDED and bool(live.visit.course.trial_id)
        review = self._visit.review(live.visit.course.trial_id) if decided else None
        self.moments[name] = Moment(name, live, envelopes, review)

    def lose_a_device(self, demo: DemoDesk) -> bool:
        """Afterwards: pull the cable of the plates in a bridge; True when that was seen, or takes too long."""
        live, now_s = self._visit.live(), self._now_s()
        if self._kept_s is None:
            self._kept_s = now_s
        if self._lost_s is None and live.state is not TrialState.DONE and now_s - self._kept_s < KEPT_S:
            return False
        if self._lost_s is None:
            self._lost_s = now_s
            self.keep("kept")
            self._visit.choose("glute_bridge_hold", practice=False)
            demo.let_happen("unplug", "plates")
            return False
        seen = bool(live.trouble) and bool(live.title)
        if seen:
            self.keep("device-lost")
        if seen or now_s - self._lost_s > LOST_S:
            demo.mend()
            self._visit.stop()
            return True
        return False

    # Afterwards -------------------------------------------------------------------------------------------------------

    def draw(self, office_of: Callable[[Dress], Office], person: str) -> int:
        """Every view, moment and client screen in every look and size; returns how many pictures there are.

        ``office_of`` gives the rooms with the settings of a dress.
        """
        from ui.app import MainWindow, create_app

        begun_s = time.monotonic()
        for dress in DRESSES:
            create_app(dress.look)
            still = Still(self._visit)
            window = MainWindow(replace(office_of(dress), console=cast(Console, still)), start="live")
            window.show()
            window.door.close()  # what a change of moments would let sound and flash did not happen
            try:
                for size, width, height, ratio in dress.sizes:
                    prefix = f"{dress.look}-{dress.name or size}"
                    window.resize(width, height)
                    self._views(window, still, person, prefix, ratio)
                    self._moments(window, still, prefix, ratio)
                    self._client(prefix, width, height, ratio)
                    self._say(f"  {prefix}: {sum(map(len, self.made.values()))} pictures")
                if window.faults:
                    raise window.faults[0]
            finally:
                window.close()
        sizes = dict.fromkeys(dress.name or size for dress in DRESSES for size, *_ in dress.sizes)
        index_page(self._folder, self.made, LOOKS, list(sizes))
        count = sum(map(len, self.made.values()))
        self._say(f"  drawn in {time.monotonic() - begun_s:.0f} s")
        return count

    def _views(self, window: MainWindow, still: Still, person: str, prefix: str, ratio: int) -> None:
        still.moment = self.moments.get("kept")
        newest = {trial.protocol: trial.trial_id for trial in reversed(self._visit.trials()) if trial.person == person}
        for view in window.offered_views:
            if view == "live":
                continue
            arguments = {"person": [("", person)], "report": [("", person)]}.get(view, [("", "")])
            if view == "review":
                arguments = [(f"-{protocol}", trial_id) for protocol, trial_id in newest.items()]
            for suffix, argument in arguments:
                window.show_view(view, argument)
                settle(SETTLES_S.get(view, SETTLE_S))
                self._picture(window, f"{view}{suffix}", prefix, ratio)

    def _moments(self, window: MainWindow, still: Still, prefix: str, ratio: int) -> None:
        for name, moment in self.moments.items():
            still.show(moment)
            settle(0.0)
            window.show_view("live")
            window.refresh()
            settle(0.15)
            self._picture(window, f"live-{name}", prefix, ratio)

    def _client(self, prefix: str, width: int, height: int, ratio: int) -> None:
        from ui.client_window import ClientWindow

        client: ClientWindow = ClientWindow()
        client.resize(width, height)
        client.show()
        for name, moment in self.moments.items():
            client.show_live(moment.live)
            client.settle()
            settle(0.0)
            self._picture(client, f"client-{name.removeprefix('effort-')}", prefix, ratio)
        client.close()
        client.deleteLater()

    def _picture(self, window: QWidget, name: str, prefix: str, ratio: int) -> None:
        from PySide6.QtCore import Qt
        from PySide6.QtGui import QPixmap

        pixmap = QPixmap(window.size() * ratio)
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.black)
        window.render(pixmap)
        path = self._folder / f"{prefix}-{name}.png"
        written = pixmap.save(str(path), "PNG")
        if (called := IN_DOCS.get(path.stem)) is not None:
            (self._folder / "docs").mkdir(exist_ok=True)
            written = slim(pixmap.toImage()).save(str(self._folder / "docs" / called), quality=0) and written
        if not written:
            raise BadInput(f"The picture cannot be written to {path}. Is there room left?")
        self.made.setdefault(name, []).append(path)


def settle(seconds: float) -> None:
    """Let the window do what it has to do for so long, three rounds at least."""
    from PySide6.QtWidgets import QApplication

    until_s = time.monotonic() + seconds
    rounds = 0
    while rounds < 3 or time.monotonic() < until_s:
        QApplication.processEvents()
        rounds += 1
        if seconds:
            time.sleep(0.01)


def slim(image: QImage) -> QImage:
    """The same in 86 shades of each colour: nobody sees it, and the file is smaller."""
    from PySide6.QtGui import QImage

    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    shades = np.frombuffer(plain.bits(), np.uint8)
    # to the nearest one: cut off below it a grey would get a hue
    shades[:] = np.round(np.round(shades * (85 / 255)) * (255 / 85)).astype(np.uint8)
    return plain
