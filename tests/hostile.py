"""Texts that somebody writes to make the bot slow, of any length, on what a corpus has."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Iterator
from itertools import chain, repeat

from bot.search.corpus import Corpus

__all__ = ["hostile_texts"]

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_PIECES = (
    *("a", "a ", "a-", "a_", "a.", "a/", "a+", "-", "1", "1 ", "1.", "1,", "12/", "2024-", "2024-11-22 ", "2024.11"),
    *(
        "yesterday ",
        "어제 ",
        "지난주",
        "11월 22일 ",
        "3 days ago ",
        "()",
        "(",
        "[",
        "[](",
        '"',
        '"a b c d" ',
        "' ",
        "<",
    ),
    *("가", "가 ", "가나다 ", "ㅋ", "ㅋ ", "ㄱㅏ", "\u1100\u1161", "\u1100", "A가", "α", "e\u0301", "\u0301", "\ufdfa"),
    *(
        "\ufdfa ",
        "\u3300",
        "\u200b",
        "\u202e",
        "\U0001f600",
        "\ud800",
        "\udc00a",
        "\x00",
        "\uffff",
        "\n",
        " ",
        "\u3000",
    ),
    *("日本", "ا ", "İ", "ﬀ", "Ａ", "１", "?", ".", ",", "https://", "https://arxiv.org/", "<@1", "<a:", "the second "),
    *("그거 ", "두번째 ", "more ", "top 3 ", "not ", "말고 ", "by ", "and ", "papers ", "논문 ", "who wrote ", "저자 "),
    *("3표 이상 ", "GPT-4 papers ", "Is All You Need ", "K. He ", "K. ", "카이밍 ", "트랜스포머 ", "영상생성확산모델"),
    *("말하는영상", "model ", "large language model ", "모델 ", "학습", "generation ", "how many ", "몇"),
)


def hostile_texts(corpus: Corpus, length: int) -> Iterator[tuple[str, str]]:
    """Yield texts of `length` characters, each under what it is."""
    chance = random.Random(1)
    titles, ids = corpus.table.titles[:150], corpus.table.ids[:300]
    names = [name for paper in corpus.papers[:150] for name in paper.authors[:1]]
    frequent = [one for one in corpus.index.vocabulary if one.isalpha()]
    frequent = sorted(frequent, key=lambda one: (-corpus.index.frequency(one), one))[:900]
    made = {
        "one word": [_word(chance, length)],
        "words of one letter": [_word(chance, 1) for _ in range(length // 2)],
        "words of three letters": [_word(chance, 3) for _ in range(length // 4)],
        "words of seven letters": [_word(chance, 7) for _ in range(length // 8)],
        "words in capitals": [_word(chance, 5).upper() for _ in range(length // 6)],
        "commas": [f"{_word(chance, 5)}," for _ in range(600)],
        "names": names,
        "names with commas": [f"{name}," for name in names],
        "names with a slip": [f"by {_slip(chance, name)}" for name in names],
        "titles": titles,
        "titles with slips": [_slip(chance, title) for title in titles],
        "heads with slips": [_slip(chance, title.partition(":")[0]) for title in titles],
        "lines of titles": [f"{_slip(chance, title)}\n" for title in titles],
        "ids": ids,
        "links": [f"https://arxiv.org/abs/{one}" for one in ids],
        "frequent terms": frequent[:40],
        "many frequent terms": frequent,
        "frequent terms with a slip": [_slip(chance, one) for one in frequent if len(one) > 5],
        "beginnings": [one[:6] for one in frequent if len(one) > 7],
        "Hangul": [_hangul(chance, length)],
        "words of Hangul": [_hangul(chance, 4) for _ in range(length // 5)],
        "long words of Hangul": [_hangul(chance, 30) for _ in range(length // 31)],
        "names in Hangul": [f"{_hangul(chance, 3)} 교수" for _ in range(length // 7)],
        "mixed scripts": [f"{_word(chance, 3)}{_hangul(chance, 2)}{chance.randrange(99)}" for _ in range(length // 7)],
        "glued scripts": ["".join(f"{_word(chance, 3)}{_hangul(chance, 2)}1" for _ in range(length // 6))],
        "any characters": ["".join(chr(chance.randrange(0x110000)) for _ in range(length))],
        "marks": ["a" + "".join(chance.choice(_marks()) for _ in range(length))],
    }
    for kind, parts in made.items():
        yield kind, _filled(" ".join(parts), length)
    yield from ((f"{piece!r} repeated", _filled(piece, length)) for piece in _PIECES)


def _filled(piece: str, length: int) -> str:
    return "".join(chain.from_iterable(repeat(piece, length // len(piece) + 1)))[:length]


def _word(chance: random.Random, length: int) -> str:
    return "".join(chance.choice(_LETTERS) for _ in range(length))


def _hangul(chance: random.Random, length: int) -> str:
    return "".join(chr(chance.randrange(ord("가"), ord("힣") + 1)) for _ in range(length))


def _slip(chance: random.Random, text: str) -> str:
    place = chance.randrange(max(1, len(text)))
    return text[:place] + chance.choice(_LETTERS) + text[place + 1 :]


def _marks() -> list[str]:
    return [chr(code) for code in range(0x300, 0x370) if unicodedata.combining(chr(code))]
