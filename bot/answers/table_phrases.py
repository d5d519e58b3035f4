"""The sentences about a table of papers, and the labels of its columns, in both languages."""

from __future__ import annotations

from bot.texts import Text

__all__ = [
    "ALL_STATE",
    "AUTHORS",
    "BASE",
    "CODE",
    "COMPARED",
    "DAY",
    "HIGHEST",
    "IN_ENGLISH",
    "IN_KOREAN",
    "LINK",
    "LOWEST",
    "MAY_DIFFER",
    "METHOD",
    "NEW",
    "NONE_STATES",
    "NOTHING_NAMED",
    "NOT_STATED",
    "NO_FIGURE",
    "ONE_DOES_NOT",
    "ONE_FIGURE",
    "ONE_STATES",
    "ORGANIZATION",
    "PROJECT",
    "RESULTS",
    "SOME_DO_NOT",
    "SOME_STATE",
    "UNLIKE",
    "VOTES",
]

NEW = Text("What's new", "새로운 점")
METHOD = Text("Method", "방법")
RESULTS = Text("Results", "성능")
AUTHORS = Text("Authors", "저자")
VOTES = Text("Votes", "추천 수")
DAY = Text("Listed", "날짜")
LINK = Text("Link", "링크")
CODE = Text("Code", "코드")
PROJECT = Text("Project page", "프로젝트 페이지")
ORGANIZATION = Text("Organisation", "소속")

BASE = Text("base model", "베이스 모델")

NOT_STATED = Text("not stated", "명시되어 있지 않음")

COMPARED = Text(
    "{papers} compared, as their summaries state it.", "{papers}을(를) 요약문에 나온 내용으로 비교했습니다."
)
SOME_STATE = Text(
    "{count:,} of {papers} state this: no. {numbers}.", "{papers} 중 {count:,}편에 나와 있습니다: {numbers}번."
)
ONE_STATES = Text("1 of {papers} states this: no. {numbers}.", "{papers} 중 1편에 나와 있습니다: {numbers}번.")
NONE_STATES = Text(
    "None of these {papers} states this; the papers themselves may.",
    "{papers} 모두 요약문에 명시되어 있지 않습니다. 논문 본문에는 있을 수 있습니다.",
)
SOME_DO_NOT = Text(
    "{count:,} of {papers} do not mention it: no. {numbers}. The papers themselves may.",
    "{papers} 중 {count:,}편에는 이 내용이 나와 있지 않습니다: {numbers}번. 논문 본문에는 있을 수 있습니다.",
)
ONE_DOES_NOT = Text(
    "1 of {papers} does not mention it: no. {numbers}. The paper itself may.",
    "{papers} 중 1편에는 이 내용이 나와 있지 않습니다: {numbers}번. 논문 본문에는 있을 수 있습니다.",
)
ALL_STATE = Text("All of these {papers} mention it.", "{papers} 모두에 이 내용이 나와 있습니다.")

HIGHEST = Text(
    "No. {number} states the highest figure for {measure}: {figure}, of {count:,} papers that state one.",
    "{measure} 수치가 나온 {count:,}편 중 {number}번이 {figure}(으)로 가장 높습니다.",
)
LOWEST = Text(
    "No. {number} states the lowest figure for {measure}: {figure}, of {count:,} papers that state one.",
    "{measure} 수치가 나온 {count:,}편 중 {number}번이 {figure}(으)로 가장 낮습니다.",
)
MAY_DIFFER = Text(
    "They may be measured on different data: see the quotes.",
    "서로 다른 데이터로 잰 값일 수 있으니 인용문을 확인해 주세요.",
)
ONE_FIGURE = Text(
    "Only no. {number} states a figure for {measure}: {figure}, so there is none to compare it with.",
    "{measure} 수치는 {number}번에만 {figure}(으)로 나와 있어 비교할 대상이 없습니다.",
)
NO_FIGURE = Text(
    "None of these {papers} states a figure for {measure}, so they are not ranked.",
    "{papers} 모두 {measure} 수치가 명시되어 있지 않아 순위를 매기지 않았습니다.",
)
UNLIKE = Text(
    "The figures for {measure} are not measured alike, so they are not ranked: see the quotes.",
    "{measure} 수치의 기준이 서로 달라 순위를 매기지 않았습니다. 인용문을 확인해 주세요.",
)
NOTHING_NAMED = Text(
    "The summaries of these {papers} share no named benchmark or metric, so they are not ranked. What each of them "
    "states is below.",
    "{papers}의 요약문에 공통된 벤치마크나 지표가 없어 순위를 매기지 않았습니다. 각 논문의 내용은 다음과 같습니다.",
)

IN_KOREAN = Text("The quotes are from Korean summaries.", "한국어 요약에서 인용했습니다.")
IN_ENGLISH = Text("The quotes are from the English texts.", "영어 원문에서 인용했습니다.")
