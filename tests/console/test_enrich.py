"""`fetch --enrich`: papers that lack an English abstract get one, once; after a failure the next fetch goes on."""

from __future__ import annotations

from pathlib import Path

from tests.console.program import Program
from tests.wire.hub import Hub, item

DAY = ("--day", "2026-09-11")
MAMBA = "State space models scan a sequence in linear time. Mamba lets the scan depend on the input."


def know(hub: Hub) -> None:
    hub.papers["2312.00752"] = item("2312.00752", "Mamba", summary=MAMBA)["paper"]
    hub.arxiv["2410.18533"] = item("2410.18533", "LOGO", summary="LOGO aligns long contexts in 16 hours.")["paper"]


def test_abstracts_come_with_the_days_in_one_load_and_answer_english(fetching: Program, hub: Hub) -> None:
    know(hub)
    done = fetching("fetch", *DAY, "--enrich", "--json")
    assert done.code == 0
    assert done.json["enriched"] == {
        "asked": 3,
        "found": 2,
        "unknown": 1,
        "withdrawn": 0,
        "left": 0,
        "failed": None,
    }
    assert (done.json["load"]["papers"], done.json["load"]["added"], done.json["load"]["rejected"]) == (4, 4, [])
    assert hub.asked_arxiv == [["2410.18533", "2411.13676"]]
    assert "LOGO aligns long contexts in 16 hours." in fetching("ask", "how many hours does LOGO need?").out
    assert "lets the scan depend on the input" in fetching("paper", "2312.00752").text
    assert "Abstract (Hugging Face)" in fetching("paper", "2312.00752").text
    assert "Abstract (arXiv)" in fetching("paper", "2410.18533").text
    facts = fetching("check", "--json").json["abstracts"]
    assert (facts["present"], facts["lacking"], facts["fault"]) == (3, 1, None)
    assert facts["asked_at"] is not None
    assert fetching("load", "--json").json["unchanged"] == 4


def test_a_second_run_asks_for_no_paper_again(fetching: Program, hub: Hub) -> None:
    know(hub)
    fetching("fetch", *DAY, "--enrich")
    asked = len(hub.asked_papers), len(hub.asked_arxiv)
    done = fetching("fetch", *DAY, "--enrich")
    assert (len(hub.asked_papers), len(hub.asked_arxiv)) == asked
    assert "Papers asked for: 0" in done.text


def test_a_failure_is_said_and_the_next_fetch_goes_on(fetching: Program, hub: Hub, tmp_path: Path) -> None:
    know(hub)
    hub.paper_faults = ["401"]
    done = fetching("fetch", *DAY, "--enrich")
    assert done.code == 0
    assert "Not asked for yet: 3. 127.0.0.1 refuses the request (HTTP 401): check BOT_FEED_TOKEN." in done.text
    done = fetching("fetch", *DAY, "--enrich")
    assert "Papers asked for: 3, with an abstract: 2, unknown to the sources: 1, withdrawn: 0." in done.text
    assert (tmp_path / "feed/enriched/2312/2312.00752.md").is_file()


def test_a_file_that_is_taken_away_takes_its_abstract_out_at_the_next_load(
    fetching: Program, hub: Hub, tmp_path: Path
) -> None:
    know(hub)
    fetching("fetch", *DAY, "--enrich")
    (tmp_path / "feed/enriched/2312/2312.00752.md").unlink()
    assert fetching("load", "--json").json["updated"] == 1
    assert "lets the scan depend" not in fetching("paper", "2312.00752").text


def test_without_the_option_no_paper_is_asked_for(fetching: Program, hub: Hub) -> None:
    assert "enriched" not in fetching("fetch", *DAY, "--json").json
    assert (hub.asked_papers, hub.asked_arxiv) == ([], [])
