"""Which addresses of pictures and videos Discord is given: one that it does not take costs the whole message."""

from __future__ import annotations

from bot.corpus.addresses import LONGEST_LINK, public_host

__all__ = ["has_picture", "has_video"]

_LONGEST_PICTURE = 2048

# Every video of the listings that are known lies there, 274 of 274: it is where Hugging Face puts what is uploaded to
# its daily papers. A button leads people away from Discord, so that a host is added here only once listings use it.
_VIDEO_HOSTS = frozenset(("cdn-uploads.huggingface.co",))


def has_picture(url: str | None) -> bool:
    """Tell whether Discord can show the picture at `url`."""
    return url is not None and len(url) <= _LONGEST_PICTURE and public_host(url) is not None


def has_video(url: str | None) -> bool:
    """Tell whether a button may lead to the video at `url`."""
    return url is not None and len(url) <= LONGEST_LINK and public_host(url) in _VIDEO_HOSTS
