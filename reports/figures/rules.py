"""What a figure is, and how each one is counted."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final


@dataclass(frozen=True, slots=True)
class Definition:
    """How a figure is counted (数え方), for whoever reads it."""

    key: str
    name: str
    unit: str
    text: str
    source: str = "この仕組みの記録"

    @property
    def href(self) -> str:
        """Where 数え方 is written."""
        return f"/figures#{self.key}"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of the field. `value` None: withheld. `rows`: where its rows are, "" without access to them."""

    definition: Definition
    value: int | None
    as_of: datetime
    rows: str = ""


def made(key: str, value: int | None, *, as_of: datetime, rows: str = "") -> Figure:
    """The figure of a definition."""
    return Figure(BY_KEY[key], value, as_of, rows)


_SMALL: Final = (
    "1人・2人の欄は「秘匿」と書きます。引き算で分からないよう、ほかの欄も合わせて伏せます。"
    "0人の欄はだれのことでもないので、そのまま書きます。"
)

STANDINGS: Final = {"supported": "支援あり", "waiting": "待っている", "never": "まだ"}
"""How a town stands to the programme."""

DEFINITIONS: Final = tuple(
    Definition(*row)
    for row in (
        (
            "people-at-work", "配属の決まった人", "人",
            "配属が「合意済み」か「支援中」で、きょうまでに終わっていない人を、配属先の都道府県と役割ごとに数えます。"
            "1人が3つの町を支えていても、その都道府県では1人です。2つの役割を持つ人は両方の欄に入り、合計では1人です。"
            + _SMALL,
        ),
        (
            "pool-people", "人材プールの人", "人",
            "きょう、どこかの人材プールに入っていて、活動中の人を、プールを持つ団体の都道府県と役割ごとに数えます。"
            "2つのプールに入っている人は、合計では1人です。" + _SMALL,
        ),
        (
            "registrations", "自治体DXアクセラレータ", "人",
            "きょう、登録が有効な人。「登録」「名称を使用中」が有効で、「停止」「抹消」と期間の切れた登録は数えません。"
            "3つの町を支える人も1人です。都道府県は、推薦した都道府県です。国の目標は500人です。",
        ),
        (
            "registered-people", "登録が有効な人（推薦した都道府県と役割）", "人",
            "きょう、登録が有効な人を、推薦した都道府県と役割ごとに数えます。1人が2つの役割を持つと両方の欄に入り、合計では1人です。"
            + _SMALL,
        ),
        (
            "registered-forms", "登録が有効な人（任用の形）", "人",
            "きょう、登録が有効な人を、いま続いている任用の形ごとに数えます。任用のない人は「任用なし」です。",
        ),
        (
            "registrations-in-state", "登録の手続きの中の人", "人",
            "推薦されて国に届いた人のうち、いまその段階にいる人。候補の段階は数えません。",
        ),
        (
            "needs-unmet", "人を待っている要望", "件",
            "受け付けて、まだ人が決まっていない要望を、求める役割と都道府県ごとに数えます。",
        ),
        (
            "training", "研修の受講", "人",
            "行政実務研修などの受講者を、研修と状態ごとに数えます。3人未満の欄は「秘匿」です。",
        ),
        (
            "enrolments", "研修の受講（科目ごと）", "件",
            "この県・組合が求めた研修を、いまの状態ごとに数えます。1人が3つの科目を受けると3件です。",
        ),
        (
            "needs", "相談・要望", "件",
            "送られた相談を、いまの状態ごとに数えます。書きかけは、書いた町だけのものなので数えません。",
        ),
        (
            "towns", "市区町村への支援", "団体",
            "支援あり：配属が「合意済み」か「支援中」で、まだ終わっていない団体。待っている：支援はまだで、聞き取り待ちから人さがし中までの"
            "相談がある団体。まだ：どちらでもない団体。団体の数は少なくても伏せません。",
        ),
        (
            "one-person-it", "ひとり情シスの団体", "団体",
            "DXの担当が1人以下で、人口が5万人以下の団体。どちらかの数字がない団体は「分からない」に数えます。",
            "自治体DX推進状況の調査（DX担当の人数）と住民基本台帳の人口。どの年のものかは、団体のページに書きます。",
        ),
        (
            "frameworks", "推進体制", "団体",
            "都道府県ごとに、市区町村と人材プールを持つ推進体制が登録されているかどうか。",
        ),
        (
            "remaining-days", "残りの日数", "日",
            "その月のうち、いちばん余裕のない日に残っている、月あたりの日数。返事を待っている提案の日数は、まだ引いていません。",
        ),
    )
)  # fmt: skip

BY_KEY: Final = {definition.key: definition for definition in DEFINITIONS}
