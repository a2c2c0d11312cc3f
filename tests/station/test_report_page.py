"""The page of a report, read back from its PDF: words, fonts, pages, names in every script, and what it never says."""

import io
import re
import struct
import zlib
from dataclasses import replace
from itertools import pairwise

import pytest
from pypdf import PdfReader
from report_content import BEFORE, BOTH, FIRST, LEFT, NOW, RIGHT, change, figure, flat, hip, jump, newtons, report

from dsp.measurement import Measurement, State
from dsp.symmetry import Verdict
from station.change.verdicts import SidesPoint, Word
from station.doses import Dose, Prescribed, Reached
from station.errors import BadInput, Missing, StationError
from station.model import Outcome, RejectReason
from station.report.content import Audience, DoneDose, DrawnCurves, NotCounted, TestReport
from station.report.fonts import families
from station.report.sheet import sheet
from station.report.typesetting import as_pdf, as_pictures, read_logo
from station.report.wording import Wording


def made(content, audience=Audience.THERAPIST, language="en", clinic="Practice in the Park", logo=b""):
    return PdfReader(io.BytesIO(as_pdf(sheet(content, audience, Wording(language), clinic=clinic), NOW, logo)))


def words_of(pdf):
    text = "\n".join(page.extract_text() for page in pdf.pages)
    return re.sub(r"\s+", " ", text.replace("\u00a0", " "))


def test_the_therapist_s_page_says_value_band_side_change_limit_method_calibration_check_and_file():
    text = words_of(made(report()))
    for part in (
        "Visit report", "Visit 3 on 19 Oct 2026", "A-104", "Practice in the Park", "Hip abduction, side-lying",
        "144 ± 4 N", "166 ± 4 N", "+30 N (+12 %)", "improved", "+8 N (+12 %)", "unchanged within measurement error",
        "detectable: 16 N", "from own repetitions, n = 3 and 3",
        "Right higher by 13 ± 10 %, more than measurement error",
        "Since the first visit, 7 Sep 2026", "Since the visit before, 28 Sep 2026", "calibration c-7 of 1 Mar 2026",
        "± 1.0 %", "verification 2026-08-30: passed, within 0.4 %", "onset: change point", "counterpoise 0.1.0",
        "SHA-256: 100000000000 · 200000000000 · 300000000000", "Clamshell, left", "40 to 50 % of own maximum", "12",
    ):  # fmt: skip
        assert part in text, f"{part!r} is not in {text}"


def test_the_client_s_page_says_it_in_sentences_and_has_the_targets_for_home():
    text = words_of(made(report(), Audience.CLIENT))
    for part in (
        "Your visit", "144 ± 4 N", "Right is higher than left by 13 ± 10 %: more than measurement error.",
        "Left: +30 N (+12 %) since 7 Sep 2026: better", "At home", "Clamshell, left", "every day", "5 s",
    ):  # fmt: skip
        assert part in text, f"{part!r} is not in {text}"
    assert "Stable peak" not in text


def test_a_page_in_german_has_german_words_and_decimal_commas():
    text = words_of(made(report(), language="de"))
    for part in (
        "Befund des Termins",
        "± 1,0 %",
        "besser",
        "Rechts höher um 13 ± 10 %",
        "erkennbar ab 16 N",
        "7. Sept.",
    ):
        assert part in text, f"{part!r} is not in {text}"
    assert not re.search(r"\bimproved|Client\b", text)


def test_a_limited_number_carries_its_reason_and_an_invalid_one_has_the_reason_in_its_place():
    first = change(Word.FIRST, None, FIRST)
    limited = figure(LEFT, newtons(200.0, "80 Hz device: onset known to 12 ms", limited=True), first)
    withheld = figure(RIGHT, newtons(None, "the device was lost after 2 s"), first)
    test = TestReport("x", "Hip test", 1, (limited, withheld), (), None, "", (), DrawnCurves(why_not="no file"))
    for audience in Audience:
        text = words_of(made(report(test), audience))
        assert "L limited: 80 Hz device: onset known to 12 ms" in text
        assert "R no number: the device was lost after 2 s" in text
        assert "200 ± 4 N limited" in text
        assert "No curve: no file" in text


def test_what_cannot_be_compared_says_why_in_a_note():
    why = "other device: A, before B, and not both are verified"
    odd = figure(BOTH, newtons(100.0), change(Word.NOT_COMPARABLE, None, FIRST, why))
    test = TestReport("x", "Trunk", 1, (odd,), (), None, "", (), DrawnCurves())
    text = words_of(made(report(test)))
    assert "not comparable 1" in text.replace("comparable1", "comparable 1")
    assert why in text


@pytest.mark.parametrize(
    ("difference", "verdict", "said"),
    [
        (13.0, Verdict.RIGHT_HIGHER, "Right higher by 13 ± 5 %, more than measurement error"),
        (-13.0, Verdict.LEFT_HIGHER, "Left higher by 13 ± 5 %, more than measurement error"),
        (-3.0, Verdict.NOT_DISTINGUISHABLE, "not distinguishable: left higher by 3 ± 5 %, within measurement error"),
        (0.2, Verdict.NOT_DISTINGUISHABLE, "Left and right are even within ± 5 %"),
    ],
)
def test_left_against_right_is_a_sentence(difference, verdict, said):
    point = SidesPoint("v", NOW, Measurement(difference, "%", State.VALID, (), 5.0), verdict, "", 3)
    test = TestReport("x", "Hip", 1, (), (), point, "Difference", (), DrawnCurves())
    assert said in words_of(made(report(test)))


# Names --------------------------------------------------------------------------------------------------------------

NAMES = [
    "محمد بن عبد الله الخالدي",
    "सत्यजित श्रीवास्तव",
    "山田 太郎",
    "やまだ たろう",
    "김민준",
    "李小龍",
    "Nguyễn Thị Ánh Tuyết",
    "Ze\u0301lie O\u0308stberg a\u0323\u0301",
    "יוסף כהן",
    "สมชาย ใจดี",
    "Дмитрий Ёлкин",
    "Ελένη",
    "თამარ ბარათაშვილი",
    "Արամ",
    "அருண்",
]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_of_any_script_is_on_the_page_with_real_glyphs_in_embedded_fonts(name):
    pdf = made(report(name=name))
    fonts = [font.get_object() for page in pdf.pages for font in page["/Resources"]["/Font"].values()]
    for font in fonts:
        (below,) = [each.get_object() for each in font["/DescendantFonts"]]
        descriptor = below["/FontDescriptor"].get_object()
        assert {"/FontFile2", "/FontFile3"} & set(descriptor), "a font is not embedded"
        assert "/ToUnicode" in font, "what is written in this font cannot be copied"
    # a glyph that no font has would be number 0, and the engine refuses such a page
    letters = {letter for letter in name if letter.isalpha()}
    assert len(letters & set(words_of(pdf))) > 0.6 * len(letters)


def test_a_name_that_no_installed_font_can_show_is_refused_in_words():
    with pytest.raises(StationError, match="no installed font can show"):
        made(report(name="\U00012000"))


def test_without_the_fonts_for_chinese_japanese_and_korean_it_is_said_what_to_install():
    with pytest.raises(Missing, match=r"counterpoise\[report-cjk\]"):
        families("山田", ["Noto Sans"])
    assert families("Müller", ["Noto Sans", "Noto Sans Thai"]) == ["Noto Sans", "Noto Sans Thai"]


@pytest.mark.parametrize(("text", "form"), [("山田", "SC"), ("やまだ", "JP"), ("김민준", "KR")])
def test_han_signs_have_the_form_of_the_script_beside_them(text, form):
    assert families(text, [f"Noto Sans CJK {each}" for each in ("JP", "KR", "SC", "TC")])[-1].endswith(form)


def test_nobody_is_named_unless_asked():
    text = words_of(made(report()))
    assert "Without a name: A-104 is a code that only the clinic can resolve." in text
    named = words_of(made(report(name="Maria Muster")))
    assert "Maria Muster" in named
    assert "This report carries a name" in named


def test_the_title_and_author_of_the_file_hold_no_name():
    about = made(report(name="Maria Muster")).metadata
    assert "Maria" not in str(dict(about))
    assert about.title == "Visit report, A-104, Visit 3 on 19 Oct 2026"


def test_a_text_that_looks_like_markup_is_only_text():
    hostile = '#panic("x") $x$ *bold* <b> \\ #include "/etc/passwd" {letter}'
    text = words_of(made(report(hip(hostile), name=hostile), clinic=hostile))
    assert text.count('#panic("x") $x$ *bold*') >= 3


# Pages --------------------------------------------------------------------------------------------------------------


def test_the_largest_battery_with_changes_is_one_page_for_both_readers():
    # as in "Return to sport": nine tests, five of them of each side
    tests = [(hip if n % 2 else jump)(f"Test number {n} of this battery") for n in range(1, 10)]
    for audience in Audience:
        assert len(made(report(*tests), audience).pages) == 1, audience


def test_more_tests_go_onto_a_second_page_under_the_same_head_and_none_is_cut():
    tests = [
        hip(f"Test number {n} with a title that is longer than any that ships with this program") for n in range(24)
    ]
    pdf = made(report(*tests, name="A very long name " * 6))
    assert len(pdf.pages) > 1
    for number, page in enumerate(pdf.pages, 1):
        text = re.sub(r"\s+", " ", page.extract_text())
        assert "Visit report" in text
        assert "A-104" in text
        assert f"Page {number} of {len(pdf.pages)}" in text
    text = words_of(pdf)
    assert all(f"Test number {n} with" in text for n in range(24))
    assert "A very long name A very long name" in text


def done(number):
    asked = Prescribed(70.0, 80.0, "% of body weight", 30.0, 3)
    dose = Dose("v", "weight_shift", LEFT, NOW, asked, Reached(72.6, 30.0, 3, 0.81))
    return DoneDose(f"Exercise number {number}", dose)


def pages_of(doses, tests):
    content = replace(report(*(hip(f"Test {n}") for n in range(tests))), doses=tuple(map(done, range(doses))))
    return [re.sub(r"\s+", " ", page.extract_text()) for page in made(content).pages]


@pytest.mark.parametrize("tests", range(8, 13))
def test_exercises_stand_on_one_page_with_their_heading(tests):
    pages = pages_of(12, tests)
    (whole,) = [text for text in pages if "Exercises of this visit" in text]
    assert all(f"Exercise number {n} " in whole for n in range(12)), f"{len(pages)} pages"


def test_more_exercises_than_a_page_holds_have_their_heads_on_each():
    pages = [text for text in pages_of(60, 1) if "Exercise number" in text]
    assert len(pages) > 1
    assert all("Repetitions" in text for text in pages)
    assert all(sum(f"Exercise number {n} " in text for text in pages) == 1 for n in range(60))
    assert all(text.count("Exercise number") > 1 for text in pages), "none stands alone"


def test_the_same_content_gives_the_same_bytes_and_no_time_but_the_visit_s():
    pages = [as_pdf(sheet(report(), Audience.THERAPIST, Wording("en")), NOW) for _ in range(2)]
    assert pages[0] == pages[1]
    about = PdfReader(io.BytesIO(pages[0])).metadata
    assert about.creation_date == about.modification_date == NOW


def test_trials_that_do_not_count_are_named_with_their_reason():
    rejected = NotCounted("Squat", NOW, Outcome.COMPLETED, False, RejectReason.SLIPPED, "left foot", None)
    refused = NotCounted("Jump", NOW, Outcome.COMPLETED, False, None, "", "Left and right seem to be exchanged.")
    text = words_of(made(report(not_counted=(rejected, refused))))
    assert "Squat, 09:00: rejected: device or foot slipped, left foot" in text
    assert "Jump, 09:00: not to be used: Left and right seem to be exchanged." in text


def test_a_visit_of_simulated_devices_says_so_and_a_real_one_does_not():
    assert "nothing here was measured on a person" in words_of(made(report(simulated=True)))
    assert "nothing here was measured on a person" not in words_of(made(report()))


# Grey -----------------------------------------------------------------------------------------------------------------


def test_in_grey_left_is_one_line_and_right_is_broken_by_white():
    test = TestReport("x", "Hip", 1, (), (), None, "", (), DrawnCurves((flat(LEFT, 100.0), flat(RIGHT, 50.0))))
    (picture,) = as_pictures(sheet(report(test), Audience.CLIENT, Wording("en")), 200)
    grey, rgb = grey_rows(picture)
    left, right = (row_of(rgb, colour) for colour in ((0, 0x72, 0xB2), (0xD5, 0x5E, 0)))
    assert white_gaps(grey[left[0]][left[1] : left[2]]) == 0
    assert white_gaps(grey[right[0]][right[1] : right[2]]) > 10


def grey_rows(png):
    from PIL import Image

    image = Image.open(io.BytesIO(png)).convert("RGB")
    grey = image.convert("L")
    wide, high = image.size
    return (
        [[grey.getpixel((x, y)) for x in range(wide)] for y in range(high)],
        [[image.getpixel((x, y)) for x in range(wide)] for y in range(high)],
    )


def row_of(rows, colour):
    """The row with most of this colour, and from where to where it is there."""

    def near(pixel):
        return all(abs(one - other) < 40 for one, other in zip(pixel, colour, strict=True))

    number, row = max(enumerate(rows), key=lambda item: sum(map(near, item[1])))
    there = [x for x, pixel in enumerate(row) if near(pixel)]
    assert len(there) > 100
    return number, there[5], there[-8]


def white_gaps(row):
    return sum(1 for before, after in pairwise(row) if before < 200 <= after)


# Logos ----------------------------------------------------------------------------------------------------------------


def png_of(wide, high):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\x00" + b"\x20\x60\xa0" * wide for _ in range(high))
    head = struct.pack(">IIBBBBB", wide, high, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def test_a_logo_is_drawn_and_one_that_is_none_is_refused(tmp_path):
    file = tmp_path / "logo.png"
    file.write_bytes(png_of(40, 20))
    assert any(page.images for page in made(report(), logo=read_logo(file)).pages)
    file.write_bytes(b"GIF89a")
    with pytest.raises(BadInput, match="no PNG, JPEG or SVG"):
        read_logo(file)
    with pytest.raises(BadInput, match="cannot be drawn"):
        made(report(), logo=b"\x89PNG\r\n\x1a\n broken")
    with pytest.raises(BadInput, match="cannot be read"):
        read_logo(tmp_path / "missing.png")


def test_the_preview_has_the_pages_of_the_file():
    tests = [hip(f"Test {n}") for n in range(24)]
    content = sheet(report(*tests), Audience.THERAPIST, Wording("en"))
    assert len(as_pictures(content, 40)) == len(PdfReader(io.BytesIO(as_pdf(content, NOW))).pages)


def test_a_person_s_first_visit_has_no_columns_of_change():
    text = words_of(made(report(hip(compared=False), number=1, before_at=None, first_at=NOW)))
    assert "First visit, 19 Oct 2026" in text
    assert "Since the" not in text
    assert BEFORE.year == 2026
