"""What this program measures, in words: the catalog as text for a terminal and as the page in ``docs/``."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from dsp.catalog import CATALOG, FAMILIES
from dsp.metric import (
    CLOCK_INVALID_S,
    CLOCK_LIMITED_S,
    GAP_AVERAGE_S,
    GAP_LIMITED_S,
    Direction,
    Kind,
    Metric,
    Needs,
)
from station.errors import BadInput

_HEAD = (
    "# What is measured, and how\n\n"
    "This page is written by `station metrics --markdown` from the catalog in `dsp/catalog.py`; a test compares the "
    "two. Every number is shown as one of three: **valid**, **limited** (shown, marked, with the reason) or "
    "**invalid** (the reason instead of the number). Limited numbers enter no comparison and no norm. `[S...]` are in "
    "[sources.md](sources.md).\n\n"
    "## When a number is limited or invalid\n"
)


def needs_in_words(needs: Needs) -> str:
    """What a recording must offer for a number: rate, onset, one clock."""
    parts = [f"{needs.rate_hz:g} Hz"]
    if needs.onset_s is not None:
        parts.append(f"onset within {1000 * needs.onset_s:g} ms")
    if needs.onset_worst_s is not None:
        parts.append(f"else limited, beyond {1000 * needs.onset_worst_s:g} ms invalid")
    if needs.known_to is not None:
        parts.append(f"limited where its uncertainty is more than {100 * needs.known_to:g} % of it")
    if needs.one_clock:
        parts.append("one clock")
    return ", ".join(parts)


def as_json(key: str | None = None) -> list[dict[str, object]] | dict[str, object]:
    """Every row of the catalog, or the one of ``key``, with what it needs.  Raises BadInput."""
    if key is not None:
        return _row_as_json(_known(key))
    return [_row_as_json(row) for row in CATALOG.values()]


def _row_as_json(row: Metric) -> dict[str, object]:
    needs = row.needs
    return {
        "key": row.key,
        "title": row.title,
        "unit": row.unit,
        "better": row.direction.value,
        "sided": row.sided,
        "method": row.method,
        "source": row.source,
        "needs": {
            "rate_hz": needs.rate_hz,
            "uses": needs.kind.value,
            "onset_s": needs.onset_s,
            "onset_worst_s": needs.onset_worst_s,
            "one_clock": needs.one_clock,
            "known_to": needs.known_to,
        },
    }


def rules(kind: Kind) -> tuple[str, ...]:
    """What the samples in a metric's window do to it, in a sentence each."""
    gap_ms = 1000 * (GAP_AVERAGE_S if kind is Kind.AVERAGE else GAP_LIMITED_S)
    bound = "limited, a lower bound" if kind is Kind.PEAK else "invalid"
    return (
        f"lost samples, or samples that are no numbers: limited to {gap_ms:g} ms, invalid beyond",
        f"the sensor at its limit: {bound}",
        "a sensor that repeats one value for 0.2 s: invalid",
        "single samples that stand alone: limited; they are never taken out",
    )


def markdown() -> str:
    """The page ``docs/metrics.md``."""
    lines = [_HEAD]
    titles = {
        Kind.PEAK: "**Peak** (the greatest sample counts)",
        Kind.TIME: "**Time** (instants and rates count)",
        Kind.AVERAGE: "**Average** (all samples count alike)",
    }
    for kind, title in titles.items():
        lines.append(f"- {title}: " + "; ".join(rules(kind)) + ".")
    lines.append(
        "- **One clock**: left and right are joined sample by sample. Clocks that agree within "
        f"{1000 * CLOCK_LIMITED_S:g} ms leave it valid, within {1000 * CLOCK_INVALID_S:g} ms limited, else invalid."
    )
    lines.append("- **Rate**: below the rate that is needed (1 % is forgiven) a number is invalid.")
    lines.append("- **Onset**: where the onset is not known well enough, the number is limited.\n")
    for family, rows in FAMILIES.items():
        lines.append(f"## {family}\n")
        lines.append("| key | what | unit | formula | kind | needs | better | source |")
        lines.append("|---|---|---|---|---|---|---|---|")
        lines += [_row(row) for row in rows]
        lines.append("")
    return "\n".join(lines)


def _row(row: Metric) -> str:
    sides = ", each side" if row.sided else ""
    better = "-" if row.direction is Direction.NEITHER else row.direction.value
    cells = (
        f"`{row.key}`",
        row.title + sides,
        row.unit or "-",
        row.method,
        row.needs.kind.value,
        needs_in_words(row.needs),
        better,
        row.source,
    )
    return "| " + " | ".join(cell.replace("|", r"\|") for cell in cells) + " |"


def overview() -> Iterator[str]:
    """A line for every metric, below the name of its family."""
    width = max(len(key) for key in CATALOG)
    for family, rows in FAMILIES.items():
        yield f"\n{family}"
        for row in rows:
            yield f"  {row.key:<{width}}  {row.title}" + (f", {row.unit}" if row.unit else "")


def _known(key: str) -> Metric:
    row = CATALOG.get(key)
    if row is None:
        near = [each for each in CATALOG if each.startswith(key)] or get_close_matches(key, CATALOG, 3)
        like = f" Did you mean {', '.join(near[:6])}?" if near else ""
        raise BadInput(f"There is no metric {key!r}.{like} `station metrics` lists them all.")
    return row


def explained(key: str) -> Iterator[str]:
    """Everything about one metric.  Raises BadInput for a key that is not there."""
    row = _known(key)
    yield f"{row.title}" + (f", {row.unit}" if row.unit else "") + (", for each side" if row.sided else "")
    yield f"  formula  {row.method}"
    yield f"  source   {row.source}"
    yield f"  needs    {needs_in_words(row.needs)}"
    for rule in rules(row.needs.kind):
        yield f"  state    {rule}"
