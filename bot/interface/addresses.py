"""Which addresses of pictures and videos Discord is given: one that it does not take costs the whole message."""

from __future__ import annotations

import re

__all__ = ["has_picture", "has_video"]

_LONGEST_PICTURE = 2048
_LONGEST_BUTTON = 512
_LONGEST_HOST = 253

# The characters of RFC 3986 and nothing else, no user part, no port but the usual one, and a host that ends in letters:
# that leaves out every way of writing an IP address.
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_ADDRESS = re.compile(
    rf"https://(?P<host>(?:{_LABEL}\.)+(?P<last>[A-Za-z]{{2,63}}|xn--[A-Za-z0-9-]{{1,58}}[A-Za-z0-9]))(?::443)?"
    r"(?:[/?#](?:[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})*)?",
    re.IGNORECASE,
)
# Names that lead nowhere, or into somebody's own network (RFC 2606, 6761, 6762, 7686, 8375).
_NOT_PUBLIC = frozenset(
    ("arpa", "corp", "home", "internal", "invalid", "lan", "local", "localdomain", "localhost", "onion", "test")
)
# Every video of the listings that are known lies there, 274 of 274: it is where Hugging Face puts what is uploaded to
# its daily papers. A button leads people away from Discord, so that a host is added here only once listings use it.
_VIDEO_HOSTS = frozenset(("cdn-uploads.huggingface.co",))


def has_picture(url: str | None) -> bool:
    """Tell whether Discord can show the picture at `url`."""
    return url is not None and len(url) <= _LONGEST_PICTURE and _host(url) is not None


def has_video(url: str | None) -> bool:
    """Tell whether a button may lead to the video at `url`."""
    return url is not None and len(url) <= _LONGEST_BUTTON and _host(url) in _VIDEO_HOSTS


def _host(url: str) -> str | None:
    """Return the host of an address that is plain, None of any other."""
    match = _ADDRESS.fullmatch(url)
    if match is None or len(match["host"]) > _LONGEST_HOST or match["last"].lower() in _NOT_PUBLIC:
        return None
    return match["host"].lower()
