"""Off-topic requests that no paper answers: the weather, a meal, a program to write."""

from __future__ import annotations

from bot.answers.wording import any_of

__all__ = ["is_off_topic"]

_LANGUAGE = (
    r"(?:python|java(?:script)?|js|typescript|c\+\+|c#|c|rust|go(?:lang)?|sql|bash|kotlin|php|html|matlab|ruby|swift)"
)
_MADE = (
    r"(?:functions?|scripts?|programs?|code|apps?|websites?|web\s?pages?|snippets?|class|games?|regex|query|queries|essays?|"
    r"poems?|stor(?:y|ies)|songs?|e-?mails?|letters?|algorithms?|haiku|resume|cv|homework)"
)
_PLEASE = r"^\W*(?:(?:can|could|would|will)\s+(?:you|u|ya)\s+)?(?:please\s+|pls\s+|plz\s+|just\s+)?"
_OFF = any_of(
    r"\b(?:how'?s|what'?s|how|what|tell|check|know|hows|whats)\b.{0,25}\bweather\b(?!\s+(?:forecasting|predict|model|data))",
    r"\bweather\s+(?:like|outside|today|tomorrow|tmrw|tmr|tonight|now|rn|report|this\s+week(?:end)?|in\s+[a-z]+\W*$)",
    r"\b(?:will|is|does|did|would|gonna|going\s+to)\s+(?:it\s+)?(?:gonna\s+|going\s+to\s+)?(?:be\s+)?"
    r"(?:rain|snow|storm|sunny|cloudy|windy|chilly|freezing|humid)(?:ing|y|s)?\b",
    r"\bhow\s+(?:hot|cold|warm)\s+is\s+it\b|\bis\s+it\s+(?:so\s+|too\s+)?(?:hot|cold|warm)\b|\b(?:need|take|bring)\s+an?\s+(?:umbrella|jacket|coat)\b",
    r"(?<![가-힣])(?:비|눈|소나기)(?:가|이|는)?\s*(?:많이\s*)?(?:오냐|와(?:요)?|오나(?:요)?|올까(?:요)?|오니|온대|온다|오려나|올려나|옴|오네)(?![가-힣])",
    r"날씨(?:가|는|은|도)?\s*(?:어때|어떰|어떤가|어떻|어떠|좋|춥|추|덥|더|알려|뭐|왜|맑|흐)|(?:춥|덥|더워|추워)[가-힣]{0,3}\W*$|"
    r"우산\s*(?:챙|가져|필요|들)|(?:오늘|내일|지금|밖)[가-힣]{0,2}\s*(?:날씨|기온)",
    r"\bwhat\s+(?:should|shall|can|do|to|did|would|will)\s+(?:(?:i|we|you|u)\s+)?(?:want\s+to\s+)?(?:eat|cook|drink|"
    r"(?:have|get|make)\s+for\s+(?:lunch|dinner|breakfast|supper))\b|\bwhat'?s?\s+(?:is\s+)?for\s+(?:lunch|dinner|breakfast|supper)\b",
    r"\b(?:lunch|dinner|breakfast|supper)\s+(?:ideas?|menu|recommend\w*|suggest\w*|spots?|today)\b|\bi'?m\s+(?:so\s+)?hungry\b|"
    r"\bi\s+(?:want|need|crave)\s+(?:some\s+|a\s+)?(?:food|pizza|coffee|burgers?|snacks?|beer|chicken|lunch|dinner)\b|"
    r"\b(?:recommend|suggest|find|know)\b.{0,20}\b(?:restaurants?|lunch|dinner|breakfast|pizza|cafes?|movies?|songs?|netflix)\b",
    r"(?:점심|저녁|아침|야식|간식|밥|메뉴|술|커피)[가-힣]{0,4}\s*(?:메뉴\s*)?(?:뭐|뭘|머|추천|먹|골라|마시|마실|시켜)|"
    r"(?:뭐|뭘|머)\s*(?:를\s*)?(?:먹|마시|마실)[가-힣]{0,4}|배\s?고[프파픔]|맛집|(?:영화|드라마|노래|식당|웹툰|넷플릭스)\s*(?:좀\s*|하나\s*|하나만\s*)?추천\s*(?:해|좀|부탁)",
    r"\b(?:gimme|give|got|know|need|want|share|send|show|find|good|best|easy|quick|simple)\b.{0,25}\brecipes?\b|"
    r"\bhow\s+(?:do|can|should|to)\b.{0,12}\b(?:cook|bake|boil|fry|grill|roast)\b",
    r"레시피[가-힣]?\s*(?:좀\s*|하나\s*)?(?:알려|가르쳐|추천|공유|줘|주|뭐|있)|(?:끓이|굽|볶|튀기|삶|요리하)는\s*(?:법|방법)|요리법",
    rf"{_PLEASE}(?:write|code|make|build|create|implement|generate|program|draft|compose)\s+(?:me|us)\s+(?:\S+\s+){{0,5}}?{_MADE}\b",
    rf"{_PLEASE}(?:write|code|make|build|create|implement|program|draft|compose)\s+(?:a|an|some|my|the)\s+(?:\S+\s+){{0,3}}?{_MADE}\b",
    rf"{_PLEASE}(?:write|code|make|build|create|implement|generate|program)\s+(?:\S+\s+){{0,5}}?(?:for\s+(?:me|us|my\s+\w+)|in\s+{_LANGUAGE})(?![\w+#])",
    rf"{_PLEASE}(?:do|solve|fix|debug|finish|check)\s+(?:my|this|the)\s+(?:\S+\s+)?(?:homework|code|script|assignment|bug|essay|program)\b",
    rf"\b(?:(?:quick|merge|bubble|heap|insertion|selection)\s?sort|binary\s+search|fizz\s?buzz|fibonacci|hello\s+world|linked\s+list)\b"
    rf".{{0,25}}\b{_LANGUAGE}(?![\w+#])|^\W*(?:give|show|send|get)\s+me\s+(?:(?:a|an|some)\s+)?{_LANGUAGE}\s+(?:code|function|script)\b",
    r"(?:코드|함수|스크립트|프로그램|앱|웹\s?사이트|홈페이지|페이지|계산기|코딩|게임|알고리즘|정렬|소트|쿼리|sql|소설|자소서|편지|이메일|메일|레포트|에세이|"
    r"(?<![가-힣])시|노래|가사)[가-힣]{0,3}\s*(?:하나\s*|하나만\s*|좀\s*|한\s*편\s*)*(?:짜\s*(?:줘|주|봐|달)|작성\s*(?:해|좀)|만들어\s*(?:줘|주|봐|달)|"
    r"써\s*(?:줘|주|봐|달)|구현해\s*(?:줘|주|봐)|코딩해)|(?:숙제|과제|문제)[가-힣]{0,2}\s*(?:좀\s*)?(?:풀어|해\s*줘|도와|대신)",
    r"(?:주말|휴일|연휴|오늘|내일|저녁|이따|퇴근\s?후)[가-힣]{0,2}\s*(?:뭐|뭘|머|모)\s*(?:하지|할까|하냐|할래|하고\s*놀|하면서|해야)[가-힣]{0,3}\W*$|"
    r"\bwhat\s+(?:should|shall|can)\s+(?:i|we)\s+do\s+(?:this|on|over|at)\s+(?:the\s+)?(?:weekend|evening|holidays?|night)\b",
    r"\bwhat\s+time\s+is\s+it\b|\b(?:tell|know)\b.{0,12}\bjokes?\b|(?:지금\s*)?몇\s*시(?:야|임|냐|인|지|에요|예요)|로또|농담\s*(?:해|하나)",
)
_GOODS = (
    r"(?:bitcoin|btc|ethereum|dogecoin|crypto|stocks?|tesla|nvidia|samsung|gold|oil|dollars?|euros?|iphone|galaxy|macbook|"
    r"playstation|ps5|xbox|switch|gpt|chatgpt|claude|gemini|netflix|spotify)"
)
_KO_GOODS = r"(?:비트코인|이더리움|코인|주식|주가|환율|달러|테슬라|엔비디아|삼전|삼성전자|금값|아이폰|갤럭시|맥북|플스)"
# Errands, prices, sports, and what people ask the bot about itself.
_CHATTER = any_of(
    r"\b(?:help|assist)\b.{0,25}\b(?:homework|assignment|essay|exams?|resume|taxes)\b",
    rf"\bhow\s+(?:do|can|to|would|should)\b.{{0,40}}\b(?:in|with|using)\s+{_LANGUAGE}(?![\w+#])",
    r"(?:파이썬|자바|자바스크립트|엑셀|포토샵|[cC]언어|씨언어|리눅스|윈도우|자바스크립트)[가-힣]{0,3}\s.{0,25}"
    r"(?:하는\s?법|는\s?법|방법|어떻게|에러|오류|설치|문법)",
    r"^\W{0,9}translate\s.{1,60}\b(?:to|into)\s+(?:french|spanish|german|japanese|chinese|italian|russian)\b",
    r"^\W{0,9}(?:what(?:'?s|\s+is)\s+)?\d{1,9}\s*[+*×÷^]\s*\d{1,9}\s*=?\s*\W{0,9}$|\d\s*(?:더하기|곱하기|나누기|빼기)\s*\d",
    r"\bconvert\s+(?:\d[\d.,]{0,12}|an?)\s*[a-z]{1,20}\s+(?:to|into|in)\b|"
    r"\bhow\s+(?:many|much)\s+(?:\w{2,12}\s+){1,2}(?:is|are|in)\s+(?:an?|one|\d[\d.,]{0,12})\s*"
    r"(?:miles?|km|kilomet\w+|feet|foot|inch\w*|yards?|cm|lbs?|pounds?|kgs?|kilos?|ounces?|oz|gallons?|lit(?:er|re)s?|cups?|"
    r"dollars?|euros?|won|yen|celsius|fahrenheit|degrees)\b|"
    r"\d[\d.,]{0,12}\s*(?:인치|피트|마일|파운드|온스|갤런|평|킬로|키로|화씨|섭씨|달러|엔|유로)[가-힣]{0,2}\s*"
    r"(?:[가-힣]{1,6}\s*){0,2}(?:몇|얼마)\s*(?:도|센티|미터|킬로|키로|그램|제곱|평|원|리터|km|cm|kg)",
    r"\b(?:good|best|nice|cheap|nearest|closest|favou?rite|decent|any)\s+(?:[a-z]{2,12}\s+){0,2}"
    r"(?:places?|spots?|restaurants?|cafes?|caf[eé]s?|bars?|pubs?|shops?|hotels?|gyms?|barbers?)\s+(?:in|near|around|nearby|for)\b",
    r"\bset\s+(?:an?\s+|the\s+|my\s+)?(?:alarm|timer|reminder)\b|\bremind\s+me\b|"
    r"^\W{0,9}(?:please\s+|can\s+(?:you|u)\s+)?(?:play|sing)\s+(?:me\s+)?(?:a\s+|some\s+)?(?:music|songs?|games?)\W{0,9}$|"
    r"\b(?:order|book|buy|reserve)\s+(?:me\s+)?(?:a\s+|an\s+|some\s+)?(?:pizza|flights?|taxi|uber|tickets?|hotel|table|food)\b",
    r"(?:알람|타이머)[가-힣]?\s*(?:맞춰|켜|설정)|노래\s*(?:좀\s*)?(?:틀어|불러)|(?:비행기|기차|호텔|식당|영화)[가-힣]{0,2}\s*예[매약]",
    rf"\b{_GOODS}\b[\s\d.-]{{0,6}}(?:api\s+|stock\s+|share\s+)?(?:prices?|pricing|rates?|subscription|review|release\s+date|discount)\b|"
    rf"\b(?:price|cost|value|release\s+date)\s+of\s+(?:an?\s+|the\s+)?{_GOODS}\b|\b(?:should|shall)\s+i\s+(?:buy|sell|invest)\b",
    rf"{_KO_GOODS}[가-힣\d\s]{{0,6}}?(?:얼마|가격|시세|어때|사도|살까|팔까|전망|오를|떨어|추천|출시|언제)",
    r"\bwho\s+(?:won|is\s+winning|will\s+win)\b(?!.{0,30}\b(?:arena|benchmark|compar))|\b(?:world\s+cup|super\s+bowl|premier\s+league|nba)\b",
    r"(?:월드컵|야구|축구|농구|경기|롤드컵)\s*(?:결과|언제|누가|이겼|스코어|순위)|대통령|뉴스\s*(?:좀\s*|하나\s*)?(?:알려|보여|뭐)",
    r"(?<![가-힣])(?:너|넌|니|네|당신|봇)[가-힣]?\s*(?:몇\s*살|나이|어디\s*살|결혼|여친|남친|여자\s*친구|남자\s*친구)|\bhow\s+old\s+(?:are|r)\s+(?:you|u)\b|"
    r"\bdo\s+(?:you|u)\s+(?:love|hate)\s+me\b|\b(?:are|r)\s+(?:you|u)\s+(?:single|married|hungry|happy)\b",
)
# Papers have such topics too.
_OF_PAPERS = any_of(
    r"\b(?:papers?|articles?|research|arxiv|preprints?|llms?|models?|datasets?|benchmarks?|agents?|networks?|neural|"
    r"forecasting|prediction|generation|recognition|authors?|votes?|(?:pre-?|post-?)?training|(?:fine-?)?tuning|scaling|"
    r"alignment|robots?|ai)\b|논문|연구|페이퍼|모델|데이터|벤치마크|예측|예보\s*모|학습|훈련|튜닝|생성|인식|저자|로봇|에이아이",
)


def is_off_topic(text: str) -> bool:
    """Tell whether `text` asks for something no paper answers."""
    return (_OFF.search(text) or _CHATTER.search(text)) is not None and not _OF_PAPERS.search(text)
