from __future__ import annotations

from bot.search.kept import KeptBySize


def test_what_was_made_is_kept_until_all_of_it_is_too_large() -> None:
    made: list[str] = []

    def make(text: str) -> str:
        made.append(text)
        return text

    kept = KeptBySize[str, str](10, len)
    for text in ("four", "four", "five!", "four", "five!"):
        assert kept.get(text, lambda text=text: make(text)) == text
    assert made == ["four", "five!"]
    kept.get("more", lambda: make("more"))
    assert kept.get("four", lambda: make("four")) == "four"
    assert made == ["four", "five!", "more", "four"]


def test_what_is_larger_than_all_is_kept_alone() -> None:
    kept = KeptBySize[int, str](3, len)
    assert kept.get(1, lambda: "larger") == "larger"
    assert kept.get(1, lambda: "never made") == "larger"
