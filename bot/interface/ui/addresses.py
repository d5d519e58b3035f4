"""Which picture and video URLs are sent to Discord: one that it refuses costs the whole message."""

from __future__ import annotations

from bot.corpus.addresses import LONGEST_LINK, public_host

__all__ = ["has_picture", "has_video"]

_LONGEST_PICTURE = 2048

# Where Hugging Face stores uploads to its daily papers: all 274 videos in the known listings. A button leads people
# away from Discord, so add a host only once listings use it.
_VIDEO_HOSTS = frozenset(("cdn-uploads.huggingface.co",))


def has_picture(url: str | None) -> bool:
    """Tell whether Discord can show the picture at `url`."""
    return url is not None and len(url) <= _LONGEST_PICTURE and public_host(url) is not None


def has_video(url: str | None) -> bool:
    """Tell whether a button may lead to the video at `url`."""
    return url is not None and len(url) <= LONGEST_LINK and public_host(url) in _VIDEO_HOSTS
