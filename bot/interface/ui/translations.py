"""Korean names and descriptions of the commands."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import discord
from discord import app_commands

from bot.interface.ui.translated_names import NAMES

__all__ = ["KoreanTranslator", "korean"]

_DESCRIPTIONS = {
    "What the language model of this bot gets and writes; turns it off": (
        "이 봇의 언어 모델에 무엇을 보내고 무엇을 쓰는지 보여 주고 끌 수 있게 합니다"
    ),
    "Show the papers of a day, most votes first": "하루치 논문을 추천이 많은 순서로 보여 줍니다",
    "A listed day such as 2024-11-22; the newest one if left out": (
        "2024-11-22처럼 목록이 있는 날짜. 비우면 가장 최근 날짜"
    ),
    "How many papers": "보여 줄 논문 수",
    "Whose votes count; those of this server's members for all days unless one is given": (
        "무엇을 기준으로 할지. 이 서버 멤버의 👍는 날짜를 비우면 모든 날짜의 논문"
    ),
    "Search titles, summaries and authors, in Korean or English": "제목, 요약, 저자를 한국어나 영어로 검색합니다",
    "What the papers should be about": "찾을 주제",
    "Only papers of this author": "이 저자의 논문만",
    "Only papers listed on this day or later, such as 2024-11-01": "이 날짜 이후 목록의 논문만 (예: 2024-11-01)",
    "Only papers listed on this day or earlier, such as 2024-11-30": "이 날짜 이전 목록의 논문만 (예: 2024-11-30)",
    "Only papers with at least this many votes": "추천 수가 이 값 이상인 논문만",
    "In which order": "정렬 순서",
    "Show the papers of an author": "한 저자의 논문을 보여 줍니다",
    "A name in any spelling, or a part of one": "저자 이름. 표기가 다르거나 일부만 적어도 됩니다",
    "Show one paper with its summary": "논문 한 편을 요약과 함께 보여 줍니다",
    "An arXiv id, a link or a title": "arXiv 번호, 링크 또는 제목",
    "Find the papers most like one": "한 논문과 가장 비슷한 논문을 찾습니다",
    "Open a thread of this server to discuss a paper": "논문을 토론할 스레드를 이 서버에 엽니다",
    "Show what is on the rise: papers and votes a week, as a picture": (
        "떠오르는 주제와 주별 논문 수, 추천 수를 그림으로 보여 줍니다"
    ),
    "A topic in Korean or English; all papers if left out": "한국어나 영어로 된 주제. 비우면 모든 논문",
    "How many weeks back": "지금까지 몇 주",
    "Show what this bot knows: papers, days, languages, authors": (
        "이 봇이 아는 논문, 날짜, 언어, 저자를 숫자로 보여 줍니다"
    ),
    "Ask about the papers; the answer quotes their summaries word for word": (
        "논문에 대해 질문합니다. 요약에서 그대로 인용해 답합니다"
    ),
    "A question in Korean or English": "한국어나 영어로 된 질문",
    "The papers that this bot knows (for its admins)": "이 봇이 아는 논문 자료 (봇 관리자용)",
    "Read the listings again; asks first where papers would go": (
        "논문 목록을 다시 읽습니다. 빠지는 논문이 있으면 먼저 물어봅니다"
    ),
    "Put a listing into the folder and load it": "목록 파일을 폴더에 넣고 불러옵니다",
    "A listing that ends in .md or .txt, at most 8 MiB": "확장자가 .md나 .txt인 목록 파일. 8 MiB까지",
    "Take the last change of the papers back; asks first": ("논문 자료의 마지막 변경을 되돌립니다. 먼저 물어봅니다"),
    "Show what is loaded, since when, and whether the listings have changed": (
        "불러온 자료와 시점, 목록이 바뀌었는지를 보여 줍니다"
    ),
    "The daily post of this server": "이 서버의 일일 소식",
    "Post the papers of each new day in a channel": "새 논문이 올라온 날마다 채널에 소식을 올립니다",
    "Where to post": "소식을 올릴 채널",
    "At what time, such as 09:00": "올릴 시각 (예: 09:00)",
    "Time zone, e.g. Asia/Seoul": "기준 시간대 (예: Asia/Seoul)",
    "How many papers a post shows": "한 번에 보여 줄 논문 수",
    "What to do on a day without new papers": "새 논문이 없는 날에 할 일",
    "In which language; yours if left out": "소식에 쓸 언어. 비우면 내 언어",
    "Topics to pin on top, with commas between them; “none” for no topics": (
        "맨 위에 고정할 주제. 쉼표로 나눕니다. 없애려면 “없음”"
    ),
    "Role to ping with each post; @everyone for none": "소식마다 알림을 받을 역할. @everyone은 알림 없음",
    "Days of the week without a post, such as sat, sun; “none” for no such days": (
        "소식을 쉬는 요일 (예: 토, 일). 없애려면 “없음”"
    ),
    "Whether to wait until the list of a day is complete": "하루 목록이 완성될 때까지 기다릴지 여부",
    "How often to post": "얼마나 자주 올릴지",
    "On which day of the week a weekly post comes; for a monthly one the first such day": (
        "매주 올릴 요일. 매월 올릴 때는 그 달의 첫 번째 그 요일"
    ),
    "Threads to discuss the papers; in a forum, whether each paper gets a post of its own": (
        "논문을 토론할 스레드. 포럼에서는 논문마다 글을 따로 올릴지 여부"
    ),
    "Whether posts of an announcement channel go to the servers that follow it": (
        "공지 채널의 소식을 팔로우하는 서버에도 발행할지 여부"
    ),
    "Where to say that a post failed if you take no direct messages; the same channel for nowhere": (
        "다이렉트 메시지를 받을 수 없을 때 문제를 알릴 채널. 소식 채널을 고르면 알리지 않음"
    ),
    "Whether the bot's language model may write about answers on this server": (
        "이 서버의 답변에 봇의 언어 모델이 문장을 써도 되는지 여부"
    ),
    "One channel only": "한 채널만",
    "Which of the daily posts, where there are several": "여러 채널에 설정했을 때 그중 하나",
    "Check permissions, the next post and the last ones": "권한, 다음 소식, 최근 소식을 점검합니다",
    "Post nothing until it is resumed": "다시 시작할 때까지 소식을 멈춥니다",
    "Start a paused daily post again": "멈춘 소식을 다시 시작합니다",
    "Show where and when the papers are posted": "소식을 언제 어디에 올리는지 보여 줍니다",
    "End the daily post": "일일 소식을 끝냅니다",
    "Show what would be posted now, to you only": "지금 올린다면 어떤 소식일지 나에게만 보여 줍니다",
    "Save a paper for later; only you see what you save": "논문을 저장합니다. 저장한 논문은 나만 볼 수 있습니다",
    "Show the papers that you saved, to you only": "저장한 논문을 나에게만 보여 줍니다",
    "What the saved papers should be about; all of them if left out": "저장한 논문에서 찾을 주제. 비우면 모두",
    "A note on it, which only you see": "나만 볼 수 있는 메모",
    "A folder of yours; a new name makes one": "넣을 폴더. 새 이름을 적으면 만들어집니다",
    "Only papers in this folder of yours": "이 폴더의 논문만",
    "The reading list of this server": "이 서버의 읽을 논문",
    "Put a paper on this server's reading list": "이 서버의 읽을 논문에 논문을 추가합니다",
    "Why it is worth reading; everyone here sees it": "읽을 만한 이유. 이 서버의 모두가 볼 수 있습니다",
    "Show this server's reading list, to you only": "이 서버의 읽을 논문을 나에게만 보여 줍니다",
    "Whether to show the papers that were read": "읽은 논문을 보여 줄지 여부",
    "What the papers should be about; all of them if left out": "목록에서 찾을 주제. 비우면 모두",
    "Mark a paper of this server's reading list as read": "이 서버의 읽을 논문을 읽었다고 표시합니다",
    "A paper of the list": "목록에 있는 논문",
    "Take a paper off this server's reading list": "이 서버의 읽을 논문에서 논문을 뺍니다",
    "Get new papers on a topic or by an author as direct messages": (
        "주제나 저자의 새 논문을 다이렉트 메시지로 받습니다"
    ),
    "Follow a topic": "주제를 팔로우합니다",
    "What the papers should be about, such as diffusion or 강화학습": "논문의 주제 (예: diffusion, 강화학습)",
    "Follow an author": "저자를 팔로우합니다",
    "The author's name; pick one from the list": "저자 이름. 목록에서 고를 수 있습니다",
    "Show what you follow, and stop following": "팔로우하는 주제와 저자를 보고 끝낼 수 있습니다",
    "What this bot keeps about you": "이 봇이 보관하는 내 데이터",
    "Show what is kept about you, with all of it as a file": "보관 중인 내 데이터를 보여 주고 파일로 드립니다",
    "Delete what is kept about you": "보관 중인 내 데이터를 삭제합니다",
    "Roles that members take for topics, pinged when a post has papers on them": (
        "멤버가 고르는 주제별 역할. 소식에 그 주제의 논문이 있으면 알림을 보냅니다"
    ),
    "Offer a role for a topic": "주제에 역할을 정해 멤버가 고를 수 있게 합니다",
    "The role that members take to be pinged; it must stand below mine": (
        "알림을 받을 멤버가 고를 역할. 봇의 역할보다 아래에 있어야 합니다"
    ),
    "Offer a topic no more; members keep the role until you take it from them": (
        "주제를 뺍니다. 이미 받은 역할은 멤버에게 남습니다"
    ),
    "The topic to end": "뺄 주제",
    "Show the roles that are offered, and what is wrong with them": "주제별 역할과 문제가 있는 곳을 보여 줍니다",
    "Post the message in which members pick topics, or bring it up to date": (
        "멤버가 주제를 고르는 메시지를 올리거나 최신 상태로 고칩니다"
    ),
    "Where to post; where it is already, or else here, if left out": (
        "올릴 채널. 비우면 이미 올린 채널, 없으면 이 채널"
    ),
    "Show what this bot can do": "이 봇으로 할 수 있는 일을 보여 줍니다",
}

_KOREAN: Mapping[str, str] = MappingProxyType({**NAMES, **_DESCRIPTIONS})


def korean(text: str) -> str | None:
    """Return the Korean of a name or description, or None."""
    return _KOREAN.get(text)


class KoreanTranslator(app_commands.Translator):
    """Translator that supplies the Korean texts when the commands are synced."""

    async def translate(
        self,
        string: app_commands.locale_str,
        locale: discord.Locale,
        context: app_commands.TranslationContextTypes,  # noqa: ARG002 - one English text has one Korean one everywhere
    ) -> str | None:
        """Return the Korean text; other locales show the English one."""
        return korean(string.message) if locale is discord.Locale.korean else None
