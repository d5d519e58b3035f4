"""What a model is built on, which few other sentences of a summary say."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.answers.wording import any_of

__all__ = ["BUILT_ON", "base_named", "stating_base"]

# How questions ask for it, and how summaries say it.
BUILT_ON: tuple[re.Pattern[str], re.Pattern[str]] = (
    any_of(
        r"\b(?:what|which|whats|what's)\b.{0,30}\bbase\s*(?:model|llm|lm)s?\b|^\W*(?:and\s+)?(?:the\s+)?base\s*(?:model|llm|lm)s?\W{0,3}$|"
        r"\bback\s?bones?\b|\bbuil[dt]s?\s+(?:on|upon|off)\b|\bbased\s+on\s+(?:what|which)\b|"
        r"\b(?:what|which)\b.{0,40}\b(?:based|built)\s+(?:on|upon)\b|\bfine-?tuned?\s+from\b",
        r"베이스\s*(?:모델|로|는|가|엔)?|백본|기반\s*모델(?:이|은|로)?\s*(?:뭐|무엇|무슨|어떤)|"
        r"(?:뭐|무엇|무슨\s*모델|어떤\s*모델|뭘)\s*(?:을|를)?\s*(?:기반|베이스|토대|바탕)",
    ),
    any_of(
        r"\bbased\s+on\b|\bbuil[dt]\s+(?:on|upon)\b|\bbackbone|\bbase\s+model|fine-?tun|initiali[sz]ed|on\s+top\s+of|start(?:s|ed|ing)\s+(?:from|with)",
        r"기반|바탕|토대|백본|베이스|파인\s?튜닝|미세\s?조정|초기화|(?:에서|로)\s*(?:시작|출발)|로부터",
    ),
)


# A model by its name: a Latin word with a capital and a digit, or a family of models.
_MODEL = re.compile(
    r"(?<![A-Za-z])(?:(?=[A-Za-z.+-]{0,30}\d)[A-Z][A-Za-z\d.+-]{2,40}|(?:L+a[Mm][Aa]|LLAMA|Qwen|GPT|Mi[sx]tral|Gemma|Vicuna|"
    r"BERT|RoBERTa|ViT|CLIP|SigLIP|DINO|LLaVA|DeepSeek|Pythia|Mamba|Stable\s?Diffusion|SDXL|FLUX|DiT|Whisper|[Pp]hi-?\d)(?![a-z]))"
)


def base_named(question: str, sentences: Iterable[str]) -> set[str] | None:
    """Return the sentences that say by name what a model is built on; None if `question` does not ask for that."""
    if not BUILT_ON[0].search(question):
        return None
    return {one for one in stating_base(question, sentences) if _MODEL.search(one)}


def stating_base(question: str, sentences: Iterable[str]) -> set[str]:
    """Return the sentences that say what a model is built on, if `question` asks for that."""
    asked, stated = BUILT_ON
    return {one for one in sentences if stated.search(one)} if asked.search(question) else set()
