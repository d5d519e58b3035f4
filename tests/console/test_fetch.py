"""`fetch`: days become listing files and are loaded; what fails is named, and nothing else is touched."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from tests.console.program import Program
from tests.wire.hub import Hub, item

RANGE = ("--since", "2026-09-10", "--until", "2026-09-12")


def test_days_become_files_that_are_loaded_and_answered_from(fetching: Program, tmp_path: Path) -> None:
    done = fetching("fetch", *RANGE, "--json")
    assert done.code == 0
    days = [(day["day"], day["papers"], day["new"], day["file"]) for day in done.json["days"]]
    assert days == [
        ("2026-09-10", 2, 2, str(tmp_path / "feed/2026/09/10.md")),
        ("2026-09-11", 1, 1, str(tmp_path / "feed/2026/09/11.md")),
        ("2026-09-12", 0, 0, None),
    ]
    assert (done.json["failed"], done.json["load"]["papers"], done.json["load"]["added"]) == ([], 6, 6)
    assert "2609.90001" in fetching("ask", "top papers of 10 September 2026").out
    assert "2609.90003" in fetching("ask", "2026년 9월 11일 논문").out
    assert fetching("load", "--json").json["unchanged"] == 6


def test_a_second_fetch_brings_newer_votes_and_what_the_source_drops_stays(fetching: Program, hub: Hub) -> None:
    fetching("fetch", *RANGE)
    hub.lists["2026-09-10"] = [item("2609.90002", "KLawBench", 50)]
    done = fetching("fetch", "--day", "2026-09-10", "--json")
    assert [(day["papers"], day["new"], day["votes_changed"]) for day in done.json["days"]] == [(2, 0, 1)]
    assert (done.json["load"]["removed"], done.json["load"]["votes_changed"]) == (0, 1)


def test_a_day_that_fails_leaves_the_others_alone(fetching: Program, hub: Hub) -> None:
    hub.faults = ["404"]
    done = fetching("fetch", *RANGE, "--json")
    assert done.code == 0
    assert [day["day"] for day in done.json["days"]] == ["2026-09-11", "2026-09-12"]
    assert [failed["day"] for failed in done.json["failed"]] == ["2026-09-10"]
    assert "has no list of papers there (HTTP 404)" in done.json["failed"][0]["reason"]


def test_where_nothing_could_be_fetched_nothing_has_changed(fetching: Program, hub: Hub, database: Path) -> None:
    fetching("load")
    before = fetching("ask", "top papers").out
    hub.always = "404"
    done = fetching("fetch", *RANGE)
    assert (done.code, done.sentence.startswith("127.0.0.1 has no list of papers there")) == (1, True)
    assert fetching("ask", "top papers").out == before
    as_json = fetching("fetch", *RANGE, "--json")
    assert (as_json.code, as_json.json["days"], as_json.json["load"]) == (1, [], None)
    assert len(as_json.json["failed"]) == 3


def test_after_three_failures_in_a_row_the_rest_is_given_up(fetching: Program, hub: Hub) -> None:
    hub.always = "404"
    done = fetching("fetch", "--since", "2026-08-01", "--until", "2026-08-31", "--json")
    assert (len(done.json["failed"]), len(hub.asked)) == (31, 3)
    assert "not asked for" in done.json["failed"][-1]["reason"]


def test_days_that_the_source_does_not_have_yet_are_one_line(fetching: Program, hub: Hub) -> None:
    hub.today = date(2026, 9, 11)
    done = fetching("fetch", "--since", "2026-09-10", "--until", "2026-09-30")
    assert done.code == 0
    assert "Sep 12, 2026 to Sep 30, 2026 (19 days): 127.0.0.1 has no list of that time yet" in done.text
    assert "not asked for" not in done.text


def test_a_broken_entry_is_named_and_the_rest_of_the_day_loads(fetching: Program, hub: Hub) -> None:
    hub.lists["2026-09-10"].insert(0, {"paper": {"id": "nonsense"}})
    done = fetching("fetch", "--day", "2026-09-10")
    assert done.code == 0
    assert "Left out: Sep 10, 2026: entry 1 has no arXiv id" in done.text


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--day", "2026-09-10", "--since", "2026-09-09"), "not both"),
        (("--since", "2026-09-11", "--until", "2026-09-10"), "is after"),
        (("--day", "2098-01-01"), "has not begun yet"),
        (("--day", "nonsense"), "was not understood as a day"),
    ],
)
def test_days_that_cannot_be_fetched_are_refused_before_anything_is_asked(
    fetching: Program, hub: Hub, arguments: tuple[str, ...], said: str
) -> None:
    done = fetching("fetch", *arguments)
    assert (done.code, hub.asked) == (2, [])
    assert said in done.sentence


def test_without_a_listing_folder_fetched_days_are_enough(fetching: Program, tmp_path: Path) -> None:
    fetching.set(seeds=tmp_path / "nowhere")
    assert fetching("fetch", *RANGE, "--json").json["load"]["papers"] == 3
    assert fetching("ask", "papers on TideCache").code == 0


def test_fetched_days_whose_folder_is_away_stay_loaded(fetching: Program, tmp_path: Path) -> None:
    fetching("fetch", *RANGE)
    (tmp_path / "feed").rename(tmp_path / "away")
    loaded = fetching("load", "--json").json
    assert (loaded["papers"], loaded["removed"], [one["file"] for one in loaded["rejected"]]) == (6, 0, ["feed"])


def test_a_fetch_takes_no_day_away_whose_file_is_gone(fetching: Program, tmp_path: Path) -> None:
    fetching("fetch", "--day", "2026-09-10")
    shutil.rmtree(tmp_path / "feed")
    done = fetching("fetch", "--day", "2026-09-11", "--json")
    assert (done.json["load"]["added"], done.json["load"]["removed"]) == (1, 0)
    assert "2609.90001" in fetching("ask", "top papers of 10 September 2026").out


def test_days_before_the_first_list_are_refused(fetching: Program, hub: Hub) -> None:
    for asked in (("--day", "2020-01-01"), ("--until", "2020-01-01")):
        done = fetching("fetch", *asked)
        assert (done.code, "lists begin on" in done.err) == (2, True)
    assert hub.asked == []


def test_a_folder_that_cannot_be_written_is_named(fetching: Program, tmp_path: Path) -> None:
    (tmp_path / "feed").write_text("no folder", "utf-8")
    done = fetching("fetch", "--day", "2026-09-10")
    assert done.code == 1
    assert f"{tmp_path}/feed/2026/09/10.md cannot be written" in done.sentence


def test_check_says_when_days_were_fetched_and_what_failed(fetching: Program, hub: Hub) -> None:
    fetching.set(feed="huggingface")
    fetching("fetch", *RANGE)
    checked = fetching("check", "--json").json
    assert (checked["ok"], checked["feed"]["source"], checked["feed"]["fault"]) == (True, "huggingface", None)
    assert checked["feed"]["succeeded_at"] is not None
    hub.always = "404"
    assert fetching("fetch").code == 1
    checked = fetching("check", "--json").json
    assert checked["feed"]["failing_since"] is not None
    assert checked["notes"] == [f"The last fetch of new days failed: {checked['feed']['fault']}"]
