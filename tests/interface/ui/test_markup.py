"""Plain text stays plain text, within limits."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.corpus.characters import visible
from bot.interface.ui.markup import inline, link, plain, shorten, size

_texts = st.text(st.sampled_from("ab .*_~|`[]()<>#@:-+1\n\\가나😀") | st.characters(), max_size=400)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("**bold** _it_ ~~no~~ ||spoiler||", r"\*\*bold\*\* \_it\_ \~\~no\~\~ \|\|spoiler\|\|"),
        ("`code` ```block```", r"\`code\` \`\`\`block\`\`\`"),
        ("[click](https://evil.example)", r"\[click\](https://evil.example)"),
        ("# big", r"\# big"),
        ("> quote", r"\> quote"),
        ("- item\n  + other\n12. third", "\\- item\n  \\+ other\n12\\. third"),
        ("<t:0:R> <:e:1>", r"\<t\:0:R\> \<\:e:1\>"),
        (":skull: and a:b", r"\:skull: and a:b"),
        ("back\\slash", r"back\\slash"),
        ("2.5 - 3 = $-0.5$", "2.5 - 3 = $-0.5$"),
    ],
)
def test_no_markdown_of_a_text_takes_effect(text: str, shown: str) -> None:
    assert plain(text, 4000) == shown


@pytest.mark.parametrize("mention", ["@everyone", "@here", "<@123456789012345678>", "<@&123456789012345678>"])
def test_mentions_are_broken_up(mention: str) -> None:
    shown = plain(f"hello {mention}", 4000)
    assert mention not in shown
    assert "@\u200b" in shown


def test_addresses_stay_usable() -> None:
    address = "https://github.com/a_b/c*d~e"
    assert plain(f"*see* {address} now", 4000) == rf"\*see\* {address} now"


def test_one_line_has_no_line_breaks() -> None:
    assert inline("a\n\n- b\tc", 100) == "a - b c"


def test_a_cut_falls_at_the_end_of_a_sentence() -> None:
    assert shorten("The first one is here. The second one is long", 30) == "The first one is here.…"
    assert shorten("첫 문장은 여기서 끝납니다. 둘째 문장은 아주 깁니다", 20) == "첫 문장은 여기서 끝납니다.…"


def test_a_cut_without_a_sentence_falls_between_words() -> None:
    assert shorten("alpha beta gamma delta", 15) == "alpha beta…"


def test_a_cut_inside_one_long_word_still_keeps_the_limit() -> None:
    assert shorten("x" * 50, 10) == "x" * 9 + "…"
    assert size(shorten("😀" * 50, 10)) <= 10


def test_what_fits_is_not_cut() -> None:
    assert shorten("exactly", 7) == "exactly"


@settings(max_examples=200, deadline=None)
@given(_texts, st.integers(1, 300))
def test_no_text_passes_its_limit(text: str, limit: int) -> None:
    assert size(plain(text, limit)) <= max(limit, 2)
    assert size(shorten(text, limit)) <= limit


@settings(max_examples=200, deadline=None)
@given(_texts)
def test_every_mark_is_escaped(text: str) -> None:
    words = plain(text.replace("http", ""), 4000)
    bare = words.replace("\\\\", "")
    for mark in "*_~|`[]<>#":
        assert bare.count(mark) == bare.count("\\" + mark)


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Plain", "[Plain](https://arxiv.org/abs/1)"),
        ("[RAG] for *all*", "[［RAG］ for ＊all＊](https://arxiv.org/abs/1)"),
        ("A* search, x_1 | y, 5 ~ 6", "[A* search, x_1 | y, 5 ~ 6](https://arxiv.org/abs/1)"),
        (
            "__init__ and `code` ~~old~~ ||x||",
            "[＿＿init＿＿ and ｀code｀ ～～old～～ ｜｜x｜｜](https://arxiv.org/abs/1)",
        ),
        ("Values in [0, 1) only", "[Values in ［0, 1) only](https://arxiv.org/abs/1)"),
        ("][", "[］［](https://arxiv.org/abs/1)"),
        ("see https://x.example", "[see https：//x.example](https://arxiv.org/abs/1)"),
        (r"$\gamma$-net \[x\] end\\", r"[$\gamma$-net ＼［x＼］ end＼＼](https://arxiv.org/abs/1)"),
        ("<t:0:R> <@1> <:e:1> a < b > c", "[＜t：0:R> ＜@1> ＜：e:1> a < b > c](https://arxiv.org/abs/1)"),
        (":skull: x: y", "[：skull: x: y](https://arxiv.org/abs/1)"),
        ("safe \u202etxet\u2066 title", "[safe txet title](https://arxiv.org/abs/1)"),
        ("ping @everyone", "[ping @\u200beveryone](https://arxiv.org/abs/1)"),
    ],
)
def test_a_title_becomes_one_whole_link(title: str, shown: str) -> None:
    assert link(title, "https://arxiv.org/abs/1", 400) == shown


@settings(max_examples=200, deadline=None)
@given(_texts.filter(lambda text: "@" not in text))
def test_the_text_of_a_link_has_no_backslash_that_it_had_not_and_reads_the_same(text: str) -> None:
    shown = link(text, "https://arxiv.org/abs/1", 4000)[1:].removesuffix("](https://arxiv.org/abs/1)")
    assert shown.count("\\") <= text.count("\\")
    assert not set(shown) & set("[]")
    seen = (c for c in unicodedata.normalize("NFKC", shown) if not unicodedata.category(c).startswith("C"))
    assert "".join(seen).split() == _seen(text).split()


def _seen(text: str) -> str:
    plain_text = unicodedata.normalize("NFKC", " ".join(visible(text).split()))
    return "".join(c for c in plain_text if not unicodedata.category(c).startswith("C"))


@pytest.mark.parametrize("control", ["\u202e", "\u2066", "\u200f", "\u061c", "\x00", "\x1b", "\x85"])
def test_what_turns_text_around_or_cannot_be_seen_is_not_shown(control: str) -> None:
    assert plain(f"safe {control}text", 100).split() == ["safe", "text"]


def test_line_breaks_and_joined_emoji_stay() -> None:
    assert plain("a\nb 👩\u200d💻", 100) == "a\nb 👩\u200d💻"


def test_a_long_title_is_cut_inside_its_link() -> None:
    shown = link("word " * 200, "https://arxiv.org/abs/1", 120)
    assert size(shown) <= 120
    assert shown.endswith("…](https://arxiv.org/abs/1)")
