from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.answers.query_service import QueryService
from bot.answers.reply import Reply, displayed, plain_text, shown_hits
from bot.answers.session import Sessions
from bot.errors import InputError, NotFoundError
from bot.search.corpus import Corpus
from bot.texts import Language
from tests.conftest import MakePaper

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


def _service(corpus: Corpus, language: Language = "en", now: datetime = NOW) -> QueryService:
    return QueryService(corpus, now, language)


def _ids(reply: Reply) -> list[str]:
    return [hit.paper.arxiv_id for hit in reply.hits]


@pytest.mark.parametrize(
    ("question", "arxiv_id", "said"),
    [
        ("who wrote Hymba?", "2411.13676", "Pavlo Molchanov"),
        ("Hymba 저자가 누구야?", "2411.13676", "저자 13명: Yonggan Fu"),
        ("how many votes did Hymba get?", "2411.13676", "16 votes on Nov 22, 2024"),
        ("Hymba 추천 수 알려줘", "2411.13676", "2024년 11월 22일 기준 추천 16"),
        ("when was Taipan listed?", "2410.18572", "Oct 25, 2024"),
        ("Taipan 언제 올라왔어?", "2410.18572", "”은 2024년 10월 25일 목록에"),
        ("link to Hymba", "2411.13676", "https://arxiv.org/abs/2411.13676"),
        ("Hymba 링크 줘", "2411.13676", "https://arxiv.org/abs/2411.13676"),
    ],
)
def test_a_field_of_a_named_paper_is_answered(corpus: Corpus, question: str, arxiv_id: str, said: str) -> None:
    reply = _service(corpus).ask(question)
    assert reply.status == "answered"
    assert _ids(reply)[0] == arxiv_id
    assert said in reply.lead


@pytest.mark.parametrize(
    ("question", "arxiv_id", "quoted"),
    [
        ("how much faster is UltraMem than MoE at inference?", "2411.12364", "최대 6배"),
        ("UltraMem은 MoE보다 몇 배 빨라?", "2411.12364", "최대 6배"),
        ("Skywork-Reward에서 가장 일관된 손실은 뭐였어?", "2410.18451", "Bradley-Terry"),
    ],
)
def test_a_fact_is_answered_by_a_quote_of_the_summary(
    corpus: Corpus, question: str, arxiv_id: str, quoted: str
) -> None:
    reply = _service(corpus).ask(question)
    assert reply.status == "answered"
    assert _ids(reply)[0] == arxiv_id
    assert any(quoted in quote.text for quote in reply.quotes)


@pytest.mark.parametrize("question", ["KV 캐시 압축 논문 알려줘", "any papers about KV cache compression?"])
def test_a_topic_gives_papers_each_with_a_sentence_that_shows_why(corpus: Corpus, question: str) -> None:
    reply = _service(corpus).ask(question)
    assert reply.status == "papers"
    assert set(_ids(reply)[:3]) >= {"2502.01068"}
    assert {quote.arxiv_id for quote in reply.quotes} >= {hit.paper.arxiv_id for hit in displayed(reply)}


def test_every_quote_stands_word_for_word_in_the_stored_summary(corpus: Corpus) -> None:
    for question in ("KV cache compression", "이미지 생성 모델", "UltraMem은 얼마나 빨라?"):
        for quote in _service(corpus).ask(question).quotes:
            paper = corpus.paper(quote.arxiv_id)
            assert paper is not None
            assert any(quote.text in section.text for section in paper.sections)


def test_what_is_not_wanted_is_left_out_and_said_so(corpus: Corpus) -> None:
    reply = _service(corpus).ask("diffusion transformer 말고 autoregressive image generation")
    assert _ids(reply)[0] == "2410.13863"
    assert "diffusion transformer" in reply.lead


@pytest.mark.parametrize(("question", "word"), [("xylophone zeppelins", "zeppelins"), ("실로폰 체펠린 논문", "체펠린")])
def test_nothing_found_names_the_words_that_no_paper_has(corpus: Corpus, question: str, word: str) -> None:
    reply = _service(corpus).ask(question)
    assert (reply.status, reply.hits, reply.quotes) == ("not_found", (), ())
    assert word in reply.lead


def test_the_default_day_is_the_newest_listed_one_and_the_reply_says_that_it_is_not_today(corpus: Corpus) -> None:
    reply = _service(corpus).top(limit=3)
    assert len(shown_hits(reply)) == len(displayed(reply)) == 3
    assert "3 of 50 papers (Feb 5, 2025 · most votes first)." in reply.lead
    assert "today is Nov 21, 2026" in reply.lead


def test_on_the_listed_day_itself_nothing_is_said_of_today(corpus: Corpus) -> None:
    reply = _service(corpus, now=datetime(2025, 2, 5, 9, tzinfo=UTC)).top()
    assert "today" not in reply.lead


def test_a_listing_after_today_is_not_shown_yet(corpus: Corpus) -> None:
    assert "Nov 22, 2024" in _service(corpus, now=datetime(2025, 1, 1, tzinfo=UTC)).top().lead


def test_papers_of_a_day_come_by_votes(corpus: Corpus) -> None:
    votes = [hit.listing.votes or 0 for hit in _service(corpus).top("2024-10-25", limit=31).hits]
    assert len(votes) == 31
    assert votes == sorted(votes, reverse=True)


@pytest.mark.parametrize("question", ["어제 1등 논문", "최근 일주일 인기 논문"])
def test_a_relative_day_without_a_listing_shows_the_newest_and_says_so(corpus: Corpus, question: str) -> None:
    reply = _service(corpus).ask(question)
    assert reply.status == "papers"
    assert "목록은 자료에 없어서 가장 최근 목록을 대신 보여 드립니다." in reply.lead
    assert "2025년 2월 5일" in reply.lead


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2030-01-01", "lies in the future"),
        ("2024-10-22", "listed nearest to it: Oct 21, 2024 · Oct 23, 2024"),
        ("2020-01-01", "listed nearest to it: Oct 21, 2024"),
    ],
)
def test_a_day_without_a_listing_is_refused_with_what_to_do_next(corpus: Corpus, day: str, said: str) -> None:
    with pytest.raises(NotFoundError, match=said):
        _service(corpus).top(day)


def test_a_range_that_ends_before_it_begins_is_refused(corpus: Corpus) -> None:
    with pytest.raises(InputError, match="swap the two days"):
        _service(corpus).top(since="2024-10-25", until="2024-10-21")


@pytest.mark.parametrize(
    ("question", "count"), [("2024-10-21에 몇 편 올라왔어?", 50), ("how many papers on 2024-10-23?", 12)]
)
def test_papers_of_a_day_are_counted(corpus: Corpus, question: str, count: int) -> None:
    reply = _service(corpus).ask(question)
    assert reply.status == "answered"
    assert str(count) in reply.lead


@pytest.mark.parametrize("question", ["Kaiming He가 쓴 논문 있어?", "papers by Kaiming He", "Kaiming He papers"])
def test_papers_of_an_author_are_found_from_a_question(corpus: Corpus, question: str) -> None:
    assert _ids(_service(corpus).ask(question)) == ["2410.13863"]


def test_an_ambiguous_name_lists_the_people_meant(corpus: Corpus) -> None:
    reply = _service(corpus).author("wang")
    assert "Benyou Wang (2)" in reply.lead
    assert "more" in reply.lead
    assert len(reply.hits) > 20


def test_an_author_like_nobody_is_refused(corpus: Corpus) -> None:
    with pytest.raises(NotFoundError, match="check the spelling"):
        _service(corpus).author("Quentin Tarantino")


def test_an_unknown_id_is_refused_and_an_unknown_title_offers_the_nearest(corpus: Corpus) -> None:
    with pytest.raises(NotFoundError, match="arXiv id such as"):
        _service(corpus).paper("9999.99999")
    assert _service(corpus).paper("hybrid head language model").status == "papers"


@pytest.mark.parametrize("query", ["?!", "😀", "x" * 4_000, "논문 알려줘"])
def test_a_query_without_a_usable_word_is_refused(corpus: Corpus, query: str) -> None:
    with pytest.raises(InputError):
        _service(corpus).search(query)


def test_a_search_with_every_filter_keeps_to_them(corpus: Corpus) -> None:
    reply = _service(corpus).search("model", since="2024-10-01", until="Oct 2024", min_votes=30, sort="votes")
    assert all(hit.listing.day.month == 10 and (hit.listing.votes or 0) >= 30 for hit in reply.hits)


def test_an_empty_corpus_says_what_to_do() -> None:
    service = _service(Corpus(()))
    assert service.ask("mamba").status == "not_found"
    assert "아직 불러온 논문이 없습니다" in plain_text(service.ask("맘바 알려줘"))
    asked = (
        service.top,
        lambda: service.top("2024-10-25"),
        lambda: service.search("mamba", since="yesterday"),
        lambda: service.author("Gu"),
        lambda: service.paper("2312.00752"),
        lambda: service.similar("mamba"),
        lambda: service.found_in("see 2312.00752"),
        lambda: service.named("mamba"),
        lambda: service.understood("mamba"),
    )
    for ask in asked:
        with pytest.raises(NotFoundError, match=r"^No papers are loaded yet: .*/corpus upload"):
            ask()


@pytest.mark.parametrize(("votes", "said"), [(None, "votes unknown"), (0, "0 votes"), (1, "1 vote ·")])
def test_votes_are_shown_as_they_are_known(make_paper: MakePaper, votes: int | None, said: str) -> None:
    corpus = Corpus([make_paper(title="Zeppelin", votes=votes)])
    assert said in plain_text(_service(corpus).ask("zeppelin"))


def test_markup_and_braces_in_titles_pass_through_as_they_are(make_paper: MakePaper) -> None:
    title = "{braces} %s @everyone **bold** [x](y)"
    corpus = Corpus([make_paper(title=title, authors=("A {0} B",))])
    assert title in _service(corpus).ask("who wrote braces everyone?").lead


def _conversation(service: QueryService, *said: str) -> list[Reply]:
    return [service.ask(text, "somebody") for text in said]


def test_more_goes_on_where_the_list_ended_until_nothing_is_left(corpus: Corpus) -> None:
    first, second, last, over = _conversation(_service(corpus), "top papers of 2024-10-23", "more", "more", "more")
    pages = [[hit.paper.arxiv_id for hit in displayed(reply)] for reply in (first, second, last)]
    assert [len(page) for page in pages] == [5, 5, 2]
    assert len({arxiv_id for page in pages for arxiv_id in page}) == 12
    assert [first.first, second.first, last.first] == [1, 6, 11]
    assert (over.lead, over.hits) == ("That's all: 12 papers.", ())


def test_the_candidates_of_an_answer_are_no_list(corpus: Corpus) -> None:
    service = _service(corpus)
    fact, _ = _conversation(service, "how many hallucinations are in the knowledge editing benchmark?", "thanks")
    assert len(fact.hits) > len(displayed(fact)) == 1
    with pytest.raises(InputError, match="There is no number 2; the list had 1 paper"):
        service.ask("the second one", "somebody")


def test_conversations_know_nothing_of_each_other_and_end(corpus: Corpus) -> None:
    sessions = Sessions()
    service = QueryService(corpus, NOW, "en", sessions)
    service.ask("summarise Hymba", "one")
    assert _ids(service.ask("who wrote it?", "one")) == ["2411.13676"]
    for conversation, now in (("two", NOW), ("one", NOW + timedelta(minutes=16)), (None, NOW)):
        with pytest.raises(InputError, match="Which paper"):
            QueryService(corpus, now, "en", sessions).ask("who wrote it?", conversation)


def test_small_talk_and_failures_leave_the_conversation_as_it_was(corpus: Corpus) -> None:
    replies = _conversation(
        _service(corpus),
        "summarise Hymba",
        "thanks!",
        "lol",
        "what can you do?",
        "papers on qwxyz plorf",
        "who wrote it?",
    )
    assert "Authors of “Hymba" in replies[-1].lead


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("hi", "en"),
        ("안녕", "ko"),
        ("who made the summaries?", "en"),
        ("요약은 누가 썼어?", "ko"),
        ("how many papers?", "en"),
    ],
)
def test_talk_is_answered_in_the_language_of_the_question_without_papers(
    corpus: Corpus, question: str, language: Language
) -> None:
    reply = _service(corpus).ask(question)
    assert (reply.status, reply.language, displayed(reply)) == ("answered", language, ())


@pytest.mark.parametrize("question", ["attention is all you need 있음?", "is “Deep Residual Learning” here?"])
def test_a_named_work_that_is_not_here_is_said_to_be_absent(corpus: Corpus, question: str) -> None:
    reply = _service(corpus).ask(question)
    assert reply.status == "not_found"
    assert "is not in the corpus." in reply.lead or "논문은 자료에 없습니다." in reply.lead
    assert reply.quotes == ()


@pytest.mark.parametrize("question", ["뇌", "🚀", "C++", "A*"])
def test_a_topic_that_nothing_is_left_of_is_never_answered_with_the_days_best(corpus: Corpus, question: str) -> None:
    reply = _service(corpus).ask(f"{question} 논문 있어?")
    assert reply.status == "not_found"
    assert question.lower() in reply.lead.lower()


def test_words_that_nobody_knows_do_not_make_a_request_fail(corpus: Corpus) -> None:
    reply = _service(corpus).ask("wagwan fam, KV cache compression papers innit")
    assert (reply.status, "2502.01068" in _ids(reply)[:3]) == ("papers", True)


@pytest.mark.parametrize(
    ("question", "count"),
    [("Hymba랑 비슷한 논문", 5), ("anything similar to Hymba?", 5), ("hymba 비슷한 논문 두 개만", 2)],
)
def test_what_asks_for_similar_papers_is_no_topic_of_theirs(corpus: Corpus, question: str, count: int) -> None:
    shown = [hit.paper.arxiv_id for hit in displayed(_service(corpus).ask(question))]
    assert "2410.18572" in shown
    assert len(shown) == count


def test_a_list_of_similar_papers_is_narrowed_and_sorted_like_any_other(corpus: Corpus) -> None:
    similar, of_2025, by_votes = _conversation(
        _service(corpus), "papers similar to Hymba", "그럼 2025년 것 중에는?", "추천순으로"
    )
    found = set(_ids(similar))
    assert 0 < len(of_2025.hits) < len(similar.hits)
    assert {*_ids(of_2025), *_ids(by_votes)} <= found
    votes = [hit.listing.votes or 0 for hit in by_votes.hits]
    assert votes == sorted(votes, reverse=True)


def test_half_a_character_is_read_as_a_blank(corpus: Corpus) -> None:
    assert _ids(_service(corpus).ask("who wrote hymba\ud800?"))[0] == "2411.13676"
