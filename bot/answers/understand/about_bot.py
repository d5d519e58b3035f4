"""Questions about the bot itself, by their subject."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal, TypeAlias

from bot.answers.understand.about_listings import Tally, tally_of
from bot.answers.understand.fillers import is_filler
from bot.answers.wording import any_of

__all__ = ["BotSubject", "Subject", "subject_of"]

BotSubject = Literal[
    "days",
    "size",
    "newest",
    "model",
    "summaries",
    "korean",
    "languages",
    "source",
    "votes",
    "maker",
    "privacy",
    "cost",
    "bot",
]
# What is asked of the bot, or of all its listings.
Subject: TypeAlias = BotSubject | Tally

_YOU = r"(?:you|u|ya|this\s+(?:bot|thing)|the\s+bot|it|bot)"
_THE_BOT = r"(?:you|u|ya|this\s+bot|the\s+bot)"
_BOTS = (
    r"(?:\b(?:chat\s?gpt|gpt(?:[- ]?\d\w*)?|claude|gemini|copilot|bard|grok|perplexity|siri|alexa|deepseek|llama)|"
    r"\bgoogle|"
    r"챗\s*(?:gpt|지피티)|지피티|클로드|제미나이|제미니|코파일럿|퍼플렉시티|시리|딥시크|그록|뤼튼|구글)"
)
_BETTER_KO = r"(?:나아|낫|나은|나음|다름|똑똑|잘|좋|차이|달라|다르|다른|비교|멍청|빨라|빠르|세|이겨|이김)"
_SUBJECTS: Mapping[BotSubject, re.Pattern[str]] = {
    "summaries": any_of(
        r"\bwho\s+(?:made|makes|wrote|writes|does|did|generated?|created?|is\s+(?:writing|doing|making))\s+"
        r"(?:the\s+|these\s+|those\s+|your\s+)?(?:korean\s+)?(?:summar|bullet|tl;?dr|description|text)",
        r"\b(?:are|were|is)\s+(?:the\s+|these\s+|those\s+|your\s+)?(?:summar\w+|bullets?|text)\b.{0,30}\b"
        r"(?:ai|gpt|llm|machine|auto\w*|human|generated|translated|made|written|accurate|reliable|hand)",
        r"\b(?:how|where)\s+(?:are|were|do|did)\s+(?:the\s+|these\s+|your\s+)?summar\w+\s+"
        r"(?:made|written|generated|created|come)",
        r"요약(?:문|본)?(?:은|는|이|을|를|들은?)?\s*(?:누가|누구|어떻게|ai|gpt|사람|기계|자동|직접|니가|네가|너가)"
        r"[가-힣]{0,9}",
        r"\b(?:do|did|can|have)\s+(?:you|u)\s+(?:actually\s+|really\s+|even\s+)?(?:read|see|access|use|go\s+through|look\s+at)\s+"
        r"(?:the\s+|all\s+)?(?:whole|full|entire|actual|complete)\s+(?:pdfs?|papers?|texts?)\b",
        r"누가\s*요약|요약[가-힣]{0,9}\s*(?:믿|정확|번역기|기계)",
        r"요약.{0,20}(?:사람|ai|gpt|기계)[가-힣]{0,9}\s*(?:쓴|번역)[가-힣]{0,9}\s*(?:거|건|것)[가-힣]{0,9}|"
        r"(?:사람|ai|gpt|기계)[가-힣]{0,9}\s*(?:쓴|요약|번역)[가-힣]{0,9}\s*요약[가-힣]{0,9}|"
        r"^\W*(?:이|그)?(?:거|건|것|게)?[은는]?\s*(?:다\s*)?(?:사람|ai|gpt|기계)[가-힣]{0,9}\s*(?:쓴|요약|번역)[가-힣]{0,9}\s*(?:거|건|것)[가-힣]{0,9}",
        r"누가\s*(?:쓴|썼|만든)[가-힣]{0,9}\s*요약",
    ),
    "korean": any_of(
        r"\bwhy\b.{0,40}\b(?:korean|hangul|in\s+english)\b|\b(?:korean|hangul)\b.{0,20}\bwhy\b",
        r"\bcan'?t\s+read\s+korean\b|\b(?:i\s+)?(?:don'?t|do\s+not|dont)\s+(?:speak|understand|read|know)\s+korean\b",
        r"\btranslate\b.{0,30}\b(?:english|korean)\b|\bin\s+english\s*(?:please|pls|plz|\?|$)",
        r"왜\s*(?:다\s*)?(?:한국어|한글|영어|국문|영문)|(?:한국어|한글|영어)(?:로|로만|만|인)?\s*(?:왜|인\s*이유)",
        r"영어\s*(?:요약|버전|번역)[가-힣]{0,9}\s*(?:없|있|안|해)",
        r"(?:한국어|한글|영어)로\s*(?:번역|바꿔|해\s*줘|알려|써\s*줘|답)[가-힣]{0,9}",
    ),
    "languages": any_of(
        rf"\b(?:which|what|how\s+many)\s+languages?\s+(?:can|do|does|are|is|may|should)\b.{{0,30}}\b"
        rf"(?:{_YOU}|i|we|speak|support|understand)\b",
        rf"\b(?:do|can|does)\s+{_YOU}\s+(?:speak|understand|support|talk|answer|know|reply)\b.{{0,20}}\b"
        rf"(?:english|korean|japanese|chinese|spanish|german|french|languages?)\b",
        r"\b(?:can|may)\s+i\s+(?:ask|write|type|talk)\b.{0,20}\b(?:english|korean|japanese|chinese)\b",
        r"(?:어떤|무슨|몇|어느)\s*(?:언어|나라\s*말|개\s*국어|말)[가-힣]{0,9}+"
        r"(?!\s*(?:test|테스트|학습|평가|실험|훈련|번역\s*했|했|썼|지원\s*했|데이터))",
        r"(?:영어|한국어|한글|일본어|중국어)로?도?\s*(?:돼|되|가능|물어|질문|말해|써|대답|답|할\s*수|알아)"
        r"[가-힣]{0,9}|(?:영어|한국어|일본어|중국어)\s*(?:할\s*줄|알아|지원)[가-힣]{0,9}",
    ),
    "size": any_of(
        r"\bhow\s+(?:many|much)\s+(?:papers|articles|data|entries|studies|listings)\b.{0,25}\b"
        r"(?:in\s+(?:here|total|all|your|the|this)|(?:do|did)\s+(?:you|u)\s+(?:have|know|got)|"
        r"(?:you|u)\s+(?:got|have|know)|stored?|loaded|available|altogether|overall|indexed|are\s+there\s*\??$)",
        r"\bhow\s+big\s+is\s+(?:the|your|this)\s+(?:corpus|database|collection|archive|dataset|data|library|index)\b",
        r"\b(?:size|total)\s+(?:of\s+)?(?:the\s+|your\s+)?(?:corpus|database|collection|papers)\b",
        r"\btotal\s+(?:number\s+of\s+)?papers\b",
        r"(?:총|전체|전부|모두|다\s*해서|통틀어|(?:다|전부|모두|싹)\s*(?:합치|합하|더하|합쳐|합해)[가-힣]{1,3})\s*(?:논문\s*)?(?:이|은)?\s*몇\s*(?:개|편|건)",
        r"논문\s*(?:이|은|수는?|수가)?\s*(?:총|전부|모두|다)?\s*(?:몇\s*(?:개|편|건)|얼마나)(?:나|정도|씩)?\s*"
        r"(?:들어|있|갖고|가지고|보유|저장|알고|되|야|임|인가|담)[가-힣]{0,9}",
        r"(?:데이터|논문|자료)[가-힣]{0,9}\s*(?:총량|개수|갯수|규모|양)[가-힣]{0,9}",
        r"논문\s*몇\s*(?:개|편)[가-힣]{0,9}\s*(?:들어|있|갖|보유|알)[가-힣]{0,9}",
    ),
    "newest": any_of(
        r"\bhow\s+(?:fresh|recent|up[- ]to[- ]date|old|current|new)\s+(?:is|are)\s+(?:the|your|this|ur)?\s*"
        r"(?:data|corpus|papers|database|info|listings?|stuff|collection|knowledge)?",
        r"\bwhen\s+(?:was|were|is)\s+(?:the\s+|your\s+)?(?:data|corpus|database|last|latest|it)\s*(?:\w+\s+)?"
        r"(?:updated?|refreshed|listing)",
        r"\b(?:last|latest|most\s+recent|newest)\s+(?:day|date|update|listing(?:\s+day)?)\b"
        r"(?:.{0,20}\b(?:you|u|have|here|got|data)\b|\W*$)",
        r"\b(?:are|is)\s+(?:you|u|it|this)\s+up[- ]to[- ]date\b|\bhow\s+often\b.{0,30}\bupdat|\bknowledge\s+cut-?off\b",
        r"(?:데이터|자료|논문|목록|정보|코퍼스|업데이트)[가-힣]{0,9}\s*"
        r"(?:언제까지|언제|며칠까지|어디까지|최신|얼마나\s*최신|몇\s*월까지)[가-힣]{0,9}",
        r"(?:마지막|최근|최종)\s*(?:업데이트|날짜|목록)[가-힣]{0,9}(?:\s*(?:언제|뭐|며칠)[가-힣]{0,9})?",
        r"며칠\s*(?:자|치|꺼|거)?\s*(?:목록|논문|데이터)?\s*까지[가-힣\s]{0,20}(?:들어|있|나와)[가-힣]{0,9}",
        r"언제까지\s*(?:의|꺼|거|논문|데이터|나온|있)[가-힣]{0,9}",
        r"업데이트\s*(?:언제|주기|안|하|돼|되|얼마나)[가-힣]{0,9}|얼마나\s*자주",
    ),
    "days": any_of(
        r"\b(?:which|what)\s+(?:days|dates|months|time\s*(?:range|span|period)|date\s+range|periods?)\b.{0,30}\b"
        r"(?:in\s+here|have|cover\w*|available|loaded|there|got|here|include\w*|know|can\s+i)",
        r"\b(?:what|which)\s+(?:period|range|timespan)\b|\bhow\s+far\s+back\b",
        r"\b(?:list|show)\s+(?:me\s+)?(?:all\s+)?(?:the\s+)?(?:days|dates|listings?\s+days)\b",
        r"\bdates?\s+(?:available|covered)\b",
        r"(?:어떤|어느|무슨|몇)\s*(?:날짜|기간|날|시기|며칠)[가-힣]{0,9}\s*(?:것|거|꺼|논문|데이터|목록|까지|들어|있)"
        r"[가-힣]{0,9}",
        r"(?:날짜|기간|날)\s*(?:목록|리스트|범위)|며칠\s*(?:치|꺼|거|날짜)[가-힣]{0,9}|언제부터\s*언제",
        r"(?:날짜|기간)(?:가|는|이|은)?\s*(?:뭐뭐|어떻게|언제언제|뭐가|어디)|몇\s*일치|무슨\s*날\s*(?:꺼|거|것)",
    ),
    "model": any_of(
        r"\b(?:are|r)\s+(?:you|u)\s+(?:a|an|some|really|just|actually)?\s*"
        r"(?:ai|llm|gpt|chat\s?gpt|claude|gemini|robot|human|bot|real|person|language\s+model|machine|sentient|alive)",
        rf"\b(?:is|does)\s+{_YOU}\s+(?:an?\s+|use\s+|using\s+|run(?:ning)?\s+(?:on\s+)?)?"
        rf"(?:ai|llm|gpt|chatgpt|openai|language\s+model)",
        r"\b(?:what|which)\s+(?:(?:kind|type|sort)\s+of\s+)?(?:an?\s+)?(?:language\s+)?(?:model|llm|ai)\s+"
        r"(?:(?:are|r|do|does|is|powers?|runs?)\s*(?:you|u|this\s+(?:bot|thing)|the\s+bot|behind)\b|"
        r"(?:do|does|powers?|runs?)\s*(?:this|it)\b)",
        # Beside other bots.
        rf"\b(?:are|r|is)\s+{_THE_BOT}\s+(?:\w+\s+){{0,2}}?(?:smart|better|bright|fast|wors|dumb|different|like|strong|good|"
        rf"cool|clever|more|as)\w*\b.{{0,20}}?(?:{_BOTS}|\bother\s+(?:bots?|ais?|chat\s?bots?))",
        rf"\b{_THE_BOT}\s+(?:vs\.?|versus|or|and|compared\s+(?:to|with)|against|beats?)\s+{_BOTS}",
        rf"{_BOTS}\s+(?:vs\.?|versus|or|and)\s+(?:you|u)\b|{_BOTS}.{{0,20}}\bthan\s+(?:you|u)\b",
        rf"\b(?:use|choose|pick|trust|need)\s+(?:you|u)\b.{{0,25}}?{_BOTS}",
        r"\b(?:better|smarter|faster|worse|dumber|different)\s+(?:than|from)\s+(?:you|u)\b",
        rf"(?<![가-힣])(?:너|니|네|넌|봇|당신)(?:가|는|은|랑|이랑|하고|이)?\s.{{0,20}}?{_BOTS}.{{0,20}}?{_BETTER_KO}",
        rf"{_BOTS}[가-힣]{{0,3}}\s.{{0,12}}?(?<![가-힣])(?:너|니|네|넌|봇|당신)(?:가|는|은|랑|이랑|하고|보다)?\s.{{0,20}}?{_BETTER_KO}",
        rf"^(?:혹시\s*|그럼\s*)?{_BOTS}(?:보다|랑|이랑|하고)\s*(?:뭐가\s*)?(?:더\s*)?"
        rf"(?:똑똑|나아|나음|다름|낫|잘하|잘해|달라|다르|다른\s*거)[가-힣]{{0,5}}\W*$",
        r"\bdo\s+(?:you|u)\s+(?:use|run\s+on)\s+(?:\w+\s+){0,2}(?:gpt|llm|ai|chatgpt|model|embedding)",
        r"\bpowered\s+by\b|\bdo\s+(?:you|u)\s+(?:hallucinate|make\s+(?:things|stuff)\s+up|lie)",
        r"\bhow\s+do\s+(?:you|u)\s+work\b|\bcan\s+i\s+trust\s+(?:you|u|this)\b",
        r"(?:너|니|넌|당신|이\s*봇|봇)(?:는|은|이|도|가)?\s*(?:혹시\s*|진짜\s*|설마\s*)?"
        r"(?:llm|ai|gpt|챗\s*gpt|챗지피티|지피티|사람|로봇|인공지능|클로드|제미나이|기계|봇)"
        r"(?:이|인|임|야|냐|니|세|에|쓰|써|기반|으로|로|\?|$)[가-힣]{0,9}",
        r"^(?:이거|이건|여기|그럼|혹시)?\s*(?:llm|gpt|챗gpt|인공지능|ai)\s*"
        r"(?:쓰는|써|기반|사용|인가|이야|임|냐|니|으로\s*만든)[가-힣]{0,3}(?:\s*(?:거|봇)[가-힣]{0,9})?\W*$",
        r"(?<![가-힣])(?:너|니|넌|당신|이\s*봇|봇)(?:는|은|이|도|가)?\s*(?:대체\s*|도대체\s*|혹시\s*|근데\s*)?"
        r"(?:무슨|어떤|뭔|어느)\s*(?:언어\s*)?(?:모델|llm|ai)",
        r"(?:무슨|어떤|뭔)\s*(?:모델|llm|ai)(?:이야|야|임|이냐|냐|이니|인가)[가-힣]{0,3}\s*(?:너|넌|니|봇|당신)(?:는|은)?\W*$",
        r"(?:무슨|어떤)\s*(?:모델|llm|ai)"
        r"(?:쓰[가-힣]{0,9}|로\s*(?:돌아|만든|돌)[가-힣]{0,9}|기반[가-힣]{0,9})\s*(?:너|봇|$|\?|야)",
        r"(?:어떻게|뭘로|무엇으로)\s*(?:작동|동작|대답|돌아|만들어진)[가-힣]{0,9}\s*(?:거|봇|너|\?|$)",
        r"(?:뭐|뭘|무엇)(?:로|으로)\s*만들[가-힣]{0,9}",
        r"^(?:너|넌|혹시)?\s*챗?\s*(?:gpt|지피티)(?:임|야|이야|니|냐|인가)[가-힣]{0,9}\W*$|정체가?\s*뭐",
        r"믿어도\s*(?:돼|되)|거짓말",
    ),
    "votes": any_of(
        r"\bwhat\s+(?:are|is|do|does)\s+(?:the\s+|these\s+|those\s+|a\s+)?(?:up)?votes?\s*"
        r"(?:mean|for|count|based)?\W*$",
        r"\bwho\s+(?:is\s+|are\s+)?(?:votes?|voting|voted|upvotes?)\b",
        r"\bwhere\s+do(?:es)?\s+(?:the\s+)?(?:up)?votes?\s+come\b",
        r"\bhow\s+(?:are|do)\s+(?:the\s+)?(?:up)?votes?\s+(?:counted|work)",
        r"(?:추천|투표|표|추천\s*수|투표\s*수|좋아요|votes?|upvotes?)(?:는|은|이|가|란|라는\s*게|라는게)?\s*"
        r"(?:누가\s*(?:하|한|주|누르|매기)|뭐야|뭐임|무슨\s*(?:뜻|의미)|뭘\s*의미|어디서|"
        r"어떻게\s*(?:세|매겨|집계|나온|정해|하)|기준)[가-힣]{0,9}",
    ),
    "source": any_of(
        r"\b(?:you|u|bot|it)\s+(?:get|gets|got|take|takes|pull|pulls|fetch)\b.{0,40}\b(?:from|where)\b",
        r"\bwhere\b.{0,20}\b(?:summaries|papers|listings?|data)\b.{0,20}\b(?:come|from)\b",
        r"\bwhere\s+(?:do|does|did|are|is)\s+(?:you|u|the|these|those|your|this)\s*"
        r"(?:data|papers|get|listings?|info\w*|come|summaries)?\b.{0,30}\b(?:from|get|come|source)",
        r"\b(?:what'?s|what\s+is|whats)\s+(?:your|the)\s+(?:data\s+)?source\b|\bdata\s+source\b",
        r"\bsource\s+of\s+(?:the\s+)?(?:data|papers)\b",
        r"\b(?:is|are)\s+(?:this|these|it)\s+(?:from\s+)?(?:hugging\s*face|hf)\b",
        r"\bdo\s+(?:you|u)\s+(?:crawl|scrape|search\s+(?:the\s+)?(?:web|internet|arxiv|google))",
        r"(?:논문|데이터|자료|목록|정보)[가-힣]{0,9}\s*(?:어디서|출처|어디에서|소스)[가-힣]{0,9}"
        r"(?:\s*(?:가져|온|나|구|뭐)[가-힣]{0,9})?",
        r"출처(?:가|는)?\s*(?:어디|뭐)?[가-힣]{0,9}",
        r"어디서\s*(?:가져|긁|퍼|구해|나온|수집)[가-힣]{0,9}\s*(?:거|데이터|논문|자료)?[가-힣]{0,9}",
        r"인터넷\s*(?:검색|되|돼)[가-힣]{0,9}|크롤링",
    ),
    "maker": any_of(
        r"\bwho\s+(?:made|created?|built|build|wrote|develop(?:ed|s)?|runs?|owns?|programmed|coded|maintains?|"
        r"is\s+(?:behind|your))\s+(?:you|u|this\s+bot|this|your|the\s+bot|creator|owner|developer|maker)\b",
        r"\bwho'?s\s+your\s+(?:creator|owner|developer|maker|dad|boss|admin)\b|\bwho\s+(?:are|r)\s+(?:you|u)\b",
        r"\bwhat'?s\s+your\s+name\b|\b(?:are|r)\s+(?:you|u)\s+open[- ]?source",
        r"(?:너|널|니|봇|이\s*봇)(?:를|을|는|은)?\s*(?:누가|누구)\s*(?:만들|개발|운영|관리)[가-힣]{0,9}",
        r"누가\s*(?:너를?|널|이\s*봇을?|봇)\s*(?:만들|개발|운영)[가-힣]{0,9}",
        r"(?:개발자|제작자|만든\s*사람|관리자|주인)(?:가|이|는|은)?\s*누구[가-힣]{0,9}(?=\W*$)",
        r"(?:너|넌|니)\s*(?:는\s*)?누구[가-힣]{0,9}|이름이?\s*뭐[가-힣]{0,9}\s*(?:너|니|봇)|(?:너|니|네|봇)\s*이름",
    ),
    "privacy": any_of(
        r"\b(?:do|can|will)\s+(?:you|u)\s+(?:save|store|keep|log|record|remember|track|spy|read)\b.{0,30}\b"
        r"(?:messages?|chats?|data|me|my|what\s+i|us|history|conversation|everything)",
        r"\bprivacy\b.{0,20}(?:policy|\?|$)|\bmy\s+data\b|\bwho\s+can\s+see\b",
        r"(?:내|제|우리)\s*(?:질문|메시지|대화|말|데이터|정보|기록|채팅)[가-힣]{0,9}\s*(?:저장|기록|보관|수집|남|누가)"
        r"[가-힣]{0,9}",
        r"개인\s*정보[가-힣]{0,9}|대화\s*(?:내용|기록)[가-힣]{0,9}\s*(?:저장|남|기억)[가-힣]{0,9}",
        r"(?:저장|기억|기록)\s*(?:하|되|돼)[가-힣]{0,9}\s*(?:내|대화|질문)",
    ),
    "cost": any_of(
        rf"\b(?:is|are)\s+{_YOU}\s+free\b|\bdo\s+(?:you|u)\s+cost\b|\bhow\s+much\s+(?:do|does)\s+{_YOU}\s+cost\b",
        r"\bfree\s+to\s+use\b|\brate\s+limits?\b.{0,15}(?:you|here|\?)",
        r"(?:이거|봇|너|사용)\s*(?:은|는|이|가)?\s*(?:무료|공짜|유료|돈\s*(?:내|들))[가-힣]{0,9}",
        r"^(?:무료|공짜|유료)(?:야|임|인가|예|에)[가-힣]{0,9}",
    ),
}
_HELP = any_of(
    r"^\W*(?:help|usage|commands?|menu|manual|tutorial|instructions)\b"
    r"(?:\s+(?:me|please|pls|plz|list|menu|page))*\W*$",
    r"\bwhat\s+(?:else\s+)?(?:can|do|could|r|are)\s+(?:you|u|this\s+(?:bot|thing)|the\s+bot|it)\s+"
    r"(?:even\s+|actually\s+|all\s+)?(?:do|for|good|about|capable|able)\b",
    r"\bwhat'?s?\s+(?:are\s+|is\s+)?(?:you|u|this\s+bot|this\s+thing)\s*(?:for|good|about)\b",
    r"\bhow\s+(?:do|can|should|to|does)\s+(?:i\s+|we\s+|one\s+|you\s+)?(?:use|work\s+with|talk\s+to|ask|interact)\s*"
    r"(?:you|u|this|it|the\s+bot|this\s+bot|stuff|questions?)?\W*(?:$|\?)",
    r"\bhow\s+does\s+(?:this|it|the\s+bot|this\s+bot)\s+work\b",
    r"\bwhat\s+(?:kind|sort|type)s?\s+of\s+(?:questions?|things?|stuff)\s+can\b",
    r"\bwhat\s+(?:can|should|could)\s+i\s+(?:ask|do|say|type)\b",
    r"\b(?:show|list|give)\s+(?:me\s+)?(?:the\s+|all\s+)?(?:commands|features|options|help)\b",
    r"\bcan\s+(?:you|u)\s+help(?:\s+me)?\W*$|\bwhat\s+(?:commands|features)\b|\bi\s+need\s+help\W*$",
    r"^\W*(?:도움말?|도와\s*줘|사용\s*법|사용\s*방법|설명서|명령어|메뉴|기능|헬프|매뉴얼)[가-힣]{0,4}\W*$",
    r"(?:뭐|뭘|무엇을?|어떤\s*(?:거|것|걸|기능)|무슨\s*(?:기능|일))[가-힣]{0,9}\s*"
    r"(?:할\s*수|해\s*줄\s*수|하는\s*(?:봇|애|거|놈)|해\s*주|가능|물어\s*볼|물어봐|질문할|잘해|할줄|할\s*줄)"
    r"[가-힣]{0,9}(?:\s*(?:있|알|봇|너|야|임|돼|되)[가-힣]{0,9})*",
    r"(?:어떻게|어케|어캐)\s*(?:써|쓰는|쓰|사용|이용|물어|질문)[가-힣]{0,9}\s*(?:거|건|해|봐|하|야|면|돼|되|임|지)?"
    r"[가-힣]{0,9}\W*$",
    r"(?:사용|쓰는|이용)\s*(?:법|방법)(?:이|은|좀|을)?[가-힣\s]*",
    r"명령어[가-힣]{0,9}\s*(?:뭐|목록|알려|리스트|있)[가-힣]{0,9}",
    r"(?:너|넌|봇|이거|이\s*봇)(?:는|은)?\s*(?:뭐|뭘)\s*(?:하는|할|해)[가-힣]{0,9}",
)


_WORD = re.compile(r"[^\W_]+")
_IN_ALL = re.compile(r"total(?:ly)?|overall|altogether|exactly|roughly", re.IGNORECASE)
_ABOUT = re.compile(r"\b(?:about|on|by)\b", re.IGNORECASE)


def subject_of(text: str) -> Subject | Literal["help"] | None:
    """Return the subject of a question about the bot itself or all listings, None for other questions."""
    if _HELP.search(text):
        return "help"
    if (tally := tally_of(text)) is not None:
        return tally
    for subject, pattern in _SUBJECTS.items():
        if (match := pattern.search(text)) and not (subject == "size" and _is_of_topic(text, match)):
            return subject
    return None


def _is_of_topic(text: str, match: re.Match[str]) -> bool:
    """Tell whether the papers counted are those on a topic: "에이전트 논문 몇 편 있어?"."""
    before = _WORD.findall(text[: match.start()])
    return _ABOUT.search(match[0]) is not None or not all(is_filler(word) or _IN_ALL.fullmatch(word) for word in before)
