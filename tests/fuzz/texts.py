"""Texts that people may type: real ones, changed ones, repeated ones, any."""

from __future__ import annotations

import json
from pathlib import Path

from hypothesis import strategies as st

__all__ = ["QUESTIONS", "changed", "long_texts", "texts"]

_ASKED = Path(__file__).resolve().parents[1] / "quality" / "questions.dev.jsonl"
QUESTIONS = [str(json.loads(line)["question"]) for line in _ASKED.read_text("utf-8").splitlines()]
PHRASES = (
    "이 논문", "it", "the second one", "두 번째 거", "저자가 누구야?", "who wrote it?", "similar papers",
    "비슷한 논문 더", "top 3", "상위 5편", "2024-10-21", "10월 21일부터 25일까지", "2024-13-45", "어제",
    "last 3 weeks", "최근 일주일", "since", "이후", "말고", "but not", "over 10 votes", "추천 20 이상", "몇 편",
    "how many papers", "Kaiming He", "카이밍 허", "RLHF", "2411.13676", "https://arxiv.org/abs/2411.13676v2",
    "KV 캐시", "diffusion", "강화학습", "LLM", "8x7B", "GPT-4o", "43.8％", "…", "@everyone", "<@1>", "**", "`",
    "\\", "](", "\u202e", "\u200d", "\ufeff", "👩\u200d👩\u200d👧", "각", "𝑆𝐿", "\u0000", "\n", "0000-00-00",
    "9999-12-31", "1일", "31", "99999999999999999999", "compare", "비교해줘", "요약해줘", "%s", "{x}", "{0}",
)  # fmt: skip


@st.composite
def changed(draw: st.DrawFn, bases: st.SearchStrategy[str], pieces: st.SearchStrategy[str], most: int = 6) -> str:
    """Draw a text of `bases` with up to `most` places replaced by others of its own or by `pieces`."""
    text = draw(bases)
    for _ in range(draw(st.integers(0, most))):
        start = draw(st.integers(0, len(text)))
        end = draw(st.integers(start, min(len(text), start + 40)))
        kind = draw(st.sampled_from(("replace", "cut", "twice", "swap")))
        if kind == "replace":
            text = text[:start] + draw(pieces) + text[end:]
        elif kind == "cut":
            text = text[:start] + text[end:]
        elif kind == "twice":
            text = text[:end] + text[start:end] + text[end:]
        else:
            text = text[end:] + text[start:end] + text[:start]
    return text


def _repeated(piece: str, times: int, tail: str, length: int) -> str:
    return (piece * times)[:length] + tail


def long_texts(length: int) -> st.SearchStrategy[str]:
    """Return pieces repeated up to a length: what makes a pattern go over a text again and again."""
    piece = st.text(
        st.sampled_from(" \t0123456789.,-~:()[]*_`#!?abAB가나일월년의는년\n|<>@\\/"), min_size=1, max_size=6
    )
    piece = piece | st.sampled_from(PHRASES)
    return st.builds(_repeated, piece, st.integers(1, length), st.text(max_size=3), st.integers(1, length))


_PIECES = st.sampled_from(PHRASES) | st.sampled_from(QUESTIONS) | st.text(max_size=8)


def texts(length: int = 2_000) -> st.SearchStrategy[str]:
    """Return what may be typed into an option or said in a message."""
    joined = st.lists(_PIECES, min_size=1, max_size=5).map(" ".join)
    real = changed(st.sampled_from(QUESTIONS), _PIECES)
    return st.one_of(real, real, joined, st.text(max_size=120), long_texts(length)).map(lambda text: text[:length])
