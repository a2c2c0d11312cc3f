"""Text files of forces: what is read, what it is taken for, and the line that is named when it is wrong."""

from __future__ import annotations

import numpy as np
import pytest

from station import text_table
from station.errors import BadInput
from station.model import Side
from station.traces import parse_columns, read_traces


@pytest.fixture
def file(tmp_path):
    def write(text, name="trace.csv", encoding="utf-8"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
        return path

    return write


def rows(count=50, step=0.001, cut=",", decimals=3):
    return [cut.join((f"{i * step:.{decimals}f}", f"{300 + i % 7:.1f}", f"{350 + i % 5:.1f}")) for i in range(count)]


HEAD = "time_s,left_n,right_n"


def text(lines, head=HEAD):
    return "\n".join([head, *lines]) + "\n"


def trouble(path, **options):
    with pytest.raises(BadInput) as caught:
        read_traces(path, **options)
    return str(caught.value)


def check(data):
    (trace,) = data.traces
    assert trace.sides == (Side.LEFT, Side.RIGHT)
    assert trace.force_n.shape == (2, 50)
    assert trace.force_n[:, :2].tolist() == [[300.0, 301.0], [350.0, 351.0]]
    assert trace.fs_hz == pytest.approx(1000.0)
    assert trace.time_s[-1] == pytest.approx(0.049)
    assert trace.gaps == ()
    assert trace.resolution_n == 1.0
    assert data.alignment_s == 0.0


def test_a_plain_csv_is_read(file):
    check(read_traces(file(text(rows()))))


@pytest.mark.parametrize("cut", [";", "\t", "   ", ", "])
def test_every_delimiter_is_found(file, cut):
    head = cut.join(HEAD.split(","))
    check(read_traces(file(text(rows(cut=cut), head))))


@pytest.mark.parametrize("cut", [";", "\t", " "])
def test_a_decimal_comma_is_read(file, cut):
    lines = [line.replace(".", ",") for line in rows(cut=cut)]
    check(read_traces(file(text(lines, cut.join(HEAD.split(","))))))


def test_a_decimal_comma_between_commas_is_refused(file):
    lines = [line.replace(".", ",") for line in rows()]
    message = trouble(file(text(lines)))
    assert "line 2" in message
    assert "decimal commas" in message


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "latin-1"])
def test_a_byte_order_mark_and_windows_lines_are_read(file, encoding):
    check(read_traces(file(text(rows()).replace("\n", "\r\n"), encoding=encoding)))


def test_remarks_and_settings_above_the_names_are_skipped(file):
    check(read_traces(file("# bench, 23°\nversion=1\n\n" + text(rows()), encoding="latin-1")))


def test_quoted_and_spelled_names_and_more_columns_are_read(file):
    lines = [f"{line},9.9,{i}" for i, line in enumerate(rows())]
    check(read_traces(file(text(lines, '"Time [s]","Left (N)","Right (N)","Total","marker"'))))


def test_milliseconds_are_read_when_the_name_says_so(file):
    check(read_traces(file(text(rows(step=1.0, decimals=0), "time_ms,left_n,right_n"))))
    assert "seconds are expected" in trouble(file(text(rows(step=1.0, decimals=0))))


def test_one_force_is_the_whole_body(file):
    (trace,) = read_traces(file("force_n\n" + "\n".join(["700.5", "700.4"] * 20)), fs=500.0).traces
    assert trace.sides == (Side.BOTH,)
    assert trace.fs_hz == 500.0
    assert trace.time_s[1] == 0.002


def test_one_column_without_a_name_is_taken_as_the_total_and_says_so(file):
    (trace,) = read_traces(file("700.5\n700.4\n" * 5), fs=500.0).traces
    assert trace.sides == (Side.BOTH,)
    assert "taken as the total" in trace.source


def test_without_time_the_rate_must_be_told(file):
    assert "--fs" in trouble(file("left_n,right_n\n" + "1,2\n" * 12))
    for fs in (0.0, -5.0, 1e9, float("nan")):
        assert "--fs" in trouble(file("left_n,right_n\n" + "1,2\n" * 12), fs=fs)


def test_a_rate_that_contradicts_the_time_column_is_refused(file):
    assert "1000 Hz" in trouble(file(text(rows())), fs=500.0)
    check(read_traces(file(text(rows())), fs=1000.0))


def test_a_hole_in_the_time_column_is_a_gap_of_the_right_size(file):
    lines = rows(200)
    (trace,) = read_traces(file(text(lines[:60] + lines[72:]))).traces
    assert trace.gaps == ((60, 12),)
    assert trace.fs_hz == pytest.approx(1000.0)
    assert trace.time_s[60] == pytest.approx(0.072)


def test_rounded_times_of_80_hz_give_the_rate_and_no_gap(file):
    lines = [f"{i / 80:.3f},1.{i % 10},2" for i in range(400)]
    (trace,) = read_traces(file(text(lines))).traces
    assert trace.fs_hz == pytest.approx(80.0, rel=1e-3)
    assert trace.gaps == ()


def test_a_recording_that_does_not_start_at_zero_is_shifted(file):
    lines = [f"{12.5 + i / 100:.2f},1,2" for i in range(30)]
    (trace,) = read_traces(file(text(lines))).traces
    assert trace.time_s[0] == 0.0
    assert trace.time_s[10] == pytest.approx(0.1)


@pytest.mark.parametrize(
    ("change", "line", "says"),
    [
        (lambda r: [*r[:9], "0.009,abc,350", *r[10:]], 11, "'abc' is not a number"),
        (lambda r: [*r[:9], "0.009,,350", *r[10:]], 11, "missing"),
        (lambda r: [*r[:9], "0.009,nan,350", *r[10:]], 11, "not a number"),
        (lambda r: [*r[:9], "0.009,inf,350", *r[10:]], 11, "not a number"),
        (lambda r: [*r[:9], "0.009,1e999,350", *r[10:]], 11, "not a number"),
        (lambda r: [*r[:9], "0.009,350", *r[10:]], 11, "2 values where 3"),
        (lambda r: [*r[:9], "0.009,350,1,2", *r[10:]], 11, "4 values where 3"),
        (lambda r: [*r[:9], "", *r[10:]], 11, "is empty"),
        (lambda r: [*r[:9], "0.008,300,350", *r[10:]], 11, "does not increase"),
        (lambda r: [*r[:9], "0.004,300,350", *r[10:]], 11, "does not increase"),
        (lambda r: [*r[:9], "0.009,=1+1,350", *r[10:]], 11, "not a number"),
        (lambda r: [*r[:9], "0.009,3_00,350", *r[10:]], 11, "'3_00' is not a number"),
        (lambda r: [*r[:9], "0.009,٣٠٠,350", *r[10:]], 11, "is not a number"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(file, change, line, says):
    message = trouble(file(text(change(rows()))))
    assert f"line {line}" in message
    assert says in message


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("", "the file is empty"),
        ("time_s,left_n,right_n\n", "has no samples: nothing follows the names of the columns in line 1"),
        ("time_s,left_n,right_n\ns,N,N\n\n", "has no samples: nothing follows the units in line 2"),
        ("force_n\n", "has no samples"),
        ("force_n\n700\n", "too short: 1 sample;"),
        ("force_n\n700\n701\n", "too short: 2 samples; at least 10"),
        ("\n \n", "empty"),
        (b"PK\x03\x04\x00\x00", "not a text file"),
        ("hello\nworld\n", "no line of numbers"),
        ("time_s,left_n\n0,1\n0.1,2\n", "not the other side"),
        ("time_s,speed\n0,1\n0.1,2\n", "no force column"),
        ("1,2,3\n4,5,6\n", "3 columns without names"),
        ("time_s,left,left_n,right\n0,1,2,3\n1,2,3,4\n", "both look like `left`"),
    ],
)
def test_files_that_say_nothing_usable_are_refused(file, content, says):
    assert says in trouble(file(content))


def test_a_missing_file_a_folder_and_a_huge_file_are_refused(file, tmp_path, monkeypatch):
    assert "cannot be read" in trouble(tmp_path / "absent.csv")
    assert "cannot be read" in trouble(tmp_path)
    monkeypatch.setattr(text_table, "MOST_BYTES", 100)
    assert "larger than 0.0001 MB" in trouble(file(text(rows())))
    assert "it is a folder" in trouble(tmp_path)


def test_rows_and_line_lengths_are_capped(file, monkeypatch):
    monkeypatch.setattr(text_table, "MOST_ROWS", 20)
    assert "more than 20 lines" in trouble(file(text(rows())))
    assert "line 1 is longer" in trouble(file("x" * 70_000 + "\n1\n"))


def test_columns_can_be_told(file):
    lines = [f"{i},{i * 0.001:.3f},9,{300 + i % 7},8,{350 + i % 5}" for i in range(50)]
    check(read_traces(file("\n".join(lines)), columns=parse_columns("time=2,left=4,right=6")))
    assert "column 9" in trouble(file("\n".join(lines)), columns={"left": 4, "right": 9}, fs=1.0)
    assert "not the other side" in trouble(file("\n".join(lines)), columns={"left": 4}, fs=100.0)


@pytest.mark.parametrize(
    "option", ["", "left", "left=x", "left=0", "up=1", "left=1,left=2", "left=1;right=2", "left=-1"]
)
def test_a_columns_option_that_cannot_be_understood_is_refused(option):
    with pytest.raises(BadInput, match="--columns"):
        parse_columns(option)


def test_a_clipped_top_is_saturated_and_a_plateau_is_not(file):
    wave = 1000.0 * np.sin(np.linspace(0, 6 * np.pi, 3000)) + 0.1 * np.random.default_rng(1).normal(size=3000)
    clipped = np.minimum(wave, 950.0)
    (trace,) = read_traces(file("\n".join(f"{v:.3f}" for v in clipped)), fs=1000.0).traces
    assert trace.saturated is not None
    assert trace.saturated.any()
    assert (trace.force_n[0][trace.saturated[0]] == 950.0).all()
    plateau = np.round(np.clip(np.linspace(-50, 400, 900), 0, 234.0))
    (trace,) = read_traces(file("\n".join(f"{v:.0f}" for v in plateau)), fs=80.0).traces
    assert trace.saturated is not None
    assert not trace.saturated.any()


# Units and ways of writing numbers


@pytest.mark.parametrize("units", ["s,N,N", "[s],[N],[N]", "sec,newtons,n", ",N,N", "(s), (N), (N),"])
def test_a_row_of_units_below_the_names_is_read_and_no_sample(file, units):
    check(read_traces(file(text([units, *rows()]))))


def test_kilonewtons_and_milliseconds_are_converted_wherever_they_are_said(file):
    lines = [f"{i},{(300 + i % 7) / 1000:.4f},{(350 + i % 5) / 1000:.4f}" for i in range(50)]
    for path in (
        file(text(["ms,kN,kN", *lines], "time,left,right")),
        file(text(lines, "time_ms,left_kn,Fz right [kN]")),
    ):
        data = read_traces(path)
        (trace,) = data.traces
        assert trace.force_n[:, 1] == pytest.approx([301.0, 351.0])
        assert trace.fs_hz == pytest.approx(1000.0)
        assert "converted from kN" in trace.source
        told = read_traces(path, columns={"time": 1, "left": 2, "right": 3}).traces[0]
        assert told.force_n.tolist() == trace.force_n.tolist()
        assert told.fs_hz == trace.fs_hz


@pytest.mark.parametrize("unit", ["kg", "lbf", "mV", "kgf"])
@pytest.mark.parametrize("told", [None, {"time": 1, "left": 2, "right": 3}])
def test_a_unit_that_is_no_force_is_refused_with_its_column(file, unit, told):
    by_row = trouble(file(text([f"s,{unit},{unit}", *rows()])), columns=told)
    assert "line 1, column 2 (left_n) is in" in by_row
    plain = trouble(file(text([f"s,{unit},{unit}", *rows()], "time,left,right")), columns=told)
    assert f"line 1, column 2 (left) is in {unit}; this reads forces in N or kN" in plain
    by_name = trouble(file(text(rows(), f"time_s,left_{unit},right ({unit})")), columns=told)
    assert f"line 1, column 2 (left_{unit}) is in {unit.lower()}; this reads forces in N or kN" in by_name


def test_a_column_in_newtons_is_preferred_and_two_units_for_one_column_are_refused(file):
    lines = [f"{line},31,35" for line in rows()]
    check(read_traces(file(text(lines, HEAD + ",left_kg,right_kg"))))
    assert "its name says n and the units below say kn" in trouble(file(text(["s,kN,kN", *rows()]))).lower()


def test_separators_at_the_end_of_lines_are_no_column(file):
    check(read_traces(file(text([line + "," for line in rows()]))))
    check(read_traces(file(text([line + "," for line in rows()], HEAD + ","))))
    check(read_traces(file(text([line + ",,"[: 1 + (i > 20)] for i, line in enumerate(rows())]) + ",,,\n")))
    assert "line 12 has 4 values where 3" in trouble(
        file(text([*(r + "," for r in rows()[:10]), "0.010,1,2,3", *rows()]))
    )


def quoted(lines):
    return [",".join(f'"{part}"' for part in line.split(",")) for line in lines]


def test_quotes_may_hold_decimal_commas_or_marks_between_thousands(file):
    check(read_traces(file(text(quoted(rows())))))
    commas = [line.replace(".", ",") for line in rows(cut=";")]
    check(read_traces(file(text([",".join(f'"{part}"' for part in line.split(";")) for line in commas]))))
    lines = [f'{i / 1000:.3f},"1,{i % 7:03d}.5","12,{i % 5:03d}.25"' for i in range(50)]
    (trace,) = read_traces(file(text(lines))).traces
    assert trace.force_n[:, 3].tolist() == [1003.5, 12003.25]
    lines = [f"{i / 1000:.3f};1.{i % 7:03d},5;12.{i % 5:03d},25".replace("0.", "0,", 1) for i in range(50)]
    (trace,) = read_traces(file(text(lines, HEAD.replace(",", ";")))).traces
    assert trace.force_n[:, 3].tolist() == [1003.5, 12003.25]


def test_a_comma_that_could_be_either_mark_is_refused_unless_another_number_decides(file):
    lines = [f'"1,{i % 7:03d}","2,{i % 5:03d}"' for i in range(30)]
    message = trouble(file(text(lines, "left_n,right_n")), fs=1000.0)
    assert "line 2: '1,000' can be 1.000 or 1000" in message
    (trace,) = read_traces(file(text([*lines, '"0,512","1,500"'], "left_n,right_n")), fs=1000.0).traces
    assert trace.force_n[:, 1].tolist() == [1.001, 2.001]
    (trace,) = read_traces(file(text([*lines, '"1,000.5","1,500"'], "left_n,right_n")), fs=1000.0).traces
    assert trace.force_n[:, 1].tolist() == [1001.0, 2001.0]
    lines = ["left_n;right_n", *(f"1,{i:03d};2,{i:03d}" for i in range(30))]
    (trace,) = read_traces(file("\n".join(lines)), fs=1000.0).traces
    assert trace.force_n[:, 1].tolist() == [1.001, 2.001]


def test_two_decimal_marks_in_one_file_are_refused(file):
    lines = [line.replace(".", ",") for line in rows(cut=";")]
    message = trouble(file(text([*lines[:20], "0,020;300.5;350,5", *lines[20:]], HEAD.replace(",", ";"))))
    assert "line 22, column 2 (`left`): '300.5' is not a number with a decimal comma" in message


@pytest.mark.parametrize("value", ["1e300", "-2e5", "100001", "inf", "-Infinity", "NaN", "1e999"])
@pytest.mark.parametrize("line", [2, 30])
def test_what_no_plate_can_measure_is_named_with_line_column_and_value(file, value, line):
    lines = rows()
    lines[line - 2] = f"{(line - 2) / 1000},{value},350"
    message = trouble(file(text(lines)))
    assert f"line {line}, column 2 (`left`)" in message
    assert value in message


def test_a_time_beyond_all_clocks_is_named_too(file):
    assert "line 51, column 1 (`time`): 1e200 is no time" in trouble(file(text([*rows(49), "1e200,1,2"])))


def test_a_time_column_that_is_not_named_counts_for_nothing_and_a_rate_must_be_told(file):
    told = parse_columns("left=2,right=3")
    assert "--columns names no time; give the sample rate with --fs" in trouble(file(text(rows())), columns=told)
    check(read_traces(file(text(rows())), columns=told, fs=1000.0))
    (trace,) = read_traces(file(text(rows())), columns=told, fs=500.0).traces
    assert trace.fs_hz == 500.0
    message = trouble(file(text(rows())), columns=told | {"time": 1}, fs=500.0)
    assert message == trouble(file(text(rows())), fs=500.0)


def test_one_column_cannot_be_two_things(file):
    with pytest.raises(BadInput, match="each once"):
        parse_columns("left=2,right=2")
    assert "both `force` and `left`" in trouble(file(text(rows())), columns={"force": 2, "left": 3, "time": 1})


# Files of other people's programs


@pytest.mark.real
def test_numbered_plates_of_two_laboratories_are_known_and_the_assumption_is_told(real_data):
    (trace,) = read_traces(real_data / "gidiel" / "Dual-CMJ-Fz.txt", fs=1000.0).traces
    assert trace.sides == (Side.LEFT, Side.RIGHT)
    assert trace.force_n[:, 0].tolist() == [301.312, 359.844]
    assert trace.resolution_n == pytest.approx(2.79, abs=0.02)
    assert "FP1 taken as the left" in trace.source
    (trace,) = read_traces(real_data / "acl_squat_jump" / "BFR003_squat_jump.csv").traces
    assert trace.force_n[:, 0].tolist() == [393.959076, 392.891296]
    assert trace.fs_hz == pytest.approx(1000.0)
    assert "plate 1 taken as right" in trace.source


@pytest.mark.real
def test_balance_trials_are_read_by_their_names(real_data):
    for number in range(1, 13):
        (trace,) = read_traces(real_data / "bds" / f"BDS{number:05d}.txt").traces
        assert trace.sides == (Side.BOTH,)
        assert trace.force_n.shape == (1, 6000)
        assert trace.fs_hz == pytest.approx(100.0)


@pytest.mark.real
def test_twelve_columns_without_names_are_not_guessed_at(real_data):
    path = real_data / "jumpmetrics" / "F02_CTRL1.txt"
    message = trouble(path, fs=2000.0)
    assert "12 columns without names" in message
    assert "--columns left=3,right=9" in message
    (trace,) = read_traces(path, fs=2000.0, columns={"left": 3, "right": 9}).traces
    assert trace.force_n.shape == (2, 40_000)
    assert trace.force_n[:, 0].tolist() == [-0.70688, -1.74332]
    filtered = real_data / "jumpmetrics" / "M07_CTRL1_filtered.txt"
    assert "line 5" in trouble(filtered, fs=2000.0)
    (trace,) = read_traces(filtered, fs=2000.0, columns={"force": 2}).traces
    assert trace.force_n[0, 0] == 714.984192


@pytest.mark.real
def test_tables_that_are_no_traces_are_refused(real_data):
    assert "no line of numbers" in trouble(real_data / "acl_squat_jump" / "BFR007_index.csv")
    assert "no line of numbers" in trouble(real_data / "bds" / "published_cop.tsv")
