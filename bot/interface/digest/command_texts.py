"""What /digest answers."""

from __future__ import annotations

from bot.texts import Text

__all__ = [
    "CHANGE",
    "NONE",
    "NONE_THERE",
    "OFF",
    "PAUSED",
    "SEVERAL",
    "UNSEEN",
    "WAS_PAUSED",
    "WAS_RUNNING",
]

NONE = Text(
    "No daily post is set up in this server. Use /digest set.",
    "이 서버에는 일일 소식이 설정되어 있지 않습니다. /일일소식 설정으로 설정해 주세요.",
)
NONE_THERE = Text(
    "No daily post is set up in that channel. /digest show lists those that are.",
    "그 채널에는 일일 소식이 설정되어 있지 않습니다. /일일소식 보기로 설정된 채널을 볼 수 있습니다.",
)
SEVERAL = Text(
    "There are daily posts in {channels}: name one of these channels.",
    "{channels} 채널에 일일 소식이 있습니다. 이 가운데 하나를 골라 주세요.",
)
UNSEEN = Text(
    "I cannot see the channel of the daily post: name a channel too.",
    "일일 소식의 채널이 보이지 않습니다. 채널도 함께 골라 주세요.",
)
CHANGE = Text("Change one", "설정 바꾸기")
OFF = Text("The {post} in <#{channel}> has ended.", "<#{channel}> 채널의 {post}을(를) 끝냈습니다.")
PAUSED = Text(
    "The {post} in <#{channel}> is paused until /digest resume.",
    "<#{channel}> 채널의 {post}을(를) 멈췄습니다. /일일소식 다시시작으로 다시 시작할 수 있습니다.",
)
WAS_PAUSED = Text("It is paused already.", "이미 멈춰 있습니다.")
WAS_RUNNING = Text("It is not paused.", "멈춰 있지 않습니다.")
