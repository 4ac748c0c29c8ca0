"""Subtitles become running text with their speakers."""

from __future__ import annotations

import pytest

from tocsin.errors import EmptyText
from tocsin.read.subtitles import subtitles

SRT = """1
00:00:01,000 --> 00:00:03,000
ANNA: The convoy crossed
the river at

2
00:00:03,000 --> 00:00:05,000
dawn. <i>Nobody</i> fired.

3
00:00:05,100 --> 00:00:06,000
BEN: In 2014,

4
00:00:06,000 --> 00:00:07,000
1,500
people had crossed it.

5
00:00:30,000 --> 00:00:31,000
{\\an8}Then silence.
"""

VTT = """WEBVTT
Kind: captions
Language: en

NOTE made by hand

STYLE
::cue { color: white }

intro
00:01.000 --> 00:03.000 align:start
<v Anna Roe>The convoy &amp; its guards

00:03.000 --> 00:05.000
<v Anna Roe>crossed <00:00:04.000><c>at dawn.</c></v>

00:05.000 --> 00:06.000
<v Ben>Who saw it?
"""


def test_subrip() -> None:
    assert subtitles(SRT, "a") == (
        "ANNA: The convoy crossed the river at dawn. Nobody fired.\n\nBEN: In 2014, 1,500 people had crossed it.\n\nThen silence."
    )


def test_subrip_with_windows_line_ends() -> None:
    assert subtitles(SRT.replace("\n", "\r\n"), "a") == subtitles(SRT, "a")


def test_webvtt() -> None:
    assert subtitles(VTT, "a") == "Anna Roe: The convoy & its guards crossed at dawn.\n\nBen: Who saw it?"


def test_rolling_captions_are_said_once() -> None:
    text = (
        "WEBVTT\n\n00:00.000 --> 00:02.000\nthe convoy crossed\n\n00:02.000 --> 00:04.000\nthe convoy crossed\nthe river\n\n"
        "00:04.000 --> 00:06.000\nthe river\nat dawn\n"
    )
    assert subtitles(text, "a") == "the convoy crossed the river at dawn"


def test_a_turn_without_a_name() -> None:
    text = "1\n00:00:01,000 --> 00:00:03,000\n>> Who crossed?\n\n2\n00:00:03,000 --> 00:00:05,000\n>> They did.\n"
    assert subtitles(text, "a") == "Who crossed?\n\nThey did."


def test_no_words() -> None:
    with pytest.raises(EmptyText):
        subtitles("1\n00:00:01,000 --> 00:00:03,000\n\n", "a")
