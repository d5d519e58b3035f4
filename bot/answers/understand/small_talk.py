"""Small talk: greetings, thanks, and what people say to an answer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from bot.answers.understand.fillers import is_filler
from bot.answers.wording import any_of

__all__ = ["Talk", "small_talk"]

Talk = Literal["greeting", "thanks", "ack"]


_THANKS = any_of(
    r"\b(?:thanks?|thank\s+(?:you|u)|thx+|tnx|thnx|ty|tysm|tyvm|cheers|much\s+appreciated|appreciate[sd]?\s*(?:it)?|"
    r"gracias|merci)\b",
    r"(?<![가-힣])(?:감사|고마워|고맙|고마운|땡큐|땡스|쌩큐|생큐|수고|덕분)[가-힣]{0,6}(?![가-힣])|ㄱ\s?ㅅ|ㄳ|ㄱㅁㅇ",
)
_GREETING = any_of(
    r"^\W*(?:hi+|hello+|hey+|heya|hiya|yo+|sup|howdy|hola|good\s+(?:morning|afternoon|evening|day|night)|gm|gn|"
    r"morning|greetings|bye+|goodbye|see\s+(?:ya|you)|cya|later|good\s*night|what'?s\s+up|wassup|"
    r"how\s+are\s+(?:you|u)(?:\s+doing)?|how'?s\s+it\s+going|how\s+r\s+u)\b",
    r"^\W*(?:안녕|하이|헬로|ㅎㅇ|안뇽|방가|반가|굿모닝|굿나잇|잘\s*자|잘\s*가|바이|빠이|ㅂㅂ|ㅂㅇ|"
    r"좋은\s*(?:아침|하루|밤|저녁)|잘\s*지내)",
)
_ACK = any_of(
    r"\b(?:ok(?:ay|ey|ie)?|kk?|lo+l|lma?f?ao|rofl|ha(?:ha)+|he(?:he)+|wow|whoa|omg|nice|cool|great|awesome|amazing|"
    r"neat|sweet|dope|sick|perfect(?:ly)?|lovely|brilliant|excellent|helpful|indeed|got\s+it|gotcha|i\s+see|alright|"
    r"understood|makes\s+sense|interesting|insane|crazy|wild|impressive|yes|yep|yeah|yup|no|nope|nah|never\s*mind|nvm|"
    r"forget\s+it|good\s+(?:bot|job|one|work)|bad\s+bot|well\s+done|hmm+|oh|ah|aha|huh|ugh|damn|noted|fair\s+enough|"
    r"sure|right|exactly|true|my\s+bad|sorry|useless|stupid|idiot|dumb|sucks|love\s+(?:it|you|u|this)|mind\s*blown|"
    r"that'?s\s+(?:all|it|great|cool|nice|awesome|wild|crazy|insane|enough|fine|good|helpful)|"
    r"you'?re\s+(?:great|the\s+best|awesome|useless|stupid|right|welcome)|brb|same|bruh|welp|yay|"
    r"hooray|👍|🙏|😂|🔥)\b",
    r"[👍🙏😂🔥❤😀🤣😍🎉👏]",
    r"[ㅋㅎㅠㅜㅇㄴㄷㄱㅅㅈㄹㅊㅍㅂㅁ]+",
    r"(?<![가-힣])(?:오+|와+우?|우와+|헐+|응+|웅|네+|넵+|넹|넴|예|아+하?|음+|흠+|굿|킹|짱|엥|앗|아이고|에휴|휴|오케이|"
    r"오키|오케|오키도키|그래|됨|굳|ㄱㅊ)(?:요|여)?(?![가-힣])",
    r"(?<![가-힣])(?:그렇구|그렇군|그렇네|그렇지|그러네|그러게|그쿤|글쿤|알겠|알았|대박|쩐다|쩌네|쩔어|쩔었|쩔네|미쳤|"
    r"미친|개쩐|신기|신박|좋네|좋다|좋아|좋군|최고|멋지|멋있|멋져|대단|재밌네|재밌다|재밌어|흥미롭|재미있네|바보|멍청|"
    r"쓸모|별로네|별로다|별로야|됐어|됐다|됐음|괜찮아|괜찮네|아니야|아냐|취소|그만|잘했|잘한다|똑똑|칭찬|사랑해|귀엽|"
    r"아쉽|실망|인정|맞네|맞아|웃기|웃겨|역시|이해했|이해됨|확인했|확인함|놀랍|훌륭|완벽)[가-힣]{0,5}(?![가-힣])",
)
_KINDS: Sequence[tuple[Talk, re.Pattern[str]]] = (("thanks", _THANKS), ("greeting", _GREETING), ("ack", _ACK))
_SHORT_THANKS = 10
_LEFT = re.compile(r"[^\W_]+")
_PRAISE = frozenset(
    """
    most extremely truly bot paper papers one all job work this that it you u are is was so very really best helpful
    answer explanation much lot day name number not what i how the of good bad man to for and 봇 너 진짜 정말 완전 이거
    그거 논문 설명 답 답변 도움 됐어 되네 많이 되었 하네 하다 한데 이네 네 다 군 구나 요 습니다 합니다 해 했 했어
    하세요
    """.split()
)


def small_talk(text: str) -> Talk | None:
    """Return which small talk the whole of `text` is, or None."""
    rest = text
    kinds: list[Talk] = []
    for kind, pattern in _KINDS:
        cut = pattern.sub(" ", rest)
        if cut != rest:
            kinds.append(kind)
            rest = cut
    if not kinds:
        return None
    if kinds[0] == "thanks" and "?" not in text and len(text.split()) <= _SHORT_THANKS:
        return "thanks"
    left = [word for word in _LEFT.findall(rest) if word.lower() not in _PRAISE and not is_filler(word)]
    long_left = [word for word in left if len(word) > 2 or not "가" <= word[0] <= "힣"]
    asks = "?" in text and len(text) > 12
    return kinds[0] if not long_left and not asks else None
