"""Small talk and questions about the bot itself."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

from bot.answers.understand.fillers import is_filler
from bot.answers.wording import any_of

__all__ = ["Subject", "Talk", "small_talk", "subject_of"]

Talk = Literal["greeting", "thanks", "ack"]
Subject = Literal[
    "days", "size", "newest", "model", "summaries", "korean", "languages", "source", "votes", "maker", "privacy", "cost", "bot"
]


_THANKS = any_of(
    r"\b(?:thanks?|thank\s+(?:you|u)|thx+|tnx|thnx|ty|tysm|tyvm|cheers|much\s+appreciated|appreciate[sd]?\s*(?:it)?|gracias|merci)\b",
    r"(?<![가-힣])(?:감사|고마워|고맙|고마운|땡큐|땡스|쌩큐|생큐|수고)[가-힣]{0,6}(?![가-힣])|ㄱ\s?ㅅ|ㄳ|ㄱㅁㅇ",
)
_GREETING = any_of(
    r"^\W*(?:hi+|hello+|hey+|heya|hiya|yo+|sup|howdy|hola|good\s+(?:morning|afternoon|evening|day|night)|gm|gn|morning|greetings|bye+|goodbye|see\s+(?:ya|you)|cya|later|good\s*night|what'?s\s+up|wassup|how\s+are\s+(?:you|u)(?:\s+doing)?|how'?s\s+it\s+going|how\s+r\s+u)\b",
    r"^\W*(?:안녕|하이|헬로|ㅎㅇ|안뇽|방가|반가|굿모닝|굿나잇|잘\s*자|잘\s*가|바이|빠이|ㅂㅂ|ㅂㅇ|좋은\s*(?:아침|하루|밤|저녁)|잘\s*지내)",
)
_ACK = any_of(
    r"\b(?:ok(?:ay|ey|ie)?|kk?|lo+l|lma?f?ao|rofl|ha(?:ha)+|he(?:he)+|wow|whoa|omg|nice|cool|great|awesome|amazing|neat|sweet|dope|sick|perfect(?:ly)?|lovely|brilliant|excellent|helpful|indeed|got\s+it|gotcha|i\s+see|alright|understood|makes\s+sense|interesting|insane|crazy|wild|impressive|yes|yep|yeah|yup|no|nope|nah|never\s*mind|nvm|forget\s+it|good\s+(?:bot|job|one|work)|bad\s+bot|well\s+done|hmm+|oh|ah|aha|huh|ugh|damn|noted|fair\s+enough|sure|right|exactly|true|my\s+bad|sorry|useless|stupid|idiot|dumb|sucks|love\s+(?:it|you|u|this)|mind\s*blown|that'?s\s+(?:all|it|great|cool|nice|awesome|wild|crazy|insane|enough|fine|good|helpful)|you'?re\s+(?:great|the\s+best|awesome|useless|stupid|right|welcome)|brb|same|bruh|welp|yay|hooray|👍|🙏|😂|🔥)\b|[👍🙏😂🔥❤😀🤣😍🎉👏]",
    r"[ㅋㅎㅠㅜㅇㄴㄷㄱㅅㅈㄹㅊㅍㅂㅁ]+",
    r"(?<![가-힣])(?:오+|와+우?|우와+|헐+|응+|웅|네+|넵+|넹|넴|예|아+하?|음+|흠+|굿|킹|짱|엥|앗|아이고|에휴|휴|오케이|오키|오케|오키도키|그래|됨|굳|ㄱㅊ)(?:요|여)?(?![가-힣])",
    r"(?<![가-힣])(?:그렇구|그렇군|그렇네|그렇지|그러네|그러게|그쿤|글쿤|알겠|알았|대박|쩐다|쩌네|쩔어|쩔었|쩔네|미쳤|미친|개쩐|신기|신박|좋네|좋다|좋아|좋군|최고|멋지|멋있|멋져|대단|재밌네|재밌다|재밌어|흥미롭|재미있네|바보|멍청|쓸모|"
    r"별로네|별로다|별로야|됐어|됐다|됐음|괜찮아|괜찮네|아니야|아냐|취소|그만|잘했|잘한다|똑똑|칭찬|사랑해|귀엽|아쉽|실망|인정|맞네|맞아|웃기|웃겨|역시|이해했|이해됨|확인했|확인함|놀랍|훌륭|완벽)[가-힣]{0,5}(?![가-힣])",
)
_SHORT_THANKS = 10
_LEFT = re.compile(r"[^\W_]+")
_PRAISE = frozenset(
    "most extremely truly bot paper papers one all job work this that it you u are is was so very really best helpful answer explanation much lot day name number not what i how the of good bad man to for and 봇 너 진짜 정말 완전 이거 그거 논문 설명 답 답변 도움 됐어 되네 많이 되었 하네 하다 한데 이네 네 다 군 구나 요 습니다 합니다 해 했 했어 하세요".split()
)


def small_talk(text: str) -> Talk | None:
    """Return which small talk the whole of `text` is, or None."""
    rest = text
    kinds: list[Talk] = []
    for kind, pattern in (("thanks", _THANKS), ("greeting", _GREETING), ("ack", _ACK)):
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


_YOU = r"(?:you|u|ya|this\s+(?:bot|thing)|the\s+bot|it|bot)"
_SUBJECTS: Mapping[Subject, re.Pattern[str]] = {
    "summaries": any_of(
        r"\bwho\s+(?:made|makes|wrote|writes|does|did|generated?|created?|is\s+(?:writing|doing|making))\s+(?:the\s+|these\s+|those\s+|your\s+)?(?:korean\s+)?(?:summar|bullet|tl;?dr|description|text)",
        r"\b(?:are|were|is)\s+(?:the\s+|these\s+|those\s+|your\s+)?(?:summar\w+|bullets?|text)\b.{0,30}\b(?:ai|gpt|llm|machine|auto\w*|human|generated|translated|made|written|accurate|reliable|hand)",
        r"\b(?:how|where)\s+(?:are|were|do|did)\s+(?:the\s+|these\s+|your\s+)?summar\w+\s+(?:made|written|generated|created|come)",
        r"요약(?:문|본)?(?:은|는|이|을|를|들은?)?\s*(?:누가|누구|어떻게|ai|gpt|사람|기계|자동|직접|니가|네가|너가)[가-힣]{0,9}|누가\s*요약|요약[가-힣]{0,9}\s*(?:믿|정확|번역기|기계)|(?:사람|ai|gpt|기계)[가-힣]{0,9}\s*(?:쓴|요약|번역)[가-힣]{0,9}\s*(?:거|건|요약|것)[가-힣]{0,9}|누가\s*(?:쓴|썼|만든)[가-힣]{0,9}\s*요약",
    ),
    "korean": any_of(
        r"\bwhy\b.{0,40}\b(?:korean|hangul|in\s+english)\b|\b(?:korean|hangul)\b.{0,20}\bwhy\b|\bcan'?t\s+read\s+korean\b|\b(?:i\s+)?(?:don'?t|do\s+not|dont)\s+(?:speak|understand|read|know)\s+korean\b|\btranslate\b.{0,30}\b(?:english|korean)\b|\bin\s+english\s*(?:please|pls|plz|\?|$)",
        r"왜\s*(?:다\s*)?(?:한국어|한글|영어|국문|영문)|(?:한국어|한글|영어)(?:로|로만|만|인)?\s*(?:왜|인\s*이유)|영어\s*(?:요약|버전|번역)[가-힣]{0,9}\s*(?:없|있|안|해)|(?:한국어|한글|영어)로\s*(?:번역|바꿔|해\s*줘|알려|써\s*줘|답)[가-힣]{0,9}",
    ),
    "languages": any_of(
        rf"\b(?:which|what|how\s+many)\s+languages?\s+(?:can|do|does|are|is|may|should)\b.{{0,30}}\b(?:{_YOU}|i|we|speak|support|understand)\b|\b(?:do|can|does)\s+{_YOU}\s+(?:speak|understand|support|talk|answer|know|reply)\b.{{0,20}}\b(?:english|korean|japanese|chinese|spanish|german|french|languages?)\b|\b(?:can|may)\s+i\s+(?:ask|write|type|talk)\b.{{0,20}}\b(?:english|korean|japanese|chinese)\b",
        r"(?:어떤|무슨|몇|어느)\s*(?:언어|나라\s*말|개\s*국어|말)[가-힣]{0,9}|(?:영어|한국어|한글|일본어|중국어)로?도?\s*(?:돼|되|가능|물어|질문|말해|써|대답|답|할\s*수|알아)[가-힣]{0,9}|(?:영어|한국어|일본어|중국어)\s*(?:할\s*줄|알아|지원)[가-힣]{0,9}",
    ),
    "size": any_of(
        r"\bhow\s+(?:many|much)\s+(?:papers|articles|data|entries|studies|listings)\b.{0,25}\b(?:in\s+(?:here|total|all|your|the|this)|(?:do|did)\s+(?:you|u)\s+(?:have|know|got)|(?:you|u)\s+(?:got|have|know)|stored?|loaded|available|altogether|overall|indexed|are\s+there\s*\??$)|\bhow\s+big\s+is\s+(?:the|your|this)\s+(?:corpus|database|collection|archive|dataset|data|library|index)\b|\b(?:size|total)\s+(?:of\s+)?(?:the\s+|your\s+)?(?:corpus|database|collection|papers)\b|\btotal\s+(?:number\s+of\s+)?papers\b",
        r"(?:총|전체|전부|모두|다\s*해서|통틀어)\s*(?:논문\s*)?(?:이|은)?\s*몇\s*(?:개|편|건)|논문\s*(?:이|은|수는?|수가)?\s*(?:총|전부|모두|다)?\s*(?:몇\s*(?:개|편|건)|얼마나)(?:나|정도|씩)?\s*(?:들어|있|갖고|가지고|보유|저장|알고|되|야|임|인가|담)[가-힣]{0,9}|(?:데이터|논문|자료)[가-힣]{0,9}\s*(?:총량|개수|갯수|규모|양)[가-힣]{0,9}|논문\s*몇\s*(?:개|편)[가-힣]{0,9}\s*(?:들어|있|갖|보유|알)[가-힣]{0,9}",
    ),
    "newest": any_of(
        r"\bhow\s+(?:fresh|recent|up[- ]to[- ]date|old|current|new)\s+(?:is|are)\s+(?:the|your|this|ur)?\s*(?:data|corpus|papers|database|info|listings?|stuff|collection|knowledge)?|\bwhen\s+(?:was|were|is)\s+(?:the\s+|your\s+)?(?:data|corpus|database|last|latest|it)\s*(?:\w+\s+)?(?:updated?|refreshed|listing)|\b(?:last|latest|most\s+recent|newest)\s+(?:day|date|update|listing(?:\s+day)?)\b(?:.{0,20}\b(?:you|u|have|here|got|data)\b|\W*$)|\b(?:are|is)\s+(?:you|u|it|this)\s+up[- ]to[- ]date\b|\bhow\s+often\b.{0,30}\bupdat|\bknowledge\s+cut-?off\b",
        r"(?:데이터|자료|논문|목록|정보|코퍼스|업데이트)[가-힣]{0,9}\s*(?:언제까지|언제|며칠까지|어디까지|최신|얼마나\s*최신|몇\s*월까지)[가-힣]{0,9}|(?:마지막|최근|최종)\s*(?:업데이트|날짜|목록)[가-힣]{0,9}(?:\s*(?:언제|뭐|며칠)[가-힣]{0,9})?|며칠\s*(?:자|치|꺼|거)?\s*(?:목록|논문|데이터)?\s*까지[가-힣\s]{0,20}(?:들어|있|나와)[가-힣]{0,9}|언제까지\s*(?:의|꺼|거|논문|데이터|나온|있)[가-힣]{0,9}|업데이트\s*(?:언제|주기|안|하|돼|되|얼마나)[가-힣]{0,9}|얼마나\s*자주",
    ),
    "days": any_of(
        r"\b(?:which|what)\s+(?:days|dates|months|time\s*(?:range|span|period)|date\s+range|periods?)\b.{0,30}\b(?:in\s+here|have|cover\w*|available|loaded|there|got|here|include\w*|know|can\s+i)|\b(?:what|which)\s+(?:period|range|timespan)\b|\bhow\s+far\s+back\b|\b(?:list|show)\s+(?:me\s+)?(?:all\s+)?(?:the\s+)?(?:days|dates|listings?\s+days)\b|\bdates?\s+(?:available|covered)\b",
        r"(?:어떤|어느|무슨|몇)\s*(?:날짜|기간|날|시기|며칠)[가-힣]{0,9}\s*(?:것|거|꺼|논문|데이터|목록|까지|들어|있)[가-힣]{0,9}|(?:날짜|기간|날)\s*(?:목록|리스트|범위)|며칠\s*(?:치|꺼|거|날짜)[가-힣]{0,9}|언제부터\s*언제|(?:날짜|기간)(?:가|는|이|은)?\s*(?:뭐뭐|어떻게|언제언제|뭐가|어디)|몇\s*일치|무슨\s*날\s*(?:꺼|거|것)",
    ),
    "model": any_of(
        rf"\b(?:are|r)\s+(?:you|u)\s+(?:a|an|some|really|just|actually)?\s*(?:ai|llm|gpt|chat\s?gpt|claude|gemini|robot|human|bot|real|person|language\s+model|machine|sentient|alive)|\b(?:is|does)\s+{_YOU}\s+(?:an?\s+|use\s+|using\s+|run(?:ning)?\s+(?:on\s+)?)?(?:ai|llm|gpt|chatgpt|openai|language\s+model)|\b(?:what|which)\s+(?:model|llm|ai)\s+(?:are|r|do|does|is|powers?|runs?)\s*(?:you|u|this|it|behind)|\bdo\s+(?:you|u)\s+(?:use|run\s+on)\s+(?:\w+\s+){{0,2}}(?:gpt|llm|ai|chatgpt|model|embedding)|\bpowered\s+by\b|\bdo\s+(?:you|u)\s+(?:hallucinate|make\s+(?:things|stuff)\s+up|lie)|\bhow\s+do\s+(?:you|u)\s+work\b|\bcan\s+i\s+trust\s+(?:you|u|this)\b",
        r"(?:너|니|넌|당신|이\s*봇|봇)(?:는|은|이|도|가)?\s*(?:혹시\s*|진짜\s*|설마\s*)?(?:llm|ai|gpt|챗\s*gpt|챗지피티|지피티|사람|로봇|인공지능|클로드|제미나이|기계|봇)(?:이|인|임|야|냐|니|세|에|쓰|써|기반|으로|로|\?|$)[가-힣]{0,9}|^(?:이거|이건|여기|그럼|혹시)?\s*(?:llm|gpt|챗gpt|인공지능|ai)\s*(?:쓰는|써|기반|사용|인가|이야|임|냐|니|으로\s*만든)[가-힣]{0,3}(?:\s*(?:거|봇)[가-힣]{0,9})?\W*$|(?:무슨|어떤)\s*(?:모델|llm|ai)(?:이야|임|쓰[가-힣]{0,9}|로\s*(?:돌아|만든|돌)[가-힣]{0,9}|기반[가-힣]{0,9})\s*(?:너|봇|$|\?|야)|(?:어떻게|뭘로|무엇으로)\s*(?:작동|동작|대답|돌아|만들어진)[가-힣]{0,9}\s*(?:거|봇|너|\?|$)|(?:뭐|뭘|무엇)(?:로|으로)\s*만들[가-힣]{0,9}|^(?:너|넌|혹시)?\s*챗?\s*(?:gpt|지피티)(?:임|야|이야|니|냐|인가)[가-힣]{0,9}\W*$|정체가?\s*뭐|믿어도\s*(?:돼|되)|거짓말",
    ),
    "votes": any_of(
        r"\bwhat\s+(?:are|is|do|does)\s+(?:the\s+|these\s+|those\s+|a\s+)?(?:up)?votes?\s*(?:mean|for|count|based)?\W*$|\bwho\s+(?:is\s+|are\s+)?(?:votes?|voting|voted|upvotes?)\b|\bwhere\s+do(?:es)?\s+(?:the\s+)?(?:up)?votes?\s+come\b|\bhow\s+(?:are|do)\s+(?:the\s+)?(?:up)?votes?\s+(?:counted|work)",
        r"(?:추천|투표|표|추천\s*수|투표\s*수|좋아요|votes?|upvotes?)(?:는|은|이|가|란|라는\s*게|라는게)?\s*(?:누가\s*(?:하|한|주|누르|매기)|뭐야|뭐임|무슨\s*(?:뜻|의미)|뭘\s*의미|어디서|어떻게\s*(?:세|매겨|집계|나온|정해|하)|기준)[가-힣]{0,9}",
    ),
    "source": any_of(
        r"\b(?:you|u|bot|it)\s+(?:get|gets|got|take|takes|pull|pulls|fetch)\b.{0,40}\b(?:from|where)\b|\bwhere\b.{0,20}\b(?:summaries|papers|listings?|data)\b.{0,20}\b(?:come|from)\b",
        rf"\bwhere\s+(?:do|does|did|are|is)\s+(?:you|u|the|these|those|your|this)\s*(?:data|papers|get|listings?|info\w*|come|summaries)?\b.{{0,30}}\b(?:from|get|come|source)|\b(?:what'?s|what\s+is|whats)\s+(?:your|the)\s+(?:data\s+)?source\b|\bdata\s+source\b|\bsource\s+of\s+(?:the\s+)?(?:data|papers)\b|\b(?:is|are)\s+(?:this|these|it)\s+(?:from\s+)?(?:hugging\s*face|hf)\b|\bdo\s+(?:you|u)\s+(?:crawl|scrape|search\s+(?:the\s+)?(?:web|internet|arxiv|google))",
        r"(?:논문|데이터|자료|목록|정보)[가-힣]{0,9}\s*(?:어디서|출처|어디에서|소스)[가-힣]{0,9}(?:\s*(?:가져|온|나|구|뭐)[가-힣]{0,9})?|출처(?:가|는)?\s*(?:어디|뭐)?[가-힣]{0,9}|어디서\s*(?:가져|긁|퍼|구해|나온|수집)[가-힣]{0,9}\s*(?:거|데이터|논문|자료)?[가-힣]{0,9}|인터넷\s*(?:검색|되|돼)[가-힣]{0,9}|크롤링",
    ),
    "maker": any_of(
        rf"\bwho\s+(?:made|created?|built|build|wrote|develop(?:ed|s)?|runs?|owns?|programmed|coded|maintains?|is\s+(?:behind|your))\s+(?:you|u|this\s+bot|this|your|the\s+bot|creator|owner|developer|maker)\b|\bwho'?s\s+your\s+(?:creator|owner|developer|maker|dad|boss|admin)\b|\bwho\s+(?:are|r)\s+(?:you|u)\b|\bwhat'?s\s+your\s+name\b|\b(?:are|r)\s+(?:you|u)\s+open[- ]?source",
        r"(?:너|널|니|봇|이\s*봇)(?:를|을|는|은)?\s*(?:누가|누구)\s*(?:만들|개발|운영|관리)[가-힣]{0,9}|누가\s*(?:너를?|널|이\s*봇을?|봇)\s*(?:만들|개발|운영)[가-힣]{0,9}|(?:개발자|제작자|만든\s*사람|관리자|주인)(?:가|이|는|은)?\s*누구[가-힣]{0,9}(?=\W*$)|(?:너|넌|니)\s*(?:는\s*)?누구[가-힣]{0,9}|이름이?\s*뭐[가-힣]{0,9}\s*(?:너|니|봇)|(?:너|니|네|봇)\s*이름",
    ),
    "privacy": any_of(
        r"\b(?:do|can|will)\s+(?:you|u)\s+(?:save|store|keep|log|record|remember|track|spy|read)\b.{0,30}\b(?:messages?|chats?|data|me|my|what\s+i|us|history|conversation|everything)|\bprivacy\b.{0,20}(?:policy|\?|$)|\bmy\s+data\b|\bwho\s+can\s+see\b",
        r"(?:내|제|우리)\s*(?:질문|메시지|대화|말|데이터|정보|기록|채팅)[가-힣]{0,9}\s*(?:저장|기록|보관|수집|남|누가)[가-힣]{0,9}|개인\s*정보[가-힣]{0,9}|대화\s*(?:내용|기록)[가-힣]{0,9}\s*(?:저장|남|기억)[가-힣]{0,9}|(?:저장|기억|기록)\s*(?:하|되|돼)[가-힣]{0,9}\s*(?:내|대화|질문)",
    ),
    "cost": any_of(
        rf"\b(?:is|are)\s+{_YOU}\s+free\b|\bdo\s+(?:you|u)\s+cost\b|\bhow\s+much\s+(?:do|does)\s+{_YOU}\s+cost\b|\bfree\s+to\s+use\b|\brate\s+limits?\b.{{0,15}}(?:you|here|\?)",
        r"(?:이거|봇|너|사용)\s*(?:은|는|이|가)?\s*(?:무료|공짜|유료|돈\s*(?:내|들))[가-힣]{0,9}|^(?:무료|공짜|유료)(?:야|임|인가|예|에)[가-힣]{0,9}",
    ),
}
_HELP = any_of(
    r"^\W*(?:help|usage|commands?|menu|manual|tutorial|instructions)\b(?:\s+(?:me|please|pls|plz|list|menu|page))*\W*$|\bwhat\s+(?:else\s+)?(?:can|do|could|r|are)\s+(?:you|u|this\s+(?:bot|thing)|the\s+bot|it)\s+(?:even\s+|actually\s+|all\s+)?(?:do|for|good|about|capable|able)\b|\bwhat'?s?\s+(?:are\s+|is\s+)?(?:you|u|this\s+bot|this\s+thing)\s*(?:for|good|about)\b",
    r"\bhow\s+(?:do|can|should|to|does)\s+(?:i\s+|we\s+|one\s+|you\s+)?(?:use|work\s+with|talk\s+to|ask|interact)\s*(?:you|u|this|it|the\s+bot|this\s+bot|stuff|questions?)?\W*(?:$|\?)|\bhow\s+does\s+(?:this|it|the\s+bot|this\s+bot)\s+work\b|\bwhat\s+(?:kind|sort|type)s?\s+of\s+(?:questions?|things?|stuff)\s+can\b|\bwhat\s+(?:can|should|could)\s+i\s+(?:ask|do|say|type)\b|\b(?:show|list|give)\s+(?:me\s+)?(?:the\s+|all\s+)?(?:commands|features|options|help)\b|\bcan\s+(?:you|u)\s+help(?:\s+me)?\W*$|\bwhat\s+(?:commands|features)\b|\bi\s+need\s+help\W*$",
    r"^\W*(?:도움말?|도와\s*줘|사용\s*법|사용\s*방법|설명서|명령어|메뉴|기능|헬프|매뉴얼)[가-힣]{0,4}\W*$|(?:뭐|뭘|무엇을?|어떤\s*(?:거|것|걸|기능)|무슨\s*(?:기능|일))[가-힣]{0,9}\s*(?:할\s*수|해\s*줄\s*수|하는\s*(?:봇|애|거|놈)|해\s*주|가능|물어\s*볼|물어봐|질문할|잘해|할줄|할\s*줄)[가-힣]{0,9}(?:\s*(?:있|알|봇|너|야|임|돼|되)[가-힣]{0,9})*|(?:어떻게|어케|어캐)\s*(?:써|쓰는|쓰|사용|이용|물어|질문)[가-힣]{0,9}\s*(?:거|건|해|봐|하|야|면|돼|되|임|지)?[가-힣]{0,9}\W*$|(?:사용|쓰는|이용)\s*(?:법|방법)(?:이|은|좀|을)?[가-힣\s]*|명령어[가-힣]{0,9}\s*(?:뭐|목록|알려|리스트|있)[가-힣]{0,9}|(?:너|넌|봇|이거|이\s*봇)(?:는|은)?\s*(?:뭐|뭘)\s*(?:하는|할|해)[가-힣]{0,9}",
)


_ABOUT = re.compile(r"\b(?:about|on|by)\b", re.IGNORECASE)


def subject_of(text: str) -> Subject | Literal["help"] | None:
    """Return what a question about the bot itself is about; None where it is about something else."""
    if _HELP.search(text):
        return "help"
    for subject, pattern in _SUBJECTS.items():
        if (match := pattern.search(text)) and not (subject == "size" and _is_of_topic(text, match)):
            return subject
    return None


def _is_of_topic(text: str, match: re.Match[str]) -> bool:
    """Tell whether the papers that are counted are those on a topic: "에이전트 논문 몇 편 있어?"."""
    before = _LEFT.findall(text[: match.start()])
    return _ABOUT.search(match[0]) is not None or not all(is_filler(word) for word in before)
