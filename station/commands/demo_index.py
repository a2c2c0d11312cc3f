"""The page that lists the pictures of a gallery: one row per thing, all looks and sizes beside each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path

STYLE = """
body { font-family: Roboto, system-ui, sans-serif; margin: 32px; background: #F4F6F8; color: #14202B; }
h1 { font-weight: 500; } h2 { font-weight: 500; margin: 40px 0 12px; }
div.row { display: flex; flex-wrap: wrap; gap: 18px; }
figure { margin: 0; width: 340px; } figcaption { color: #56656F; font-size: 13px; margin-top: 6px; }
img { width: 100%; border: 1px solid #DCE2E7; border-radius: 10px; background: #FFFFFF; }
nav a { margin-right: 14px; color: #0072B2; }
"""


def index_page(folder: Path, made: Mapping[str, Sequence[Path]], looks: Sequence[str], sizes: Sequence[str]) -> Path:
    """Write ``index.html`` beside the pictures; returns its path."""
    names = sorted(made)
    links = "".join(f'<a href="#{escape(name)}">{escape(_title(name))}</a>' for name in names)
    rows = "".join(_row(name, made[name]) for name in names)
    summary = f"{sum(len(made[name]) for name in names)} pictures: {', '.join(looks)}; {', '.join(sizes)}."
    path = folder / "index.html"
    path.write_text(
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>Counterpoise: every view</title>'
        f"<style>{STYLE}</style><h1>Counterpoise: every view</h1><p>{escape(summary)}</p>"
        f"<nav>{links}</nav>{rows}</html>",
        "utf-8",
    )
    return path


def _title(name: str) -> str:
    return name.replace("-", " ").replace("_", " ").capitalize()


def _row(name: str, pictures: Sequence[Path]) -> str:
    figures = "".join(
        f'<figure><a href="{escape(path.name)}"><img loading="lazy" src="{escape(path.name)}" '
        f'alt="{escape(_title(name))}"></a><figcaption>{escape(path.stem.removesuffix(f"-{name}"))}</figcaption></figure>'
        for path in pictures
    )
    return f'<h2 id="{escape(name)}">{escape(_title(name))}</h2><div class="row">{figures}</div>'
