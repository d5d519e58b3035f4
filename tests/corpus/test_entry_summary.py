"""The bullets of a summary are its sections, and every line below a bullet is its text."""

from __future__ import annotations

import pytest

from tests.corpus.samples import read_one


def sections(body: str) -> list[tuple[str | None, str]]:
    return [(section.heading, section.text) for section in read_one(body).sections]


@pytest.mark.parametrize(
    "line",
    [
        "- ***What's New***: 새 모델",
        "- **What's New**: 새 모델",
        "- *What's New*: 새 모델",
        "- ***What's New:*** 새 모델",
        "- **What's New:** 새 모델",
        "- __What's New__: 새 모델",
        "- **What's New** : 새 모델",
        "- **What's New**：새 모델",
        "* **What's New**: 새 모델",
        "+ **What's New**: 새 모델",
        "• **What's New**: 새 모델",
        "1. **What's New**: 새 모델",
        "1) **What's New**: 새 모델",
        "**What's New**: 새 모델",
    ],
)
def test_a_bullet_has_its_heading_in_every_style(line: str) -> None:
    assert sections(line) == [("What's New", "새 모델")]


@pytest.mark.parametrize("text", ["새 모델: 빠르다", "**굵은** 말로 시작", "***굵은*** 말", "2 ** 3 : 8"])
def test_a_plain_bullet_has_no_heading(text: str) -> None:
    assert sections(f"- {text}") == [(None, text)]


def test_up_to_twelve_bullets_keep_their_order() -> None:
    assert sections("\n".join(f"- bullet {number}" for number in range(12))) == [
        (None, f"bullet {number}") for number in range(12)
    ]


def test_numbered_bullets_are_sections() -> None:
    assert sections("1. **A**: one\n2. **B**: two\n10. three") == [("A", "one"), ("B", "two"), (None, "three")]


@pytest.mark.parametrize("nested", ["  - (1) 하나", "    * 하나", "\t- 하나", "1. **X**: 하나", "  1) 하나"])
def test_a_nested_bullet_is_text_of_its_bullet(nested: str) -> None:
    assert sections(f"- **A**: text\n{nested}\n- **B**: next") == [("A", f"text\n{nested.strip()}"), ("B", "next")]


@pytest.mark.parametrize(
    "more",
    [
        "이어지는 줄",
        "  이어지는 줄",
        "$$\nL = \\sum_i x_i\n$$",
        "\\[ x^2 \\]",
        "| a | b |",
        "[code](https://example.org)",
        "a < b",
        "<b>굵은</b> 줄",
        "#1 of the leaderboard",
    ],
)
def test_a_line_without_marker_is_text_of_its_bullet(more: str) -> None:
    text = "\n".join(line.strip() for line in more.splitlines())
    assert sections(f"- **A**: text\n{more}\n- next") == [("A", f"text\n{text}"), (None, "next")]


def test_a_blank_line_does_not_end_a_bullet() -> None:
    assert sections("- **A**: text\n\nmore\n\n- next") == [("A", "text\nmore"), (None, "next")]


def test_a_fence_in_a_bullet_keeps_its_lines() -> None:
    body = "- **A**: text\n```python\n# no heading\n- no bullet\nVote: 9\n```\n- next"
    assert sections(body) == [("A", "text\n```python\n# no heading\n- no bullet\nVote: 9\n```"), (None, "next")]


def test_a_fence_that_ends_on_its_own_line_hides_nothing() -> None:
    assert sections("- text\n```x = 1```\n- next") == [(None, "text\n```x = 1```"), (None, "next")]


def test_empty_bullets_are_left_out() -> None:
    assert sections("- one\n-\n- \n- two") == [(None, "one"), (None, "two")]


def test_a_heading_may_stand_alone() -> None:
    assert sections("- **A**:\n- two") == [("A", ""), (None, "two")]


def test_a_summary_without_any_marker_is_one_section() -> None:
    assert sections("Vote: 2\n\nFirst line.\nSecond line.") == [(None, "First line.\nSecond line.")]
