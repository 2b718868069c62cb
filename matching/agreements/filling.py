"""What an agreement puts into the places of its text. Pure."""

from collections.abc import Mapping, Sequence

from foundation.text.wareki import wareki_kanji
from matching.agreements.articles import Text, filled, read
from matching.agreements.rules import SHARE_BASES, ShareBasis
from matching.agreements.schemas import AgreementPage


def values_of(page: AgreementPage) -> Mapping[str, str]:
    """Place -> what stands there; empty where this agreement has nothing to put."""
    agreement = page.agreement
    keeper_first = sorted(page.bodies, key=lambda body: body.organisation != agreement.owner)
    period = f"{wareki_kanji(agreement.first_day)}から{wareki_kanji(agreement.last_day)}まで"
    replaced = agreement.amends_concluded_on
    return {
        "件名": agreement.title,
        "構成団体": _listed([body.organisation_name for body in keeper_first]),
        "取りまとめ団体": agreement.owner_name,
        "支援人材": agreement.post,
        "期間": period,
        "割り方": _division(page),
        "年額": f"{page.plan.yearly_yen:,}円" if page.plan else "",
        "別紙": "、".join(f"別紙{at}「{annex.title}」" for at, annex in enumerate(page.annexes, start=1)),
        "変更前の協定": f"{wareki_kanji(replaced)}に締結した協定" if replaced else "",
    }


def filled_text(page: AgreementPage) -> Text | None:
    """The text that stands, filled; None where the agreement was drafted before agreements had one of their own."""
    return filled(read(page.text.text), values_of(page)) if page.text else None


def _division(page: AgreementPage) -> str:
    if page.plan is None:
        return SHARE_BASES[ShareBasis(page.bodies[0].share_basis)]
    counted = next((body.population_as_of for body in page.bodies if body.population_as_of), None)
    if page.plan.population and counted:
        return f"{page.plan.words}（人口は{wareki_kanji(counted)}現在の数）"
    return page.plan.words


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{'、'.join(names[:-1])}及び{names[-1]}"
