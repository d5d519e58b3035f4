"""Papers that have nothing but English abstracts answer both languages, and say what their listings say."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.answers.query_service import QueryService
from bot.answers.reply import Reply
from bot.answers.session import Sessions
from bot.answers.understand.organizations import find_organizations
from bot.corpus.paper import Paper, Section
from bot.search.corpus import Corpus
from bot.texts import language_of
from tests.answers.fetched_day import fetched_corpus, fetched_papers
from tests.hostile import hostile_texts

NOW = datetime(2025, 2, 7, 9, tzinfo=UTC)
KITE, LEDGER, DOUBT, PALM, SOTTO, MOSAIC, TIDE, FOOT, HUSHED, CLAY, SECOND, GROUND = (
    f"2502.800{number:02}" for number in range(1, 13)
)


@pytest.fixture(scope="module")
def shelf() -> Corpus:
    return fetched_corpus()


def ask(corpus: Corpus, *texts: str) -> Reply:
    """Return the reply to the last of some messages of one conversation."""
    sessions = Sessions()
    replies = [QueryService(corpus, NOW, "en", sessions).ask(text, "somebody") for text in texts]
    return replies[-1]


def ids(reply: Reply) -> list[str]:
    return [hit.paper.arxiv_id for hit in reply.hits]


@pytest.mark.parametrize(
    ("text", "arxiv_id"),
    [
        ("영상 움직임을 화살표로 조종하는 논문", KITE),
        ("9 GB 메모리로 1.2 million 토큰 문서에 답하는 캐시 압축", LEDGER),
        ("환각이 생길 것 같으면 답을 거부하는 모델", DOUBT),
        ("촉각으로 물체를 돌리는 로봇 손", PALM),
        ("속삭임 음성 인식", SOTTO),
        ("토큰 난이도에 따라 전문가 수를 바꾸는 전문가 혼합", MOSAIC),
        ("CT MRI 의료 영상 분할", TIDE),
        ("인용을 달아 주는 과학 질의응답", FOOT),
        ("보정 데이터 없는 2비트 양자화", HUSHED),
        ("텍스트로 3D 장면을 방 단위로 생성", CLAY),
        ("스스로 디버깅하는 코드 생성 모델", SECOND),
        ("멸종 위기 언어 번역", GROUND),
    ],
)
def test_a_korean_request_finds_papers_that_are_english_only(shelf: Corpus, text: str, arxiv_id: str) -> None:
    assert arxiv_id in ids(ask(shelf, text))[:3]


@pytest.mark.parametrize(
    ("text", "arxiv_id"),
    [
        ("control video motion by drawing arrows", KITE),
        ("compress the key-value cache into pages", LEDGER),
        ("refuse to answer instead of hallucinating", DOUBT),
        ("robot hand that turns objects by touch", PALM),
        ("speech recognition for whispers", SOTTO),
        ("route hard tokens to more experts", MOSAIC),
        ("segment medical scans from scribbles", TIDE),
        ("scientific question answering with citations", FOOT),
        ("weights of two bits without calibration", HUSHED),
        ("generate 3D houses room by room", CLAY),
        ("code models that debug their own programs", SECOND),
        ("translation for endangered languages", GROUND),
    ],
)
def test_an_english_request_finds_them_first(shelf: Corpus, text: str, arxiv_id: str) -> None:
    assert ids(ask(shelf, text))[0] == arxiv_id


@pytest.mark.parametrize(
    ("text", "arxiv_id"),
    [
        ("KV cache compression that keeps semantic chunks", "2502.00299"),
        ("chunk 단위로 KV 캐시를 압축하는 논문", "2502.00299"),
        ("concentric causal attention against object hallucination", "2410.15926"),
        ("위치 인코딩을 동심원 방향으로 바꿔 객체 환각을 줄이는 논문", "2410.15926"),
    ],
)
def test_papers_that_are_korean_only_are_found_beside_them(shelf: Corpus, text: str, arxiv_id: str) -> None:
    assert ids(ask(shelf, text))[0] == arxiv_id


@pytest.mark.parametrize("text", ["motion control", "model compression papers", "self-debugging", "tactile sensing"])
def test_a_keyword_finds_its_paper(shelf: Corpus, text: str) -> None:
    found = ask(shelf, text).hits[:5]
    assert any(word in text for hit in found for word in hit.paper.keywords)


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("how many arrows does KiteMotion take?", "no more than 12 arrows, e.g. strokes on a tablet"),
        ("how much does KiteMotion lower the trajectory error?", "by 37.5% against the best baseline (Fig. 2)."),
        ("how much memory does Ledgerformer need?", "9 GB of memory."),
        ("how many languages does Common Ground cover?", "14 endangered languages."),
        ("how much faster is Mosaic Experts?", "1.9 times faster"),
        ("training time of KiteMotion?", "96 hours on 8 GPUs."),
    ],
)
def test_an_english_question_is_answered_by_an_english_sentence(shelf: Corpus, text: str, quoted: str) -> None:
    reply = ask(shelf, text)
    assert (reply.status, reply.lead) == ("answered", "")
    assert quoted in reply.quotes[0].text


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("Ledgerformer 메모리 얼마나 써?", "9 GB"),
        ("Sotto 단어 오류율이 얼마나 줄었어?", "38.2% to 11.4%"),
        ("PalmPilot은 물체 몇 개를 돌렸어?", "42 of 50"),
    ],
)
def test_a_korean_question_gets_the_english_sentence_with_a_note(shelf: Corpus, text: str, quoted: str) -> None:
    reply = ask(shelf, text)
    assert (reply.status, reply.lead) == ("answered", "영어 원문에서 가져온 내용입니다.")
    assert quoted in reply.quotes[0].text


@pytest.mark.parametrize(
    "text",
    ["what license does KiteMotion have", "how many annotators did KiteMotion use?", "KiteMotion 배치 크기는?"],
)
def test_what_an_abstract_does_not_say_is_not_stated(shelf: Corpus, text: str) -> None:
    reply = ask(shelf, text)
    assert (reply.status, reply.quotes) == ("papers", ())


def both_languages() -> Corpus:
    """Return a corpus in which one paper has a Korean summary and an English abstract."""
    first, *others = fetched_papers()
    korean = (
        Section("What's New", "KiteMotion은 화살표 12개 이하로 영상의 움직임을 조종합니다."),
        Section("Performance Highlights", "궤적 오차를 37.5% 줄였습니다. 화면 밖 물체는 한계로 남습니다."),
    )
    return Corpus([replace(first, sections=(*korean, *first.sections)), *others], 1, fetched_corpus().glossary)


@pytest.mark.parametrize(
    ("text", "language", "quoted"),
    [
        ("how much does KiteMotion lower the trajectory error?", "en", "37.5%"),
        ("KiteMotion은 오차를 얼마나 줄였어?", "ko", "37.5%"),
        ("how many hours did KiteMotion train?", "en", "96 hours"),
        ("KiteMotion 학습에 몇 시간 걸렸어?", "en", "96 hours"),
        ("what are the limitations of KiteMotion?", "ko", "한계"),
    ],
)
def test_each_language_is_answered_in_itself_or_else_in_the_other(text: str, language: str, quoted: str) -> None:
    reply = ask(both_languages(), text)
    assert language_of(reply.quotes[0].text) == language
    assert quoted in reply.quotes[0].text
    assert len({language_of(quote.text) for quote in reply.quotes}) == 1
    assert bool(reply.lead) == (language != language_of(text))


@pytest.mark.parametrize(("text", "language"), [("video motion papers", "en"), ("영상 움직임 논문", "ko")])
def test_a_list_shows_why_in_the_askers_language(text: str, language: str) -> None:
    reply = ask(both_languages(), text)
    quote = next(quote for quote in reply.quotes if quote.arxiv_id == KITE)
    assert language_of(quote.text) == language


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        (("code for KiteMotion?",), "Code of “KiteMotion: Steering Video Diffusion with Sparse Wind Fields”: {code}"),
        (("KiteMotion 코드 있어?",), "의 코드: {code}"),
        (("github link for KiteMotion",), "{code}"),
        (("code for the paper that steers video by arrows",), "{code}"),
        (
            ("project page of KiteMotion",),
            "Project page of “KiteMotion: Steering Video Diffusion with Sparse Wind Fields”: {page}",
        ),
        (("KiteMotion 프로젝트 페이지 알려줘",), "의 프로젝트 페이지: {page}"),
        (("what is KiteMotion about?", "project page?"), "{page}"),
        (("KiteMotion 요약해줘", "홈페이지는?"), "{page}"),
        (("which org is KiteMotion from?",), "is from Alibaba TongyiLab."),
        (("KiteMotion 어느 회사에서 만들었어?",), "의 소속 기관은 Alibaba TongyiLab입니다."),
        (("KiteMotion은 어디서 나온 논문이야?",), "Alibaba TongyiLab"),
        (("what is KiteMotion about?", "who is it from, which org"), "Alibaba TongyiLab"),
        (("who wrote KiteMotion?",), "Mina Okafor, Jae-won Ryu. Organisation: Alibaba TongyiLab."),
    ],
)
def test_what_the_listing_says_of_a_paper_is_answered(shelf: Corpus, texts: tuple[str, ...], said: str) -> None:
    reply = ask(shelf, *texts)
    code, page = "https://github.com/example-lab/kitemotion", "https://kitemotion.example.org/"
    assert reply.status == "answered"
    assert said.format(code=code, page=page) in reply.lead
    assert ids(reply)[:1] == [KITE]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("code for Sotto?", "The listing does not give a link to the code of “Sotto"),
        ("Sotto 코드 있어?", "코드 주소는 목록에 나와 있지 않습니다."),
        ("project page of Sotto?", "The listing gives no project page for “Sotto"),
        ("Sotto 홈페이지 알려줘", "프로젝트 페이지는 목록에 나와 있지 않습니다."),
        ("which organization is Clayworks from?", "The listing does not say which organisation “Clayworks"),
        ("Clayworks 소속 기관은?", "소속 기관이 적혀 있지 않습니다."),
    ],
)
def test_what_the_listing_does_not_say_is_said_to_be_missing(shelf: Corpus, text: str, said: str) -> None:
    assert said in ask(shelf, text).lead


def test_an_organisation_that_only_the_summary_names_is_quoted() -> None:
    papers: list[Paper] = fetched_papers()
    sections = (*papers[9].sections, Section(None, "The organization behind this is Example University."))
    corpus = Corpus([replace(papers[9], sections=sections)], 1, fetched_corpus().glossary)
    assert "Example University" in ask(corpus, "which organization is Clayworks from?").quotes[0].text


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        (("papers from Alibaba",), [KITE, HUSHED]),
        (("Alibaba papers",), [KITE, HUSHED]),
        (("알리바바 논문",), [KITE, HUSHED]),
        (("알리바바에서 나온 논문 보여줘",), [KITE, HUSHED]),
        (("papers by Alibaba about diffusion",), [KITE]),
        (("알리바바 논문 중에 양자화",), [HUSHED]),
        (("any new papers from Tencent this week",), [LEDGER]),
        (("네이버가 낸 논문",), [SOTTO]),
        (("카이스트 논문 있어?",), [PALM]),
        (("papers from Alibaba", "only those about quantization"), [HUSHED]),
        (("영상 생성 논문", "알리바바 것만"), [KITE]),
        (("papers from Alibaba", "from Tencent?"), [LEDGER]),
        (("who wrote the paper from KAIST",), [PALM]),
    ],
)
def test_papers_from_an_organisation_are_those_and_no_others(
    shelf: Corpus, texts: tuple[str, ...], found: list[str]
) -> None:
    assert ids(ask(shelf, *texts)) == found


def test_a_list_says_whose_papers_it_has(shelf: Corpus) -> None:
    assert ask(shelf, "papers from Alibaba").lead == "2 papers (from Alibaba)."
    assert ask(shelf, "알리바바 논문").lead == "논문 2편입니다(알리바바 소속)."
    assert ask(shelf, "how many papers from Alibaba?").lead == "2 papers (from Alibaba)."


def test_papers_of_an_organisation_are_left_out(shelf: Corpus) -> None:
    assert HUSHED in ids(ask(shelf, "quantization papers"))
    reply = ask(shelf, "quantization papers not from Alibaba")
    assert "without Alibaba" in reply.lead
    assert not {KITE, HUSHED} & set(ids(reply))


@pytest.mark.parametrize(
    "text",
    [
        "papers not from Alibaba on 6 February 2025",
        "papers on 6 February 2025 not from Alibaba",
        "papers not from Alibaba yesterday",
        "anything but Alibaba in February 2025",
    ],
)
def test_a_day_behind_what_is_left_out_stays_a_filter(shelf: Corpus, text: str) -> None:
    request = QueryService(shelf, NOW, "en").understood(text)
    assert request.period is not None
    assert request.period.until is not None
    assert (request.period.until.year, request.period.until.month) == (2025, 2)
    assert request.without.organizations or request.without.topic
    assert request.without.period is None


def test_a_day_that_is_left_out_itself_stays_out(shelf: Corpus) -> None:
    for text in ("papers not from Alibaba or November 2024", "papers but not those from November 2024"):
        assert QueryService(shelf, NOW, "en").understood(text).period is None


@pytest.mark.parametrize("text", ["papers about learning", "diffusion papers", "vision papers", "papers from May 2024"])
def test_words_that_are_no_organisation_are_read_as_before(shelf: Corpus, text: str) -> None:
    assert QueryService(shelf, NOW, "en").understood(text).organizations == ()


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("which agents were tested on a shopping website?", "fact"),
        ("papers about generating a website", "papers"),
        ("papers with a project page", "papers"),
        ("write me some code for a website", "off"),
    ],
)
def test_words_that_ask_for_no_field_of_a_paper_are_read_as_before(shelf: Corpus, text: str, act: str) -> None:
    assert QueryService(shelf, NOW, "en").understood(text).act == act


def test_long_texts_made_to_be_slow_are_looked_through_for_organisations_fast(shelf: Corpus) -> None:
    slow: dict[str, float] = {}
    for kind, text in hostile_texts(shelf, 2_000):
        for _ in range(3):
            started = time.perf_counter()
            list(find_organizations(text, shelf))
            slow[kind] = min(slow.get(kind, 1.0), time.perf_counter() - started)
    assert {kind: seconds for kind, seconds in slow.items() if seconds > 0.1} == {}


def test_slash_search_knows_organisations(shelf: Corpus) -> None:
    assert {KITE, HUSHED} <= set(ids(QueryService(shelf, NOW, "en").search("Alibaba")))
    assert ids(QueryService(shelf, NOW, "ko").search("알리바바 양자화"))[0] == HUSHED
    assert {KITE, HUSHED} <= set(ids(QueryService(shelf, NOW, "ko").search("알리바바")))
