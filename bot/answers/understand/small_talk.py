"""Small talk: greetings, thanks, and reactions to an answer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from bot.answers.understand.fillers import is_filler, is_misspelt
from bot.answers.wording import any_of

__all__ = ["Talk", "is_bored", "is_complaint", "is_goodbye", "is_left_of_complaint", "small_talk"]

Talk = Literal["greeting", "thanks", "ack"]


_THANKS = any_of(
    r"\b(?:thanks?|thank\s+(?:you|u)|thx+|tnx|thnx|ty|tysm|tyvm|cheers|much\s+appreciated|appreciate[sd]?\s*(?:it)?|"
    r"gracias|merci|(?:that|this|it|you|u)\s+(?:really\s+|actually\s+|just\s+)?(?:helped|helps|(?:was|is|were)\s+(?:so\s+|very\s+|really\s+|super\s+)?"
    r"helpful)(?:\s+(?:me|us))?(?:\s+(?:a\s+(?:lot|ton|bunch)|so\s+much|lots|tons))?(?=\W*$|[.,!]))\b",
    r"(?<![가-힣])(?:감사|고마[워웡웜웤]|고맙|고마운|땡큐|땡스|쌩큐|생큐|수고|덕분)[가-힣]{0,6}(?![가-힣])|"
    r"도움(?:이|도)?\s*(?:정말|진짜|너무|많이|엄청)?\s*(?:됐|됨|되었|됩니다|돼)[가-힣]{0,5}(?![가-힣])|ㄱ\s?ㅅ|ㄳ|ㄱㅁㅇ",
)
_GREETING = any_of(
    r"^\W*(?:hi+|hello+|hey+|heya|hiya|yo+|sup|howdy|hola|good\s+(?:morning|afternoon|evening|day|night)|gm|gn|"
    r"morning|greetings|bye+|goodbye|see\s+(?:ya|you)|cya|later|good\s*night|what'?s\s+up|wassup|"
    r"how\s+are\s+(?:you|u)(?:\s+doing)?|how'?s\s+it\s+goin[g']?|how\s+(?:you|u|ya)\s+doin[g']?|how\s+r\s+u)\b",
    # An introduction: "I'm a math teacher, new here".
    r"^\W*(?:i'?\s?a?m|this\s+is)\s+(?:[\w'-]{1,20}\s+){0,5}[\w'-]{1,20}\W+(?:and\s+)?(?:i'?m\s+)?"
    r"(?:new\s+(?:here|to\s+this)|just\s+joined|first\s+time(?:\s+here)?)\W*$|"
    r"\b(?:i'?m\s+)?new\s+here\W*$",
    r"(?:여기\s*)?(?:처음\s*(?:왔|와\s?[봤보]|들어왔|써\s?[봐보봤])|(?:새로|방금|오늘)\s*(?:왔|들어왔|가입))[가-힣]{0,5}\W*$",
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
    r"you'?re\s+(?:great|the\s+best|awesome|useless|stupid|right|welcome)|brb|bruh|welp|yay|"
    r"hooray|👍|🙏|😂|🔥)\b",
    r"^\W*same(?:\s+here)?\W*$",
    r"[👍🙏😂🔥❤😀🤣😍🎉👏]",
    r"[ㅋㅎㅠㅜㅇㄴㄷㄱㅅㅈㄹㅊㅍㅂㅁ]+",
    r"(?<![가-힣])(?:오+|와+우?|우와+|헐+|응+|웅|네+|넵+|넹|넴|예|아+하?|음+|흠+|굿|킹|짱|엥|앗|아이고|에휴|휴|오케이|"
    r"오키|오케|오키도키|그래|됨|굳|ㄱㅊ)(?:요|여)?(?![가-힣])",
    r"(?<![가-힣])(?:그렇구|그렇군|그렇네|그렇지|그러네|그러게|그쿤|글쿤|알겠|알았|대박|쩐다|쩌네|쩔어|쩔었|쩔네|미쳤|"
    r"미친|개쩐|신기|신박|좋네|좋다|좋아|좋군|최고|멋지|멋있|멋져|대단|재밌네|재밌다|재밌어|흥미롭|재미있네|바보|멍청|"
    r"쓸모|별로네|별로다|별로야|됐어|됐다|됐음|괜찮아|괜찮네|아니야|아냐|취소|그만|잘했|잘한다|똑똑|칭찬|사랑해|귀엽|"
    r"아쉽|실망|인정|맞네|맞아|웃기|웃겨|역시|이해했|이해됨|확인했|확인함|놀랍|훌륭|완벽)[가-힣]{0,5}(?![가-힣])",
)
_GOODBYE = any_of(
    r"\b(?:(?:good\s*)?bye+(?:\s*bye+)?|(?:good|g)['\s]?\s*night|night(?:y)?\s+night|g\s?nite|gn|nite|cya|ttyl|tty\s+soon|"
    r"(?:see|c)\s+(?:you|u|ya)(?:\s+(?:later|soon|around|tomorrow|tmrw|tmr|next\s+time|again))*|talk\s+(?:to\s+you\s+)?later|"
    r"catch\s+(?:you|u|ya)\s+later|(?:i\s+)?(?:gotta|got\s+to|have\s+to|need\s+to|must)\s+(?:go|run|leave|sleep)|g2g|gtg|"
    r"(?:i'?m\s+)?(?:off\s+to|going\s+to)\s+(?:bed|sleep)|peace\s+out|take\s+care|farewell|so\s+long|adios|ciao|"
    r"sleep\s+well|sweet\s+dreams|until\s+next\s+time|"
    r"have\s+a\s+(?:\w+\s+)?(?:nice|good|great|lovely)\s+(?:day|night|one|evening|weekend|time))\b",
    r"(?<![가-힣])(?:굿\s?밤|굿\s?나[잇읻]|굿\s?바이|(?:바이|빠이|빠잉)\s?(?:바이|빠이)?(?![가-힣]{2})|잘\s?자|잘\s?가|잘\s?있어|잘\s?쉬|잘\s?지내|푹\s?쉬|"
    r"안녕히\s*(?:계세|가세|주무)|좋은\s*(?:밤|하루|저녁|꿈|주말)\s*(?:되|보내|꾸)?|(?:나\s*)?(?:이제\s*)?(?:간다|갈게|가볼게|가봐야|자러|잘게|잔다)|"
    r"(?:나중에|담에|다음에|내일|또)\s*(?:봐|보자|뵈|봬|올게|만나|볼게)|들어가\s*세|그럼\s*이만|이만\s*(?:갈|총총))[가-힣]{0,4}(?![가-힣])|"
    r"ㅂ[ㅂㅇ2]+|ㅃ[ㅃㅇ2]*",
)
_BORED = any_of(
    r"\b(?:so\s+)?bored(?:\s+(?:to\s+death|af))?\b|\bboring\s+day\b|\bnothing\s+to\s+do\b",
    r"(?<![가-힣])(?:심심|지루|따분|할\s*(?:게|거)\s*없|할\s*일\s*없|무료하)[가-힣]{0,6}(?![가-힣])",
)
_NOT = r"(?:not|isn'?t|wasn'?t|ain'?t|aren'?t|never)"
_SLIGHT = r"(?:even|really|very|quite|actually|exactly|so|at\s+all|the|a|any|much|that|too|all|me|what|i|u|you)"
_COMPLAINT = any_of(
    r"\b(?:wrong(?:ly)?|incorrect(?:ly)?|inaccurate|mistaken|nonsense|nonsensical|garbage|rubbish|trash|crap|bullshit|bs|"
    r"useless|worthless|unhelpful|irrelevant|unrelated|off\s+topic|terrible|horrible|awful|lousy|misunderst(?:ood|and)|"
    r"misread|stupid|dumb|idiot|sucks?|"
    r"(?:mess|screw|mix|fuck)(?:ed)?\s+(?:it\s+|that\s+|this\s+)?up|bad\s+(?:bot|answers?|results?|job|one|reply|replies))\b",
    rf"\b{_NOT}\s+(?:{_SLIGHT}\s+){{0,2}}?(?:what|(?:the\s+)?(?:one|ones|paper|papers|thing|answer)|right|correct|true|accurate|"
    rf"helpful|useful|helping|working|relevant|related|good|it|this|that|these|those|answering|close|any\s+(?:help|use))\b",
    rf"\b(?:didn'?t|doesn'?t|don'?t|did\s+not|does\s+not|do\s+not|can'?t)\s+(?:{_SLIGHT}\s+){{0,2}}?"
    r"(?:help|answer|work|make\s+(?:any\s+)?sense|understand(?:\s+me)?|ask(?:\s+(?:for|about))?|listen|get\s+(?:it|me))\b",
    r"\b(?:makes?|made|making)\s+no\s+sense\b|\bno\s+(?:good|use|help|sense)\b|\bof\s+no\s+(?:use|help)\b|"
    r"\bnothing\s+to\s+do\s+with\s+(?:my|what|that|this|it|me)\b|\bnot\s+(?:even\s+)?listening\b|"
    r"\bi\s+(?:asked|wanted|meant|said)\s+(?:for\s+|about\s+)?(?:something|smth|sth|another|a\s+different)\b",
    r"(?<![가-힣])(?:틀렸|틀린|틀리|틀림|잘못|엉뚱|엉터리|이상한|이상해|이상하|이상함|딴\s?(?:소리|얘기|말)|헛소리|개소리|"
    r"쓸모\s?없|쓸모가\s?없|쓸데\s?없|쓰레기|구리|구려|구림|후지|별로|못\s?(?:알아|써|쓰|하|믿)|최악|형편\s?없|"
    r"도움(?:이|도|은)?\s*(?:하나도\s*|전혀\s*|별로\s*)?(?:안|못|되지|없)|소용\s?없|말이?\s*안\s*(?:되|돼|됨)|"
    r"(?:이해|대답|답)(?:를|을)?\s*못|알아\s?(?:못|듣지)|못\s?알아|동문서답|상관\s?없는|관련\s?없는|관계\s?없는|"
    r"(?:뭔|무슨|먼)\s*(?:소리|말|헛소리)|제대로\s*(?:좀\s*)?(?:해|답|찾|알|말|안|못)|다른데|다르잖|다르네|바보|멍청|답답|왜\s?이래|왜\s?이러|왜\s?저래|뭐라는|못쓰겠)"
    r"[가-힣]{0,6}(?![가-힣])",
    r"(?<![가-힣])(?:(?:그|이|저|요)(?:거|게|건|런\s?거|런\s?게|것|논문)\s*(?:는|은|이|가)?\s*(?:아니|아닌|아님|아냐)|아니\s*(?:그|이|저)(?:거|것)\s*말고|"
    r"아닌데|아니라고|아니라니|아니잖|아닌\s?(?:거|것)\s*같|아니거든|"
    r"[가-힣]{1,6}(?:거|게|건|것|말|질문)(?:이|가|은|는)?\s*(?:그게\s*|이게\s*|그거\s*|이거\s*)?(?:아니|아닌|아님|아냐))"
    r"[가-힣]{0,6}(?![가-힣])",
)
# Further words of a complaint, and words that rule one out.
_BESIDE_COMPLAINT = any_of(
    r"\b(?:no+|nope|oh|hey|you|u|ur|your|youre|gave|give|giving|showed|showing|told|answers?|answered|answering|repl(?:y|ies)|"
    r"results?|responses?|info|information|wanted|asked|meant|searched|looked|for|at|all|absolutely|totally|completely|"
    r"entirely|so|bit|bot|is|this|that|thats|it|paper|papers|one|again|guess|think|still|same|always|every|time|me|to|"
    r"and|but|just|seems?|looks?|wtf|damn|sorry|thanks?)\b",
    r"(?<![가-힣])(?:줬|주네|주냐|주는|줌|준|줘|답|답변|대답|결과|물어|물었|질문|찾던|찾는|찾은|찾아|원한|원하|원했|말한|말했|말하|"
    r"얘기|설명|알려|보여|내놨|내놓|니가|네가|너|넌|니|봇|내가|제가|난|아니|이거|그거|이게|그게|저거|이건|그건|거|것|건|게|"
    r"같|또|자꾸|계속|왜|진짜|완전|너무|좀|아|야|에이|하|듯|하나도|전혀|뭐|뭔|논문|정보|추천|소리|나한테|했|하네|하냐)"
    r"[가-힣]{0,5}(?![가-힣])",
)
_NO_COMPLAINT = any_of(
    r"\b(?:not|isn'?t|wasn'?t|nothing|never|aren'?t)\s+(?:\w+\s+)?(?:wrong|useless|bad|stupid|dumb|terrible|crap|garbage)\b|"
    r"\b(?:i|i'?m|i\s+am|i\s+was)\s+(?:so\s+)?(?:wrong|stupid|dumb|mistaken)\b|\bmy\s+(?:bad|mistake|fault)\b|"
    r"\bi\s+(?:don'?t|didn'?t|do\s+not|did\s+not|can'?t)\s+(?:understand|get)\b|"
    r"\b(?:any|find|recommend|suggest|search|papers?\s+(?:on|about|for|with)|about)\b(?!\s+(?:sense|help|use|good|that|it|this)\b)|"
    r"^\W*(?:please\s+|pls\s+)?(?:show|give|list|get|explain|tell)\b|"
    r"^\W*(?:what|why|how|which|where|when|is|are|does|do|did|can|could|would)\b(?!.*\b(?:you|u|ur|answer|garbage|crap)\b)",
    r"안\s?틀|틀리지\s?않|나쁘지\s?않|(?:추천|알려|보여|찾아|골라)\s*(?:좀\s*)?(?:줘|주세|해\s*줘|해\s*주세|바|부탁)",
)
_ASKS_FOR = re.compile(
    r"^\W*(?:(?:can|could|would)\s+(?:you|u)\s+|please\s+|pls\s+)?(?:show|give|find|recommend|suggest|list|gimme|send|any|"
    r"something|anything|what|which)\b|\b(?:recommend|suggest)\b|(?:추천|알려|보여|찾아|골라)\s?(?:좀|줘|주|해|바|부탁)",
    re.IGNORECASE,
)
_KINDS: Sequence[tuple[Talk, re.Pattern[str]]] = (
    ("thanks", _THANKS),
    ("greeting", _GOODBYE),
    ("greeting", _GREETING),
    ("ack", _BORED),
    ("ack", _ACK),
)
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
    """Return the kind of small talk the whole of `text` is, or None."""
    if is_complaint(text):
        return "ack"
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
    if kinds[0] == "ack" and (_ASKS_FOR.search(text) or any(map(is_misspelt, text.lower().split()))):
        return None
    return kinds[0] if not long_left and not asks else None


def is_complaint(text: str) -> bool:
    """Tell whether the whole of `text` says that an answer is wrong or of no use."""
    rest = _COMPLAINT.sub(" ", text)
    if rest == text or _NO_COMPLAINT.search(text):
        return False
    rest = _BESIDE_COMPLAINT.sub(" ", _ACK.sub(" ", rest))
    return all(word.lower() in _PRAISE or is_filler(word) for word in _LEFT.findall(rest))


def is_left_of_complaint(text: str) -> bool:
    """Tell whether `text`, whose other words were read as what to leave out, says nothing else ("thats … i wanted")."""
    left = _LEFT.findall(_BESIDE_COMPLAINT.sub(" ", text))
    return (
        bool(text.strip())
        and small_talk(text) is None
        and all(word.lower() in _PRAISE or is_filler(word) for word in left)
    )


def is_goodbye(text: str) -> bool:
    """Tell whether small talk says goodbye."""
    return _GOODBYE.search(text) is not None


def is_bored(text: str) -> bool:
    """Tell whether small talk says that somebody has nothing to do."""
    return _BORED.search(text) is not None
