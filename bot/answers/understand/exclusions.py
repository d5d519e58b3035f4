"""What a person wants left out, and how far the exclusion reaches."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.answers.understand.spans import Excluded, Span

__all__ = ["find_exclusions"]

_REACH = 60
_EN_CUE = re.compile(
    r"\b(?:but\s+(?:not|no|without)|(?:and|just|,)\s+not|"
    r"not\s+(?:interested\s+in|into|about|on|from|by|the|related\s+to|any(?:thing)?(?:\s+(?:on|about))?)|without|w/o|"
    r"except(?:\s+for)?|excluding|exclude|excl\.?|other\s+than|anything\s+but|apart\s+from|aside\s+from|besides|minus|"
    r"leave\s+out|leaving\s+out|ignor(?:e|ing)|filter\s+out|remove|no\s+more|hide|nothing\s+(?:on|about|from))\s+"
    r"(?!(?:more|less|fewer)\s+than\b)",
    re.IGNORECASE | re.ASCII,
)
_NO_CUE = re.compile(
    r"(?:,|\bbut|\bplease|\bpls|\bthat'?s|\band)\s+no\s+"
    r"(?!(?:more|less|fewer)\s+than\b|one\b|idea\b|more\b|i\b|not\b|thanks\b|worries\b)|"
    r"(?<=\s)-(?=[a-z]{4})",
    re.IGNORECASE,
)
_EN_END = re.compile(
    r"[,.;!?()]|"
    r"\s(?:please|pls|plz|thx|thanks|instead|but|for|since|sorted|ordered|with|that|which|who|if|when|show|give|just|"
    r"only|i\s|lol|though|tho|from|by\s+votes|papers?\b|ones?\b|stuff\b|things?\b)",
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
    r"(?:은|는|을|를|만|도|이|가)?(?<!\s)\s*+(?:말고|말구|빼고|빼구|뺴고|빼줘|빼주[가-힣]{0,9}|빼면|빼\s*봐|뺀|"
    r"빼(?=\s*[,.!?]|$)|제외(?:하고|하구|한|하면|해[가-힣]{0,9}|시키[가-힣]{0,9})?|외에|이외에?|아닌|아니고|아니라|"
    r"필요\s*없[가-힣]{0,9}|관심\s*없[가-힣]{0,9}|싫[고어은]|됐고|거르고)(?:는|도|요)?(?=[\s,.!?]|$)"
)
_KO_START = re.compile(
    r"[,.;!?()]|"
    r"(?:에서는?|중에서?|가운데|인데|는데|한데|좋은데|지만|논문들?|자료|거|것|목록|리스트|관련(?:된|해서)?|그리고|"
    r"근데|대신|[은는])\s(?!\s)"
)
_ONLY_PAPERS = re.compile(
    r"(?:the\s+|any\s+|all\s+)?(?:those|these|ones?|that|papers?|anything|stuff|things)\s?", re.IGNORECASE
)
_WHICH = re.compile(r"\s?(?:which\s+are\s+|that\s+are\s+)?(?:from|on|about|by|in|of)\s+", re.IGNORECASE)
_KO_WORDS = 4
_NO = re.compile(r"(?:아니요?|아뇨|아|노노|ㄴㄴ|ㅈㅅ|미안|근데)[,.]?")


def find_exclusions(text: str) -> Iterator[Span]:
    """Yield what is to be left out, cue and words together."""
    for pattern in (_EN_CUE, _NO_CUE):
        for match in pattern.finditer(text):
            end = _end(text, match.end())
            start = match.end()
            if lead := _LEADING.match(text, start, end):
                start = lead.end() if lead.end() < end else start
            # "Not the vision ones" is said of papers, however long the rest is.
            if _ONLY_PAPERS.fullmatch(text, match.end(), end) and (more := _WHICH.match(text, end)):
                # "Without those from October": what they are follows.
                start, end = more.end(), _end(text, more.end())
            if start < end and not (_says_how(match[0]) and _HOW.match(text, start, end)):
                yield Span(match.start(), end, "without", Excluded(start, end))
    for match in _KO_CUE.finditer(text):
        start = _start(text, match.start())
        if start < match.start():
            yield Span(start, match.end(), "without", Excluded(start, match.start()))


def _says_how(cue: str) -> bool:
    return cue.strip().lower() in ("without", "w/o", "but without")


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
