"""A site of a few things, in the loop that a contributor runs: ``test_site`` holds all the rest."""

from pathlib import Path

from conftest import Facts, Run
from test_site import FACTS, build, find_broken_links, list_pages


def test_all_links_within_a_small_site_lead_somewhere(
    facts: Facts, tmp_path: Path, run: Run
) -> None:
    site = tmp_path / "site"
    build(run, site, "--data", facts(FACTS))
    pages = list_pages(site)
    assert len(pages) > len(FACTS)
    assert [broken for page in pages for broken in find_broken_links(site, page)] == []
