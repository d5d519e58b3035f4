"""The sentences of replies, in both languages."""

from __future__ import annotations

from bot.texts import Text

__all__ = [
    "ABSENT",
    "ALIKE_PEOPLE",
    "ALL",
    "ALL_DAYS_INSTEAD",
    "ALL_ON",
    "ALSO_UNKNOWN",
    "BACKWARDS",
    "BORED",
    "BY_AUTHOR",
    "BY_LIKENESS",
    "COUNTED",
    "COUNTED_ON",
    "ENDED",
    "ENGLISH_SUMMARY",
    "FURTHER",
    "FURTHER_ON",
    "FUTURE_DAY",
    "GOODBYE",
    "HELP",
    "IS_AUTHOR",
    "IS_NO_AUTHOR",
    "KOREAN_SUMMARY",
    "LIKE_TITLES",
    "MISUNDERSTOOD",
    "MORE_PEOPLE",
    "MOST_SIMILAR",
    "NEAREST",
    "NEWEST_INSTEAD",
    "NONE_IN_LIST",
    "NONE_ON",
    "NOTHING_LEFT_OUT",
    "NOTHING_SIMILAR",
    "NOTHING_WITHIN",
    "NOT_FOUND",
    "NOT_IN_CORPUS",
    "NOT_STATED",
    "NOT_TODAY",
    "NO_AUTHOR",
    "NO_CORPUS",
    "NO_LISTING_EVER",
    "NO_LISTING_ON",
    "NO_MORE",
    "NO_OTHER_BY",
    "NO_PAPER",
    "NO_PAPER_OF",
    "NO_SUCH_NUMBER",
    "NO_WORD",
    "OFF",
    "ONE_OF_BOTH",
    "OTHERS_FOLLOW",
    "SEVERAL_PEOPLE",
    "SIMILAR",
    "SIMILAR_IN_ORDER",
    "SOME",
    "SOME_ON",
    "TOO_LONG",
    "WHICH_PAPER",
    "WITH_CHIPS",
    "papers",
]


def papers(count: int) -> Text:
    """Return a count of papers in words."""
    return Text(f"{count:,} paper{'' if count == 1 else 's'}", f"논문 {count:,}편")


HELP = Text(
    "Ask about a paper or a topic in English or Korean, such as “KV cache compression”, “who wrote Hymba?” or "
    "“top 3 of 2024-10-25”. Answers are quotes from the summaries.",
    "논문이나 주제를 한국어나 영어로 물어보세요. 예: “KV 캐시 압축 논문 알려줘”, “Hymba 저자 누구야?”, "
    "“2024-10-25 상위 3편”. 답은 요약문에서 그대로 인용합니다.",
)

ALL_ON = Text("{papers} on “{topic}”", "“{topic}” 관련 {papers}입니다")
SOME_ON = Text("{count:,} of {papers} on “{topic}”", "“{topic}” 관련 {papers} 중 {count:,}편입니다")
FURTHER_ON = Text(
    "{first:,}–{last:,} of {papers} on “{topic}”", "“{topic}” 관련 {papers} 중 {first:,}~{last:,}번째입니다"
)
ALL = Text("{papers}", "{papers}입니다")
SOME = Text("{count:,} of {papers}", "{papers} 중 {count:,}편입니다")
FURTHER = Text("{first:,}–{last:,} of {papers}", "{papers} 중 {first:,}~{last:,}번째입니다")
PLACED = Text("No. {first:,} of {papers}", "{papers} 중 {first:,}번째입니다")
PLACED_ON = Text("No. {first:,} of {papers} on “{topic}”", "“{topic}” 관련 {papers} 중 {first:,}번째입니다")
ENDED = Text("{head}.", "{head}.")
WITH_CHIPS = Text("{head} ({chips}).", "{head}({chips}).")
NO_MORE = Text("That's all: {papers}.", "{papers}을(를) 모두 보여 드렸습니다.")
NONE_ON = Text("None of them is on “{topic}”.", "“{topic}” 관련 논문은 없습니다.")
NONE_IN_LIST = Text(
    "None of the papers listed before; these are from all papers.", "앞 목록에는 없어 전체 논문에서 찾았습니다."
)
NOTHING_LEFT_OUT = Text("There was nothing to leave out.", "제외할 논문은 없었습니다.")
NOTHING_WITHIN = Text(
    "No paper matches all of this ({chips}). Try fewer conditions.",
    "조건에 모두 맞는 논문이 없습니다({chips}). 조건을 줄여 보세요.",
)
ABSENT = Text("“{work}” is not in the corpus.", "“{work}” 논문은 자료에 없습니다.")
KOREAN_SUMMARY = Text("From the summary, which is in Korean:", "한국어 요약에서 가져온 내용입니다.")
OTHERS_FOLLOW = Text("Other papers near this follow.", "관련된 다른 논문도 이어서 보여 드립니다.")
ENGLISH_SUMMARY = Text("From the English text:", "영어 원문에서 가져온 내용입니다.")
IS_AUTHOR = Text("Yes, {name} is one of the authors of “{title}”.", "네, {name}은(는) “{title}”의 저자입니다.")
IS_NO_AUTHOR = Text(
    "No, {name} is not among the authors of “{title}”.", "아니요, {name}은(는) “{title}”의 저자 목록에 없습니다."
)
NO_OTHER_BY = Text(
    "There is no other paper here by the authors of “{title}”.",
    "“{title}” 저자들의 다른 논문은 자료에 없습니다.",
)
COUNTED_ON = Text("{papers} on “{topic}”", "“{topic}” 관련 {papers}이(가) 있습니다")
NO_PAPER_OF = Text(
    "No paper by {name} matches all of this ({chips}). Try fewer conditions.",
    "조건에 모두 맞는 {name}의 논문이 없습니다({chips}). 조건을 줄여 보세요.",
)
ONE_OF_BOTH = Text("Give a day, or a range from one day to another, not both.", "하루와 기간 중 하나만 적어 주세요.")
NOT_FOUND = Text(
    "I found no paper on this. Not found: {words}. Try other words.",
    "이 질문과 관련된 논문을 찾지 못했습니다. 찾지 못한 검색어: {words}. 다른 표현이나 영어 용어로 물어봐 주세요.",
)
OFF = Text(
    "I can't help with that: I only answer about the papers in the daily listings.",
    "그건 도와드릴 수 없습니다. 저는 매일의 논문 목록에 있는 논문에 대해서만 답합니다.",
)
MISUNDERSTOOD = Text(
    "Sorry about that. Which paper or topic did you mean?",
    "죄송합니다. 어떤 논문이나 주제를 말씀하신 건가요?",
)
GOODBYE = Text("Goodbye! Come back whenever you like.", "안녕히 가세요! 언제든 다시 찾아 주세요.")
BORED = Text(
    "How about a paper? Name a topic, or ask me to recommend anything.",
    "논문 한 편 어떠세요? 관심 있는 주제를 말씀하시거나 아무거나 추천해 달라고 해 보세요.",
)
NEAREST = Text("The nearest papers here:", "그나마 가까운 논문은 다음과 같습니다.")
NOT_IN_CORPUS = Text(
    "I found no paper on this. Try other words.",
    "이 질문과 관련된 논문을 찾지 못했습니다. 다른 표현으로 물어봐 주세요.",
)
ALSO_UNKNOWN = Text("Not in the corpus: {words}.", "자료에 없는 검색어: {words}.")


SIMILAR = Text("{papers} like “{title}”, nearest first.", "“{title}”와(과) 가장 비슷한 것부터 {papers}입니다.")
SIMILAR_IN_ORDER = Text("{papers} like “{title}” ({order}).", "“{title}”와(과) 비슷한 {papers}입니다({order}).")
MOST_SIMILAR = Text("The paper most like “{title}”:", "“{title}”와(과) 가장 비슷한 논문입니다.")
NOTHING_SIMILAR = Text("No other paper here is like “{title}”.", "“{title}”와(과) 비슷한 논문이 없습니다.")
NOT_STATED = Text(
    "The summary of “{title}” does not state this.",
    "“{title}” 요약에는 이 내용이 나와 있지 않습니다.",
)
NO_SUCH_NUMBER = Text(
    "There is no number {number:,}; the list had {papers}.",
    "{number:,}번 논문은 없습니다. 보여 드린 목록은 {papers}입니다.",
)
WHICH_PAPER = Text(
    "Which paper do you mean? Name it, or ask about a topic first.",
    "어떤 논문을 말씀하시나요? 논문 이름을 적거나 먼저 주제로 찾아 주세요.",
)

BY_AUTHOR = Text("{papers} by {name}", "{name}의 {papers}입니다")
BY_LIKENESS = Text(
    "{papers} by {name}, the name nearest to “{typed}”",
    "“{typed}”에 가장 가까운 저자 {name}의 {papers}입니다",
)
SEVERAL_PEOPLE = Text(
    "“{typed}” may be one of {count:,} people: {names}. Type the full name for one of them.",
    "“{typed}”에 해당하는 저자가 {count:,}명입니다: {names}. 한 사람을 보려면 전체 이름을 적어 주세요.",
)
ALIKE_PEOPLE = Text(
    "No author is spelled “{typed}”; {count:,} names are like it: {names}.",
    "“{typed}”(이)라고 적힌 저자는 없습니다. 비슷한 이름이 {count:,}명 있습니다: {names}.",
)
MORE_PEOPLE = Text("{names} and {count:,} more", "{names} 외 {count:,}명")
NO_AUTHOR = Text(
    "No author here has a name like “{typed}”: check the spelling, or type the surname only.",
    "“{typed}”와(과) 비슷한 이름의 저자가 없습니다. 철자를 확인하거나 성만 적어 보세요.",
)

NOT_TODAY = Text("This is the newest listing; today is {today}.", "가장 최근 목록이며, 오늘은 {today}입니다.")
ALL_DAYS_INSTEAD = Text(
    "There is no listing for {period}; these are of all days:",
    "{period}에 올라온 목록이 없어 전체 기간에서 찾았습니다.",
)
NEWEST_INSTEAD = Text(
    "There is no listing for {period}; this is the newest one instead.",
    "{period} 목록은 자료에 없어서 가장 최근 목록을 대신 보여 드립니다.",
)
COUNTED = Text("{papers}", "{papers}이(가) 있습니다")
NO_LISTING_ON = Text(
    "There is no listing for {period}; listed nearest to it: {days}.",
    "{period} 목록은 자료에 없습니다. 목록이 있는 가장 가까운 날은 {days}입니다.",
)
BACKWARDS = Text(
    "The range ends before it begins ({since} – {until}): swap the two days.",
    "기간의 끝이 시작보다 앞섭니다({since} ~ {until}). 두 날짜를 바꿔 주세요.",
)
FUTURE_DAY = Text(
    "{day} lies in the future; the newest listing is of {newest}.",
    "{day}은(는) 아직 오지 않은 날입니다. 가장 최근 목록은 {newest}입니다.",
)
NO_LISTING_EVER = Text(
    "The corpus holds no listing up to today; load listings with `papers-bot load`.",
    "오늘까지의 목록이 자료에 없습니다. `papers-bot load`로 목록을 불러와 주세요.",
)
NO_CORPUS = Text(
    "No papers are loaded yet: the person who runs this bot can add the first listing with /corpus upload "
    "or put it into the folder of listings.",
    "아직 불러온 논문이 없습니다. 봇을 운영하는 사람이 /자료 올리기로 첫 목록을 올리거나 목록 폴더에 넣어야 합니다.",
)

NO_PAPER = Text(
    "No paper here matches “{typed}”: give an arXiv id such as 2411.13676, a link, or the title.",
    "“{typed}”에 해당하는 논문이 없습니다. 2411.13676 같은 arXiv 번호나 링크, 제목을 적어 주세요.",
)
LIKE_TITLES = Text(
    "No paper is called “{typed}”; the nearest are below.",
    "“{typed}”(이)라는 논문은 없습니다. 비슷한 논문은 아래와 같습니다.",
)
NO_WORD = Text(
    "There is nothing to search for in this: write a topic, a paper's name, an author or a day.",
    "검색어가 없습니다. 주제, 논문 이름, 저자, 날짜 중 하나를 적어 주세요.",
)
TOO_LONG = Text(
    "This is too long ({count:,} characters, at most {most:,}): shorten it to the words that matter.",
    "너무 깁니다({count:,}자, 최대 {most:,}자). 중요한 말만 남겨 주세요.",
)
