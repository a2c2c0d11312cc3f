"""The certificate as PDF, one A4 page a device, drawn with reportlab."""

# reportlab has no types
# mypy: disallow-untyped-calls=False

from __future__ import annotations

import io
from collections.abc import Sequence
from xml.sax.saxutils import escape

from reportlab.graphics.shapes import Circle, Group, PolyLine, String
from reportlab.graphics.shapes import Drawing as Canvas
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus.doctemplate import SimpleDocTemplate
from reportlab.platypus.flowables import KeepInFrame, PageBreak, Spacer
from reportlab.platypus.paragraph import Paragraph
from reportlab.platypus.tables import Table, TableStyle

from station.qa.certificate import Line, drawn, facts, heads, line_of, whole
from station.qa.drawing import HEIGHT, WIDTH, Drawing, Text, title_size
from station.qa.findings import Report
from station.report.wording import Wording

MARGIN = 14 * mm
RED, GREEN, GREY = HexColor("#b3261e"), HexColor("#1b7f4b"), HexColor("#555555")
TITLE = ParagraphStyle("title", fontName="Helvetica-Bold", fontSize=15, leading=18, spaceAfter=6)
BODY = ParagraphStyle("body", fontName="Helvetica", fontSize=8, leading=10)
ROW = ParagraphStyle("row", fontName="Helvetica", fontSize=6.8, leading=8)
WORDS = ParagraphStyle("words", parent=ROW, textColor=GREY, leftIndent=8)
SMALL = ParagraphStyle("small", parent=BODY, fontSize=7, leading=8.6, textColor=GREY)
COLUMNS = (76 * mm, 44 * mm, 38 * mm, 20 * mm)


def pdf(reports: Sequence[Report], operator: str, words: Wording) -> bytes:
    """All reports in one document."""
    out = io.BytesIO()
    document = SimpleDocTemplate(
        out,
        pagesize=A4,
        leftMargin=MARGIN,
        rightMargin=MARGIN,
        topMargin=MARGIN,
        bottomMargin=MARGIN,
        title=words.say("certificate.title"),
        author=operator,
    )
    story: list[object] = []
    for number, report in enumerate(reports):
        # one page each: what is too much is made a little smaller
        page = KeepInFrame(document.width, document.height - 2 * mm, _page(report, operator, words), mode="shrink")
        story += [PageBreak(), page] if number else [page]
    document.build(story)
    return out.getvalue()


def _page(report: Report, operator: str, words: Wording) -> list[object]:
    colour = RED if report.failed else GREEN
    style = ParagraphStyle("verdict", parent=BODY, fontName="Helvetica-Bold", fontSize=10, leading=13, textColor=colour)
    return [
        Paragraph(_text(words.say("certificate.title")), TITLE),
        _facts(report, operator, words),
        Spacer(0, 5),
        Paragraph(_text(whole(report, words)), style),
        Spacer(0, 5),
        _findings([line_of(each, words) for each in report.findings], heads(words)),
        Spacer(0, 6),
        _pictures(drawn(report, words)),
        Spacer(0, 4),
        Paragraph(_text(words.say("certificate.not_this")), SMALL),
    ]


def _facts(report: Report, operator: str, words: Wording) -> Table:
    listed = [
        (Paragraph(_text(name), SMALL), Paragraph(_text(value), BODY)) for name, value in facts(report, operator, words)
    ]
    half = (len(listed) + 1) // 2
    rows = [(*listed[at], *(listed[at + half] if at + half < len(listed) else ("", ""))) for at in range(half)]
    table = Table(rows, colWidths=(24 * mm, 67 * mm, 24 * mm, 67 * mm))
    table.setStyle(TableStyle([("TOPPADDING", (0, 0), (-1, -1), 0.5), ("BOTTOMPADDING", (0, 0), (-1, -1), 0.5)]))
    return table


def _findings(lines: Sequence[Line], names: Sequence[str]) -> Table:
    rows: list[tuple[object, ...]] = [tuple(Paragraph(f"<b>{_text(name)}</b>", ROW) for name in names)]
    style: list[tuple[object, ...]] = [
        ("TOPPADDING", (0, 0), (-1, -1), 0.6),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 0.6),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LINEBELOW", (0, 0), (-1, 0), 0.8, GREY),
    ]
    for line in lines:
        word = _text(line.word)
        shown = f'<font color="#b3261e"><b>{word}</b></font>' if line.failed else word
        cells = (_text(line.title), _text(line.value), _text(line.limits), shown)
        rows.append(tuple(Paragraph(cell, ROW) for cell in cells))
        if line.why:
            rows.append((Paragraph(_text(line.why), WORDS), "", "", ""))
            style.append(("SPAN", (0, len(rows) - 1), (-1, len(rows) - 1)))
        style.append(("LINEBELOW", (0, len(rows) - 1), (-1, len(rows) - 1), 0.2, HexColor("#dddddd")))
    table = Table(rows, colWidths=COLUMNS, repeatRows=1)
    table.setStyle(TableStyle(style))
    return table


def _pictures(found: Sequence[Drawing]) -> Table | Spacer:
    if not found:
        return Spacer(0, 0)
    rows = [[_drawn(each) for each in found[at : at + 3]] for at in range(0, len(found), 3)]
    for row in rows:
        row += [""] * (3 - len(row))
    table = Table(rows)
    table.setStyle(TableStyle([("LEFTPADDING", (0, 0), (-1, -1), 0), ("BOTTOMPADDING", (0, 0), (-1, -1), 2)]))
    return table


def _drawn(drawing: Drawing) -> Canvas | str:
    canvas = Canvas(WIDTH, HEIGHT)
    group = Group(
        String(0, HEIGHT - 7, _latin(drawing.title), fontName="Helvetica", fontSize=title_size(drawing.title))
    )
    for shape in drawing.shapes:
        if isinstance(shape, Text):
            group.add(
                String(
                    shape.x,
                    shape.y,
                    _latin(shape.text),
                    fontName="Helvetica",
                    fontSize=shape.size,
                    textAnchor=shape.anchor,
                    fillColor=HexColor(shape.colour),
                )
            )
        elif shape.dots:
            for x, y in shape.points:
                group.add(Circle(x, y, 1.4, fillColor=HexColor(shape.colour), strokeWidth=0))
        else:
            flat = [value for point in shape.points for value in point]
            group.add(PolyLine(flat, strokeColor=HexColor(shape.colour), strokeWidth=shape.width))
    canvas.add(group)
    return canvas


def _text(text: str) -> str:
    """Text of a device or a person, safe in a paragraph."""
    return escape(_latin(text))


def _latin(text: str) -> str:
    """What the fonts that every PDF reader has can show."""
    return text.encode("cp1252", "replace").decode("cp1252")
