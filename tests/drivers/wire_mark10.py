"""Lines of a Mark-10 gauge as they cross its port; the literal ones of protocols.md and of the makers' manuals."""

COMPRESSION, TENSION = b"4.285 N\r\n", b"-18.78 lbF\r\n"
ILLEGAL = b"*10\r\n"
SETTINGS = b"V1.00;LBF;CUR;FLTC8;FLTP1;AOUT00;AOFF5;FULL;MIT;POL;B0\r\n"

POLL, SHOWN = b"?C\r", b"?\r"
REFUSED, RESUME = b"!\r", b"!\r?C\r"
ANSWERS = {
    b"?C\r\n": b"0.000 N\r\n",
    b"LIST\r\n": SETTINGS,
    b"RM\r\n": b"M5-200\r\n",
    b"RS\r\n": b"3456789\r\n",
    b"RV\r\n": b"V1.00\r\n",
    RESUME: ILLEGAL,
    REFUSED: ILLEGAL,
}


def reading(number: int) -> bytes:
    return f"{(number * 0.137) % 900.0 - 40.0:.3f} N\r\n".encode("ascii")
