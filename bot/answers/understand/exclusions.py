"""What a person wants left out, and how far the exclusion reaches."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.answers.understand.meanings import Excluded
from bot.answers.understand.spans import Span

__all__ = ["find_exclusions"]

_REACH = 60
_EN_CUE = re.compile(
    r"\b(?:but\s+(?:not|no|without)|(?:and|just|,)\s+not|"
    r"not\s+(?:interested\s+in|into|about|on|from|by|the|related\s+to|any(?:thing)?(?:\s+(?:on|about))?)|without|w/o|"
    r"exc?e?pt(?:ing)?(?:\s+for)?|excpet|ecxept|exc?lud(?:ing|e)|excl\.?|other\s+(?:than|then)|"
    r"(?:any|every)\s?thing\s+(?:but|besides|except)|apart\s+from|aside\s+from|besides|minus|sans|not\s+counting|"
    r"lea?v(?:e|ing)\s+(?:out|off)|ignor(?:e|ing)|filter(?:ing)?\s+out|remove|no\s+more|hide|"
    r"(?:wit?h?out|wihtout|withuot)|(?:that|which)\s+(?:aren'?t|isn'?t|don'?t\s+(?:involve|mention|include))(?:\s+about)?|(?:tired|sick|enough)\s+of|nothing\s+(?:on|about|from|with))\s+"
    r"(?!(?:more|less|fewer)\s+than\b)",
    re.IGNORECASE | re.ASCII,
)
# What "no" means where it leaves nothing out: "no idea", "no, the second", "with no training".
_NO_ANSWER = (
    r"(?!(?:more|less|fewer)\s+than\b|(?:one|idea|clue|more|i|not|thanks?|thx|worries|way|problem|matter|longer|need|"
    r"doubt|wait|it'?s|it|that'?s?|this|those|these|wrong|not|the|you|u|he|she|they|we|my|sorry|bro|dude|man|just|what|which|how|who|show|give|but)\b)"
)
_NO_CUE = re.compile(
    rf"(?:,|\bbut|\bplease|\bpls|\bthat'?s|\band)\s+no\s+{_NO_ANSWER}|"
    # Behind what is asked for: "papers no vision", "rag (no medical)", "video generation no diffusion pls".
    r"(?<=[\w)가-힣])(?<!\bwith)(?<!\bis)(?<!\bare)(?<!\bwas)(?<!\bhas)(?<!\bhave)(?<!\bthere)(?<!\bneeds)(?<!\bneed)"
    r"(?<!\brequires)(?<!\brequire)(?<!\bor)(?<!\bsay)(?<!\buses)(?<!\buse)(?<!\busing)(?<!\bin)(?<!\bof)(?<!\bby)(?<!\bat)"
    rf"\s+(?P<behind>no)\s+{_NO_ANSWER}|[(\[]\s*no\s+{_NO_ANSWER}|"
    rf"^no\s+{_NO_ANSWER}(?=\S+(?:\s+\S+)?(?:\s+(?:papers|ones|stuff|please|pls|plz|thx))*\W*$)|"
    r"(?<=\s)-(?=[a-z]{4})",
    re.IGNORECASE,
)
# Verbs that are topics too ("skip connections", "avoid forgetting") leave something out only where a clause begins.
_VERB_CUE = re.compile(
    r"(?:^|[,;.(]\s*|\b(?:but|and|then|also|please|pls|plz|just|papers|ones|stuff|things|list|\d+)\s+)"
    r"(?:(?:please|pls|plz|just|can\s+(?:you|u)|also)\s+)*"
    r"(?:(?:skip|ditch|drop|avoid|omit|nix|scrap|exclude|toss)(?:\s+out)?|"
    r"(?:i\s+)?(?:don'?t|do\s+not|dont|didn'?t)\s+(?:want|need|like|include|show|care\s+(?:about|for)|give)(?:\s+me)?(?:\s+to\s+see)?)"
    r"\s+(?!connections?\b|layers?\b|out\b)",
    re.IGNORECASE,
)
_MOST_BEHIND_NO = 3
_EN_END = re.compile(
    r"[,.;!?()]|"
    r"\s(?:please|pls|plz|thx|thanks|instead|but|for|since|sorted|ordered|with|that|which|who|if|when|show|give|just|"
    r"only|i\s|lol|though|tho|from|sorted|by\s+votes|anymore|and\s+(?:show|sort|rank|order|give)|papers?\b|ones?\b|stuff\b|things?\b)",
    re.IGNORECASE,
)
_LEADING = re.compile(
    r"(?:(?:the|any|a|an|all|those|these|about|on|from|by|for|related\s+to|ones?|papers?|stuff)\s++)++",
    re.IGNORECASE,
)
# "Without training" says how something works, not what is to be left out.
_HOW = re.compile(
    r"\b(?:any\s+|the\s+|a\s+|additional\s+|extra\s+|further\s+|human\s+|using\s+|needing\s+|losing\s+|hurting\s+|"
    r"much\s+|paired\s+|explicit\s+|expensive\s+){0,4}(?:\w{1,30}-)?"
    r"(?:\w{1,30}ing\b|train|label|supervis|data\b|dataset|tun|annotat|human|feedback|loss|quality|degrad|search|"
    r"attention|token|retriev|gradient|reward|memory|overhead|cost|extra|access|knowledge|words?\b|language|text|"
    r"references?|masks?|camera|pose|prompt|optim|cuda|gpu|internet|code|vision|encoder|vae|cfg|guidance)",
    re.IGNORECASE,
)
_KO_CUE = re.compile(
    r"(?:은|는|을|를|만|도|이|가)?(?<!\s)\s*+(?:"
    r"(?:말[고구꼬거]|[빼뺴뻬뺘][고구거]|빼놓고|빼줘|빼주[가-힣]{0,9}|빼면|빼\s*봐|뺀|빼(?=\s*[,.!?]|$)|"
    r"(?:제외|재외|제웨)(?:하고|하구|한|하면|해[가-힣]{0,9}|시키[가-힣]{0,9})?|제하고|외에|이외에?|아닌|아니고|아니라|"
    r"필요\s*없[가-힣]{0,9}|(?:관심\s*없|노\s?관심|관심\s*밖)[가-힣]{0,9}|싫[고어은]|됐고|거르고|걸러[가-힣]{0,4}|사절|스킵[가-힣]{0,4}|"
    r"(?<=\s)(?:패스|ㄴㄴ|노노))(?:는|도|요)?(?=[\s,.!?]|$)|"
    r"아닌\s?(?=[거것꺼걸건]|논문)|"
    # "강화학습 안 쓰는 걸로": what a method does not do describes it, unless such papers are picked out.
    r"\s?안\s?(?:쓰는|쓴|들어간|들어가는|나오는|나온|다루는|다룬|하는|한)\s?(?:걸로|거로|것으로|거만|것만|걸로만|논문만|애들만)|"
    # Glued to what follows: "비전빼고추천순으로".
    r"(?:말[고구]|[빼뺴][고구]|제외하고)(?=추천|투표|보여|알려|찾아|다른|나머지|최신|인기|상위|탑\d))"
)
_KO_START = re.compile(
    r"[,.;!?()]|"
    r"(?:에서는?|중에서?|가운데|인데|는데|한데|좋은데|지만|논문들?|자료|거|것|목록|리스트|관련(?:된|해서)?|그리고|"
    r"근데|대신|[은는])\s(?!\s)"
)
# "Not the ones from October", "without anything about medicine": what they are follows, however long the rest is.
_PAPERS_WHICH = re.compile(
    r"(?:the\s+|any\s+|all\s+)?(?:those|these|ones?|that|papers?|anything|everything|stuff|things)\s+"
    r"(?:which\s+are\s+|that\s+are\s+)?"
    r"(?:from|on|about|by|in|of|(?P<with>with)|using|involving|mentioning|containing|like|related\s+to|to\s+do\s+with)\s+"
    r"(?:the\s+|any\s+)?",
    re.IGNORECASE,
)
_KO_WORDS = 4
# "토큰 쓰지 말고 픽셀로": what a method does not do describes it; "보여주지 말고" is said to the bot.
_DOES_NOT = re.compile(r"(?<!주)(?<!넣)(?<!나오)(?<!보이)(?<!추천하)(?<!포함하)(?<!소개하)(?<!언급하)지$")
_NO = re.compile(r"(?:아니요?|아뇨|아|노노|ㄴㄴ|ㅈㅅ|미안|근데)[,.]?")


def find_exclusions(text: str) -> Iterator[Span]:
    """Yield what is to be left out, cue and words together."""
    until = 0
    for match in sorted(_english_cues(text), key=lambda cue: (cue.start(), -cue.end())):
        if match.start() < until:
            continue
        start, end = _reach(text, match)
        if start < end and not (_says_how(match[0]) and _HOW.match(text, start, end)):
            until = end
            yield Span(match.start(), end, "without", Excluded(start, end))
    for match in _KO_CUE.finditer(text):
        start = _start(text, match.start())
        if match[0].strip().startswith("말") and _DOES_NOT.search(text, start, match.start()):
            continue
        if start < match.start():
            yield Span(start, match.end(), "without", Excluded(start, match.start()))


def _english_cues(text: str) -> Iterator[re.Match[str]]:
    for pattern in (_EN_CUE, _NO_CUE, _VERB_CUE):
        yield from pattern.finditer(text)


def _reach(text: str, cue: re.Match[str]) -> tuple[int, int]:
    """Return where the words behind an English cue start and end; "no" behind what is wanted has few of them."""
    which = _PAPERS_WHICH.match(text, cue.end())
    # A bound of votes begins with its "with".
    start = (which.start("with") if which["with"] else which.end()) if which else cue.end()
    end = _end(text, start)
    if (lead := _LEADING.match(text, start, end)) and lead.end() < end:
        start = lead.end()
    behind = cue.re is _NO_CUE and cue["behind"] is not None
    return (start, start) if behind and len(text[start:end].split()) > _MOST_BEHIND_NO else (start, end)


def _says_how(cue: str) -> bool:
    return cue.strip().lower() in ("without", "w/o", "but without", "witout", "wihtout", "withuot")


def _end(text: str, start: int) -> int:
    """Return where an English exclusion ends: at the next clause."""
    match = _EN_END.search(text, start, start + _REACH)
    return match.start() if match else min(len(text), start + _REACH)


def _start(text: str, end: int) -> int:
    """Return where the words in front of a Korean cue begin: behind the last clause, a few words at most."""
    begin = max(0, end - _REACH)
    for match in _KO_START.finditer(text, begin, end):
        if match.end() < end:
            begin = match.end()
    words = [word for word in re.finditer(r"\S+", text[begin:end]) if not _NO.fullmatch(word[0])]
    return begin + words[-_KO_WORDS].start() if len(words) > _KO_WORDS else begin + (words[0].start() if words else 0)
