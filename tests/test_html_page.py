"""One page that stands alone: nothing in it runs, is loaded or is obeyed."""

from html.parser import HTMLParser

import pytest

from chipwatch.model.table import Cell, Column, Table
from chipwatch.showing.html_page import render_html_page
from conftest import Facts, Run

LOADING = {"src", "srcset", "data", "poster", "action", "background"}
VOID_TAGS = {"meta", "br"}


class Page(HTMLParser):
    """Collects the tags of a page, its links, and what would be loaded or run."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open_tags: list[str] = []
        self.links: list[str] = []
        self.active: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag not in VOID_TAGS:
            self.open_tags.append(tag)
        names = {name for name, _ in attributes}
        if tag in ("script", "iframe", "link", "img", "object") or names & LOADING:
            self.active.append(tag)
        self.active += [name for name in names if name.startswith("on")]
        self.links += [value or "" for name, value in attributes if name == "href"]

    def handle_endtag(self, tag: str) -> None:
        assert self.open_tags.pop() == tag


def _render_text(text: str) -> str:
    return render_html_page([Table(text, (Column(text),), ((Cell(text, annotation=text),),))])


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "</title><script>x</script>",
        "</style><img src=x onerror=alert(1)>",
        '" onmouseover="alert(1)',
        "javascript:alert(1)",
        "data:text/html,<b>x",
        'https://example.org/"onclick="x',
        "<a href='javascript:x'>y</a>",
    ],
)
def test_a_text_is_never_obeyed(text: str) -> None:
    page = Page(_render_text(text))
    assert (page.active, page.open_tags) == ([], [])
    assert all(link.startswith("https://example.org/") for link in page.links)


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("A page. https://example.org/a_b?x=1&y=2", "https://example.org/a_b?x=1&y=2"),
        ("(see http://example.org/a).", "http://example.org/a"),
        ("https://zh.example.org/百度, and more", "https://zh.example.org/百度"),
    ],
)
def test_an_address_is_a_link(text: str, link: str) -> None:
    assert set(Page(_render_text(text)).links) == {link}


def test_a_page_of_the_base_stands_alone(run: Run) -> None:
    text = run("company", "baidu", "--format", "html").out
    page = Page(text)
    assert (page.active, page.open_tags) == ([], [])
    assert "<title>Baidu" in text
    assert "default-src 'none'" in text
    assert "@media print" in text
    assert "prefers-color-scheme: dark" in text
    assert len(page.links) > 10
    assert all(link.startswith(("http://", "https://")) for link in page.links)


def test_facts_with_markup_are_shown_as_they_are(run: Run, facts: Facts) -> None:
    file = 'name: <b>Acme</b>\nsources: [gazette]\nplan: "<script>x</script> & co"\n'
    folder = facts({"company/acme.yaml": file})
    text = run("company", "acme", "--format", "html", "--data", folder).out
    assert "&lt;script&gt;x&lt;/script&gt; &amp; co" in text
    assert Page(text).active == []
