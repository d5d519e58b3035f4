"""What is read holds no HTML entity and no character that hides or turns what people see."""

from __future__ import annotations

import unicodedata

import pytest

from bot.corpus.characters import decoded, visible
from bot.corpus.markdown import parse_listing
from bot.corpus.paper import Paper
from tests.corpus.samples import listing

HIDDEN = [
    *"\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069",
    *"\u206a\u206f\ufeff\ufff9\ufe0f\ufe0f\U000e0001\U000e0041",
]


def read_with(mark: str) -> Paper:
    body = f"Authors: A{mark}da Lovelace, {mark}Alan Turing{mark}\n\n- **What{mark}'s New**: 요{mark}약{mark}입니다."
    heading = f"### [A Ti{mark}tle](https://arxiv.org/abs/2411.14384)"
    parsed = parse_listing(listing(f"{heading}\n\n{body}"), "a.txt")
    assert (parsed.rejected, parsed.warnings) == ((), ())
    return parsed.papers[0]


@pytest.mark.parametrize("mark", HIDDEN[:-4])
def test_a_character_that_nobody_sees_is_nowhere_in_a_paper(mark: str) -> None:
    assert read_with(mark) == read_with("")


@pytest.mark.parametrize("mark", [*HIDDEN[:-4], "\u202e\u200b\u2066"])
def test_it_comes_in_by_no_entity_either(mark: str) -> None:
    entity = "".join(f"&#x{ord(one):x};" for one in mark)
    assert read_with(entity) == read_with("")


@pytest.mark.parametrize("control", ["\x00", "\x1b", "\x7f", "\x9b", "\u2028", "\u3164", "\u2800", "\u115f"])
def test_a_control_or_a_blank_letter_is_a_space(control: str) -> None:
    assert visible(f"a{control}b") == "a b"


@pytest.mark.parametrize(
    "text",
    [
        "👩\u200d🔬 of 👨\u200d👩\u200d👧\u200d👦",
        "❤\ufe0f\u200d🔥 and ☺\ufe0f",
        "👩🏽\u200d💻",
        "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
        "نمی\u200cخواهم",
        "क्\u200dष and ക്\u200cഷ",
        "1\ufe0f\u20e3",
        "한글 ᄀᆞᆯ ᅟᅡ",
        "𝒵\u2062𝒮",
        "tab\tstays",
    ],
)
def test_joiners_that_mean_something_stay(text: str) -> None:
    assert visible(text) == text


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("a\u200db", "ab"),
        ("한\u200d글", "한글"),
        ("👩\u200d x", "👩 x"),
        ("\u200d👩", "👩"),
        ("a\ufe0f\ufe0fb", "a\ufe0fb"),
    ],
)
def test_joiners_that_join_nothing_go(text: str, seen: str) -> None:
    assert visible(text) == seen


def test_nothing_that_turns_a_direction_or_has_no_width_is_left_of_any_text() -> None:
    everything = " ".join(chr(number) for number in range(0x110000) if not 0xD800 <= number < 0xE000)
    left = [
        letter
        for letter in visible(everything)
        if unicodedata.category(letter) in ("Cc", "Cf") and letter not in "\t\n"
    ]
    assert not [letter for letter in left if unicodedata.bidirectional(letter) in ("RLO", "LRO", "RLE", "LRE", "PDF")]
    # Marks of numbers in Arabic and of hieroglyphs are drawn; operators of formulas are read aloud.
    assert not [
        letter
        for letter in left
        if not 0x600 <= ord(letter) <= 0x8FF and ord(letter) < 0x11000 and not "\u2061" <= letter <= "\u2064"
    ]


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("Q&amp;A", "Q&A"),
        ("It&#39;s &quot;it&quot;", 'It\'s "it"'),
        ("It&#x27;s", "It's"),
        ("a &lt; b &gt; c", "a < b > c"),
        ("Bj&ouml;rn &eacute;t&eacute;", "Björn été"),
        ("o&#776;", "ö"),
        ("a&nbsp;b&#160;c", "a b c"),
        ("&gamma;-MoD &mdash; fast", "γ-MoD — fast"),
        ("Q&amp;amp;A", "Q&A"),
        ("&amp;lt;x&amp;gt;", "<x>"),
        ("&#xAC00;&#44032;", "가가"),
        ("A &#91;x&#93;", "A [x]"),
        ("A&#10;B&#13;&#9;C", "A B C"),
    ],
)
def test_entities_are_the_characters_that_they_stand_for(written: str, title: str) -> None:
    for text in (
        f"### [{written}](https://arxiv.org/abs/2411.14384)",
        f"### [{written}\n](https://arxiv.org/abs/2411.14384)",
    ):
        (paper,) = parse_listing(
            listing(f"{text}\n\nAuthors: {written}x\n\n- **H {written}**: {written}"), "a.txt"
        ).papers
        assert paper.title == title
        assert paper.authors == (f"{title}x",)
        assert paper.sections[0].heading == f"H {title}"
        assert " ".join(paper.sections[0].text.split()) == title


@pytest.mark.parametrize(
    "text",
    [
        "AT&T",
        "R&D; x",
        "&unknown;",
        "&amp",
        "& amp;",
        "&;",
        "&#;",
        "&#x;",
        "a&b;c",
        "&notit;",
        "`&amp;` stays",
        "&#99999999;",
    ],
)
def test_what_is_no_entity_stays(text: str) -> None:
    assert decoded(text) == text


@pytest.mark.parametrize("entity", ["&#0;", "&#xD800;", "&#55296;", "&#x110000;", "&#9999999;"])
def test_a_number_of_no_character_is_shown_as_unknown(entity: str) -> None:
    assert decoded(f"a{entity}b") == "a\ufffdb"


@pytest.mark.parametrize("title", ["&nbsp;", "&#x202e;", "\u200b", "\u3164", "&#32;\u00ad"])
def test_a_title_of_nothing_that_is_seen_is_none(title: str) -> None:
    parsed = parse_listing(listing(f"### [{title}](https://arxiv.org/abs/2411.14384)"), "a.txt")
    assert [problem.reason.en for problem in parsed.rejected] == ["the entry has no title"]
