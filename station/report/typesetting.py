"""A sheet as PDF, or as pictures of its pages: the same layout by the same engine, so the preview is the page.

The same sheet gives the same bytes: no clock, no fonts of the system, no network.
"""

from __future__ import annotations

import json
import tempfile
from datetime import datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from station.errors import BadInput, StationError
from station.report.fonts import families, font_folders, missing
from station.report.sheet import Sheet

if TYPE_CHECKING:
    import typst

TEMPLATE: Final = "page.typ"
LARGEST_LOGO: Final = 2_000_000
_SIGNATURES: Final = {b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpg", b"<svg": "svg", b"<?xml": "svg"}


def read_logo(path: Path) -> bytes:
    """A clinic's logo: PNG, JPEG or SVG.  Raises BadInput."""
    try:
        if path.stat().st_size > LARGEST_LOGO:
            raise BadInput(f"The logo {path.name} is larger than {LARGEST_LOGO // 1_000_000} MB. Make it smaller.")
        data = path.read_bytes()
    except OSError as error:
        raise BadInput(f"The logo {path} cannot be read ({error.strerror}).") from error
    if not _kind(data):
        raise BadInput(f"The logo {path.name} is no PNG, JPEG or SVG.")
    return data


def _kind(data: bytes) -> str:
    beginning = data[:200].lstrip(b"\xef\xbb\xbf \t\r\n")
    return next((kind for signature, kind in _SIGNATURES.items() if beginning.startswith(signature)), "")


def as_pdf(sheet: Sheet, at: datetime, logo: bytes = b"") -> bytes:
    """One document; ``at`` is the time of the visit, the only one in the file.  Raises StationError."""
    return _Setting(sheet, logo).pdf(at)


def as_pictures(sheet: Sheet, dots_per_inch: float, logo: bytes = b"") -> list[bytes]:
    """Each page as PNG.  Raises StationError."""
    return _Setting(sheet, logo).pictures(dots_per_inch)


@cache
def _fonts() -> typst.Fonts:
    try:
        import typst
    except ModuleNotFoundError as error:
        raise missing("What sets the pages of a report is", "report") from error
    folders = [str(folder) for folder in font_folders()]
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)


class _Setting:
    """One sheet with the density that holds it on one page, where one does."""

    def __init__(self, sheet: Sheet, logo: bytes) -> None:
        text = json.dumps(sheet, ensure_ascii=False, sort_keys=True)
        self._logo = logo
        self._inputs = {"sheet": text, "fonts": json.dumps(families(text, _fonts().families())), "tight": "0"}
        if logo:
            self._inputs["logo"] = f"/logo.{_kind(logo)}"

    def pdf(self, at: datetime) -> bytes:
        data: bytes = self._made(format="pdf", timestamp=int(at.timestamp()), pdf_standards=["ua-1"])
        return data

    def pictures(self, dots_per_inch: float) -> list[bytes]:
        made = self._made(format="png", ppi=dots_per_inch)
        return [made] if isinstance(made, bytes) else list(made)

    def _made(self, **how: Any) -> Any:
        import typst

        with tempfile.TemporaryDirectory(prefix="counterpoise-report-") as folder:
            source = Path(folder) / TEMPLATE
            source.write_bytes(files("station.report").joinpath(TEMPLATE).read_bytes())
            if self._logo:
                (Path(folder) / self._inputs["logo"][1:]).write_bytes(self._logo)
            try:
                for tight in ("0", "1", "0"):
                    self._inputs["tight"] = tight
                    compiler = typst.Compiler(
                        source,
                        root=folder,
                        font_paths=_fonts(),
                        ignore_system_fonts=True,
                        sys_inputs=self._inputs,
                        package_path=folder,
                        package_cache_path=folder,
                    )
                    if json.loads(compiler.query("<pages>", field="value", one=True)) == 1:
                        break
                return compiler.compile(**how)
            except RuntimeError as error:  # TypstError is one; a query raises it bare
                raise self._refused(getattr(error, "message", "") or str(error)) from error

    def _refused(self, message: str) -> StationError:
        if "could not be displayed" in message:
            return StationError(
                f"The report has a character that no installed font can show ({message.partition(': ')[2]}). "
                "Write it with others, or leave the name out."
            )
        if self._logo and ("logo" in message or "image" in message):
            return BadInput(f"The logo cannot be drawn ({message[:200]}). Save it again as PNG.")
        return StationError(f"The page could not be set: {message[:300]}")
