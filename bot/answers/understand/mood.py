"""What people say of themselves: a mood or a plan asks for no papers, whatever day it names."""

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
_PLANS = any_of(
    r"\bthat'?s\s+(?:all|it|everything)(?:\s+(?:for\s+(?:today|now|tonight)|i\s+(?:need|needed|wanted)))?\b|"
    r"\b(?:i'?m|im|we'?re)\s+(?:done|finished)\b",
    r"\b(?:i'?ll|i\s+will|i'?m\s+going\s+to|i'?m\s+gonna|i\s+should|gonna|will|gotta|let\s+me|i\s+need\s+to)\s+(?:\w+\s+)?"
    r"(?:read|check|look\s+at|go\s+through|have\s+a\s+look\s+at|study|try|print|skim|bookmark)(?:\s+out)?\b",
    r"(?<![가-힣])(?:(?:읽어|살펴|훑어|확인해|공부해|돌려|써|따라\s?해|해)\s?)?(?:봐야지|봐야징|봐야함|봐야겠[가-힣]{1,3}|볼게요?|보려고요?|"
    r"보겠[가-힣]{1,4}|읽어야지|읽어야겠[가-힣]{1,3}|읽을게요?|물어볼게요?|물어볼께요?|여쭤볼게요?|찾아올게요?)(?![가-힣])",
)
# Words beside these that ask for nothing.
_BESIDE = any_of(
    r"\b(?:i'?m|i|am|is|are|was|were|it'?s|it|been|being|has|have|had|feel(?:ing|s)?|felt|so|too|very|really|super|pretty|"
    r"kinda|just|such|quite|bit|a|an|the|my|me|we|today|tonight|yesterday|tomorrow|this|last|week(?:end)?|month|year|days?|"
    r"morning|evening|night|mondays?|tuesdays?|wednesdays?|thursdays?|fridays?|saturdays?|sundays?|work|school|office|"
    r"lately|these|them|this|that|one|both|later|soon|then|tmrw|thanks?|thx|ty|ok|okay|nice|cool|some|over|on|in|again|already|still|af|man|bro|guys|lol|lmao|ugh|omg|oh|and|at|of|from|out|all|long|how|everyone)\b",
    r"(?<![가-힣])(?:오늘|내일|어제|요즘|요새|이번\s?주|지난\s?주|저번\s?주|주말|[월화수목금토일]요일|아침|저녁|밤|하루|하루종일|종일|벌써|아직|"
    r"나중|나중에|담|담에|다음|다음에|이따|이따가|담에|다음에|퇴근|후에|가서|한번|한\s?번|꼭|천천히|이거|그거|이것|저거|둘\s?다|다|전부|땡큐|감사|고마워|고마워요|감사합니다|ㄱㅅ|오키|오케이|굿|오|[ㄱ-ㅎ]{1,4}|"
    r"너무|진짜|정말|완전|엄청|많이|존나|개|넘|왜|왤케|왜케|이렇게|나|내가|난|저|제가|전|우리|일|일이|회사|학교|몸|머리|기분|날씨|밖|"
    r"좀|또|다들|아|아오|어휴|에휴|휴|하|흑|걍|그냥|이제)[가이은는도에]?(?![가-힣])",
    r"[ㄱ-ㅎㅏ-ㅣ]+",
)
_WORD = re.compile(r"[^\W_]")


def is_mood(text: str) -> bool:
    """Tell whether the whole of `text` says how somebody or their day is, or what they will do.

    "so tired today", "요즘 너무 바쁘다", "i'll read it this weekend", "주말에 읽어봐야지".
    """
    rest = _PLANS.sub(" ", _FEELS.sub(" ", text))
    return rest != text and "?" not in text and _WORD.search(_BESIDE.sub(" ", rest)) is None
