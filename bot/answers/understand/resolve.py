"""With the session: what points back, leaves out or corrects becomes a complete request."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from bot.answers import phrases
from bot.answers.request import FIELDS, SAME_LIST, Act, Request, Without
from bot.answers.session import Session
from bot.answers.understand.acts import asking_words, asks_figure
from bot.answers.understand.compose import others_by
from bot.answers.understand.days import Period
from bot.answers.understand.reading import Reading
from bot.answers.understand.references import Described, described, fits
from bot.answers.understand.spans import More, Ordering, Pointer, Rank, Span
from bot.errors import InputError
from bot.search.corpus import Corpus, Filters
from bot.answers.wording import any_of

__all__ = ["resolved"]


_OF_ONE: tuple[Act, ...] = (*FIELDS, "summary", "similar", "fact")
_TALK: tuple[Act, ...] = ("help", "about", "greeting", "thanks", "ack", "off")
_CORRECTS = any_of(
    r"\b(?:no|nope|nah|sorry|oops|wait|actually|rather|instead|not\s+(?:that|this|what|those|the))\b|\bi\s+(?:meant|mean|want(?:ed)?|was\s+asking|said|asked)\b|\bmeant\b|\bmy\s+bad\b|\bnot\s+what\s+i\b",
    r"^아니(?:요|야|라|고|,|\s)|^아\s*(?:니|참|맞다|미안)|말고|아닌데|아니고|아니라|그게\s*아니|잘못|실수|정정|내\s*말은|내가\s*(?:말한|물어본|원한|찾는)|미안|쏘리|ㄴㄴ|대신",
)
_NARROWS = any_of(
    r"\b(?:only|just|of\s+(?:these|those|them)|among|within|from\s+(?:these|those|that\s+list))\b",
    r"(?:으?로)?만(?=$|[\s,.?!])|만\s*(?:보여|골라|추려|남겨|알려|줘|주|뽑|따로)|중(?:에|에서|엔)|골라|추려|좁혀",
)
_GOES_ON = any_of(
    r"^(?:and|then|ok|okay|so|now|but|what\s+about|how\s+about|same\s+(?:for|but|thing)|hmm|also|or|alright)\b|\b(?:what|how)\s+about\b|\bsame\s+(?:for|but|thing|with|question)\b|\btoo\b\W*$|\bas\s+well\b|\binstead\b|\bthen\W*$",
    r"^(?:그럼|그러면|그렇다면|그리고|글고|또|그|이번엔|이번에는|아니면|혹시|그래서|자)(?=[\s,])|(?:은|는|꺼는|거는|것은|건|껀|쪽은|쪽은요|는요|은요|도|도요)\s*(?:어때|어떰|어떤데|있어|있음|있나|뭐\s*있어|요)?\s*\?*$|말고",
)
_SWITCHES = any_of(r"^(?:and|then|ok|so|now)?\s*(?:what|how)\s+about\b", r"^(?:그럼|그러면|그렇다면)\s.+?(?:은|는)\s")
_HOW_MANY = any_of(
    r"\bhow\s+many\b(?!\s+(?:up-?)?(?:votes|likes|param|layers|gpus?|tokens|hours|images|samples|people|languages|steps))\s*(?:is|are|was|were|in|do|did|papers|of|total|there|\W*$)",
    r"(?:총|전부|모두|다\s*해서|다\s*합쳐서?)\s*몇\s*(?:개|편|건)|^(?:그거|그게|그날|그럼|그래서)?\s*(?:다\s*)?몇\s*(?:개|편)(?:야|임|인데|있어|지|이야|나|였)?[가-힣]{0,9}\s*\?*$",
)
_PAPER_WORD = re.compile(r"\bpapers?\b|\blistings?\b|논문|페이퍼|목록", re.IGNORECASE)
_ONE_THAT = any_of(
    r"\bthe\s+(?:\S+\s+){1,4}?ones?\b|\b(?:the|that)\s+ones?\s+(?:that|about|with|on|where|which|from|by|using|for|who)\b|\bthe\s+(?:\S+\s+){1,3}paper\b|\bthat\s+(?:\S+\s+){1,3}(?:one|paper|thing)\b",
    r"(?<!\S)\S+\s*(?:그거|그건|걔|그\s*논문)|(?:한|하는|던|된|쓴|쓰는|인|는|은|ㄴ|관련|쪽|다루는)\s*(?:거|것|건|게|논문|애)(?=$|[\s은는이가을를의도,.?!])",
)
_COMPARES = any_of(
    r"\b(?:which|what|who)\b.{0,30}\b(?:more|less|fewer|better|worse|faster|slower|bigger|smaller|larger|newer|older|higher|lower|most|best|first|later|earlier|cheaper|\w{3,}er)\b|\b(?:more|less|fewer|better|newer|older|higher|lower|\w{4,}er)\b.{0,15}\bone\b",
    r"더\s*\S+|뭐가\s*(?:더|나)|어느\s*(?:쪽|게|것)|누가\s*더",
)
_ASKS = any_of(
    r"\b(?:how|why|what(?!\s+about)|which|when|where|who|does|do|did|is|are|was|were|can)\b", r"몇|얼마|뭐|뭘|무엇|무슨|어떤|어떻|왜|누구|언제|어디|있어|있나|있음|돼|되나|맞[죠지아나]|나요|까요|쓰나|써"
)
_BROWSES = any_of(r"\b(?:any(?:thing)?|show|find|recommend|got|list|is\s+there|are\s+there|something|smth|smthn|sth)\b", r"(?<!들어)(?<!들어 )(?:있어|있나|있냐|있음|없어|없나|없냐|없음|추천|찾아|보여)")
_SHORT = 5
_OF_BOT = any_of(r"\b(?:you|u|ur|your|bot|here)\b", r"너|넌|니가|봇|여기|전체|총|논문|목록|자료|며칠|언제까지")
_DETAILS = any_of(r"\b(?:detail|details|more\s+about|explain|summar)", r"자세|상세|설명|요약")
_OF_THESE = any_of(r"\b(?:of|among|from)\s+(?:these|those|them|the\s+list)\b", r"중(?:에|에서|엔)?")
_PAIR = 2
_PART = "part of a question"
_FRAGMENT = 2
_FEW_SHOWN = 2


@dataclass(frozen=True, slots=True)
class _Resolver:
    reading: Reading
    alone: Request
    session: Session
    corpus: Corpus

    def request(self) -> Request:
        steps = (self._next_day, self._day_of_month, self.counted, self._placed, self._from_pair, self._more, self._same_people, self._corrected, self._pointed, self._among, self._refined, self._one_of, self._continued)
        return next((found for step in steps if (found := step()) is not None), self.alone)

    def _pointers(self, to: str) -> list[tuple[Pointer, Span]]:
        return [
            (span.meaning, span)
            for span in self.reading.spans
            if isinstance(span.meaning, Pointer) and span.meaning.to == to and not self.reading.is_excluded(span)
        ]

    def _next_day(self) -> Request | None:
        """Read "the day after" as the next listed day behind the one that was shown."""
        base = self.session.list_request
        step = next((pointer.number for pointer, _ in self._pointers("day") if pointer.number), 0)
        day = base.period.day if base is not None and base.period is not None else None
        if base is None or day is None or not step:
            return None
        if step > 0:
            found = next((listed for listed in reversed(self.corpus.days) if listed > day), None)
        else:
            found = next((listed for listed in self.corpus.days if listed < day), None)
        return None if found is None else replace(base, period=Period(found, found), offset=0)

    def counted(self) -> Request | None:
        """Count the list that was shown, where a count names nothing else."""
        base, alone = self.session.list_request, self.alone
        if base is None or alone.papers or not self.reading.only_asks("count") or alone.narrowed or not _HOW_MANY.search(self.reading.text):
            return None
        return replace(base, act="count", offset=0, language=alone.language)

    def _day_of_month(self) -> Request | None:
        """Read a bare number ("25?") behind the list of a day as another day of its month."""
        base, typed = self.session.list_request, self.reading.text.strip(" ?!.,일은는꺼")
        day = base.period.day if base is not None and base.period is not None else None
        if base is None or day is None or not typed.isdecimal() or len(typed) > 2:
            return None
        listed = [found for found in self.corpus.days if found.day == int(typed)]
        same = [found for found in listed if (found.year, found.month) == (day.year, day.month)]
        found = next(iter(same or listed), None)
        return None if found is None else replace(base, period=Period(found, found), offset=0)

    def _placed(self) -> Request | None:
        """Read "the second one" as the paper displayed there."""
        found = self._pointers("place")
        rank = next(iter(self.reading.of(Rank)), None)
        if not found and rank is not None and self._asks_of_one() and self.session.listed and not self.alone.period:
            return self._about(self._at(rank.first, self.session.listed))
        if not found or self.alone.papers:
            return None
        listed = self.session.listed or self.session.mentioned[:1]
        numbers = [pointer.number for pointer, _ in found]
        ids = [self._at(number, listed) for number in numbers]
        if len(ids) > 1:
            return replace(self.alone, act="compare", papers=tuple(dict.fromkeys(ids)), topic="")
        return self._about(ids[0])

    def _asks_of_one(self) -> bool:
        return self.alone.act in (*FIELDS, "summary", "fact") or _DETAILS.search(self.reading.text) is not None

    def _at(self, number: int, listed: tuple[str, ...]) -> str:
        if not 1 <= abs(number) <= len(listed):
            raise InputError(phrases.NO_SUCH_NUMBER.fill(number=number, papers=phrases.papers(len(listed))))
        return listed[number - 1 if number > 0 else number]

    def _about(self, *ids: str) -> Request:
        """Ask of one paper what the text asks; where it asks nothing, for its summary."""
        act = self.alone.act
        if act in FIELDS and all(word.role == "span" for word in self.reading.words) and not self.reading.has("field"):
            act = "summary"
        if act not in _OF_ONE:
            act = "fact" if self.reading.description and self._asks() else "summary"
        return replace(self.alone, act=act, papers=ids, topic=self.reading.description, period=None)

    def _asks(self) -> bool:
        return not _PAPER_WORD.search(self.reading.text) or "?" in self.reading.text

    def _from_pair(self) -> Request | None:
        """Choose from the two papers held against each other, or ask of the other one."""
        pair = self.session.pair
        if pair is None or self.alone.papers:
            return None
        if self._pointers("other"):
            return self._about(pair[0] if self.session.focus == pair[1] else pair[1])
        compared = self.session.last is not None and (
            self.session.last.act == "compare" or self._is_pair(self.session.last) or self._is_held_against(pair)
        )
        if not self._pointers("pair") and not (compared and _COMPARES.search(self.reading.text)):
            return None
        if self.alone.order != "relevance" or self.reading.of(Ordering):
            order = next((wish.order for wish in self.reading.of(Ordering)), "votes")
            return Request("papers", self.alone.language, among=pair, order=order, count=1, of_all_days=True)
        if self.alone.act in FIELDS:
            if self.alone.act in ("votes", "day") and _COMPARES.search(self.reading.text):
                order = "votes" if self.alone.act == "votes" else "newest"
                return Request("papers", self.alone.language, among=pair, order=order, count=1, of_all_days=True)
            return replace(self.alone, papers=pair, topic="")
        if not self.reading.only_asks("compare"):
            return replace(self.alone, act="fact", among=pair, topic=self.reading.description)
        return replace(self.alone, act="compare", papers=pair, topic="")

    def _is_held_against(self, pair: tuple[str, str]) -> bool:
        """Tell whether one of two papers shown one by one is asked for: "which is newer?"."""
        wishes = self.reading.of(Ordering)
        comparing = bool(wishes) and not any(wish.single for wish in wishes) and not self.reading.topic
        return comparing and self._had_focus() and self.session.focus in pair

    def _is_pair(self, request: Request) -> bool:
        return request.among is not None and self.session.pair is not None and set(request.among) == set(self.session.pair)

    def _more(self) -> Request | None:
        """Go on in the list that was shown."""
        wish, alone = next(iter(self.reading.of(More)), None), self.alone
        base = self.session.list_request
        if wish is None or base is None or alone.without or self.alone.act not in ("papers", "count") or self.reading.topic or self.alone.papers or self.alone.people:
            return None
        number = wish.number or self.alone.count
        offset = base.offset + len(self.session.listed)
        return replace(base, offset=offset, count=number or base.count, language=self.alone.language)

    def _corrected(self) -> Request | None:
        """Replace the part of the last request that a correction names."""
        last, alone = self.session.last, self.alone
        if last is None or not _CORRECTS.search(self.reading.text):
            return None
        if self._rejected() and alone.act == "papers" and self.reading.topic and last.act in _OF_ONE:
            # "Not that one, the one about …": the same is asked of another paper.
            found = self._described() or self._anywhere()
            if found is not None:
                return replace(last, papers=(found,), among=None, topic="", language=alone.language)
        if alone.act in FIELDS and not alone.papers and not self.reading.description and self.session.focus:
            return replace(alone, papers=last.papers or (self.session.focus,))
        if last.act == "fact" and last.papers and alone.act in ("papers", "fact") and not alone.papers and not alone.narrowed:
            focus, asked = last.papers[0], self.reading.description
            held = self.corpus.search(asked, Filters(among=frozenset(self.corpus.numbers((focus,)))))
            if asked and len(held.hits):
                return replace(last, question=f"{last.question} {self.reading.question}", topic=asked)
        if alone.papers and last.act in (*FIELDS, "fact") and alone.act in ("summary", "papers"):
            return replace(last, papers=alone.papers, among=None, topic=last.topic if last.act == "fact" else "")
        return None

    def _same_people(self) -> Request | None:
        """Ask for other papers by the authors of the paper in focus."""
        if self.session.focus is None or self.alone.papers or not others_by(self.reading.text):
            return None
        focus = self.session.focus
        return replace(self.alone, act="papers", topic="", papers=(focus,), without=Without(papers=(focus,)), detail="same people")

    def _pointed(self) -> Request | None:
        """Read "it" as the paper in focus."""
        focus = self.session.focus
        if focus is None or not self._pointers("it"):
            return None
        alone = self.alone
        if alone.papers:
            compared = alone.act == "compare" and focus not in alone.papers
            return replace(alone, papers=(*alone.papers, focus)) if compared else None
        if alone.act in _OF_ONE or not (alone.people or alone.narrowed or _PAPER_WORD.search(self.reading.text)):
            if self.reading.description and _ONE_THAT.search(self.reading.text) and (found := self._described()):
                return self._about(found)
            return self._about(focus)
        return None

    def _among(self) -> Request | None:
        """Read "which of these" as the papers of the list."""
        if not self._pointers("these") or not self.session.listed or self.alone.papers:
            return None
        alone = self.alone
        if alone.act in FIELDS and len(self.session.listed) == 1:
            return replace(alone, papers=self.session.listed)
        asks = alone.act == "fact" and not _PAPER_WORD.search(self.reading.text) and not _OF_THESE.search(self.reading.text)
        if asks and self.session.focus and (len(self.session.listed) == 1 or self._is_drilling()):
            return self._about(self.session.focus)
        among = self.session.matched or self.session.listed
        order, count = alone.order, alone.count
        if not self.reading.topic and order == "relevance":
            return self._shown_again()
        topic = self.reading.topic if alone.act in ("papers", "count") else self.reading.description
        base = self.session.list_request
        return replace(
            alone, act="papers", among=among, topic=topic, order=order, count=count, of_all_days=True,
            period=alone.period or (base.period if base else None),
        )

    def _shown_again(self) -> Request | None:
        """Read "show them" as the list itself."""
        base, alone = self.session.list_request, self.alone
        asks = alone.act != "papers" or alone.narrowed or alone.count is not None or self.reading.description
        return None if base is None or asks else replace(base, act="papers", language=alone.language)

    def _refined(self) -> Request | None:
        """Edit the list that was shown: another order, day, number, bound; narrower, or without a part."""
        base, alone = self.session.list_request, self.alone
        text = self.reading.text
        if self._pointers("day") and base is not None and base.period is not None and alone.period is None:
            alone = replace(alone, period=base.period, of_all_days=False)
            if alone.topic or alone.order != "relevance" or alone.count is not None:
                return replace(alone, act="papers" if alone.act not in ("papers", "count") else alone.act)
        if base is None or alone.act not in ("papers", "count", "fact") or alone.papers:
            return None
        topic = self.reading.topic
        strange = not any(word.role == "known" for word in self.reading.topic_words)
        if topic and not (strange and alone.period is not None):
            return self._other_topic(base, topic) if alone.act != "fact" else None
        narrows = alone.narrowed or alone.order != "relevance" or alone.count is not None
        if not narrows or (alone.people and not base.topic) or self._is_whole():
            return None
        if alone.order != "relevance" and not alone.narrowed and alone.count is None and base.topic and self.session.matched:
            # "By votes" is said of the very papers that were listed.
            return replace(
                base, among=self.session.matched, within="", order=alone.order, offset=0, detail=SAME_LIST
            )
        return self._edited(base, alone)

    def _is_whole(self) -> bool:
        """Tell whether a text without a topic is a request of its own, for the papers of a day or a ranking."""
        text, alone = self.reading.text, self.alone
        if _GOES_ON.search(text) or _NARROWS.search(text) or alone.without:
            return False
        return _PAPER_WORD.search(text) is not None and (
            alone.period is not None or bool(alone.people) or alone.order != "relevance"
        )

    def _edited(self, base: Request, alone: Request) -> Request:
        if base.act == "similar":
            # Of the papers that are like one, those that fit.
            among = self.session.matched
            base = Request("papers", alone.language, among=among, of_all_days=True)
            return replace(self._edited(base, alone), among=among)
        without = Without(
            " ".join(filter(None, (base.without.topic, alone.without.topic))),
            (*base.without.papers, *alone.without.papers),
            alone.without.period or base.without.period,
            (*base.without.people, *alone.without.people),
        )
        ordered = alone.order != "relevance"
        return replace(
            base,
            act="papers" if alone.act == "fact" else alone.act,
            language=alone.language,
            question=alone.question,
            period=alone.period or base.period,
            people=alone.people or base.people,
            least_votes=alone.least_votes if alone.least_votes is not None else base.least_votes,
            most_votes=alone.most_votes if alone.most_votes is not None else base.most_votes,
            order=alone.order if ordered else base.order,
            count=alone.count or (base.count if not ordered or alone.period else None),
            offset=alone.offset,
            of_all_days=alone.of_all_days if ordered and base.topic == "" and base.period is None else base.of_all_days,
            among=None if alone.period is not None or base.detail == SAME_LIST else base.among,
            detail="",
            without=without,
        )

    def _other_topic(self, base: Request, topic: str) -> Request | None:
        """Narrow the list to a topic, or ask for another topic in its place."""
        text, alone = self.reading.text, self.alone
        if alone.period is not None and alone.order != "relevance":
            return None
        if _NARROWS.search(text) and not _PAPER_WORD.search(text) and self.session.matched:
            narrowed = replace(base, within=f"{base.within} {base.topic}".strip(), topic=topic, offset=0)
            return self._edited(narrowed, replace(alone, topic=topic))
        if _GOES_ON.search(text) or _CORRECTS.search(text):
            kept = replace(base, among=None, topic=topic, without=alone.without, offset=0, parts=())
            if not base.topic and base.period is None:
                kept = replace(kept, order=alone.order, count=alone.count, of_all_days=alone.of_all_days)
            return self._edited(kept, replace(alone, topic=topic))
        return None

    def _rejected(self) -> set[str]:
        """Return the paper in focus where it is said not to be meant ("그거 말고", "not that")."""
        said = any(isinstance(span.meaning, Pointer) and self.reading.is_excluded(span) for span in self.reading.spans)
        return {self.session.focus} if said and self.session.focus else set()

    def _described(self) -> str | None:
        """Return the paper that a description means among those displayed, then among those mentioned."""
        rejected = self._rejected()
        for shown in (self.session.listed, self.session.matched, self.session.mentioned):
            ids = [arxiv_id for arxiv_id in shown if arxiv_id not in rejected]
            found: Described | None = described(self.reading.description, ids, self.corpus)
            if found is not None and found.sure:
                return found.arxiv_id
        return None

    def _anywhere(self) -> str | None:
        hits = self.corpus.search(self.reading.topic, limit=2).hits
        found = [hit.paper.arxiv_id for hit in hits if hit.paper.arxiv_id not in self._rejected()]
        return found[0] if found else None

    def _one_of(self) -> Request | None:
        """Read "the one about video" as one of the papers that were displayed or mentioned."""
        if self.alone.papers or self.alone.absent or not self.reading.description or not _ONE_THAT.search(self.reading.text):
            return None
        found = self._described()
        if found is None:
            return None
        last = self.session.last
        act = self.alone.act
        if act == "papers" and _CORRECTS.search(self.reading.text) and last is not None and last.act in FIELDS:
            act = last.act
        if act in ("papers", "count"):
            act = "summary"
        return replace(self.alone, act=act, papers=(found,), topic=self.reading.description)

    def _continued(self) -> Request | None:
        """Stay with the paper in focus where a question names none."""
        focus, alone = self.session.focus, self.alone
        if focus is None or alone.papers or alone.absent:
            return None
        if alone.people:
            # "Is X one of the authors?" is asked of the paper in focus.
            return replace(alone, papers=(focus,)) if alone.act == "authors" else None
        description = self.reading.description
        if self._asks_summary():
            return replace(alone, act="summary", papers=(focus,))
        if alone.act in (*FIELDS, "summary", "similar", "compare") and self.reading.only_asks(alone.act):
            if alone.act == "compare":
                pair = self.session.pair or self.session.listed[:2]
                return replace(alone, papers=tuple(pair)) if len(pair) > 1 else None
            return replace(alone, papers=(focus,))
        last, drilling = self.session.last, self._is_drilling()
        fragment = alone.act == "papers" and (
            (drilling and self._is_fragment()) or (self._had_focus() and asks_figure(self.reading.text))
        )
        if alone.act == "fact" or fragment:
            switches = _SWITCHES.search(self.reading.text) is not None
            if alone.period is None and fits(
                description, self.reading.question, focus, self.corpus, drilling=drilling, switches=switches
            ):
                question = self._whole_question(last)
                detail = _PART if question != self.reading.question else ""
                return replace(alone, act="fact", papers=(focus,), topic=description, question=question, detail=detail)
        return None

    def _asks_summary(self) -> bool:
        """Tell whether nothing but a summary is asked for: "뭐하는 논문이야?"."""
        reading = self.reading
        bare = self.alone.act in ("fact", "papers") and all(span.kind == "pointer" for span in reading.spans)
        return bare and bool(asking_words(reading.text, "summary")) and reading.only_asks("summary")

    def _is_drilling(self) -> bool:
        """Tell whether the last question was about one paper."""
        last = self.session.last
        return last is not None and last.act in (*_OF_ONE, "compare") and bool(last.papers or last.described)

    def _had_focus(self) -> bool:
        """Tell whether the last reply was about one paper, or a list of few that one leads."""
        return bool(self.session.exchanges) and len(self.session.exchanges[-1].shown) <= _FEW_SHOWN

    def _is_fragment(self) -> bool:
        content = [word for word in self.reading.words if word.role in ("known", "unknown")]
        text = self.reading.text
        return len(content) <= _SHORT and not _PAPER_WORD.search(text) and not _BROWSES.search(text)

    def _whole_question(self, last: Request | None) -> str:
        """Return a fragment ("and on GSM8K?") with what the question before it asked for."""
        content = [word for word in self.reading.words if word.role in ("known", "unknown")]
        if last is None or last.act != "fact" or last.detail == _PART or len(content) > _FRAGMENT or _ASKS.search(self.reading.text):
            return self.reading.question
        return f"{last.question} {self.reading.question}"


def resolved(reading: Reading, alone: Request, session: Session | None, corpus: Corpus) -> Request:
    """Return the complete request that a text makes in its session."""
    if session is not None and alone.detail == "size" and not _PAPER_WORD.search(reading.text):
        # "총 몇 개야?" behind a list is asked of the list, without one of all papers.
        counted = _Resolver(reading, alone, session, corpus).counted()
        if counted is not None:
            return _whole(counted, reading)
    if session is None or (alone.act in _TALK and not _is_about_paper(reading, alone, session)):
        return _whole(alone, reading)
    return _whole(_Resolver(reading, alone, session, corpus).request(), reading)


def _is_about_paper(reading: Reading, alone: Request, session: Session) -> bool:
    """Tell whether what might be asked of the bot is asked of the paper shown last ("how does it work?")."""
    last = session.last
    drilling = last is not None and last.act in _OF_ONE and session.focus is not None
    return drilling and alone.act in ("help", "about") and not _OF_BOT.search(reading.text)


def _whole(request: Request, reading: Request | Reading) -> Request:
    """Return a request that can be answered: a comparison needs two papers, a question for authors one."""
    if request.act == "compare" and len(request.papers) < _PAIR and request.topic:
        return replace(request, act="fact")
    if request.act == "day" and not request.papers and not request.topic and request.period is not None:
        return replace(request, act="about", detail="days")
    if request.act in FIELDS and request.people and not request.papers:
        return replace(request, act="papers", topic="")
    return request
