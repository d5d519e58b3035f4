"""Whole kinds of messages, in both languages: what each of them asks for, and nothing more."""

from __future__ import annotations

from typing import Any

import pytest

from bot.search.corpus import Corpus
from tests.answers.understand.kit import said, understood

_NOV_22, _OCT_25 = "2024-11-22", "2024-10-25"
_OCTOBER, _NOVEMBER = "2024-10-01/2024-10-31", "2024-11-01/2024-11-30"
_HYMBA, _TAIPAN, _MOVIE_GEN = "2411.13676", "2410.18572", "2410.13720"


def _papers(**parts: Any) -> dict[str, Any]:
    return {"act": "papers", **parts}


def _of(act: str, *papers: str, **parts: Any) -> dict[str, Any]:
    return {"act": act, "papers": papers, **parts}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("what is the best paper?", _papers(order="votes", count=1)),
        ("which papers are hottest right now", _papers(order="votes")),
        ("most liked thing you have", _papers(order="votes", count=1)),
        ("what should I read first", _papers(order="votes")),
        ("october's best", _papers(order="votes", count=1, period=_OCTOBER)),
        ("popular papers", _papers(order="votes")),
        ("top-rated papers of november 2024", _papers(order="votes", period=_NOVEMBER)),
        ("the most voted paper of 2024-10-25", _papers(order="votes", count=1, period=_OCT_25)),
        ("most popular diffusion papers", _papers(order="votes", topic="diffusion")),
        ("젤 인기있는거", _papers(order="votes", count=1)),
        ("가장 인기 있는 diffusion 논문", _papers(order="votes", count=1, topic="diffusion")),
        ("upvote 많이 받은거 두개만", _papers(order="votes", count=2)),
        ("추천 제일 많이 받은 논문 뭐야", _papers(order="votes", count=1)),
        ("11월 22일 베스트 논문", _papers(order="votes", period=_NOV_22)),
        ("least popular paper of october", _papers(order="fewest", count=1, period=_OCTOBER)),
        ("worst voted one", _papers(order="fewest", count=1)),
        ("젤 인기없는건", _papers(order="fewest", count=1)),
        ("추천 제일 적은 논문", _papers(order="fewest", count=1)),
        ("꼴찌 논문은?", _papers(order="fewest", count=1)),
    ],
)
def test_a_wish_for_a_ranking_is_one_however_it_is_said(corpus: Corpus, text: str, wanted: dict[str, Any]) -> None:
    assert said(understood(corpus, text)) == wanted


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("most recent diffusion stuff", "diffusion"),
        ("diffusion, latest first", "diffusion"),
        ("latest diffusion papers", "diffusion"),
        ("any new papers about diffusion?", "diffusion"),
        ("recent diffusion work pls", "diffusion"),
        ("최근에 나온 에이전트 논문", "에이전트"),
        ("에이전트 최신 논문", "에이전트"),
        ("에이전트 논문 최신순으로", "에이전트"),
        ("에이전트 새로 나온거 없냐", "에이전트"),
        ("야 새로 나온거 없냐", ""),
        ("newest papers please", ""),
    ],
)
def test_the_newest_are_wished_for_wherever_the_word_stands(corpus: Corpus, text: str, topic: str) -> None:
    assert said(understood(corpus, text)) == _papers(order="newest", **({"topic": topic} if topic else {}))


@pytest.mark.parametrize(
    "text",
    ["most upvoted paper ever", "best paper of all time", "역대 추천 1위 논문", "지금까지 추천 제일 많이 받은 논문"],
)
def test_ever_means_all_listed_days(corpus: Corpus, text: str) -> None:
    request = understood(corpus, text)
    assert (request.order, request.count, request.period, request.of_all_days) == ("votes", 1, None, True)


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("papers of 2024-11-22, thanks", _NOV_22),
        ("what came out on nov 22?", _NOV_22),
        ("papers from the 22nd of november", _NOV_22),
        ("24년 10월 25일 논문 있어?", _OCT_25),
        ("10/25/2024 papers", _OCT_25),
        ("20241025 논문", _OCT_25),
        ("２０２４－１０－２５ 논문", _OCT_25),
        ("10월꺼 보여줘", _OCTOBER),
        ("papers of october", _OCTOBER),
    ],
)
def test_a_day_alone_asks_for_its_papers(corpus: Corpus, text: str, period: str) -> None:
    assert said(understood(corpus, text)) == _papers(period=period)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("three papers on quantization", _papers(count=3, topic="quantization")),
        ("give me ten papers about rag", _papers(count=10, topic="rag")),
        ("just ONE paper on lora thx", _papers(count=1, topic="lora")),
        ("no more than 5 papers on agents", _papers(count=5, topic="agents")),
        ("make it 4, about agents", _papers(count=4, topic="agents")),
        ("딱 한편만 추천해줘 비디오 생성", _papers(count=1, topic="비디오 생성")),
        ("에이전트 논문 3개만", _papers(count=3, topic="에이전트")),
        ("top 3 of 25 October 2024", _papers(order="votes", count=3, period=_OCT_25)),
        ("top five", _papers(order="votes", count=5)),
        ("2024-10-25 상위 3편", _papers(order="votes", count=3, period=_OCT_25)),
        ("탑 7", _papers(order="votes", count=7)),
        ("베스트 3 골라줘", _papers(order="votes", count=3)),
        ("runner-up of nov 22", _papers(order="votes", count=1, offset=1, period=_NOV_22)),
        ("second most voted paper of nov 22", _papers(order="votes", count=1, offset=1, period=_NOV_22)),
        ("2등 논문 알려줘", _papers(order="votes", count=1, offset=1)),
        ("2024년 11월 22일 추천 수 1위 논문은?", _papers(order="votes", count=1, period=_NOV_22)),
        ("3등부터 5등까지", _papers(order="votes", count=3, offset=2)),
        ("video generation papers with more than 30 votes", _papers(topic="video generation", least_votes=31)),
        ("Nov 2024 diffusion papers with over 10 votes", _papers(topic="diffusion", least_votes=11, period=_NOVEMBER)),
        (
            "diffusion papers of Nov 2024, at least 10 votes",
            _papers(topic="diffusion", least_votes=10, period=_NOVEMBER),
        ),
        ("papers between 10 and 20 votes", _papers(least_votes=10, most_votes=20)),
        ("20표 넘게 받은 논문", _papers(least_votes=21)),
        ("2024년 11월 diffusion 논문 추천 10개 초과", _papers(topic="diffusion", least_votes=11, period=_NOVEMBER)),
        ("2024년 11월 diffusion 논문 추천 10개 이상", _papers(topic="diffusion", least_votes=10, period=_NOVEMBER)),
        ("추천 10개 이하 논문", _papers(most_votes=10)),
        ("0표 논문", _papers(least_votes=0, most_votes=0)),
        ("votes 순으로 LLM 에이전트", _papers(topic="LLM 에이전트", order="votes")),
        ("diffusion sorted by votes", _papers(topic="diffusion", order="votes")),
    ],
)
def test_counts_ranks_bounds_and_orders_are_read(corpus: Corpus, text: str, wanted: dict[str, Any]) -> None:
    assert said(understood(corpus, text)) == wanted


@pytest.mark.parametrize(
    ("text", "topic", "without"),
    [
        ("image generation but not the medical ones", "image generation", {"topic": "medical"}),
        ("agents without medical", "agents", {"topic": "medical"}),
        ("segmentation w/o medical", "segmentation", {"topic": "medical"}),
        ("LLM papers, no surveys please", "LLM", {"topic": "surveys"}),
        ("not interested in vision, just audio", "audio", {"topic": "vision"}),
        ("image generation but not diffusion", "image generation", {"topic": "diffusion"}),
        (
            "diffusion transformer 말고 autoregressive image generation",
            "autoregressive image generation",
            {"topic": "diffusion transformer"},
        ),
        ("비전 말고 음성", "음성", {"topic": "비전"}),
        ("의료 쪽은 빼고 segmentation", "segmentation", {"topic": "의료"}),
        ("2025년꺼 빼고 에이전트 논문", "에이전트", {"period": "2025-01-01/2025-12-31"}),
        ("agents except 2024-10-25", "agents", {"period": _OCT_25}),
        ("Hymba 말고 하이브리드 모델 논문", "하이브리드 모델", {"papers": (_HYMBA,)}),
        ("카이밍 허 말고 image generation", "image generation", {"people": ("카이밍 허",)}),
    ],
)
def test_what_is_not_wanted_is_kept_apart(corpus: Corpus, text: str, topic: str, without: dict[str, Any]) -> None:
    assert said(understood(corpus, text)) == _papers(topic=topic, without=without)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2411.13676", _of("summary", _HYMBA)),
        ("https://arxiv.org/abs/2411.13676.", _of("summary", _HYMBA)),
        ("https://www.alphaxiv.org/abs/2411.13676", _of("summary", _HYMBA)),
        ("arXiv:2411.13676v1 [cs.CL] 20 Nov 2024", _of("summary", _HYMBA)),
        ("10.48550/arXiv.2411.13676 요약", _of("summary", _HYMBA)),
        ("2411.13676v1의 저자가 누구야?", _of("authors", _HYMBA)),
        ("２４１１．１３６７６ 저자", _of("authors", _HYMBA)),
        ("arxiv.org/html/2411.13676v2 votes?", _of("votes", _HYMBA)),
        ("votes of 2411.13676.", _of("votes", _HYMBA)),
        ("when was 2410.18572 listed? top thing btw", _of("day", _TAIPAN)),
        ("https://arxiv.org/abs/2411.13676 요약해줘", _of("summary", _HYMBA)),
    ],
)
def test_a_message_with_an_id_is_about_that_paper(corpus: Corpus, text: str, wanted: dict[str, Any]) -> None:
    assert said(understood(corpus, text)) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("who wrote Hymba?", _of("authors", _HYMBA)),
        ("who are the authors of Hymba", _of("authors", _HYMBA)),
        ("Hymba 저자가 누구야?", _of("authors", _HYMBA)),
        ("Hymba 누가 쓴 거야?", _of("authors", _HYMBA)),
        ("how many votes did Hymba get?", _of("votes", _HYMBA)),
        ("Hymba 추천 수 알려줘", _of("votes", _HYMBA)),
        ("Hymba 추천 몇 개 받았어?", _of("votes", _HYMBA)),
        ("when was Taipan listed?", _of("day", _TAIPAN)),
        ("Taipan 언제 올라왔어?", _of("day", _TAIPAN)),
        ("link to Hymba", _of("link", _HYMBA)),
        ("Hymba 링크 줘", _of("link", _HYMBA)),
        ("hymba pdf", _of("link", _HYMBA)),
        ("is there code for Hymba", _of("code", _HYMBA)),
        ("Hymba 깃허브 있어?", _of("code", _HYMBA)),
        ("how much faster is UltraMem than MoE?", _of("fact", "2411.12364")),
        ("Hymba 캐시는 얼마나 줄었어?", _of("fact", _HYMBA)),
        ("Hymba 요약해줘", _of("summary", _HYMBA)),
        ("papers similar to Hymba", _of("similar", _HYMBA)),
        ("Hymba랑 비슷한 논문", _of("similar", _HYMBA)),
        ("compare Hymba and Taipan", _of("compare", _HYMBA, _TAIPAN)),
        ("Hymba랑 Taipan 차이가 뭐야", _of("compare", _HYMBA, _TAIPAN)),
        ("movie gen paper authors pls", _of("authors", _MOVIE_GEN)),
    ],
)
def test_a_named_paper_is_asked_what_the_words_ask(corpus: Corpus, text: str, wanted: dict[str, Any]) -> None:
    assert said(understood(corpus, text)) == wanted


@pytest.mark.parametrize(
    ("text", "paper"),
    [("Hymbra 논문", _HYMBA), ("무비젠 논문", _MOVIE_GEN), ("taipann paper", _TAIPAN), ("타이판 논문", _TAIPAN)],
)
def test_a_name_with_a_slip_or_in_the_other_script_is_that_paper(corpus: Corpus, text: str, paper: str) -> None:
    request = understood(corpus, text)
    assert (request.papers, request.topic, request.absent) == ((paper,), "", "")


@pytest.mark.parametrize(
    ("text", "name", "parts"),
    [
        ("papers by Kaiming He", "Kaiming He", {}),
        ("Kaiming He가 쓴 논문 있어?", "Kaiming He", {}),
        ("Kaiming He papers", "Kaiming He", {}),
        ("K. He papers", "K. He", {}),
        ("anything by he kaiming?", "he kaiming", {}),
        (
            "yo got anything from kaiming he et al. on image generation?",
            "kaiming he et al.",
            {"topic": "image generation"},
        ),
        ("papers from Pavlo Molchanov, 2024", "Pavlo Molchanov", {"period": "2024-01-01/2024-12-31"}),
        ("papers by Kaiming He, newest", "Kaiming He", {"order": "newest"}),
        ("Molchanov 논문", "Molchanov", {}),
        ("카이밍 허 논문", "카이밍 허", {}),
        ("papers by Kaiming Hee", "Kaiming Hee", {}),
    ],
)
def test_people_are_found_in_what_is_said_around_them(
    corpus: Corpus, text: str, name: str, parts: dict[str, Any]
) -> None:
    wanted = understood(corpus, text)
    people = [person.removesuffix(" et al.") for person in wanted.people]
    assert said(wanted) == _papers(people=wanted.people, **parts)
    assert people == [name.removesuffix(" et al.")]


@pytest.mark.parametrize(
    "text", ["other stuff by the hymba people", "Hymba 저자들이 쓴 다른 논문", "what else did the Hymba team write?"]
)
def test_other_papers_by_the_people_of_one_leave_it_out(corpus: Corpus, text: str) -> None:
    assert said(understood(corpus, text)) == _papers(
        papers=(_HYMBA,), detail="same people", without={"papers": (_HYMBA,)}
    )


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("agents?", "agents"),
        ("video generation?", "video generation"),
        ("KV캐시 압축 뭐뭐있냐", "KV캐시 압축"),
        ("KV 캐시 압축 논문 알려줘", "KV 캐시 압축"),
        ("any papers about KV cache compression?", "KV cache compression"),
        ("top-k sampling", "top-k sampling"),
        ("two stage training", "two stage training"),
        ("wait, agents", "agents"),
        ("k. any papers on rag", "rag"),
        ("best-of-n sampling", "best-of-n sampling"),
    ],
)
def test_a_topic_is_a_request_for_papers_with_or_without_a_mark(corpus: Corpus, text: str, topic: str) -> None:
    assert said(understood(corpus, text)) == _papers(topic=topic)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("what can you do?", {"act": "help"}),
        ("help", {"act": "help"}),
        ("사용법", {"act": "help"}),
        ("너 뭐 할 수 있어?", {"act": "help"}),
        ("are you an LLM?", {"act": "about", "detail": "model"}),
        ("너 llm이야?", {"act": "about", "detail": "model"}),
        ("who made the summaries?", {"act": "about", "detail": "summaries"}),
        ("요약은 누가 써?", {"act": "about", "detail": "summaries"}),
        ("왜 한국어야?", {"act": "about", "detail": "korean"}),
        ("which languages can i use", {"act": "about", "detail": "languages"}),
        ("일본어 돼?", {"act": "about", "detail": "languages"}),
        ("how many papers do you have?", {"act": "about", "detail": "size"}),
        ("논문 총 몇개 들어있어?", {"act": "about", "detail": "size"}),
        ("overall, how many papers u have", {"act": "about", "detail": "size"}),
        ("which days do you have", {"act": "about", "detail": "days"}),
        ("how fresh is the data", {"act": "about", "detail": "newest"}),
        ("언제까지 데이터 있어?", {"act": "about", "detail": "newest"}),
        ("where does the data come from", {"act": "about", "detail": "source"}),
        ("논문 출처가 어디야", {"act": "about", "detail": "source"}),
        ("추천은 누가 하는거야?", {"act": "about", "detail": "votes"}),
        ("who made you", {"act": "about", "detail": "maker"}),
        ("누가 너 만들었어", {"act": "about", "detail": "maker"}),
        ("do you save my messages?", {"act": "about", "detail": "privacy"}),
        ("is this bot free?", {"act": "about", "detail": "cost"}),
        ("안녕하세요!", {"act": "greeting"}),
        ("good morning", {"act": "greeting"}),
        ("thanks a lot", {"act": "thanks"}),
        ("ㄱㅅ", {"act": "thanks"}),
        ("감사합니다", {"act": "thanks"}),
        ("ok", {"act": "ack"}),
        ("lol", {"act": "ack"}),
        ("ㅋㅋㅋ", {"act": "ack"}),
        ("와 대박", {"act": "ack"}),
    ],
)
def test_the_bot_and_small_talk_are_no_search(corpus: Corpus, text: str, wanted: dict[str, Any]) -> None:
    assert said(understood(corpus, text)) == wanted


@pytest.mark.parametrize("text", ["뇌", "물", "C++", "A*", "🚀", "xylophone zeppelins"])
def test_a_topic_that_analysis_may_drop_stays_a_topic(corpus: Corpus, text: str) -> None:
    request = understood(corpus, text)
    assert request.act == "papers"
    assert request.topic or request.unknown


@pytest.mark.parametrize(
    ("text", "act", "absent"),
    [
        ("attention is all you need 있음?", "summary", "attention is all you need"),
        ("9999.99999 저자", "authors", "9999.99999"),
        ("https://arxiv.org/abs/1706.03762", "summary", "1706.03762"),
    ],
)
def test_a_work_that_is_not_here_is_known_to_be_absent(corpus: Corpus, text: str, act: str, absent: str) -> None:
    assert said(understood(corpus, text)) == {"act": act, "absent": absent}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2024-10-21에 몇 편 올라왔어?", {"period": "2024-10-21"}),
        ("how many papers on 2024-10-21?", {"period": "2024-10-21"}),
        ("how many papers about agents", {"topic": "agents"}),
        ("에이전트 논문 몇 편 있어?", {"topic": "에이전트"}),
    ],
)
def test_papers_are_counted(corpus: Corpus, text: str, wanted: dict[str, Any]) -> None:
    assert said(understood(corpus, text)) == {"act": "count", **wanted}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("gimme the best papers fam fr", _papers(order="votes")),
        ("top 3 plzzz kthx", _papers(order="votes", count=3)),
        ("ㅎㅇ 2024-10-25 논문 보여주셈", _papers(period=_OCT_25)),
        ("음 그니까 에이전트 논문 좀여", _papers(topic="에이전트")),
        ("heyyy any papers on agents??", _papers(topic="agents")),
    ],
)
def test_words_that_nobody_knows_never_veto(corpus: Corpus, text: str, wanted: dict[str, Any]) -> None:
    assert said(understood(corpus, text)) == wanted
