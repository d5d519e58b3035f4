"""Replies about the bot itself and all its listings, and to small talk."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from bot.answers import phrases
from bot.answers.replies.tallies import tally_reply
from bot.answers.reply import Reply
from bot.answers.request import Request
from bot.answers.understand.about_bot import BotSubject
from bot.answers.understand.about_listings import is_tally
from bot.answers.understand.small_talk import is_bored, is_complaint, is_goodbye, is_left_of_complaint
from bot.search.corpus import Corpus
from bot.texts import Text, joined

__all__ = ["talk_reply"]

_MOST_DAYS = 12

_GREETING = Text(
    "Hello! Ask me about a paper, a topic, an author or a day.",
    "안녕하세요! 논문, 주제, 저자, 날짜에 대해 물어보세요.",
)
_THANKS = Text("You're welcome!", "도움이 되었다니 다행입니다!")
_ACK = Text("I'm here whenever you want to go on.", "네, 이어서 편하게 물어보세요.")
_DAYS = Text(
    "I have the listings of {count}: {days}.",
    "{count}치 목록이 있습니다: {days}.",
)
_MANY_DAYS = Text(
    "I have the listings of {count}, from {first} to {last}.",
    "{first}부터 {last}까지 {count}치 목록이 있습니다.",
)
_SIZE = Text(
    "I have {papers}, from the listings of {days}: {first} to {last}.",
    "{papers}이(가) 있습니다. {first}부터 {last}까지 {days}치 목록입니다.",
)
_NEWEST = Text(
    "The newest listing is of {last}; today is {today}. Nothing newer has been loaded yet.",
    "가장 최근 목록은 {last} 것이고, 오늘은 {today}입니다. 그 뒤의 목록은 아직 없습니다.",
)
_SUBJECTS: Mapping[BotSubject, Text] = {
    "model": Text(
        "I am not a language model: I search the summaries of paper listings and quote them word for word, so I do not "
        "make anything up.",
        "저는 언어 모델이 아닙니다. 논문 목록의 요약문을 검색해서 그대로 인용하므로 없는 말을 지어내지 않습니다.",
    ),
    "summaries": Text(
        "The summaries come with the daily listings, mostly in Korean. I did not write them, and the listings do not "
        "say who did; I quote them as they stand.",
        "요약문은 매일의 논문 목록에 들어 있는 것입니다. 제가 쓴 것이 아니며, 목록에는 누가 썼는지 적혀 있지 않습니다. "
        "저는 있는 그대로 인용합니다.",
    ),
    "korean": Text(
        "The listings' summaries are written in Korean, and I quote them word for word; everything else I say in the "
        "language you ask in. I do not translate.",
        "목록의 요약문이 한국어로 쓰여 있어 그대로 인용합니다. 그 밖의 말은 질문하신 언어로 답하며, 번역은 하지 "
        "않습니다.",
    ),
    "languages": Text(
        "English and Korean, mixed if you like. I answer in the language you ask in.",
        "한국어와 영어로 물어보실 수 있고, 섞어 쓰셔도 됩니다. 질문하신 언어로 답합니다.",
    ),
    "source": Text(
        "From daily listings of machine-learning papers, with titles, authors, votes and summaries. The person who "
        "runs me loads them; I do not search the web.",
        "제목, 저자, 추천 수, 요약이 담긴 매일의 머신러닝 논문 목록에서 가져옵니다. 목록은 운영자가 넣으며, 저는 "
        "인터넷을 검색하지 않습니다.",
    ),
    "votes": Text(
        "A paper's votes are the upvotes that its daily listing gives; readers voted there, not here.",
        "추천 수는 그날의 논문 목록에 적혀 있는 숫자입니다. 이 서버가 아니라 그 목록의 독자들이 추천한 것입니다.",
    ),
    "maker": Text(
        "I am papers-bot, a program that finds papers in daily listings and quotes their summaries. The person who "
        "runs me on this server looks after me.",
        "저는 매일의 논문 목록에서 논문을 찾아 요약을 인용하는 프로그램, papers-bot입니다. 이 서버의 운영자가 "
        "관리합니다.",
    ),
    "privacy": Text(
        "I remember what I showed you for 15 minutes, lists with buttons and their conditions for a month, and what "
        "you save or follow until you delete it; /privacy shows and deletes it. Your messages are not kept otherwise.",
        "보여 드린 내용은 15분 동안, 버튼이 있는 목록과 그 조건은 한 달 동안, 저장하거나 팔로우하신 것은 지우실 때까지 "
        "기억합니다. /privacy에서 보고 지울 수 있습니다. 그 밖의 메시지는 저장하지 않습니다.",
    ),
    "cost": Text("I am free to use.", "무료로 쓰실 수 있습니다."),
}


def talk_reply(request: Request, corpus: Corpus, today: date) -> Reply:
    """Return the reply to small talk or to a question about the bot."""
    if request.act == "about" and corpus.days and is_tally(request.detail):
        return tally_reply(request.detail, request, corpus)
    return Reply("answered", request.language, _text(request, corpus, today).in_(request.language))


def _text(request: Request, corpus: Corpus, today: date) -> Text:
    if request.act != "about":
        return _small(request)
    if not corpus.days:
        return phrases.NO_CORPUS
    if request.detail == "newest":
        return _NEWEST.fill(last=corpus.days[0], today=today)
    if request.detail in ("days", "size"):
        return _holdings(request.detail, corpus)
    return next((text for subject, text in _SUBJECTS.items() if subject == request.detail), phrases.HELP)


def _small(request: Request) -> Text:
    """Answer small talk, by what exactly was said."""
    said = request.question
    match request.act:
        case "greeting":
            return phrases.GOODBYE if is_goodbye(said) else _GREETING
        case "thanks":
            return _THANKS
        case "ack":
            if is_complaint(said) or is_left_of_complaint(said):
                return phrases.MISUNDERSTOOD
            return phrases.BORED if is_bored(said) else _ACK
        case _:
            return phrases.HELP


def _holdings(subject: str, corpus: Corpus) -> Text:
    """Return which days or how many papers there are."""
    first, last, days = corpus.days[-1], corpus.days[0], _days(len(corpus.days))
    if subject == "size":
        return _SIZE.fill(papers=phrases.papers(len(corpus.papers)), days=days, first=first, last=last)
    if len(corpus.days) <= _MOST_DAYS:
        return _DAYS.fill(count=days, days=joined(reversed(corpus.days)))
    return _MANY_DAYS.fill(count=days, first=first, last=last)


def _days(count: int) -> Text:
    return Text(f"{count:,} day{'' if count == 1 else 's'}", f"{count:,}일")
