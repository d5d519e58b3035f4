"""What people say of themselves and their day: a mood asks for no papers, whatever day it names."""

from __future__ import annotations

import re

from bot.answers.wording import any_of

__all__ = ["is_mood"]

_FEELS = any_of(
    r"\b(?:tired|exhausted|sleepy|drowsy|busy|swamped|hungry|starving|thirsty|sick|unwell|sad|happy|lonely|depressed|"
    r"stressed(?:\s+out)?|stressful|burn(?:t|ed)\s*out|overworked|hungover|drained|freezing|sweating|moody|grumpy|miserable|"
    r"rough|exhausting|tiring|hectic|bored|boring)\b",
    r"(?<![가-힣])(?:피곤|졸리|졸려|졸림|졸린|힘들|힘드|힘든|바쁘|바빠|바쁜|바쁨|배고프|배고파|배고픔|지치|지친|지쳤|지쳐|지침|덥|더워|더움|춥|추워|추움|"
    r"아프|아파|아픔|우울|짜증|행복|신나|신난|신남|귀찮|외롭|외로|스트레스|슬프|슬퍼|슬픔|싫|죽겠|빡세|빡쎄|괴롭|괴로|심심|지루)[가-힣]{0,6}(?![가-힣])",
    r"(?<![가-힣])(?:할\s?일|일|과제|숙제|업무|회의|야근|시험)[이가은는도]?\s*(?:너무|진짜|완전|왜\s?이렇게|왤케|왜케|개|넘)?\s*많[가-힣]{0,5}(?![가-힣])",
)
# Words beside a mood that ask for nothing.
_BESIDE = any_of(
    r"\b(?:i'?m|i|am|is|are|was|were|it'?s|it|been|being|has|have|had|feel(?:ing|s)?|felt|so|too|very|really|super|pretty|"
    r"kinda|just|such|quite|bit|a|an|the|my|me|we|today|tonight|yesterday|tomorrow|this|last|week(?:end)?|month|year|days?|"
    r"morning|evening|night|mondays?|tuesdays?|wednesdays?|thursdays?|fridays?|saturdays?|sundays?|work|school|office|"
    r"lately|these|again|already|still|af|man|bro|guys|lol|lmao|ugh|omg|oh|and|at|of|from|out|all|long|how|everyone)\b",
    r"(?<![가-힣])(?:오늘|내일|어제|요즘|요새|이번\s?주|지난\s?주|저번\s?주|주말|[월화수목금토일]요일|아침|저녁|밤|하루|하루종일|종일|벌써|아직|"
    r"너무|진짜|정말|완전|엄청|많이|존나|개|넘|왜|왤케|왜케|이렇게|나|내가|난|저|제가|전|우리|일|일이|회사|학교|몸|머리|기분|날씨|밖|"
    r"좀|또|다들|아|아오|어휴|에휴|휴|하|흑|걍|그냥|이제)[가이은는도에]?(?![가-힣])",
    r"[ㄱ-ㅎㅏ-ㅣ]+",
)
_WORD = re.compile(r"[^\W_]")


def is_mood(text: str) -> bool:
    """Tell whether the whole of `text` says how somebody or their day is: "so tired today", "요즘 너무 바쁘다"."""
    rest = _FEELS.sub(" ", text)
    return rest != text and "?" not in text and _WORD.search(_BESIDE.sub(" ", rest)) is None
