"""No history of decisions gives an appointment a term that its form of law does not allow. Pure."""

import csv
from datetime import date, timedelta
from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foundation.text.dates import add_months, fiscal_year, fiscal_year_period
from matching.appointments.rules import DECISIONS, LIFE, FormTerms, step_refusal, term_refusal


def _months(text: str) -> int | None:
    return int(text) if text else None


FORMS = [
    FormTerms(
        row["code"], row["name"], row["article"], row["appointed_by"], row["paid_by"], _months(row["shortest_months"]),
        _months(row["longest_months"]), row["ends_with_fiscal_year"] == "yes", row["paper"], row["source"],
    )
    for row in csv.DictReader(
        files("matching.appointments").joinpath("forms", "appointment_forms.csv").read_text("utf-8").splitlines()
    )
]  # fmt: skip
firsts = st.dates(date(2024, 4, 1), date(2030, 3, 31))
decisions = st.lists(st.tuples(st.sampled_from(sorted(DECISIONS)), st.integers(-900, 2500)), max_size=12)


def lawful(form: FormTerms, first: date, end: date) -> bool:
    """Written anew from the law's words: no longer than the form's months, and within the fiscal year of its start."""
    within = form.longest_months is None or end <= add_months(first, form.longest_months)
    return first < end and within and (not form.ends_with_fiscal_year or end <= date(fiscal_year(first) + 1, 4, 1))


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.code)
@settings(derandomize=True, database=None, deadline=None, max_examples=60)
@given(first=firsts, days=st.integers(1, 2500), drawn=decisions)
def test_no_history_leaves_an_appointment_without_a_lawful_term(
    form: FormTerms, first: date, days: int, drawn: list[tuple[str, int]]
) -> None:
    end, state = first + timedelta(days=days), "in_force"
    if term_refusal(form, first, end):
        assert not lawful(form, first, end) or end < add_months(first, form.shortest_months or 0)
        return
    assert lawful(form, first, end)
    for verb, further in drawn:
        step, until = LIFE.row(verb, state), end + timedelta(days=further)
        if step is None or step_refusal(form, verb, first_day=first, old_end=end, new_end=until):
            continue
        end, state = until, step.target
        assert lawful(form, first, end), (verb, first, end)


def test_a_year_of_office_ends_on_the_last_of_march() -> None:
    form = next(one for one in FORMS if one.ends_with_fiscal_year)
    first, end = date(2026, 10, 1), fiscal_year_period(2026)[1]
    assert term_refusal(form, first, end) is None
    assert "3月31日" in (term_refusal(form, first, end + timedelta(days=1)) or "")
