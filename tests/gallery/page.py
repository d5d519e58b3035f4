"""Messages as they went over the wire -> a page that looks like Discord."""

from __future__ import annotations

import base64
import html
from collections.abc import Iterable, Mapping
from typing import Any

from tests.gallery.markdown import to_html

__all__ = ["page"]

Payload = Mapping[str, Any]

_STYLE = """
* { box-sizing: border-box; margin: 0; }
body { background: #313338; color: #dbdee1; font: 15px/1.4 "Noto Sans", NanumGothic, "Noto Color Emoji", sans-serif;
       padding: 18px; width: 660px; }
.message { display: grid; grid-template-columns: 44px 1fr; gap: 2px 14px; margin-bottom: 16px; }
.face { width: 40px; height: 40px; border-radius: 50%; background: #5865f2; color: #fff; font-size: 21px;
        display: grid; place-items: center; }
.person .face { background: #3ba55d; }
.name { color: #f2f3f5; font-weight: 600; } .name em { background: #5865f2; color: #fff; font: 600 10px/15px sans-serif;
        border-radius: 3px; padding: 0 4px; margin-left: 6px; vertical-align: 2px; }
.body { grid-column: 2; min-width: 0; }
.private { color: #949ba4; font-size: 12px; margin-top: 4px; }
.panel { background: #2b2d31; border: 1px solid #3f4147; border-left: 4px solid var(--accent); border-radius: 8px;
         padding: 14px 16px; display: grid; gap: 10px; }
.section { display: grid; grid-template-columns: 1fr 84px; gap: 14px; }
.thumbnail { width: 84px; height: 84px; border-radius: 6px; background: linear-gradient(135deg, #4752c4, #23a55a);
             display: grid; place-items: center; font-size: 30px; }
img { max-width: 100%; border-radius: 6px; }
h1, h2, h3 { color: #f2f3f5; line-height: 1.35; } h1 { font-size: 22px; } h2 { font-size: 19px; }
h3 { font-size: 16px; }
small { display: block; font-size: 12px; color: #949ba4; }
blockquote { border-left: 4px solid #4e5058; padding-left: 10px; margin: 3px 0; }
p:empty { height: 8px; } a { color: #00a8fc; text-decoration: none; } b { color: #f2f3f5; }
mark { background: #3c4270; color: #c9cdfb; border-radius: 3px; padding: 0 2px; }
code { background: #1e1f22; border-radius: 4px; padding: 1px 4px; font-size: 13px; }
hr { border: 0; border-top: 1px solid #3f4147; }
.body > .row { margin-top: 8px; }
.row { display: flex; flex-wrap: wrap; gap: 8px; }
.button { background: #4e5058; color: #fff; border-radius: 8px; padding: 5px 13px; font-size: 14px; font-weight: 500; }
.s1 { background: #5865f2; } .s3 { background: #248046; } .s4 { background: #da373c; } .disabled { opacity: .5; }
.menu { background: #1e1f22; border-radius: 8px; padding: 9px 12px; color: #949ba4; width: 100%; display: flex;
        justify-content: space-between; }
"""


def page(messages: Iterable[Payload], names: Mapping[str, str], files: Mapping[str, bytes]) -> str:
    """Return the page that shows `messages`; of a person a message is just its `content` and `name`."""
    shown = "".join(_message(message, dict(names), files) for message in messages)
    return f'<!doctype html><meta charset="utf-8"><style>{_STYLE}</style><body>{shown}'


def _message(message: Payload, names: dict[str, str], files: Mapping[str, bytes]) -> str:
    person = message.get("name")
    content = to_html(message["content"], names) if message.get("content") else ""
    parts = "".join(_component(part, names, files) for part in message.get("components") or ())
    private = '<div class="private">👁 Only you can see this</div>' if message.get("flags", 0) & 64 else ""
    name = html.escape(person) if person else "papers-bot<em>APP</em>"
    face = html.escape(person[0]) if person else "📄"
    return (
        f'<div class="message {"person" if person else ""}"><div class="face">{face}</div>'
        f'<div><div class="name">{name}</div></div><div class="body">{content}{parts}{private}</div></div>'
    )


def _component(part: Payload, names: dict[str, str], files: Mapping[str, bytes]) -> str:
    inner = "".join(_component(child, names, files) for child in part.get("components", ()))
    shown = {
        1: lambda: f'<div class="row">{inner}</div>',
        2: lambda: _button(part),
        3: lambda: f'<div class="menu">{html.escape(_chosen(part))}<span>⌄</span></div>',
        9: lambda: f'<div class="section"><div>{inner}</div>{_component(part["accessory"], names, files)}</div>',
        10: lambda: f"<div>{to_html(part['content'], names)}</div>",
        11: lambda: '<div class="thumbnail">🖼</div>',
        12: lambda: "".join(_picture(item["media"]["url"], files) for item in part["items"]),
        14: lambda: "<hr>",
        17: lambda: f'<div class="panel" style="--accent: #{part.get("accent_color") or 0x3F4147:06x}">{inner}</div>',
    }
    return shown.get(part["type"], lambda: inner)()


def _chosen(menu: Payload) -> str:
    labels = [option["label"] for option in menu.get("options") or () if option.get("default")]
    return ", ".join(labels) or menu.get("placeholder") or ""


def _button(part: Payload) -> str:
    emoji: Payload = part.get("emoji") or {}
    label = f"{emoji.get('name') or ''} {html.escape(part.get('label') or '')}{' ↗' if part.get('url') else ''}"
    return f'<span class="button s{part["style"]} {"disabled" if part.get("disabled") else ""}">{label}</span>'


def _picture(url: str, files: Mapping[str, bytes]) -> str:
    content = base64.b64encode(files[url.split("?", maxsplit=1)[0].rpartition("/")[2]]).decode()
    return f'<img src="data:image/png;base64,{content}">'
