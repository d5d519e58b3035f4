"""The picture of a trend."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib.image import imread

from bot.discovery.chart import draw
from bot.discovery.lettering import legible
from bot.discovery.rising import Rising, RisingTerm, rising
from bot.discovery.trends import Trend, Week, trend
from bot.search.corpus import Corpus
from bot.texts import Language, Text

TODAY = date(2025, 3, 1)
MONDAY = date(2024, 2, 12)


def made(papers: Sequence[int | None], topic: str | None = None) -> Trend:
    """Return a trend of weeks with these papers, ten votes each."""
    weeks = tuple(
        Week(MONDAY + timedelta(weeks=n), 0 if count is None else 100, count, None if count is None else count * 10)
        for n, count in enumerate(papers)
    )
    return Trend(topic, weeks, weeks[-1].monday + timedelta(days=2), sum(count or 0 for count in papers), ())


def terms(*names: Text) -> Rising:
    """Return rising terms of these names."""
    found = tuple(RisingTerm(name, 5, 0.1, 1, 0.02, 2.0, ()) for name in names)
    return Rising(found, MONDAY, MONDAY + timedelta(weeks=12), MONDAY + timedelta(weeks=16))


def pixels(png: bytes, folder: Path) -> np.ndarray:
    """Return a picture's pixels, as another reader of PNG files sees them."""
    file = folder / "picture.png"
    file.write_bytes(png)
    return np.asarray(imread(file))


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("weeks", [1, 5, 12, 52])
def test_the_seeds_give_a_small_picture_of_the_promised_size(
    corpus: Corpus, weeks: int, language: Language, tmp_path: Path
) -> None:
    png = draw(trend(corpus, "diffusion", weeks, TODAY), rising(corpus, 4, 12, TODAY), language)
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    assert len(png) < 200_000
    assert pixels(png, tmp_path).shape == (560, 1000, 3)


def test_korean_letters_are_drawn_as_themselves(tmp_path: Path) -> None:
    # Of letters that a font lacks, one box looks like the other, and matplotlib warns, which is an error here.
    one, other = (pixels(draw(made([3, 4], topic), None, "ko"), tmp_path) for topic in ("확산", "추론"))
    assert not np.array_equal(one, other)


@pytest.mark.parametrize(
    ("text", "shown"),
    [("Öl naïve Ẋ", "Ol naïve X"), ("διάχυση", "διαχυση"), ("ﬁne 𝑥", "fine x"), ("Диффузия", "Диффузия")],
)
def test_a_letter_that_the_font_lacks_stands_in_its_plain_form(text: str, shown: str) -> None:
    assert legible(text, 40) == shown


@pytest.mark.parametrize("topic", ["मॉडल", "العربية", "🎉🎉", "强化学习"])
def test_a_topic_in_characters_that_the_font_lacks_is_no_row_of_marks(topic: str, tmp_path: Path) -> None:
    said, other, marks = (
        pixels(draw(made([3, 4], name), None, "en"), tmp_path) for name in (topic, "ދިވެހި", "□" * 4 + "a" * 5)
    )
    assert np.array_equal(said, other)
    assert not np.array_equal(said, marks)


def test_what_the_font_lacks_becomes_a_mark_and_nothing_breaks_the_line() -> None:
    assert legible("확산 🎉\n모델\u202e", 40) == "확산 □ 모델"
    assert legible("a" * 50, 10) == "a" * 9 + "…"
    assert legible("가" * 50, 10) == "가가가가…"
    assert legible("가" * 5, 10) == "가" * 5


@pytest.mark.parametrize("topic", [r"$x^2$ $\frac{1}{", "$$", "{x}", "%s \\alpha", "🎉", "a" * 300, "₩" * 100])
def test_a_topic_is_no_formula_and_does_not_break_the_picture(topic: str) -> None:
    assert draw(made([1, None, 2], topic), terms(Text(topic, topic)), "en").startswith(b"\x89PNG")


def test_a_gap_is_drawn_unlike_a_week_without_papers_on_the_topic(tmp_path: Path) -> None:
    gap, none = (pixels(draw(made([3, value, 4]), None, "en"), tmp_path) for value in (None, 0))
    assert not np.array_equal(gap, none)


def test_what_is_drawn_stays_inside_of_the_picture(tmp_path: Path) -> None:
    long = Text(
        "a very long term of many words in english", "아주 긴 이름을 가진 용어 (a very long term of many words)"
    )
    png = draw(made([12345] * 52, "가" * 60), terms(*[long] * 8), "ko")
    picture = pixels(png, tmp_path)
    edge = np.concatenate([picture[:4].reshape(-1, 3), picture[-4:].reshape(-1, 3), picture[:, -4:].reshape(-1, 3)])
    assert len(np.unique(edge, axis=0)) == 1


def test_drawing_leaves_the_defaults_of_matplotlib_alone() -> None:
    # To look at the setting "backend" is to choose one.
    before = {name: value for name, value in mpl.rcParams.items() if name != "backend"}
    draw(made([1, 2]), None, "ko")
    assert {name: value for name, value in mpl.rcParams.items() if name != "backend"} == before


def test_matplotlib_is_imported_by_the_chart_alone_and_nothing_that_changes_it_ever() -> None:
    program = (
        "import sys, bot.discovery.trends, bot.discovery.rising, bot.discovery.statistics, bot.discovery.likeness\n"
        "assert 'matplotlib' not in sys.modules\n"
        "from tests.discovery.test_chart import draw, made\n"
        "draw(made([1, 2]), None, 'ko')\n"
        "assert not sys.modules.keys() & {'koreanize_matplotlib', 'matplotlib.pyplot'}"
    )
    root = Path(__file__).resolve().parents[2]
    subprocess.run([sys.executable, "-c", program], cwd=root, check=True)
