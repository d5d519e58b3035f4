"""The markdown that this bot sends -> HTML, as Discord shows it."""

from __future__ import annotations

import html
import re
import time
from datetime import UTC, datetime

__all__ = ["to_html"]

_ESCAPED = re.compile(r"\\([\\`*_~|\[\]<>#:.+-])")
_LINK = re.compile(r"\[((?:[^\[\]]|\[[^\]]*\])*)\]\((https?://[^)\s]+)\)")
_BOLD = re.compile(r"\*\*(.+?)\*\*")
_CODE = re.compile(r"`([^`]+)`")
_TIME = re.compile(r"&lt;t:(\d+)(?::(\w))?&gt;")
_PLACE = re.compile(r"&lt;(#|@&amp;|@)(\d+)&gt;")
# Stands for escaped characters while the rest is read.
_PRIVATE = 0xE000


def to_html(markdown: str, names: dict[str, str]) -> str:
    """Return HTML; `names` are those of channels, roles and people by their ids."""
    hidden = _ESCAPED.sub(lambda match: chr(_PRIVATE + ord(match[1])), markdown)
    lines = [_line(line, names) for line in hidden.split("\n")]
    shown = "".join(re.sub(f"[{chr(_PRIVATE)}-{chr(_PRIVATE + 127)}]", _plain, line) for line in lines)
    return shown.replace("</blockquote><blockquote>", "<br>")


def _plain(match: re.Match[str]) -> str:
    return html.escape(chr(ord(match[0]) - _PRIVATE))


def _line(line: str, names: dict[str, str]) -> str:
    for mark, tag in (("### ", "h3"), ("## ", "h2"), ("# ", "h1"), ("-# ", "small"), ("> ", "blockquote")):
        if line.startswith(mark):
            return f"<{tag}>{_inline(line.removeprefix(mark), names)}</{tag}>"
    return f"<p>{_inline(line, names)}</p>"


def _inline(text: str, names: dict[str, str]) -> str:
    shown = html.escape(text, quote=False)
    shown = _LINK.sub(r'<a href="\2">\1</a>', shown)
    shown = _CODE.sub(r"<code>\1</code>", _BOLD.sub(r"<b>\1</b>", shown))
    shown = _TIME.sub(lambda match: f"<mark>{_moment(int(match[1]), match[2])}</mark>", shown)
    return _PLACE.sub(lambda match: f"<mark>{_sign(match[1])}{html.escape(names.get(match[2], '?'))}</mark>", shown)


def _moment(seconds: int, style: str | None) -> str:
    if style == "R":
        return f"in {max(1, round((seconds - time.time()) / 3600))} hours"
    return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%d %H:%M}"


def _sign(mark: str) -> str:
    return "#" if mark == "#" else "@"
