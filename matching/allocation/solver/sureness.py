"""How sure each stage of a plan is, in words a clerk understands: value, bound, what lies between, whence the bound."""

from typing import Final

from matching.allocation.solver.plan import BoundKind, Stage

KINDS: Final = {
    BoundKind.SEARCH: "途中で止めた計算が示す上限です。",
    BoundKind.BUNDLES: "1人が受け持てる組み合わせを一人ずつ調べた上限です（ラグランジュ緩和）。",
    BoundKind.RELAXATION: "1つの要望を何人かで分け合えるとした上限です（線形計画）。",
    BoundKind.CEILING: "ほかの要望を考えず、1件ずつ最も良い人を入れた上限です。ゆるい見積もりです。",
    None: "上限の求めかたは、この案をつくったときには残していません。",
}


def amount(name: str, value: int) -> str:
    """A stage's value with its unit; stages of which less is better are kept negative and told positive."""
    match name:
        case "protected_municipalities":
            return f"{value:,}市町村"
        case "protected_needs":
            return f"{value:,}件"
        case "incumbents_kept":
            return f"{value:,}組"
        case "quotas":
            return f"不足{-value:,}件"
        case "coverage":
            return f"{value / 10:g}%"
        case "travel":
            return f"月{-value:,}分"
    return f"{value:,}点"


def percent(gap: float) -> str:
    """A gap, rounded up to a tenth of a percent: never shown smaller than it is."""
    return f"{-(-gap * 1000 // 1) / 10:g}%"


def sureness(stage: Stage) -> str:
    """Whether the stage can be better, by how much at most, and how that is known."""
    if stage.proven:
        return "これより良くならないと確かめました。"
    if stage.value == stage.bound:
        return "前の段階がこのままなら、これより良くなりません。"
    if stage.bound > 0:
        return f"上限は{amount(stage.name, stage.bound)}、差は{percent(stage.gap)}です。{KINDS[stage.kind]}"
    if stage.bound < 0:
        return f"どう組んでも{amount(stage.name, stage.bound)}は残ります。{KINDS[stage.kind]}"
    return "どこまで減らせるかは、確かめていません。"
