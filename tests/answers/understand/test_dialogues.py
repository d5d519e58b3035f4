"""What a message means behind others: the list, the paper in focus, the pair, and what corrects them."""

from __future__ import annotations

from typing import Any

import pytest

from bot.answers.query_service import QueryService
from bot.answers.reply import displayed
from bot.errors import InputError
from bot.search.corpus import Corpus
from tests.answers.understand.kit import NOW, Talk, said, shown, written

_HYMBA, _TAIPAN = "2411.13676", "2410.18572"
_OCT_25 = "2024-10-25 top 5"
_TOP_OF_OCT_25 = ("2410.17243", "2410.16251", "2410.18533", "2410.18693", "2410.18978")
_ALL_OF_2025 = "2025-01-01/2025-12-31"


@pytest.fixture
def talk(corpus: Corpus) -> Talk:
    return Talk(corpus)


@pytest.mark.parametrize(
    ("opening", "question", "act", "expected"),
    [
        ("Hymba 요약해줘", "저자가 누구야?", "authors", "Yonggan Fu"),
        ("summary of Hymba", "who wrote it?", "authors", "Yonggan Fu"),
        ("tell me about Hymba", "authors", "authors", "Yonggan Fu"),
        ("Hymba 요약해줘", "링크", "link", "https://arxiv.org/abs/2411.13676"),
        ("Hymba", "그거 링크 좀 줘", "link", "https://arxiv.org/abs/2411.13676"),
        ("Hymba 요약해줘", "추천 수", "votes", "16"),
        ("Hymba", "how many upvotes did it get", "votes", "16"),
        ("tell me about Hymba", "when was it listed?", "day", "Nov 22, 2024"),
        ("Hymba 저자 누구야", "날짜도", "day", "2024년 11월 22일"),
        ("Hymba", "and the code?", "code", "code"),
    ],
)
def test_a_field_is_asked_of_the_paper_in_focus(
    talk: Talk, opening: str, question: str, act: str, expected: str
) -> None:
    request, reply = talk.say(opening, question)
    assert (request.act, request.papers) == (act, (_HYMBA,))
    assert expected in reply.lead


@pytest.mark.parametrize(
    "question", ["요약해줘", "summary please", "explain", "자세히", "tl;dr?", "what is it about?", "뭐하는 논문이야?"]
)
def test_a_bare_wish_for_a_summary_keeps_to_the_paper_in_focus(talk: Talk, question: str) -> None:
    request, _ = talk.say("who wrote Hymba?", question)
    assert (request.act, request.papers) == ("summary", (_HYMBA,))


@pytest.mark.parametrize("question", ["비슷한 논문 더", "유사한 논문은?", "anything similar?", "more like this"])
def test_similar_papers_are_listed_and_it_is_still_the_first_paper(talk: Talk, question: str) -> None:
    request, reply = talk.say("Hymba 요약해줘", question)
    assert (request.act, request.papers) == ("similar", (_HYMBA,))
    assert _HYMBA not in shown(reply)
    request, reply = talk.say("그 논문 저자가 누구야?")
    assert (request.act, request.papers) == ("authors", (_HYMBA,))
    assert "Yonggan Fu" in reply.lead


def test_a_fact_goes_on_about_the_paper_in_focus(talk: Talk) -> None:
    request, reply = talk.say("Hymba 요약해줘", "캐시는 얼마나 줄었어?")
    assert (request.act, request.papers) == ("fact", (_HYMBA,))
    assert "11.67배" in reply.quotes[0].text


@pytest.mark.parametrize("small", ["thanks!", "ㄱㅅ", "lol", "와 대박", "ok cool", "ㅋㅋㅋㅋ"])
def test_small_talk_leaves_the_focus_as_it_was(talk: Talk, small: str) -> None:
    request, _ = talk.say("Hymba 요약해줘", small, "저자는?")
    assert (request.act, request.papers) == ("authors", (_HYMBA,))


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("두 번째 거 자세히", 2),
        ("the second one", 2),
        ("tell me about the third paper", 3),
        ("3번 요약", 3),
        ("#4", 4),
        ("마지막 거", 5),
        ("the last one", 5),
        ("첫번째거", 1),
    ],
)
def test_an_ordinal_opens_the_paper_displayed_there(talk: Talk, text: str, number: int) -> None:
    request, reply = talk.say(_OCT_25, text)
    assert (request.act, request.papers) == ("summary", (_TOP_OF_OCT_25[number - 1],))
    assert shown(reply) == request.papers


@pytest.mark.parametrize(
    ("text", "act", "number"),
    [
        ("the third one's authors", "authors", 3),
        ("첫 번째 논문 저자", "authors", 1),
        ("3번째 저자가 누구야?", "authors", 3),
        ("2번 논문 투표수", "votes", 2),
        ("link to number 4", "link", 4),
    ],
)
def test_an_ordinal_may_ask_for_a_field(talk: Talk, text: str, act: str, number: int) -> None:
    request, _ = talk.say(_OCT_25, text)
    assert (request.act, request.papers) == (act, (_TOP_OF_OCT_25[number - 1],))


@pytest.mark.parametrize("text", ["9번 요약", "the ninth one"])
def test_an_ordinal_too_high_is_refused_and_changes_nothing(talk: Talk, text: str) -> None:
    with pytest.raises(InputError, match="number 9"):
        talk.say(_OCT_25, text)
    request, _ = talk.say("the second one")
    assert request.papers == (_TOP_OF_OCT_25[1],)


@pytest.mark.parametrize("text", ["the one about contrastive loss", "contrastive loss 다루는 거"])
def test_the_one_about_something_is_one_of_those_displayed(talk: Talk, text: str) -> None:
    request, _ = talk.say(_OCT_25, text)
    assert (request.act, request.papers) == ("summary", ("2410.17243",))


@pytest.mark.parametrize("text", ["more", "next", "더 보여줘", "다음", "show me more", "또 있어?"])
def test_more_goes_on_in_the_list(talk: Talk, text: str) -> None:
    request, reply = talk.say(_OCT_25, text)
    assert (request.period is not None, request.order, request.offset, request.count) == (True, "votes", 5, 5)
    assert not set(shown(reply)) & set(_TOP_OF_OCT_25)
    request, _ = talk.say("3 more")
    assert (request.offset, request.count) == (10, 3)


@pytest.mark.parametrize(
    ("text", "changed"),
    [
        ("2024년 것만", {"period": "2024-01-01/2024-12-31"}),
        ("그럼 2024년 것 중에는?", {"period": "2024-01-01/2024-12-31"}),
        ("only those of 2024", {"period": "2024-01-01/2024-12-31"}),
        ("what about 2025?", {"period": _ALL_OF_2025}),
        ("2025년꺼 빼고", {"without": {"period": _ALL_OF_2025}}),
        ("not the medical ones", {"without": {"topic": "medical"}}),
        ("make it 2", {"count": 2}),
        ("3개만", {"count": 3}),
        ("only with 20+ votes", {"least_votes": 20}),
        ("추천 20개 이상만", {"least_votes": 20}),
        ("top 2 by votes", {"order": "votes", "count": 2}),
    ],
)
def test_an_operation_edits_the_list_and_keeps_the_rest(talk: Talk, text: str, changed: dict[str, Any]) -> None:
    request, _ = talk.say("image generation papers", text)
    assert said(request) == {"act": "papers", "topic": "image generation", **changed}


@pytest.mark.parametrize(
    ("text", "order"), [("sort by votes", "votes"), ("추천순으로", "votes"), ("oldest first", "oldest")]
)
def test_another_order_is_of_the_papers_that_were_listed(talk: Talk, text: str, order: str) -> None:
    _, listed = talk.say("quantization papers")
    request, ordered = talk.say(text)
    assert request.order == order
    assert {hit.paper.arxiv_id for hit in ordered.hits} == {hit.paper.arxiv_id for hit in listed.hits}


def test_a_sorted_list_keeps_its_topic_when_it_is_narrowed(talk: Talk) -> None:
    request, reply = talk.say("video generation papers", "sort by votes", "which of these are from 2025?")
    assert said(request)["period"] == _ALL_OF_2025
    _, whole = talk.say("video generation papers of 2025")
    assert {hit.paper.arxiv_id for hit in reply.hits} <= {hit.paper.arxiv_id for hit in whole.hits}


@pytest.mark.parametrize("text", ["how many are there?", "몇 편이야?", "how many of those", "총 몇 개야"])
def test_a_list_is_counted_and_shown_again(talk: Talk, text: str) -> None:
    request, _ = talk.say("image generation papers", text)
    assert said(request) == {"act": "count", "topic": "image generation"}
    request, _ = talk.say("show them")
    assert said(request) == {"act": "papers", "topic": "image generation"}


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024-11-22는?", "2024-11-22"),
        ("아니 10월 23일", "2024-10-23"),
        ("and on october 21?", "2024-10-21"),
        ("the 21st?", "2024-10-21"),
        ("23?", "2024-10-23"),
        ("day after", "2024-11-22"),
        ("다음 날", "2024-11-22"),
        ("전날", "2024-10-23"),
        ("the day before", "2024-10-23"),
    ],
)
def test_another_day_keeps_the_ranking(talk: Talk, text: str, day: str) -> None:
    request, _ = talk.say(_OCT_25, text)
    assert said(request) == {"act": "papers", "period": day, "order": "votes", "count": 5}


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("who wrote the most upvoted one", "authors"),
        ("제일 표 많은거 누가 썼어", "authors"),
        ("추천 제일 많은거 코드 있어?", "code"),
        ("the most popular one, summarize it", "summary"),
    ],
)
def test_what_is_asked_of_the_first_is_asked_of_the_first_of_the_listshown(talk: Talk, text: str, act: str) -> None:
    _, listed = talk.say("quantization papers")
    request, reply = talk.say(text)
    best = max(listed.hits, key=lambda hit: hit.listing.votes or 0)
    assert request.act == act
    assert [hit.paper.arxiv_id for hit in displayed(reply)][:1] == [best.paper.arxiv_id]


@pytest.mark.parametrize("text", ["best of these", "그 중에 제일 인기 있는거", "which of them has the most votes"])
def test_a_superlative_is_over_the_listshown(talk: Talk, text: str) -> None:
    _, listed = talk.say("quantization papers")
    request, reply = talk.say(text)
    best = max(hit.listing.votes or 0 for hit in listed.hits)
    assert (request.order, request.count) == ("votes", 1)
    assert [hit.listing.votes for hit in displayed(reply)] == [best]


@pytest.mark.parametrize(
    ("openings", "text", "first"),
    [
        (["compare Hymba and Taipan"], "which got more votes", _HYMBA),
        (["compare Hymba and Taipan"], "둘 중에 뭐가 더 최신이야?", _HYMBA),
        (["compare Hymba and Taipan"], "older one?", _TAIPAN),
        (["Hymba", "and Taipan?"], "which is newer?", _HYMBA),
        (["Hymba", "Taipan"], "둘 중에 추천 많은 건?", _HYMBA),
        ([_OCT_25, "4번이랑 5번 비교해줘"], "which one has more votes?", "2410.18693"),
    ],
)
def test_one_of_a_pair_is_chosen(talk: Talk, openings: list[str], text: str, first: str) -> None:
    request, reply = talk.say(*openings, text)
    assert request.among is not None
    assert len(request.among) == 2
    assert shown(reply)[0] == first


@pytest.mark.parametrize("text", ["둘이 비교해줘", "compare them", "difference between the two?"])
def test_the_last_two_papers_are_compared(talk: Talk, text: str) -> None:
    request, _ = talk.say("Hymba", "Taipan", text)
    assert (request.act, set(request.papers)) == ("compare", {_HYMBA, _TAIPAN})


@pytest.mark.parametrize("text", ["the other one's authors?", "나머지 하나 저자는?"])
def test_the_other_one_is_that_of_the_pair_without_the_focus(talk: Talk, text: str) -> None:
    request, _ = talk.say("compare Hymba and Taipan", "which got more votes", text)
    assert (request.act, request.papers) == ("authors", (_TAIPAN,))


@pytest.mark.parametrize(
    ("openings", "text", "act", "paper"),
    [
        (["how many votes did Hymba get?"], "oh sorry i meant Taipan", "votes", _TAIPAN),
        (["Hymba 저자 누구야"], "아니 Taipan", "authors", _TAIPAN),
        (["who wrote Hymba?"], "oh sorry i meant votes", "votes", _HYMBA),
        ([_OCT_25, "두 번째 거 자세히"], "그거 말고 첫번째", "summary", _TOP_OF_OCT_25[0]),
    ],
)
def test_a_correction_replaces_one_part(talk: Talk, openings: list[str], text: str, act: str, paper: str) -> None:
    request, _ = talk.say(*openings, text)
    assert (request.act, request.papers) == (act, (paper,))


@pytest.mark.parametrize(
    ("opening", "text", "topic"),
    [
        ("papers on lora", "no i meant rag", "rag"),
        ("papers on lora", "wait, agents", "agents"),
        ("로라 논문", "아니 에이전트", "에이전트"),
    ],
)
def test_a_corrected_topic_takes_the_place_of_the_other(talk: Talk, opening: str, text: str, topic: str) -> None:
    request, _ = talk.say(opening, text)
    assert said(request) == {"act": "papers", "topic": topic}


@pytest.mark.parametrize(
    "text",
    [
        "any papers about protein language models?",
        "단백질 언어 모델 논문 추천해줘",
        "best papers of 2024-11-22",
        "papers by Kaiming He",
    ],
)
def test_a_complete_new_request_is_read_as_if_nothing_had_been_said(corpus: Corpus, talk: Talk, text: str) -> None:
    request, _ = talk.say("Hymba 요약해줘", text)
    assert said(request) == said(QueryService(corpus, NOW, "en").understood(text))
    request, _ = talk.say("image generation papers", text)
    assert said(request) == said(QueryService(corpus, NOW, "en").understood(text))


@pytest.mark.parametrize("text", ["내일 서울에 비 와?", "who won the world cup?", "점심 뭐 먹지"])
def test_what_has_nothing_to_do_with_papers_is_not_asked_of_the_one_in_focus(talk: Talk, text: str) -> None:
    _, reply = talk.say("Hymba 요약해줘", text)
    assert reply.status == "not_found"
    request, _ = talk.say("저자가 누구야?")
    assert request.papers == (_HYMBA,)


@pytest.mark.parametrize("text", ["what else did these people write?", "같은 저자들이 쓴 다른 논문"])
def test_others_by_the_same_people_leave_out_the_paper_in_focus(talk: Talk, text: str) -> None:
    request, _ = talk.say("Hymba", text)
    assert (request.detail, request.papers, request.without.papers) == ("same people", (_HYMBA,), (_HYMBA,))


@pytest.mark.parametrize("text", ["저자가 누구야?", "who wrote it?", "두 번째 거"])
def test_without_a_conversation_nothing_is_remembered(corpus: Corpus, text: str) -> None:
    service = QueryService(corpus, NOW, "en")
    service.ask("Hymba 요약해줘")
    request = service.understood(text)
    assert request.papers == ()


def test_without_a_conversation_a_question_about_it_asks_which_paper(corpus: Corpus) -> None:
    with pytest.raises(InputError, match="Which paper"):
        QueryService(corpus, NOW, "en").ask("저자가 누구야?")


_FASTKV, _CHUNKKV = "2502.01068", "2502.00299"
_TOP = ("2502.01061", "2502.01237", "2410.13720")


@pytest.mark.parametrize(
    ("text", "papers"),
    [
        ("fastkv랑 chunkkv 뭐가 다름?", (_FASTKV, _CHUNKKV)),
        ("패스트kv랑 청크kv 비교해줘", (_FASTKV, _CHUNKKV)),
        ("fastkv하고 chunkkv 차이점이 뭐야", (_FASTKV, _CHUNKKV)),
        ("hymba는 taipan이랑 어떻게 달라?", (_HYMBA, _TAIPAN)),
        ("difference between hymba and taipan", (_HYMBA, _TAIPAN)),
        ("how does hymba differ from taipan", (_HYMBA, _TAIPAN)),
        ("hymba vs taipan which got more votes", (_HYMBA, _TAIPAN)),
        ("hymba or taipan, which is faster?", (_HYMBA, _TAIPAN)),
    ],
)
def test_two_named_papers_are_compared_however_it_is_asked(talk: Talk, text: str, papers: tuple[str, ...]) -> None:
    request, reply = talk.say(text)
    assert (request.act, request.papers) == ("compare", papers)
    assert {quote.arxiv_id for quote in reply.quotes} == set(papers)


@pytest.mark.parametrize(
    ("openings", "text", "papers"),
    [
        (["top 5 papers"], "compare the first and third", (_TOP[0], _TOP[2])),
        (["인기 논문 5개"], "그럼 1위랑 3위 비교", (_TOP[0], _TOP[2])),
        (["인기 논문 5개", "3위 요약"], "2위랑 비교해줘", (_TOP[2], _TOP[1])),
        (["top 5 papers", "summarize the first"], "compare it with the second one", (_TOP[0], _TOP[1])),
        (["top 5 papers"], "1번이랑 2번 차이", (_TOP[0], _TOP[1])),
        (["top 5 papers"], "일번하고 삼번 비교", (_TOP[0], _TOP[2])),
        (["top 5 papers"], "1 vs 3", (_TOP[0], _TOP[2])),
        (["top 5 papers"], "the difference between the 2nd and 3rd?", (_TOP[1], _TOP[2])),
        (["top 5 papers"], "compare the top two", (_TOP[0], _TOP[1])),
        (["Hymba"], "taipan이랑 비교", (_HYMBA, _TAIPAN)),
        (["Hymba"], "how is it different from taipan", (_HYMBA, _TAIPAN)),
    ],
)
def test_places_and_it_are_compared(talk: Talk, openings: list[str], text: str, papers: tuple[str, ...]) -> None:
    request, _ = talk.say(*openings, text)
    assert (request.act, request.papers) == ("compare", papers)


def test_a_place_that_is_not_in_the_list_is_said(talk: Talk) -> None:
    with pytest.raises(InputError):
        talk.say("top 5 papers", "compare the first and #9")


@pytest.mark.parametrize("text", ["difference between gpt 4 and 5", "how does hymba compare to llama"])
def test_numbers_and_names_of_something_else_are_no_operands(talk: Talk, text: str) -> None:
    request, _ = talk.say("top 5 papers", text)
    assert request.act != "compare"


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("what about speed", "compare"),
        ("속도는?", "compare"),
        ("뭐가 더 빠름?", "compare"),
        ("which is more accurate", "compare"),
        ("which dataset do they use?", "compare"),
        ("저자 겹침?", "authors"),
        ("any common authors?", "authors"),
        ("do they share authors?", "authors"),
        ("링크는?", "link"),
    ],
)
def test_what_follows_a_comparison_is_asked_of_both(talk: Talk, text: str, act: str) -> None:
    request, reply = talk.say("compare FastKV and ChunkKV", text)
    assert (request.act, request.papers) == (act, (_FASTKV, _CHUNKKV))
    assert shown(reply) == (_FASTKV, _CHUNKKV)


@pytest.mark.parametrize("text", ["둘중에 표 더 많은건", "which one has more votes"])
def test_the_one_of_more_votes_is_picked_behind_places(talk: Talk, text: str) -> None:
    request, _ = talk.say("인기 논문 5개", "1위랑 3위 비교", text)
    assert (request.order, request.among) == ("votes", (_TOP[0], _TOP[2]))


@pytest.mark.parametrize("text", ["diffusion 논문은?", "latest papers", "그럼 hymba는?", "find something on video"])
def test_another_question_leaves_the_pair(talk: Talk, text: str) -> None:
    request, _ = talk.say("compare FastKV and ChunkKV", text)
    assert not {_FASTKV, _CHUNKKV} & {*request.papers, *(request.among or ())}


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("김지훈 이 쓴거", "김지훈"),
        ("김지훈은?", "김지훈"),
        ("얀 르쿤 논문은?", "얀 르쿤"),
        ("홍길동이 쓴 논문", "홍길동"),
    ],
)
def test_another_author_replaces_the_one_before(talk: Talk, text: str, person: str) -> None:
    request, reply = talk.say("papers by Song Han", text)
    assert request.people == (person,)
    assert "Song Han" not in reply.lead
    assert person in reply.lead


@pytest.mark.parametrize(
    "question",
    [
        "what's the idea in one sentence",
        "the conclusion?",
        "what did they do differently",
        "결과가 어때",
        "결론은?",
    ],
)
def test_what_every_paper_has_is_asked_of_the_one_in_focus(talk: Talk, question: str) -> None:
    request, reply = talk.say("is there a paper on KV cache compression?", "who wrote the first one?", question)
    assert (request.act, reply.status) == ("fact", "answered")
    assert request.papers == (reply.hits[0].paper.arxiv_id,)


@pytest.mark.parametrize("question", ["몇 시간 학습시켰대?", "how many annotators were paid", "참가자 몇 명이었대"])
def test_a_question_that_would_be_about_no_paper_is_asked_of_the_one_in_focus(talk: Talk, question: str) -> None:
    request, _ = talk.say("Hymba 저자 누구야", question)
    assert (request.act, request.papers) == ("fact", (_HYMBA,))


@pytest.mark.parametrize(
    ("opening", "text"), [("how many papers about agents", "list the top 3"), ("에이전트 논문 몇 편이야?", "상위 3편")]
)
def test_what_was_counted_is_listed_next(talk: Talk, opening: str, text: str) -> None:
    request, reply = talk.say(opening, text)
    assert (request.order, request.count) == ("votes", 3)
    assert request.topic in ("agents", "에이전트")
    assert len(shown(reply)) == 3


@pytest.mark.parametrize(
    ("opening", "text"), [("newest papers", "not those"), ("최신 논문", "그거 말고"), ("top papers", "not that one")]
)
def test_none_of_those_displayed_goes_on_in_the_list(talk: Talk, opening: str, text: str) -> None:
    _, before = talk.say(opening)
    _, after = talk.say(text)
    assert not {*shown(before)} & {*shown(after)}


@pytest.mark.parametrize("text", ["그 다음 5편", "다음 5개", "the next 5", "5 more"])
def test_the_next_ones_are_counted(talk: Talk, text: str) -> None:
    request, _ = talk.say(_OCT_25, text)
    assert (request.offset, request.count, written(request.period)) == (5, 5, "2024-10-25")


def test_a_bound_lets_no_paper_in(talk: Talk) -> None:
    _, all_of_them = talk.say("KV cache compression papers")
    _, bounded = talk.say("only with 10+ votes")
    assert {hit.paper.arxiv_id for hit in bounded.hits} < {hit.paper.arxiv_id for hit in all_of_them.hits}


@pytest.mark.parametrize(
    ("text", "language"), [("object hallucination", "ko"), ("Hymba", "ko"), ("show me papers on agents", "en")]
)
def test_terms_alone_are_answered_in_the_language_of_the_conversation(talk: Talk, text: str, language: str) -> None:
    request, _ = talk.say("환각 논문", text)
    assert request.language == language


@pytest.mark.parametrize("text", ["그거 뭐하는 거야?", "what does it do?"])
def test_what_a_paper_does_is_no_question_about_the_bot(talk: Talk, text: str) -> None:
    request, _ = talk.say("KV cache papers", text)
    assert request.act in ("summary", "fact")
    assert len(request.papers) == 1


@pytest.mark.parametrize("text", ["different thing: watermarks", "딴 얘긴데 워터마크"])
def test_a_change_of_subject_leaves_the_paper_in_focus(talk: Talk, text: str) -> None:
    request, reply = talk.say("summary of Hymba", text)
    assert request.papers == ()
    assert "2410.18775" in shown(reply)


@pytest.mark.parametrize("text", ["아 10월 23일..오타", "typo, october 23"])
def test_a_day_is_corrected_by_a_typo(talk: Talk, text: str) -> None:
    request, _ = talk.say(_OCT_25, text)
    assert said(request)["period"] == "2024-10-23"


@pytest.mark.parametrize("text", ["ok just the top one of oct 25 then", "10월 25일 탑1만"])
def test_the_best_of_a_day_are_not_of_the_topic_before(talk: Talk, text: str) -> None:
    request, reply = talk.say("agent papers", text)
    assert (request.topic, request.count) == ("", 1)
    assert shown(reply) == _TOP_OF_OCT_25[:1]
