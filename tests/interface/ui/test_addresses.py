"""What Discord may be given of the addresses in listings; the rest is not shown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.interface.papers.paper_card import paper_card
from bot.interface.ui.addresses import has_picture, has_video
from tests.interface.look import buttons, pictures
from tests.interface.made_papers import paper, sent

_VIDEO = "https://cdn-uploads.huggingface.co/production/uploads/64/a-b_c.mp4"
_LONG = "https://cdn-uploads.huggingface.co/"


@pytest.mark.parametrize(
    "url",
    [
        "https://cdn-thumbnails.huggingface.co/social-thumbnails/papers/2411.14405.png",
        "https://example.org/a.png",
        "https://EXAMPLE.org:443/a%20b(1).png?x=1&y=[2]#z",
        "https://a.b-c.museum",
        "https://xn--9n2bp8q.xn--3e0b707e/a.png",
        _LONG + "a" * (2048 - len(_LONG)),
    ],
)
def test_a_plain_address_is_shown(url: str) -> None:
    assert has_picture(url)
    assert pictures(sent(paper_card(paper(thumbnail=url), "en"))) == [url]


@pytest.mark.parametrize(
    "url",
    [
        "", "x", "http://example.org/a.png", "ftp://example.org/a.png", "data:image/png;base64,AA", "//example.org/a",
        "https://", "https:///a.png", "https://example/a.png", "https://localhost/a.png", "https://a.localhost/a.png",
        "https://printer.local/a.png", "https://db.internal/a.png", "https://127.0.0.1/a.png", "https://127.1/a.png",
        "https://2130706433/a.png", "https://0x7f.0x1/a.png", "https://[::1]/a.png", "https://10.0.0.1.:443/a.png",
        "https://example.org./a.png", "https://.example.org/a.png", "https://exa..mple.org/", "https://-a.org/a.png",
        "https://a-.org/a.png", "https://a_b.org/a.png", "https://user@example.org/a.png", "https://u:p@example.org/a",
        "https://example.org:8443/a.png", "https://example.org:80/a.png", "https://example.org:/a.png",
        "https://example.org/a b.png", "https://example.org/a\tb.png", "https://example.org/a\nb.png",
        "https://example.org/a.png\n", " https://example.org/a.png", "https://example.org/\x00.png",
        "https://example.org/\u202egnp.a", "https://example.org/\u00a0.png", "https://example.org/그림.png",
        "https://그림.org/a.png", "https://example。org/a.png", "https://example.org\\a.png", "https://example.org/<a>",
        'https://example.org/"a', "https://example.org/%zz.png", "https://example.org/%", "https://example.123/a.png",
        "https://" + "a" * 64 + ".org/", "https://" + "a." * 130 + "org/", _LONG + "a" * (2049 - len(_LONG)),
        "https://no dots/", "https://[bad", "https://example.org/\ud800",
    ],
)  # fmt: skip
def test_any_other_address_is_not(url: str) -> None:
    assert not has_picture(url)
    assert not has_video(url)
    card = sent(paper_card(paper(thumbnail=url, video=url), "ko"))
    assert pictures(card) == []
    assert "영상" not in buttons(card)


def test_a_paper_without_media_has_none() -> None:
    assert not has_picture(None)
    assert not has_video(None)


def test_a_video_of_the_listings_has_its_button() -> None:
    assert buttons(sent(paper_card(paper(video=_VIDEO), "en")))["Video"]["url"] == _VIDEO


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/a.mp4",
        "https://cdn-uploads.huggingface.co.example.org/a.mp4",
        "https://evil.org/cdn-uploads.huggingface.co/a.mp4",
        "https://cdn-uploads.huggingface.co@evil.org/a.mp4",
        "http://cdn-uploads.huggingface.co/a.mp4",
        _LONG + "a" * (513 - len(_LONG)),
    ],
)
def test_a_video_from_elsewhere_has_none(url: str) -> None:
    assert "Video" not in buttons(sent(paper_card(paper(video=url), "en")))


@given(st.text(st.sampled_from("htps:/.@[]%ab01-_?#\\ \n가"), max_size=40))
def test_whatever_is_shown_is_ascii_and_names_a_host_with_a_dot(rest: str) -> None:
    url = f"https://{rest}"
    if has_picture(url):
        assert url.isascii()
        assert url.isprintable()
        assert " " not in url
        assert "." in url.split("/")[2]
        assert "@" not in url.split("/")[2].partition("?")[0]
