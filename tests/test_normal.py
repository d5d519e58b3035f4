"""Text that anybody may have written, in Unicode's normal forms."""

from __future__ import annotations

import sys
import time
import unicodedata
from itertools import cycle, islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.normal import normal

_FORMS = ("NFC", "NFD", "NFKC", "NFKD")
# Each pair changes places when it is sorted: that is what takes long.
_MARKS = ("\u0301\u0323", "\uff9e\u0301", "\u0f73\u0301", "\U0001d165\U0001d16d\u0301")


@given(st.text(max_size=200), st.sampled_from(_FORMS))
def test_texts_are_normal_as_unicode_says(text: str, form: str) -> None:
    assert normal(form, text) == unicodedata.normalize(form, text)  # pyright: ignore[reportArgumentType]


@pytest.mark.parametrize("text", ["é" * 100, "한글" * 100, "ไม่มีช่องว่าง" * 20, "e\u0323\u0301 " * 40, "𝅘𝅥" * 40])
def test_long_texts_with_marks_stay_whole(text: str) -> None:
    assert normal("NFD", text) == unicodedata.normalize("NFD", text)


@pytest.mark.parametrize("marks", _MARKS)
@pytest.mark.parametrize("form", _FORMS)
def test_endless_marks_are_cut_and_what_is_around_them_stays(form: str, marks: str) -> None:
    text = f"a가{''.join(islice(cycle(marks), 100_000))}b나"
    began = time.thread_time()
    read = normal(form, text)  # pyright: ignore[reportArgumentType]
    # CPython sorts so many by insertion, in some 10 s.
    assert time.thread_time() - began < 1
    assert unicodedata.normalize("NFC", read).startswith(("a가", "a각")) or form in ("NFD", "NFKD")
    assert unicodedata.normalize("NFC", read).endswith("b나")
    assert len(read) < 100


def test_every_mark_counts() -> None:
    for number in range(sys.maxunicode + 1):
        letter = chr(number)
        if any(unicodedata.combining(unicodedata.normalize(form, letter)[0]) for form in ("NFD", "NFKD")):
            assert len(normal("NFC", "a" + letter * 60)) <= 1 + 30 * 2, hex(number)
