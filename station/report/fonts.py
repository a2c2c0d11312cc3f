"""The fonts of a report, all from installed packages: Noto for Latin and twenty scripts, one more for Chinese,
Japanese and Korean.  Nothing comes from the system, so that a page looks the same on every computer.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from station.errors import Missing

MAIN: Final = "Noto Sans"
PACKAGES: Final = {"manimgx_fonts": "report", "manimgx_fonts_cjk": "report-cjk"}
"""The package of each part, and the extra that installs it."""
EAST_ASIAN: Final = ("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO", "IDEOGRAPHIC")


def font_folders() -> list[Path]:
    """Where the installed fonts lie.  Raises Missing without the main one."""
    found = []
    for package in PACKAGES:
        spec = find_spec(package)
        if spec is not None and spec.origin is not None:
            found.append(Path(spec.origin).parent)
        elif package == "manimgx_fonts":
            raise missing("The fonts of a report are", "report")
    return found


def missing(what: str, extra: str) -> Missing:
    """What to install."""
    return Missing(f'{what} an extra that is not installed. Install it with: pip install "counterpoise[{extra}]"')


def families(text: str, installed: list[str]) -> list[str]:
    """The fonts in the order in which they are asked for the glyphs of this text.

    Han signs look a little different in each of the countries that write them: kana say Japanese, hangul Korean,
    otherwise the simplified Chinese forms are used.  Raises Missing where the text needs what is not installed.
    """
    kinds = set(_east_asian(text))
    east = sorted(each for each in installed if " CJK " in each)
    if kinds and not east:
        raise missing("This text has Chinese, Japanese or Korean characters. Their fonts are", "report-cjk")
    form = "JP" if kinds & {"HIRAGANA", "KATAKANA"} else "KR" if "HANGUL" in kinds else "SC"
    chosen = [each for each in east if each.endswith(form)]
    rest = sorted(each for each in installed if each != MAIN and " CJK " not in each)
    return [MAIN, *rest, *chosen]


def _east_asian(text: str) -> Iterator[str]:
    for character in set(text):
        if ord(character) > 0x1100:
            name = unicodedata.name(character, "").split(" ")[0].split("-")[0]
            if name in EAST_ASIAN:
                yield name
