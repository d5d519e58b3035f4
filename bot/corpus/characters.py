"""Characters that a listing writes in another way, or that nobody sees: HTML entities, controls, invisible marks."""

from __future__ import annotations

import re
from html.entities import html5

from bot.normal import normal

__all__ = ["decoded", "visible"]

_BLANKS = str.maketrans(dict.fromkeys("\t\n\xa0", " "))
# What may be joined so that something else is seen: parts of one emoji, and letters of scripts that are written joined.
_EMOJI = "\u2190-\u2bff\U0001f000-\U0001faff"
_JOINED = "\u0600-\u08ff\u0900-\u0dff\u0f00-\u109f\u1780-\u18af\ua840-\uabff\ufb50-\ufdff\ufe70-\ufefc"
_MEANT_JOINER = rf"(?<=[{_EMOJI}\ufe0f\U000e007f])\u200d(?=[{_EMOJI}])|(?<=[{_JOINED}])[\u200c\u200d](?=[{_JOINED}])"
# The flags of England, Scotland and Wales are spelt with invisible letters.
_FLAG = "\U0001f3f4[\U000e0030-\U000e007a]{2,6}\U000e007f"
_SELECTOR = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
_MEANT = rf"{_MEANT_JOINER}|{_FLAG}|(?<=[^\s{_SELECTOR}])[{_SELECTOR}]"
# Marks of direction, joiners, soft hyphens and the like: what is shown must not differ from what is there. The
# invisible operators of formulas (U+2061 to U+2064) matter to screen readers, and stay.
_UNSEEN = (
    f"\u00ad\u034f\u061c\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060\u2065-\u206f\ufeff"
    f"\ufff9-\ufffb{_SELECTOR}\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e007f"
)
# Controls, ends of lines and letters that look like nothing stand for a space.
_BLANK = "\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u2800\u3164\uffa0"
_LONE_FILLER = "\u115f(?![\u1160-\u11a7\ud7b0-\ud7c6])|(?<![\u1100-\u115f\ua960-\ua97c])\u1160"
_STRANGE = re.compile(rf"(?P<meant>{_MEANT})|(?P<unseen>[{_UNSEEN}])|[{_BLANK}]|{_LONE_FILLER}")
# Nearly every line has none of them, which this finds out much sooner.
_SUSPECT = re.compile(f"[{_UNSEEN}{_BLANK}\u115f\u1160]")

_ENTITY = re.compile(
    r"&(?:amp;)*(?:#(?P<decimal>[0-9]{1,7})|#[xX](?P<hex>[0-9a-fA-F]{1,6})|(?P<name>[A-Za-z0-9]{2,31}));"
)
_CODE_SPAN = re.compile(r"(`[^`\n]+`)")
_REPLACEMENT = "\ufffd"


def visible(text: str) -> str:
    """Return `text` without characters that nobody sees or that turn the direction of others.

    Joiners stay within an emoji and between letters that they join; a control is a space; tabs and line feeds stay.
    """
    return _STRANGE.sub(_seen, text) if _SUSPECT.search(text) else text


def decoded(text: str) -> str:
    """Return `text` with its HTML entities as characters, those encoded twice too.

    One that HTML does not know stays as it is, and so does what stands in a code span.
    """
    if "&" not in text:
        return text
    parts = _CODE_SPAN.split(text)
    parts[::2] = [_ENTITY.sub(_character, part) for part in parts[::2]]
    return normal("NFC", "".join(parts))


def _seen(match: re.Match[str]) -> str:
    if match["meant"]:
        return match["meant"]
    return "" if match["unseen"] else " "


def _character(match: re.Match[str]) -> str:
    if match["name"]:
        found = html5.get(f"{match['name']};")
    else:
        found = _numbered(int(match["decimal"]) if match["decimal"] else int(match["hex"], 16))
    return match[0] if found is None else visible(found).translate(_BLANKS)


def _numbered(number: int) -> str:
    """Return a character by its number; a half of a pair or none at all is shown as unknown, as browsers do."""
    is_known = 0 < number <= 0x10FFFF and not 0xD800 <= number <= 0xDFFF
    return chr(number) if is_known else _REPLACEMENT
