"""The right column of the day: what is to be recovered, the favourites, the devices."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from drivers.contracts import LinkState
from station.desks.people import Favourite
from station.model import DeviceStatus, Interrupted, Side
from ui import theme
from ui.device_texts import device_line, device_tone
from ui.home_presenter import Offer, recover_text
from ui.widgets.buttons import ActionButton
from ui.widgets.fields import LineField
from ui.widgets.flow import FlowBox
from ui.widgets.labels import Chip, ElidedLabel, Panel, SideBadge, clear, row, text
from ui.words import say, told

LEAST_WIDE = 96
"""Of a button whose title may take two lines."""


class RecoverPanel(Panel):
    """Recordings that were cut short; there only while there are some."""

    wanted = Signal(object)
    dropped = Signal(object)

    def __init__(self) -> None:
        super().__init__("recoverPanel")

    def show_items(self, items: Sequence[Interrupted], problem: str) -> None:
        """Show these."""
        clear(self.column)
        self.setVisible(bool(items) or bool(problem))
        if problem:
            self.column.addWidget(text("bannerTrouble", told(problem), wrap=True))
        if not items:
            return
        title, sentences = recover_text(items)
        self.column.addWidget(text("panel", title))
        for item, sentence in zip(items, sentences, strict=True):
            self.column.addWidget(text("quiet", sentence, wrap=True))
            look = ActionButton(f"recover-{item.recording_id}", "small", say("Look at it"))
            look.clicked.connect(lambda _=False, it=item: self.wanted.emit(it))
            drop = ActionButton(f"discard-{item.recording_id}", "small", say("Discard"))
            drop.clicked.connect(lambda _=False, it=item: self.dropped.emit(it))
            self.column.addLayout(row(look, drop, None, spacing=10))


class FavouritesPanel(Panel):
    """What this station does most, one key each; the list is changed in place."""

    taken = Signal(object)
    """The ``Offer``."""
    preferred = Signal(object)
    """The favourites as they shall be."""
    looked_for = Signal(str)

    def __init__(self) -> None:
        super().__init__("favouritesPanel")
        self._editing = False
        self._offers: tuple[Offer, ...] = ()
        self._person = ""
        self._addable: tuple[tuple[Favourite, str], ...] = ()
        self._field: LineField | None = None
        self._found: FlowBox | None = None

    @property
    def offers(self) -> tuple[Offer, ...]:
        """What is offered, in the order of the keys."""
        return self._offers

    def show_offers(self, offers: Sequence[Offer], person: str) -> None:
        """Offer these to this person; nothing is touched while they stay the same."""
        if (tuple(offers), person) != (self._offers, self._person) or not self.column.count():
            self._offers, self._person = tuple(offers), person
            self._fill()

    def show_addable(self, found: Sequence[tuple[Favourite, str]]) -> None:
        """What could be added."""
        self._addable = tuple(found)[:6]
        if self._found is not None:
            self._fill_found(self._found)

    def _fill(self) -> None:
        clear(self.column)
        self._field = self._found = None
        change = ActionButton("favourites-change", "tiny", say("Done") if self._editing else say("Change"))
        change.clicked.connect(lambda _=False: self._turn())
        self.column.addLayout(row(text("panel", say("Favourites")), None, change))
        if self._editing:
            self._fill_editing()
            return
        self.column.addWidget(ElidedLabel("secondary", say("for {person}", person=self._person)))
        if not self._offers:
            self.column.addWidget(text("quiet", say("None yet. Choose some with Change."), wrap=True))
            return
        made = []
        for number, offer in enumerate(self._offers, start=1):
            button = ActionButton(f"favourite-{offer.favourite.key}", "small", offer.title, str(number))
            button.setEnabled(offer.ready)
            button.setToolTip(offer.why_not)
            # a long title takes two lines where the column is narrow
            button.setMinimumWidth(round(LEAST_WIDE * theme.scale()))
            button.clicked.connect(lambda _=False, it=offer: self.taken.emit(it))
            made.append(button)
        self.column.addWidget(FlowBox(*made))
        why = next((offer.why_not for offer in self._offers if not offer.ready), "")
        if why:
            self.column.addWidget(text("secondary", why, wrap=True))

    def _fill_editing(self) -> None:
        self.column.addWidget(text("secondary", say("A click takes one out."), wrap=True))
        made = []
        for offer in self._offers:
            button = ActionButton(f"drop-{offer.favourite.key}", "small", say("× {title}", title=offer.title))
            button.setAccessibleName(say("Take {title} out", title=offer.title))
            button.clicked.connect(lambda _=False, it=offer: self._drop(it))
            made.append(button)
        self.column.addWidget(FlowBox(*made))
        self._field = LineField("favourite-find", say("Add a test or a battery"), say("Add: type its name"), longest=60)
        self._field.textChanged.connect(self.looked_for.emit)
        self._field.given_up.connect(self._turn)
        self.column.addWidget(self._field)
        self._found = FlowBox()
        self._fill_found(self._found)
        self.column.addWidget(self._found)

    def _fill_found(self, box: FlowBox) -> None:
        clear(box.flow)
        for favourite, title in self._addable if self._field is not None and self._field.text() else ():
            button = ActionButton(f"add-{favourite.key}", "small", say("+ {title}", title=title))
            button.setAccessibleName(say("Add {title}", title=title))
            button.clicked.connect(lambda _=False, it=favourite: self._add(it))
            box.flow.addWidget(button)
        box.updateGeometry()

    def _turn(self) -> None:
        self._editing = not self._editing
        self._fill()
        if self._field is not None:
            self._field.setFocus()
        else:
            self.window().setFocus()

    def _drop(self, offer: Offer) -> None:
        self.preferred.emit(tuple(each.favourite for each in self._offers if each != offer))

    def _add(self, favourite: Favourite) -> None:
        self.preferred.emit((*(each.favourite for each in self._offers), favourite))


class DevicesPanel(Panel):
    """Every device with its side and how it is."""

    wanted = Signal()

    def __init__(self, *, room: bool) -> None:
        super().__init__("devicesPanel")
        self._room = room
        self._shown: object = None

    def show_devices(self, devices: tuple[DeviceStatus, ...]) -> None:
        """Show these; nothing is touched while they stay the same."""
        told_of = tuple((each.name, each.sides, device_line(each), device_tone(each)) for each in devices)
        if told_of == self._shown:
            return
        self._shown = told_of
        clear(self.column)
        head: list[QWidget | int | None] = [text("panel", say("Devices")), None]
        if self._room:
            button = ActionButton("devices-open", "tiny", say("Set up"))
            button.clicked.connect(lambda _=False: self.wanted.emit())
            head.append(button)
        self.column.addLayout(row(*head))
        for status in devices:
            badges = [SideBadge(side, round(18 * theme.scale())) for side in status.sides if side is not Side.BOTH]
            tone = device_tone(status)
            quiet = status.state in (LinkState.STREAMING, LinkState.ASLEEP) and tone in ("good", "neutral")
            value = ElidedLabel("quiet", device_line(status)) if quiet else Chip(device_line(status), tone)
            self.column.addLayout(row(*badges, ElidedLabel("body", status.name), None, value, spacing=8))
            if status.problem:
                self.column.addWidget(text("secondary", told(status.problem), wrap=True))
        if not devices:
            sentence = say("No device is connected. Switch one on; it appears here by itself.")
            self.column.addWidget(text("quiet", sentence, wrap=True))
