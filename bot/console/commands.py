"""The commands of the terminal chat: one line typed -> one reply."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from bot.answers.query_service import QueryService
from bot.answers.reply import Reply
from bot.errors import InputError
from bot.search.hits import Sort
from bot.texts import Text

__all__ = ["COMMANDS", "CONVERSATION", "Command", "run_command"]

_UNKNOWN = Text(
    "There is no command {name}; /help lists them.", "{name} 명령은 없습니다. /help에서 목록을 볼 수 있습니다."
)
_NO_OPTION = Text(
    "{name} has no option {option}; it is used as {usage}", "{name}에는 {option} 옵션이 없습니다. 사용법: {usage}"
)
_NO_VALUE = Text("{option} needs a value: {usage}", "{option}에 값이 필요합니다. 사용법: {usage}")
_MISSING = Text("{name} needs something to look for: {usage}", "{name} 뒤에 찾을 것을 적어 주세요. 사용법: {usage}")
_NO_NUMBER = Text(
    "{option} takes a whole number from {least}, not “{value}”.",
    "{option}에는 “{value}” 대신 {least} 이상의 정수를 적어 주세요.",
)
_NO_SORT = Text(
    "--sort takes relevance, votes or newest.", "--sort에는 relevance, votes, newest 중 하나를 적어 주세요."
)
_SORTS: Mapping[str, Sort] = {"relevance": "relevance", "votes": "votes", "newest": "newest"}

_SHOWN = 10
CONVERSATION = "chat"

# Quotation marks only count around a whole value: an apostrophe (what's new) does not.
_PART = re.compile(r"""(--[^\s=]+=)?(?:"([^"]*)"|'([^']*)'|“([^“”]*)”)(?!\S)|\S+""")

Options = dict[str, str]


@dataclass(frozen=True, slots=True)
class Command:
    """A chat command: its syntax, its purpose, and its handler."""

    usage: str
    purpose: Text
    options: tuple[str, ...]
    needs_words: bool
    run: Callable[[QueryService, str, Options], Reply]


def _top(service: QueryService, words: str, options: Options) -> Reply:
    return service.top(
        options.get("date") or words or None,
        options.get("since"),
        options.get("until"),
        _number("count", options, 1) or _SHOWN,
        CONVERSATION,
    )


def _search(service: QueryService, words: str, options: Options) -> Reply:
    sort = _SORTS.get(options.get("sort", "relevance"))
    if sort is None:
        raise InputError(_NO_SORT)
    return service.search(
        words,
        author=options.get("author"),
        since=options.get("since"),
        until=options.get("until"),
        min_votes=_number("min-votes", options),
        sort=sort,
        limit=_number("count", options, 1) or _SHOWN,
        conversation=CONVERSATION,
    )


COMMANDS: Mapping[str, Command] = {
    "/top": Command(
        "/top [DAY] [--since DAY] [--until DAY] [--count N]",
        Text("the best-voted papers of a day or range", "하루 또는 기간의 추천 상위 논문"),
        ("date", "since", "until", "count"),
        False,
        _top,
    ),
    "/search": Command(
        "/search QUERY [--author NAME] [--since DAY] [--until DAY] [--min-votes N] "
        "[--sort relevance|votes|newest] [--count N]",
        Text("papers on a topic", "주제로 논문 찾기"),
        ("author", "since", "until", "min-votes", "sort", "count"),
        True,
        _search,
    ),
    "/author": Command(
        "/author NAME",
        Text("papers of an author", "저자의 논문"),
        (),
        True,
        lambda d, w, _: d.author(w, _SHOWN, CONVERSATION),
    ),
    "/paper": Command(
        "/paper ID|TITLE",
        Text("one paper with its whole summary", "논문 한 편의 요약 전체"),
        (),
        True,
        lambda d, w, _: d.paper(w, CONVERSATION),
    ),
    "/ask": Command(
        "/ask QUESTION",
        Text("the answer to a question, quoted", "요약을 인용한 질문의 답"),
        (),
        True,
        lambda d, w, _: d.ask(w, CONVERSATION),
    ),
}


def run_command(line: str, service: QueryService) -> Reply:
    """Run a typed line that begins with a slash.

    Raises InputError if the line cannot be parsed.
    """
    name, _, rest = line.strip().partition(" ")
    command = COMMANDS.get(name.lower())
    if command is None:
        raise InputError(_UNKNOWN.fill(name=name[:40]))
    words, options = _parse(rest, name, command)
    if command.needs_words and not words:
        raise InputError(_MISSING.fill(name=name, usage=command.usage))
    return command.run(service, words, options)


def _parse(rest: str, name: str, command: Command) -> tuple[str, Options]:
    rest = rest.strip()
    if not command.options:
        # A title or question is taken as it is, dashes and all.
        whole = _PART.fullmatch(rest)
        quoted = _unquoted(whole) if whole else None
        return rest if quoted is None else quoted.strip(), {}
    words: list[str] = []
    options: Options = {}
    queue = _parts(rest)
    for part, is_option in queue:
        if not is_option:
            words.append(part)
            continue
        option, equals, value = part[2:].partition("=")
        if option not in command.options:
            raise InputError(_NO_OPTION.fill(name=name, option=part[:40], usage=command.usage))
        if not equals:
            following, another = next(queue, ("", True))
            value = "" if another else following
        if not value:
            raise InputError(_NO_VALUE.fill(option=f"--{option}", usage=command.usage))
        options[option] = value
    return " ".join(words), options


def _parts(rest: str) -> Iterator[tuple[str, bool]]:
    """Yield the parts between blanks or in quotation marks, and whether each is an option."""
    for match in _PART.finditer(rest):
        quoted = _unquoted(match)
        if quoted is None:
            yield match[0], match[0].startswith("--") and match[0] != "--"
        else:
            yield f"{match[1] or ''}{quoted}", bool(match[1])


def _unquoted(match: re.Match[str]) -> str | None:
    return next((text for text in match.groups()[1:] if text is not None), None)


def _number(option: str, options: Options, least: int = 0) -> int | None:
    value = options.get(option)
    if value is None:
        return None
    if not value.isdecimal() or len(value) > 9 or int(value) < least:
        raise InputError(_NO_NUMBER.fill(option=f"--{option}", value=value[:40], least=least))
    return int(value)
