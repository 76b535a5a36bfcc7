"""The SPARQL editor in a real browser: questions, typing in Japanese, completion, errors."""

import re
from pathlib import Path
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.editing import run, show, write, written
from tests.served import serving


@pytest.mark.parametrize(
    ("lang", "typed"),
    [
        ("ja", "再掲 食い違"),
        pytest.param("en", "reprints disagree", marks=pytest.mark.slow),
    ],
)
def test_a_question_is_found_by_typing_and_answered(
    page: Page, server: str, lang: str, typed: str
) -> None:
    show(page, f"{server}/sparql?lang={lang}")
    page.locator("#examples").click()
    assert page.locator("#questions li:visible").count() > 50
    page.keyboard.insert_text(typed)
    page.locator("#questions li:visible").first.click()
    assert "agrees" in written(page)
    page.locator(".yasqe_queryButton").click()

    page.wait_for_selector(".yasr_results tbody tr a")


def test_a_question_is_chosen_by_keys_in_the_other_language(page: Page, server: str) -> None:
    show(page, f"{server}/sparql?lang=ja")
    page.locator("#examples").click()
    page.keyboard.type("nothing like it")
    assert page.locator("#questions li:visible").all_inner_texts() == ["見つかりませんでした"]
    page.keyboard.press("Escape")
    assert not page.locator("#questions").is_visible()
    page.keyboard.type("Measures that share")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    assert "?otherLabel" in written(page)
    assert not page.locator("#questions").is_visible()


def test_a_question_goes_from_its_page_to_the_editor(page: Page, server: str) -> None:
    page.goto(f"{server}/queries/chapter-totals?year=2023&lang=ja")
    page.get_by_text("エディタで開く").click()
    page.wait_for_selector("#editor .yasr_results tbody tr")

    assert re.search(r"VALUES \?year \{ .*2023", written(page))
    assert "#+" not in written(page)


def test_a_japanese_label_leads_to_its_term(page: Page, server: str) -> None:
    show(page, f"{server}/sparql?lang=ja")
    write(page, "SELECT * WHERE { ?s a ")
    keyboard = page.context.new_cdp_session(page)
    for typed in ("よ", "よさん", "予算", "予算項目"):  # as a Japanese input method converts
        at = {"selectionStart": len(typed), "selectionEnd": len(typed)}
        keyboard.send("Input.imeSetComposition", {"text": typed, **at})
    keyboard.send("Input.insertText", {"text": "予算項目"})
    page.locator(".CodeMirror-hints li", has_text="shisaku:BudgetLine ").click()

    assert "?s a shisaku:BudgetLine" in written(page)
    assert "PREFIX shisaku: <https://w3id.org/shisaku/ns#>" in written(page)


def test_a_prefix_that_is_typed_is_declared(page: Page, server: str) -> None:
    show(page, f"{server}/sparql?lang=en")
    write(page, "SELECT * WHERE { ?s ")
    page.keyboard.type("skos:")

    assert "PREFIX skos: <http://www.w3.org/2004/02/skos/core#>" in written(page)


@pytest.mark.parametrize(
    ("lang", "says"),
    [
        ("ja", "接頭辞 foo: が宣言されていません"),
        pytest.param("en", "the prefix foo: is not declared", marks=pytest.mark.slow),
    ],
)
def test_an_error_is_told_at_its_line_until_it_is_put_right(
    page: Page, server: str, lang: str, says: str
) -> None:
    show(page, f"{server}/sparql?lang={lang}")
    run(page, "SELECT * WHERE {\n  ?所管 a foo:Bar .\n}")

    assert says in page.locator(".CodeMirror .problem").inner_text()
    assert says in page.locator(".yasr .problem[role=alert]").inner_text()
    assert page.locator(".problem-spot").inner_text() == "foo:Bar"
    page.locator(".yasr .problem button").click()
    page.keyboard.press("Shift+End")
    page.keyboard.insert_text("shisaku:Measure .")
    assert "?所管 a shisaku:Measure .\n" in written(page)
    assert not page.locator(".CodeMirror .problem").count()


def test_a_server_out_of_reach_and_a_query_stopped_are_told_in_words(
    page: Page, server: str
) -> None:
    show(page, f"{server}/sparql?lang=ja")
    page.route("**/sparql?query=ASK*", lambda route: route.abort())
    run(page, "ASK {}")
    assert "サーバーに届きませんでした" in page.locator(".yasr .problem").inner_text()

    page.unroute("**/sparql?query=ASK*")
    page.route("**/sparql?query=ASK*", lambda _: None)  # it never answers
    page.locator(".yasqe_queryButton").click()
    page.locator(".yasqe_queryButton.busy").click()
    page.locator(".yasr .problem", has_text="止めました").wait_for()


def test_what_is_typed_is_there_after_a_reload_and_after_closing(
    browser: Browser, server: str
) -> None:
    context = browser.new_context()
    page = context.new_page()
    show(page, f"{server}/sparql?lang=ja")
    write(page, "ASK { ?reloaded a ?b }")
    page.reload()
    page.wait_for_selector("#editor[data-ready]")
    assert written(page) == "ASK { ?reloaded a ?b }"

    write(page, "ASK { ?closed a ?b }")
    page.close()
    page = context.new_page()
    show(page, f"{server}/sparql?lang=ja")
    assert written(page) == "ASK { ?closed a ?b }"
    context.close()


def test_a_link_to_a_query_shows_the_query_and_its_answer(page: Page, server: str) -> None:
    query = "SELECT * { VALUES (?z ?b ?a) { (1 2 3) } }"
    page.goto(f"{server}/sparql?{urlencode({'query': query, 'lang': 'en'})}")
    page.wait_for_selector(".yasr_results tbody tr")

    assert written(page) == query
    assert page.locator(".yasr th").all_inner_texts() == ["", "z", "b", "a"]
    assert page.locator("html").get_attribute("lang") == "en"


def test_a_link_to_a_query_shows_it_without_scripts_too(browser: Browser, server: str) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(f"{server}/sparql?query=ASK+%7B%7D&lang=en")

    assert page.locator("textarea").input_value() == "ASK {}"
    page.close()


@pytest.mark.slow
def test_what_takes_or_gives_too_much_is_refused_in_words(browser: Browser, release: Path) -> None:
    limits = {"SHISAKU_QUERY_TIMEOUT": "0.5", "SHISAKU_RESULT_MB": "1"}
    many = " ".join(f"VALUES ?{v} {{ {' '.join(map(str, range(100)))} }}" for v in "abcdef")
    page = browser.new_page()
    with serving(["--release", str(release)], limits) as served:
        show(page, f"{served.address}/sparql?lang=ja")
        run(page, f"ASK {{ {many} FILTER (?a + ?f < 0) }}")
        page.locator(".yasr .problem", has_text="クエリの制限時間を超えました").wait_for()
        run(page, "SELECT * { ?a ?b ?c . ?d ?e ?f }")
        page.locator(".yasr .problem", has_text="上限を超えました").wait_for()
        run(page, "ASK { SERVICE <http://example.org/> {} }")
        page.locator(".yasr .problem", has_text="SERVICE は使えません").wait_for()
    run(page, "ASK {}")
    page.locator(".yasr .problem", has_text="サーバーに届きませんでした").wait_for()
    page.close()


@pytest.mark.slow
def test_a_query_longer_than_an_address_may_be_is_answered(page: Page, server: str) -> None:
    show(page, f"{server}/sparql?lang=en")
    run(page, f"ASK {{}} # {'施策' * 50_000}")

    assert page.locator(".booleanResult").inner_text() == "True"


@pytest.mark.slow
def test_another_tab_has_all_that_the_first_has(page: Page, server: str) -> None:
    show(page, f"{server}/sparql?lang=ja")
    page.locator(".addTab").click()
    write(page, "SELECT * WHERE { ?s a ")
    page.keyboard.insert_text("予算項目")
    page.locator(".CodeMirror-hints li", has_text="shisaku:BudgetLine ").click()
    run(page, "ASK {\n  ?s a foo:Bar }")

    assert page.locator(".tab.active").inner_text().startswith("クエリ 1")
    assert "接頭辞 foo:" in page.locator(".active .CodeMirror .problem").inner_text()
    page.reload()
    page.wait_for_selector("#editor[data-ready]")
    page.locator(".tabsList .tab").first.click()
    run(page, "ASK {\n  ?s a foo:Bar }")
    assert "接頭辞 foo:" in page.locator(".active .CodeMirror .problem").inner_text()
