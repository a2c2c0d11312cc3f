"""Who presses the buttons of ``station test``: a person at a terminal, or lines of a script."""

from __future__ import annotations

import os
import queue
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol as Interface

from station.errors import BadInput
from station.model import Live, TrialState
from station.trial import EFFORT, OVER

PAUSE_S = 0.5
"""What a script presses is pressed this long after the screen changed, as by somebody who reads first."""


WEIGHING_PATIENCE_S, ZERO_PATIENCE_S = 15.0, 30.0
"""Somebody who does not stand still, or a device that cannot be zeroed for so long, is given up."""

PRESS_AGAIN_S = 1.5
"""What was pressed in a script is pressed again after this long at the earliest, if the state is still the same."""
PATIENCE_S = 60.0
"""What a script wants and nothing offers for so long is given up."""


class Wish(StrEnum):
    """What can be wanted of a running test."""

    PRIMARY = "primary"
    STOP = "stop"
    RETAKE = "retake"
    OUTCOME = "outcome"
    KEEP = "keep"
    QUIT = "quit"


@dataclass(frozen=True, slots=True)
class Wanted:
    """One wish; ``choice`` is the number of an outcome, from 1, or its name; of quitting, the reason."""

    wish: Wish
    choice: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """What whoever presses can see."""

    live: Live
    since_s: float
    """How long the state has been this one."""
    stored: bool
    """The trial is stored: it can be kept or taken again."""


class Hands(Interface):
    def wanted(self, seen: Seen) -> Wanted | None:
        """The next wish, when there is one now."""
        ...


KEYS = {
    " ": Wish.PRIMARY,
    "\r": Wish.PRIMARY,
    "\n": Wish.PRIMARY,
    "s": Wish.STOP,
    "r": Wish.RETAKE,
    "o": Wish.OUTCOME,
    "k": Wish.KEEP,
    "q": Wish.QUIT,
}


class Pressed:
    """Keys of a terminal; after ``o`` a digit chooses the outcome."""

    def __init__(self, key: Callable[[], str]) -> None:
        """``key`` returns the key that was pressed last, and nothing when none was."""
        self._key = key
        self.choosing = False

    def wanted(self, seen: Seen) -> Wanted | None:
        key = self._key().lower()
        if self.choosing and key:
            self.choosing = False
            return Wanted(Wish.OUTCOME, key) if key.isdecimal() else None
        wish = KEYS.get(key)
        if wish is Wish.OUTCOME:
            self.choosing = seen.stored
            return Wanted(wish) if seen.stored else None
        return None if wish is None else Wanted(wish)


class Automatic:
    """Presses what the screen offers and keeps what was stored; gives up what does not come (``--yes``)."""

    def __init__(self) -> None:
        self._pressed_s: float | None = None

    def wanted(self, seen: Seen) -> Wanted | None:
        live, waited_s = seen.live, seen.since_s
        if self._pressed_s is not None and waited_s < self._pressed_s:
            self._pressed_s = None  # what was pressed has led to another state
        if waited_s < PAUSE_S or (self._pressed_s is not None and waited_s < self._pressed_s + PRESS_AGAIN_S):
            return None
        if seen.stored:
            return self._now(waited_s, Wanted(Wish.KEEP))
        if live.state is TrialState.WEIGH and not (live.weigh is not None and live.weigh.still):
            why = live.weigh.advice if live.weigh is not None else "nothing was measured."
            return Wanted(Wish.QUIT, f"Weighing failed: {why}") if waited_s > WEIGHING_PATIENCE_S else None
        if live.state is TrialState.ZERO and waited_s > ZERO_PATIENCE_S:
            return Wanted(Wish.QUIT, f"No zero could be taken. {live.trouble}".strip())
        if live.state in (TrialState.ZERO, TrialState.WEIGH, TrialState.READY) and live.primary:
            return self._now(waited_s, Wanted(Wish.PRIMARY))
        return None

    def _now(self, waited_s: float, wanted: Wanted) -> Wanted:
        self._pressed_s = waited_s
        return wanted


# A script ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a script: a wish, or something to wait for."""

    wish: Wish | None = None
    choice: str = ""
    state: TrialState | None = None
    seconds: float = 0.0


def parse_script(lines: Iterable[str], name: str = "script") -> Iterator[Line]:
    """The lines of a script, as they come; empty ones and comments are nothing.  Raises BadInput."""
    for number, text in enumerate(lines, start=1):
        words = text.partition("#")[0].split()
        if words:
            yield _line(words, f"{name}, line {number}")


def _line(words: list[str], where: str) -> Line:
    verb, rest = words[0].lower(), words[1:]
    if verb == "wait" and len(rest) == 1:
        if rest[0] in {state.value for state in TrialState}:
            return Line(state=TrialState(rest[0]))
        try:
            seconds = float(rest[0])
        except ValueError:
            seconds = -1.0
        if 0.0 <= seconds <= 3600.0:
            return Line(seconds=seconds)
    elif verb == Wish.OUTCOME and rest:
        return Line(Wish.OUTCOME, " ".join(rest))
    elif verb in {wish.value for wish in Wish} - {Wish.OUTCOME} and not rest:
        return Line(Wish(verb))
    states = ", ".join(state.value for state in TrialState)
    said = " ".join(words)[:40]
    raise BadInput(
        f"{where}: {said!r} is nothing that can be done. A line is one of primary, stop, keep, retake, outcome NAME, "
        f"quit, wait SECONDS, or wait and a state: {states}."
    )


class Script:
    """The lines of a script, each when its time has come.

    ``primary`` waits until the screen offers something, and until a client who is weighed stands still; ``keep``,
    ``retake`` and ``outcome`` wait for a stored trial; ``stop`` and ``quit`` wait for nothing but ``wait``.
    After the last line the test is left when it comes to something that somebody would have to press.
    """

    def __init__(self, next_line: Callable[[], Line | None], ended: Callable[[], bool]) -> None:
        """``next_line`` returns None while there is none; ``ended`` says that none will come."""
        self._next, self._ended = next_line, ended
        self._line: Line | None = None
        self._from_s = self._waited_s = self._pressed_s = 0.0

    def wanted(self, seen: Seen) -> Wanted | None:
        if seen.since_s < self._pressed_s:
            self._pressed_s = 0.0  # what was pressed has led to another state
        if self._line is None:
            self._line, self._from_s = self._next(), seen.since_s
        line, stands = self._line, seen.live.state in _NEEDS_SOMEBODY and seen.since_s > PATIENCE_S
        if line is None:
            over = self._ended() and seen.live.state in _NEEDS_SOMEBODY and seen.since_s >= PAUSE_S
            return Wanted(Wish.QUIT) if over and (seen.stored or seen.live.state not in OVER) else None
        if line.wish is None and self._waited(line, seen):
            self._line = None
        elif line.wish is not None and self._can(line.wish, seen):
            self._line, self._pressed_s = None, seen.since_s
            return Wanted(line.wish, line.choice)
        elif stands and not line.seconds:
            waits = f"waits for {line.state}" if line.wish is None else f"wants {line.wish}"
            return Wanted(Wish.QUIT, f"The script {waits}, which did not come. {seen.live.trouble}".strip())
        return None

    def _waited(self, line: Line, seen: Seen) -> bool:
        if line.state is not None:
            return seen.live.state is line.state
        if seen.since_s < self._from_s:  # another state meanwhile
            self._waited_s, self._from_s = self._waited_s + seen.since_s, 0.0
        over = self._waited_s + seen.since_s - self._from_s >= line.seconds
        self._waited_s = 0.0 if over else self._waited_s
        return over

    def _can(self, wish: Wish, seen: Seen) -> bool:
        live = seen.live
        if wish in (Wish.STOP, Wish.QUIT):
            return True
        if seen.since_s < PAUSE_S or (self._pressed_s and seen.since_s < self._pressed_s + PRESS_AGAIN_S):
            return False
        if wish is Wish.PRIMARY and live.state not in OVER:
            still = live.state is not TrialState.WEIGH or (live.weigh is not None and live.weigh.still)
            return bool(live.primary) and still
        return seen.stored


_NEEDS_SOMEBODY = frozenset(set(TrialState) - EFFORT - {TrialState.COUNTDOWN, TrialState.BREAK})


class Read:
    """Lines of an open file, read by a thread of their own: nobody waits for whoever writes them."""

    def __init__(self, lines: Iterable[str], name: str) -> None:
        self._found: queue.SimpleQueue[Line | BadInput | None] = queue.SimpleQueue()
        self._lines, self._name = lines, name
        self.ended = False
        threading.Thread(target=self._read, name="script", daemon=True).start()

    def next(self) -> Line | None:
        """The next line, or None while there is none.  Raises BadInput."""
        try:
            found = self._found.get_nowait()
        except queue.Empty:
            return None
        if isinstance(found, BadInput):
            raise found
        self.ended = self.ended or found is None
        return found

    def _read(self) -> None:
        try:
            for line in parse_script(self._lines, self._name):
                self._found.put(line)
        except BadInput as error:
            self._found.put(error)
        except (OSError, ValueError) as error:  # not a text, or closed meanwhile
            self._found.put(BadInput(f"{self._name} cannot be read ({error})."))
        self._found.put(None)


# A terminal --------------------------------------------------------------------------------------------------------


@contextmanager
def single_keys() -> Iterator[Callable[[], str]]:
    """The keys of this terminal one by one, without Enter; Ctrl-C stays what it is."""
    if sys.platform == "win32":
        import msvcrt

        yield lambda: msvcrt.getwch() if msvcrt.kbhit() else ""
        return
    import select
    import termios
    import tty

    number = sys.stdin.fileno()
    before = termios.tcgetattr(number)

    def key() -> str:
        if not select.select([number], [], [], 0.0)[0]:
            return ""
        return os.read(number, 1).decode("ascii", "replace") or "q"  # a terminal that was closed

    try:
        tty.setcbreak(number)
        yield key
    finally:
        termios.tcsetattr(number, termios.TCSADRAIN, before)
