"""Quotes and what a model may write about them, true and false."""

from __future__ import annotations

from pathlib import Path

from bot.model.drafts import Asked
from bot.model.quotes import NumberedQuote
from bot.search.glossary_file import read_glossary
from bot.texts import Language

__all__ = ["GLOSSARY", "QUOTES", "TRUE", "asked"]

GLOSSARY = read_glossary(Path(__file__).resolve().parents[2] / "config" / "glossary.tsv")[0]

_HYMBA = "Hymba: A Hybrid-head Architecture for Small Language Models"
_TIDE = (
    "We present TideCache, a key-value cache that evicts tokens by age and reduces memory by 40% without retraining. "
    "It is 2.3 times faster than FullKV on LongBench."
)
QUOTES = tuple(
    NumberedQuote(number, arxiv_id, title, text)
    for number, (arxiv_id, title, text) in enumerate(
        (
            (
                "2411.12364",
                "Ultra-Sparse Memory Network",
                "UltraMem은 동일한 파라미터 크기에서 MoE보다 최대 6배 빠른 추론 속도를 달성했습니다.",
            ),
            (
                "2411.13676",
                _HYMBA,
                "Hymba-1.5B-Base 모델은 2B 이하에서 최고의 성능을 나타내며, Llama-3.2-3B보다 정확도가 1.32% 높습니다.",
            ),
            ("2411.13676", _HYMBA, "또한, 캐시 크기는 11.67배 줄었고, 처리량은 3.49배 향상되었습니다."),
            (
                "2609.90001",
                "TideCache",
                _TIDE,
            ),
        ),
        start=1,
    )
)

TRUE: dict[Language, tuple[str, ...]] = {
    "en": (
        "UltraMem is up to 6 times faster in inference than MoE at the same parameter size. [1]",
        "UltraMem reaches up to 6x faster inference speed than MoE with the same parameter size [1].",
        "Hymba-1.5B-Base has an accuracy 1.32% higher than Llama-3.2-3B. [2]",
        "The cache size shrank by 11.67x and throughput improved by 3.49x. [3]",
        "TideCache reduces memory by 40% without retraining. [4]",
        "TideCache evicts tokens by age. [4]",
        "TideCache is 2.3x faster than FullKV on LongBench. [4]",
    ),
    "ko": (
        "UltraMem은 같은 파라미터 크기의 MoE보다 추론 속도가 최대 6배 빠릅니다. [1]",
        "Hymba-1.5B-Base는 Llama-3.2-3B보다 정확도가 1.32% 높습니다. [2]",
        "캐시 크기는 11.67배 감소하고 처리량은 3.49배 좋아졌습니다. [3]",
        "TideCache는 재학습 없이 메모리를 40% 줄입니다. [4]",
        "TideCache는 LongBench에서 FullKV보다 2.3배 빠릅니다. [4]",
    ),
}


def asked(language: Language = "en", question: str = "how fast is UltraMem?", user_id: int = 1) -> Asked:
    """Return a question about the quotes."""
    return Asked(question, QUOTES, language, 1, GLOSSARY, user_id, 7)
