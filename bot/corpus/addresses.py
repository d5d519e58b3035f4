"""Which addresses of the web are plain enough to be shown, linked and fetched."""

from __future__ import annotations

import re

__all__ = ["LONGEST_LINK", "is_link", "public_host"]

# The longest address that a button of Discord's takes.
LONGEST_LINK = 512
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


def is_link(url: str | None) -> bool:
    """Tell whether people may be led to `url`: https, a public host, and short enough for a button."""
    return url is not None and len(url) <= LONGEST_LINK and public_host(url) is not None


def public_host(url: str) -> str | None:
    """Return the host of an https address that is plain, None of any other."""
    match = _ADDRESS.fullmatch(url)
    if match is None or len(match["host"]) > _LONGEST_HOST or match["last"].lower() in _NOT_PUBLIC:
        return None
    return match["host"].lower()
