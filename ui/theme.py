"""Colours, type and the one application stylesheet; whatever paints itself asks ``active()``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from station.model import Side

CAPTION, SECONDARY, BODY, PANEL, SCREEN, STEP, VALUE, RESULT, HEADLINE = 12, 13, 15, 17, 26, 34, 46, 64, 112
"""Type sizes in pixels."""

GAP, MARGIN = 18, 24

_THEME, _SCALE, _SIDES = "counterpoiseTheme", "counterpoiseScale", "counterpoiseSides"


@dataclass(frozen=True, slots=True)
class Theme:
    """Every colour and line width of one appearance."""

    name: str
    background: str
    surface: str
    ink: str
    muted: str
    line: str
    grid: str
    left: str
    right: str
    total: str
    good: str
    good_on: str
    caution: str
    caution_on: str
    trouble: str
    trouble_on: str
    curve_px: float = 2.4
    band_opacity: float = 0.10

    def side(self, side: Side) -> str:
        """The colour of a side; both together have the total's."""
        return {Side.LEFT: self.left, Side.RIGHT: self.right, Side.BOTH: self.total}[side]

    def side_text(self, side: Side) -> str:
        """The colour of a side where it is written with, or behind white letters: as strong as small text needs."""
        return readable(self.side(side), (self.surface, self.background), self.ink)

    @property
    def on_side(self) -> str:
        """What is written on a surface that is filled with the colour of a side."""
        return self.surface if self.name == "light" else self.background

    def tone(self, tone: str) -> tuple[str, str]:
        """Text colour and ground of ``good``, ``caution``, ``trouble`` or ``neutral``."""
        pairs = {
            "good": (self.good, self.good_on),
            "caution": (self.caution, self.caution_on),
            "trouble": (self.trouble, self.trouble_on),
        }
        return pairs.get(tone, (self.ink, self.grid))


LIGHT = Theme(
    "light", "#F4F6F8", "#FFFFFF", "#14202B", "#56656F", "#DCE2E7", "#EBEFF2", "#0072B2", "#D55E00", "#7A8894",
    "#197857", "#E4F3EC", "#7A5B00", "#FBF1D0", "#B3261E", "#FBE6E4",
)  # fmt: skip
DARK = Theme(
    "dark", "#0E1316", "#161D22", "#E9EFF3", "#93A4B0", "#27323A", "#1E272D", "#56B4E9", "#E69F00", "#77868F",
    "#5CC79A", "#12332A", "#E9CF6B", "#3A3113", "#F2867D", "#41201D", band_opacity=0.14,
)  # fmt: skip
CONTRAST = Theme(
    "contrast", "#000000", "#000000", "#FFFFFF", "#FFFFFF", "#FFFFFF", "#4A4A4A", "#56B4E9", "#E69F00", "#C8C8C8",
    "#5CC79A", "#000000", "#E9CF6B", "#000000", "#F2867D", "#000000", curve_px=3.0, band_opacity=0.25,
)  # fmt: skip
THEMES = {theme.name: theme for theme in (LIGHT, DARK, CONTRAST)}

USUAL_SIDES = "blue_orange"
SIDES = {
    USUAL_SIDES: (("#0072B2", "#D55E00"), ("#56B4E9", "#E69F00")),
    "green_violet": (("#2E7D32", "#7B1FA2"), ("#7CC47F", "#CE93D8")),
    "violet_amber": (("#5E35B1", "#B45309"), ("#B79CE8", "#E9B44C")),
}
"""Left and right on a light ground, and on a dark one; each pair stays apart for those who see few colours."""


@cache
def dressed(name: str, sides: str = USUAL_SIDES) -> Theme:
    """A theme with the colours of its sides chosen."""
    theme = THEMES.get(name, LIGHT)
    if sides == USUAL_SIDES or sides not in SIDES:
        return theme
    left, right = SIDES[sides][theme is not LIGHT]
    return replace(theme, left=left, right=right)


def active() -> Theme:
    """The theme that the application wears now."""
    app = QApplication.instance()
    return dressed(str(app.property(_THEME)), str(app.property(_SIDES) or USUAL_SIDES)) if app else LIGHT


def contrast(one: str, other: str) -> float:
    """How far two colours are apart for the eye, from 1 to 21 (WCAG 2.2)."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    parts: list[float] = [int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@cache
def readable(colour: str, grounds: tuple[str, ...], ink: str, least: float = 4.5) -> str:
    """The colour, moved towards the ink until it can be read as small text on all these grounds."""
    start, end = QColor(colour), QColor(ink)
    for step in range(21):
        share = step / 20
        mixed = QColor.fromRgbF(
            start.redF() * (1 - share) + end.redF() * share,
            start.greenF() * (1 - share) + end.greenF() * share,
            start.blueF() * (1 - share) + end.blueF() * share,
        ).name()
        if all(contrast(mixed, ground) >= least for ground in grounds):
            return mixed
    return ink


def scale() -> float:
    """By how much all type is larger than designed."""
    app = QApplication.instance()
    value = app.property(_SCALE) if app else None
    return float(value) if isinstance(value, int | float) else 1.0


def font(px: float, weight: QFont.Weight | None = None) -> QFont:
    """Roboto with tabular figures; light from 46 px up unless told otherwise.  Shared: not to be changed."""
    return _font(max(1, round(px * scale())), weight or (QFont.Weight.Light if px >= VALUE else QFont.Weight.Normal))


@cache
def _font(pixels: int, weight: QFont.Weight) -> QFont:
    result = QFont("Roboto")
    result.setPixelSize(pixels)
    result.setWeight(weight)
    result.setFeature(QFont.Tag("tnum"), 1)
    return result


def register_fonts() -> None:
    """Make Roboto known to Qt from the installed package; the system's fonts are never relied on."""
    if "Roboto" in QFontDatabase.families():
        return
    from font_roboto import font_files

    for path in font_files.values():
        if Path(path).stem in {"Roboto-Light", "Roboto-Regular", "Roboto-Medium", "Roboto-Bold"}:
            QFontDatabase.addApplicationFont(str(path))


def palette(theme: Theme) -> QPalette:
    """Fusion's palette; Qt's own colour scheme switch does nothing offscreen and on bare X11."""
    result = QPalette()
    role = QPalette.ColorRole
    colours = {
        role.Window: theme.background, role.Base: theme.surface, role.AlternateBase: theme.grid,
        role.Button: theme.surface, role.WindowText: theme.ink, role.Text: theme.ink, role.ButtonText: theme.ink,
        role.BrightText: theme.ink, role.PlaceholderText: theme.muted, role.ToolTipBase: theme.ink,
        role.ToolTipText: theme.surface, role.Highlight: theme.left, role.HighlightedText: theme.surface,
        role.Mid: theme.line, role.Dark: theme.line, role.Light: theme.surface,
    }  # fmt: skip
    for key, value in colours.items():
        result.setColor(key, QColor(value))
    return result


def stylesheet(theme: Theme, factor: float = 1.0) -> str:
    """The whole appearance of standard widgets, by their ``role`` and ``tone`` properties."""

    def px(size: float) -> str:
        return f"{round(size * factor)}px"

    # grounds are all black there: what has weight is framed in its colour
    t, plain = theme, theme.name == "contrast"
    frames, labels, toned = _frame_rules(t, plain=plain), _label_rules(t, px), _tone_rules(t, px)
    return f"""
* {{ font-family: Roboto; font-size: {px(BODY)}; }}
QMainWindow, QWidget#page, QWidget#content {{ background: {t.background}; }}
QScrollArea, QScrollArea > QWidget > QWidget#content {{ background: transparent; border: none; }}
QScrollArea#papers {{ border: 2px solid transparent; border-radius: 6px; }}
QScrollArea#papers:focus {{ border: 2px solid {t.left}; }}
{frames}
QToolTip {{ color: {t.surface}; background: {t.ink}; border: none; padding: 6px 8px; font-size: {px(SECONDARY)}; }}
QLineEdit, QPlainTextEdit {{ placeholder-text-color: {t.total if plain else t.muted}; }}
QLineEdit#search {{ color: {t.ink}; background: {t.surface}; border: 1px solid {t.line}; border-radius: 12px;
    padding: 0 14px; selection-background-color: {t.left}; }}
QLineEdit#search:focus {{ border: 2px solid {t.left}; padding: 0 13px; }}
QLineEdit[field="true"], QPlainTextEdit[field="true"] {{ color: {t.ink}; background: {t.surface};
    border: 1px solid {t.line}; border-radius: 10px; padding: 0 11px; selection-background-color: {t.left}; }}
QPlainTextEdit[field="true"] {{ padding: 6px 7px; }}
QLineEdit[field="true"]:focus {{ border: 2px solid {t.left}; padding: 0 10px; }}
QPlainTextEdit[field="true"]:focus {{ border: 2px solid {t.left}; padding: 5px 6px; }}
{labels}
{toned}
QScrollBar:vertical {{ background: transparent; width: 10px; margin: 2px; }}
QScrollBar::handle:vertical {{ background: {t.total}; border-radius: 3px; min-height: 32px; }}
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {{
    background: none; height: 0; width: 0; }}
QAbstractScrollArea::corner {{ background: transparent; border: none; }}
QScrollBar:horizontal {{ background: transparent; height: 10px; margin: 2px; }}
QScrollBar::handle:horizontal {{ background: {t.total}; border-radius: 3px; min-width: 32px; }}
"""


def _frame_rules(t: Theme, *, plain: bool) -> str:
    """What surrounds the views, panels, banners and the chips of the devices."""
    return f"""
QFrame#rail {{ background: {t.surface}; border: none; border-right: 1px solid {t.line}; }}
QFrame#strip {{ background: {t.surface}; border: none; border-bottom: 1px solid {t.line}; }}
QFrame[panel="true"] {{ background: {t.surface}; border: 1px solid {t.line}; border-radius: 14px; }}
QFrame[panel="chosen"] {{ background: {t.surface}; border: 1px solid {t.muted}; border-radius: 14px; }}
QFrame[panel="trouble"] {{ background: {t.trouble_on}; border: 1px solid {t.trouble}; border-radius: 14px; }}
QFrame[banner="trouble"] {{ background: {t.trouble_on}; border: {f"1px solid {t.trouble}" if plain else "none"};
    border-radius: 12px; }}
QFrame[banner="message"] {{ background: {t.trouble_on}; border: none; border-bottom: 1px solid {t.trouble}; }}
QFrame[banner="story"] {{ background: {t.surface}; border: none; border-bottom: 1px solid {t.line}; }}
QFrame[banner="none"] {{ background: transparent; border: none; }}
QFrame[deviceChip="true"] {{ background: {t.surface}; border: 1px solid {t.line}; border-radius: 17px; }}
QFrame[deviceChip="caution"] {{ background: {t.caution_on}; border: 1px solid {t.caution if plain else t.caution_on};
    border-radius: 17px; }}
QFrame[deviceChip="trouble"] {{ background: {t.trouble_on}; border: 1px solid {t.trouble if plain else t.trouble_on};
    border-radius: 17px; }}
QFrame[rule="true"] {{ background: {t.line}; border: none; max-height: 1px; min-height: 1px; }}
"""


def _label_rules(t: Theme, px: Callable[[float], str]) -> str:
    """Text by its role."""
    roles = {
        "caption": (CAPTION, 400, t.muted), "secondary": (SECONDARY, 400, t.muted), "body": (BODY, 400, t.ink),
        "quiet": (BODY, 400, t.muted), "strong": (BODY, 500, t.ink), "panel": (PANEL, 500, t.ink),
        "screen": (SCREEN, 500, t.ink), "prompt": (SCREEN, 400, t.ink), "step": (STEP, 400, t.ink),
        "share": (22, 500, t.ink),
        "left": (BODY, 500, t.side_text(Side.LEFT)), "right": (BODY, 500, t.side_text(Side.RIGHT)),
        "good": (BODY, 500, t.good),
        "forceNowLeft": (SCREEN, 400, t.side_text(Side.LEFT)), "forceNowRight": (SCREEN, 400, t.side_text(Side.RIGHT)),
        "forceNowBoth": (SCREEN, 400, t.ink), "device": (SECONDARY, 500, t.ink), "small": (SECONDARY, 500, t.ink),
        "bannerTrouble": (BODY, 500, t.trouble), "bannerCaution": (BODY, 500, t.caution),
        "smallTrouble": (SECONDARY, 500, t.trouble), "smallCaution": (SECONDARY, 500, t.caution),
    }  # fmt: skip
    return "\n".join(
        f'QLabel[role="{name}"] {{ font-size: {px(size)}; font-weight: {weight}; color: {colour}; }}'
        for name, (size, weight, colour) in roles.items()
    )


def _tone_rules(t: Theme, px: Callable[[float], str]) -> str:
    """Chips and state words by their tone."""
    tones = "\n".join(
        f'QLabel[chip="{name}"] {{ color: {t.tone(name)[0]}; background: {t.tone(name)[1]}; '
        f"border: 1px solid {t.tone(name)[1] if t.name != 'contrast' else t.tone(name)[0]}; border-radius: 12px; "
        f"padding: 3px 11px; font-size: {px(SECONDARY)}; font-weight: 500; }}"
        for name in ("good", "caution", "trouble", "neutral")
    )
    words = "\n".join(
        f'QFrame[stateWord="{name}"] {{ background: {t.tone(name)[1]}; border-radius: {px(18)}; border: '
        f"{'1px solid ' + t.tone(name)[0] if t.name == 'contrast' else 'none'}; }}\n"
        f'QFrame[stateWord="{name}"] QLabel {{ color: {t.tone(name)[0]}; }}'
        for name in ("good", "caution", "trouble", "neutral")
    )
    return f"{tones}\n{words}"


def apply(app: QApplication, theme: Theme, factor: float = 1.0, sides: str = USUAL_SIDES) -> None:
    """Dress the whole application; windows that are open change with it."""
    app.setProperty(_THEME, theme.name)
    app.setProperty(_SCALE, factor)
    app.setProperty(_SIDES, sides)
    worn = dressed(theme.name, sides)
    app.setPalette(palette(worn))
    app.setFont(font(BODY))
    app.setStyleSheet(stylesheet(worn, factor))


def sides() -> str:
    """Which colours of the sides are worn."""
    app = QApplication.instance()
    return str(app.property(_SIDES) or USUAL_SIDES) if app else USUAL_SIDES


def of_system() -> str:
    """``light``, ``dark`` or ``contrast``, by what the system says of itself; light where it says nothing."""
    hints = QGuiApplication.styleHints()
    accessibility = getattr(hints, "accessibility", lambda: None)()
    preference = getattr(accessibility, "contrastPreference", lambda: None)()
    if preference is not None and preference == Qt.ContrastPreference.HighContrast:
        return CONTRAST.name
    return DARK.name if hints.colorScheme() is Qt.ColorScheme.Dark else LIGHT.name
