"""Aspects people ask about that summaries seldom state: a summary that answers must mention them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.answers.built_on import BUILT_ON
from bot.answers.wording import any_of

__all__ = ["asks_aspect", "stating", "unstated"]


# Bounded and possessive, so that a long run of digits is not rescanned from each digit.
_NUMBER = r"\d[\d.,]{0,30}+"
# How questions ask for an aspect, and how summaries mention it.
_ASPECTS: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = (
    BUILT_ON,
    (
        any_of(
            r"\be-?mails?\b|\bphone\s+numbers?\b|\bcontact(?:\s+(?:info\w*|details?|them|the\s+authors?))?\b(?!-)|\bhow\s+(?:do|can)\s+i\s+reach\b",
            r"이\s?메일|메일\s*주소|연락처|전화\s?번호|연락\s*(?:하|어떻)",
        ),
        any_of(r"@\w"),
    ),
    (
        any_of(r"\blicen[cs]\w*|\bcommercial(?:ly)?\b|\bcopyright", r"라이[선센]스|상업적|상업용|저작권"),
        any_of(r"licen[cs]e|apache|\bMIT\b|creative commons", r"라이[선센]스|상업|저작권"),
    ),
    (
        any_of(
            r"\b[GT]PUs?\b|\bA100s?\b|\bH100s?\b|\bhardware\b|\bgraphics cards?\b",
            r"그래픽\s*카드|그래픽카드|하드웨어|지피유|장비",
        ),
        any_of(r"[GT]PU|[AHV]100|RTX|A800|H800|\b4090\b|하드웨어", r"그래픽\s*카드|지피유"),
    ),
    (
        any_of(
            r"\b(?:training|train|gpu|compute)\s+(?:time|hours?|days?)\b",
            r"\bhow\s+(?:long|many\s+(?:hours|days|weeks))\s+(?:\w+\s+){0,4}(?:train|take|took)",
            r"\b(?:hours|days)\s+of\s+training",
            r"(?:학습|훈련|트레이닝)(?:하는\s*데|에|하는데)?\s*(?:시간|며칠|몇\s*(?:시간|일|주)|얼마나\s*(?:걸|오래))",
            r"며칠\s*(?:걸|동안\s*(?:학습|훈련))",
        ),
        any_of(rf"{_NUMBER}\s*(?:hours?|days?|시간|일\s*(?:만에|동안))|gpu\s*시간|(?:학습|훈련)\s*시간"),
    ),
    (
        any_of(
            r"\bconference\b|\bvenues?\b|\bjournal\b|\baccepted\b|\bpublished\s+(?:in|at)\b|\bpeer[- ]review",
            r"\b(?:neurips|icml|iclr|cvpr|acl|emnlp)\b",
            r"학회|학술지|저널|게재|어셉|억셉|채택",
        ),
        any_of(r"ICLR|NeurIPS|ICML|CVPR|\bACL\b|EMNLP|conference|accepted", r"학회|학술|게재|채택"),
    ),
    (
        any_of(
            r"\bcosts?\b|\bprices?\b|\bdollars?\b|\bbudget\b|\bexpensive\b|\bcheap(?:er)?\b|\bmoney\b|\$",
            r"비용|가격|얼마\s*들|달러|돈\b|예산|비싸|몇\s*원",
        ),
        any_of(r"cost|price|\$|dollar|cheap|budget", r"비용|가격|달러|저렴|경제적|예산"),
    ),
    (
        any_of(
            r"\blimitations?\b|\bdrawbacks?\b|\bweakness(?:es)?\b|\bdownsides?\b|\bshortcomings?\b|\bcaveats?\b",
            r"한계|단점|약점|부족한\s*점|문제점|아쉬운",
        ),
        any_of(r"limit|drawback|weak|fail|struggl", r"한계|제한|단점|약점|어려움|도전|부족|취약|문제"),
    ),
    (
        any_of(
            r"\bfuture\s+(?:work|plans?|directions?)\b|\bnext\s+steps?\b",
            r"향후|앞으로의?\s*(?:계획|연구)|후속\s*연구|다음\s*계획",
        ),
        any_of(r"future", r"향후|앞으로|후속|미래"),
    ),
    (
        any_of(
            r"\bgit\s?hub\b|\bsource\s+code\b|\bcode\s+(?:available|public|released|open)|\bopen[- ]?sourced?\b",
            r"\brepo(?:sitory)?\b",
            r"깃\s*허브|깃헙|소스\s*코드|코드\s*(?:공개|있|풀)|오픈\s*소스|레포(?!트)",
        ),
        any_of(
            r"github|open[- ]?source|code\s+(?:is|will|at)",
            r"코드[가를는]?\s*(?:공개|제공|오픈)|공개(?:했|하였|되|합|될|할|된)|오픈\s*소스|소스\s*코드",
        ),
    ),
    (
        any_of(
            r"\b(?:weights?|checkpoints?)\b.{0,30}\b(?:available|public|release|download|open|hugging)|\bdownload",
            r"(?:가중치|웨이트|체크포인트|모델)[가를은는도]?\s*(?:공개|다운|받을)|다운로드|허깅\s*페이스",
        ),
        any_of(r"release|open|public|available|download|hugging", r"공개|제공|오픈|다운로드|허깅"),
    ),
    (
        any_of(
            r"\bdemo\b|\bwebsite\b|\byoutube\b|\b(?:demo|project)\s+videos?\b|\btry\s+it\s+(?:out|online)|\bproject\s+page\b",
            r"데모|웹\s*사이트|홈페이지|유튜브|써\s*볼\s*수|체험|프로젝트\s*페이지",
        ),
        any_of(r"demo|website|project\s+page", r"데모|웹\s*사이트|홈페이지|프로젝트\s*페이지"),
    ),
    (
        any_of(r"\bresolutions?\b", r"해상도"),
        any_of(rf"resolution|{_NUMBER}\s*[x×]\s*{_NUMBER}|\d{{1,6}}p\b", r"해상도|\d\s*K\b"),
    ),
    (
        any_of(r"\bframe\s*rates?\b|\bfps\b|\bframes\s+per\b", r"프레임\s*(?:레이트|속도|율)|초당\s*프레임"),
        any_of(r"fps|frames?\s+per", r"초당|프레임\s*(?:레이트|속도)"),
    ),
    (
        any_of(r"\bper\s+second\b|\btokens?/s\b|\bthroughput\b", r"초당|처리량"),
        any_of(r"per\s+second|/s\b|fps|throughput", r"초당|처리량"),
    ),
    (
        any_of(r"\blatency\b|\bmilliseconds?\b|\bms\b", r"지연\s*(?:시간|률)?|레이턴시|밀리초"),
        any_of(r"latency|\bms\b|second", r"지연|밀리초|초\s*(?:만에|이내|안에)|속도"),
    ),
    (
        any_of(
            r"\b(?:universit\w+|affiliat\w*|compan(?:y|ies)|institut\w+|organi[sz]ation|lab)\b",
            r"\bwhich\s+(?:lab|team|country)\b|\bwhere\s+(?:are\s+)?the\s+authors\b|\bcountry\b",
            r"대학교?|소속|회사|기관|연구소|어느\s*나라|국적|어디\s*(?:사람|연구|팀|랩|소속|회사|대학)",
        ),
        any_of(
            r"university|company|institut|google|meta\b|microsoft|nvidia|alibaba|bytedance|apple|amazon|"
            r"openai|deepmind",
            r"대학|연구소|회사|기업|구글|메타|엔비디아|마이크로소프트|알리바바",
        ),
    ),
    (
        any_of(r"\bparam(?:eter)?s?\s*(?:count|size|number)?\b", r"파라미터|매개\s*변수|파라메터"),
        any_of(rf"{_NUMBER}\s*(?:[BMKT]\b|billion|million)|param", r"파라미터|매개\s*변수|\d\s*억"),
    ),
    (
        any_of(
            r"\bbatch\s*size\b|\blearning\s+rates?\b|\bhyper-?param\w*|\bepochs?\b|\boptimi[sz]ers?\b",
            r"\bweight\s+decay\b|\bwarm-?up\b",
            r"배치\s*(?:사이즈|크기)|학습률|러닝\s*레이트|하이퍼|에폭|에포크|옵티마이저|최적화기",
        ),
        any_of(
            r"batch|learning[- ]rate|hyper|epoch|optimi[sz]er|adam|warm-?up",
            r"배치|학습률|하이퍼|에폭|에포크|옵티마이저",
        ),
    ),
    (
        any_of(
            r"\bv?ram\b|\bmemory\s+(?:usage|footprint|consumption|use)\b|\bhow\s+much\s+(?:gpu\s+)?memory\b|\bgigabytes?\b|\bGB\b",
            r"메모리|(?<![가-힣])(?:브이)?램(?:은|는|이|을|도)?(?![가-힣])|기가",
        ),
        any_of(r"memory|\bGB\b|VRAM", r"메모리|기가"),
    ),
    (
        any_of(
            r"\benergy\b|\bcarbon\b|\bpower\s+consumption\b|\bemissions?\b|\bwatts?\b|\belectricity\b",
            r"전력|전기|탄소|에너지",
        ),
        any_of(r"energy|carbon|power|watt", r"전력|탄소|에너지|전기"),
    ),
    (
        any_of(r"\bcitations?\b|\bcited\b|\bimpact\s+factor\b", r"인용\s*(?:수|횟수|몇|됐|되)|피인용"),
        any_of(r"citation|cited", r"인용"),
    ),
    (
        any_of(
            r"\bhow\s+many\s+(?:layers|heads)\b|\bnumber\s+of\s+(?:layers|heads)\b|\bhidden\s+(?:size|dim\w*)\b",
            r"레이어\s*(?:수|몇|가\s*몇)|몇\s*(?:층|레이어)|은닉\s*(?:층|차원)|헤드\s*(?:수|몇)",
        ),
        any_of(rf"{_NUMBER}\s*(?:layers?|heads?|층|개의\s*(?:층|레이어|헤드))"),
    ),
    (
        any_of(
            r"\b(?:annotators?|labell?ers?|raters?|participants?|volunteers?|subjects)\b|"
            r"\bhow\s+many\s+(?:people|humans|persons|users|ppl)\s+(?:\w+\s+)?(?:evaluat|rat|annotat|label|test|judg|voted\s+in\s+the)\w*",
            r"주석자|라벨러|레이블러|참가자|참여자|평가자|피험자|(?:사람|인원)\s*몇\s*명|몇\s*명",
        ),
        any_of(
            rf"annotator|rater|participant|volunteer|{_NUMBER}\s*명|people|expert",
            r"주석자|참가자|참여자|평가자|전문가|학부생|사람",
        ),
    ),
    (
        any_of(r"\bhow\s+old\b|\bage\s+of\b|\bgender\b", r"나이|연령|몇\s*살|성별"),
        any_of(r"\bage\b|gender|years\s+old", r"나이|연령|세\b|성별"),
    ),
    (
        any_of(
            r"\bwhat\s+languages?\b|\bwhich\s+languages?\b|\bhow\s+many\s+languages?\b",
            r"\bsupport\s+(?:korean|english|chinese|japanese)\b",
            r"(?:어떤|무슨|몇\s*개)\s*언어(?!로\s*(?:짰|구현|개발|작성))|언어\s*(?:몇|는|가)",
            r"한국어도?\s*(?:지원|돼|되|가능)",
        ),
        any_of(
            r"language|multilingual|english|chinese|korean|arabic|japanese|bilingual",
            r"언어|다국어|영어|중국어|한국어|아랍어|일본어",
        ),
    ),
    (
        any_of(
            r"\bprogramming\s+language\b|\bpytorch\b|\btensorflow\b|\bjax\b",
            r"\bframework\s+(?:is|was|did).{0,20}(?:written|implemented)",
            r"파이토치|텐서플로|프로그래밍\s*언어|무슨\s*언어로\s*(?:짰|구현)",
        ),
        any_of(r"python|pytorch|tensorflow|jax|C\+\+|CUDA|triton", r"파이썬|파이토치|텐서플로"),
    ),
    (
        any_of(r"\bpatent\w*\b|\bfund(?:ed|ing)\b|\bsponsor\w*\b|\bgrants?\b", r"특허|펀딩|후원|지원금|연구비"),
        any_of(r"patent|fund|sponsor", r"특허|후원|지원금|연구비"),
    ),
    (
        any_of(r"\bethic\w*\b|\bIRB\b|\bconsent\b|\bprivacy\b", r"윤리|개인\s*정보|동의"),
        any_of(r"ethic|IRB|consent|privacy", r"윤리|개인\s*정보|동의|프라이버시"),
    ),
    (
        any_of(
            r"\bcontext\s+(?:length|window|size)\b",
            r"컨텍스트\s*(?:길이|윈도우|크기)|문맥\s*(?:길이|창)|콘텍스트\s*길이",
        ),
        any_of(rf"context|{_NUMBER}\s*[KM]\b|token", r"컨텍스트|문맥|콘텍스트|토큰"),
    ),
)


def unstated(question: str, summary: str) -> bool:
    """Tell whether `question` asks about an aspect that `summary` does not mention at all."""
    return any(asked.search(question) and not stated.search(summary) for asked, stated in _ASPECTS)


def asks_aspect(question: str) -> bool:
    """Tell whether `question` asks about such an aspect."""
    return any(asked.search(question) for asked, _ in _ASPECTS)


def stating(question: str, sentences: Iterable[str]) -> set[str]:
    """Return the sentences that mention an aspect which `question` asks about."""
    mentions = [stated for asked, stated in _ASPECTS if asked.search(question)]
    return {one for one in sentences if any(stated.search(one) for stated in mentions)} if mentions else set()
