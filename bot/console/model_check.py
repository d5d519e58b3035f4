"""What `check` asks a language model: one question about one quote, and what came back of it."""

from __future__ import annotations

from collections.abc import Mapping
from time import monotonic

from bot.model.client import ModelClient, client_of
from bot.model.drafts import Asked, drafts
from bot.model.faults import ModelError
from bot.model.prompt import MOST_SENTENCES
from bot.model.quotes import NumberedQuote
from bot.operating.versions import settings_in_force
from bot.search.glossary import Glossary
from bot.settings import Settings
from bot.texts import Text

__all__ = ["look_at_model"]

_HALF_SET = Text(
    "A language model needs both settings, model_url and model; without them none is used.",
    "언어 모델을 쓰려면 model_url과 model을 모두 설정해야 합니다. 하나만으로는 쓰지 않습니다.",
)
_FAULT = Text("The language model {name} at {url}: {reason}", "언어 모델 {name}({url}): {reason}")
_NOTHING = Text(
    "The language model {name} answered, but nothing that could be shown: sentences of it will be rare.",
    "언어 모델 {name}이(가) 답했지만 보여 드릴 수 있는 문장은 없었습니다. 이 모델의 문장은 드물게 표시됩니다.",
)
_QUESTION = Text("How fast is TideCache?", "TideCache는 얼마나 빨라?")
_TITLE = "TideCache"
_QUOTE = Text(
    "TideCache is 2.3 times faster than FullKV on LongBench and reduces memory by 40%.",
    "TideCache는 LongBench에서 FullKV보다 2.3배 빠르고 메모리를 40% 줄입니다.",
)
_MOST_SAID = 400


async def look_at_model(settings: Settings, facts: dict[str, object], notes: list[Text]) -> list[Text]:
    """Ask the model that is set one question and add what it said to `facts`; return its faults."""
    client = client_of(settings)
    if client is None:
        return [_HALF_SET] if settings.model_url or settings.model else []
    shown = settings_in_force(settings)
    try:
        facts["model"] = found = await _asked(client, settings)
    except ModelError as error:
        return [_FAULT.fill(name=client.name, url=shown["model_url"], reason=error.text)]
    finally:
        await client.close()
    if not found["shown"]:
        notes.append(_NOTHING.fill(name=client.name))
    return []


async def _asked(client: ModelClient, settings: Settings) -> Mapping[str, object]:
    language = settings.language
    quote = NumberedQuote(1, _TITLE, _TITLE, _QUOTE.in_(language))
    asked = Asked(_QUESTION.in_(language), (quote,), language, 0, Glossary())
    await client.open()
    began = monotonic()
    found = [draft async for draft in drafts(client, asked)]
    return {
        "name": client.name,
        "asked": asked.question,
        "said": " ".join(draft.text for draft in found)[:_MOST_SAID],
        "shown": sum(draft.verdict.sentence is not None for draft in found[:MOST_SENTENCES]),
        "cut": [draft.verdict.reason for draft in found if draft.verdict.sentence is None],
        "seconds": round(monotonic() - began, 2),
    }
