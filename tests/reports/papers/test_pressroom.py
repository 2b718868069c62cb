"""The printing process as its asker sees it: a dead one is said and replaced, stopping waits for nobody."""

import pytest

from reports.papers.pressroom import Press, PressStopped

PAGE = "<!doctype html><html lang='ja'><title>紙</title><p>架空</p></html>"


async def test_after_a_process_that_died_the_next_paper_is_printed_by_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reports.papers.pressroom.PROGRAM", "__future__")  # a program that ends at once
    with Press(papers=1) as press:
        with pytest.raises(PressStopped, match="died"):
            await press.print_pdf(PAGE, "")
        monkeypatch.undo()
        assert (await press.print_pdf(PAGE, "")).startswith(b"%PDF-")
        monkeypatch.setattr("reports.papers.pressroom.PROGRAM", "__future__")
        with pytest.raises(PressStopped, match="died"):  # one paper was all that it had to print
            await press.print_pdf(PAGE, "")


async def test_what_it_stumbles_over_is_said_without_the_words_of_the_paper() -> None:
    with Press() as press:
        with pytest.raises(PressStopped) as stumbled:
            await press.bind("架空　一郎")  # nothing was laid out
        assert "ValueError" in str(stumbled.value) and "架空" not in str(stumbled.value)
        assert await press.lay_out([(PAGE, "")]) == [1]
