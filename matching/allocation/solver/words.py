"""The engine's explanations in Japanese, for the prefecture only: they name other towns' needs and people."""

from collections.abc import Mapping
from dataclasses import dataclass

from matching.allocation.solver.again import Difference
from matching.allocation.solver.explain import Effect, WhyNot, WhyNotKind
from matching.allocation.solver.instance import Instance
from matching.allocation.solver.ledger import Obstacle, holders_of, months_of
from matching.allocation.solver.plan import Method, Plan, Unfilled, UnfilledKind
from matching.allocation.solver.sureness import amount, sureness
from matching.allocation.solver.trial import Tried

STAGE_NAMES = {
    "protected_municipalities": "保護する市町村に人がつく",
    "protected_needs": "保護する要望に人がつく",
    "priority": "優先度の合計",
    "quotas": "区分ごとの最低数",
    "coverage": "最も手薄な区分に人がつく割合",
    "incumbents_kept": "担当を続ける人",
    "fit": "適合の合計",
    "travel": "移動の合計（推定）",
    "tie_break": "同点のときの順",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What ids are called; `months` holds 「1月」 and so on in the instance's order."""

    people: Mapping[str, str]
    needs: Mapping[str, str]
    municipalities: Mapping[str, str]
    months: tuple[str, ...]

    def need_of(self, instance: Instance, need: str) -> str:
        """「大崎上島町「移行後のシステム運用」（保護）」."""
        facts = instance.need[need]
        protected = "（保護）" if facts.protected else ""
        return f"{self.municipalities[facts.municipality]}「{self.needs[need]}」{protected}"


def method_sentence(plan: Plan) -> str:
    """Which method made the plan and how sure it is."""
    if plan.proven:
        return "これより良い案がないことを確かめました。"
    open_stage = next(stage for stage in plan.stages if not stage.proven)
    reached = amount(open_stage.name, open_stage.value)
    gap = f"「{STAGE_NAMES[open_stage.name]}」は{reached}です。{sureness(open_stage)}"
    if plan.method is Method.NEAR:
        return f"もとの案を、変わったところの近くだけ組み直しました。離れたところは調べていません。{gap}"
    if plan.method is Method.GREEDY:
        return f"順に当てはめた案です。最も良いとは確かめていません。{gap}"
    return f"途中で止めた案です。最も良いとは確かめていません。{gap}"


def why_not_sentences(answer: WhyNot, *, instance: Instance, names: Names) -> tuple[str, ...]:
    """Why a person does not serve a need, then what choosing them would do."""
    match answer.kind:
        case WhyNotKind.CHOSEN:
            return ("この案で選ばれています。",)
        case WhyNotKind.NOT_FEASIBLE:
            return ("候補の条件を満たしません。",)
        case WhyNotKind.FORBIDDEN:
            return ("この案では「入れない」と決めています。",)
    sentences = [
        _clash_sentence(answer, obstacle, instance=instance, names=names)
        for obstacle in Obstacle
        if months_of(answer.clashes, obstacle)
    ]
    if answer.effect is not None:
        sentences += effect_sentences(answer.effect, who=answer.person, instance=instance, names=names)
    return tuple(sentences)


def effect_sentences(effect: Effect, *, who: str, instance: Instance, names: Names) -> tuple[str, ...]:
    """What pinning `who` does, the losses first."""
    person = names.people[who]
    if effect.contradicts:
        return (f"{person}さんにする案は、必ず入れると決めた組と両立しません。",)
    if effect.plan is None:
        return (f"決めたことを守ったまま{person}さんにする案は、見つかりませんでした。",)
    if effect.tie:
        return (f"{person}さんにしても、どの段階の値も同じです。",)
    won = [names.need_of(instance, move.need) for move in effect.moves if move.before is None]
    sentences = _lost_sentences(effect, instance=instance, names=names)
    sentences += [f"{need}に人がつきます。" for need in won]
    sentences += [_difference_sentence(each) for each in effect.differences]
    sentences += _followers_sentences(effect, who=who)
    return (f"{person}さんにすると、{sentences[0]}", *sentences[1:])


def tried_sentence(result: Tried) -> str:
    """What a change of conditions brings, beside the plan as it is."""
    if not result.met:
        return "候補には入りますが、必ず入れると決めた組と両立する案は見つかりませんでした。"
    if result.decided is None:
        return "担当できます。どの段階の値も今の案と同じです。"
    difference = _difference_sentence(result.decided)
    if result.harmless:
        return f"担当できます。保護・優先度・担当の継続は、どれも今の案より下がりません。{difference}"
    return (
        f"担当できますが、{difference}"
        if result.decided.after < result.decided.before
        else f"担当できます。{difference}"
    )


def unfilled_sentence(unfilled: Unfilled, *, effect: Effect | None = None) -> str:
    """Why a need has nobody; with the effect of filling it, also the stage it lost at."""
    match unfilled.kind:
        case UnfilledKind.NO_CANDIDATE:
            return "条件を満たす人がいません。"
        case UnfilledKind.FORBIDDEN:
            return f"候補は{unfilled.candidates}人いますが、この案では全員を「入れない」と決めています。"
    candidates = f"候補は{unfilled.candidates}人いますが、"
    if effect is None:
        return candidates + "ほかの要望を先にしました。"
    if effect.plan is None:
        return candidates + "決めたことを守ったまま人をつける案は、見つかりませんでした。"
    if not effect.differences:
        return candidates + "人をつけても、どの段階の値も同じです。"
    decided = effect.differences[0]
    if decided.after > decided.before:
        return candidates + f"この案では選びませんでした。人をつけた案のほうが、{_difference_sentence(decided)}"
    return candidates + f"人をつけると、{_difference_sentence(decided)}"


def filling_sentences(unfilled: Unfilled, effect: Effect, *, instance: Instance, names: Names) -> tuple[str, ...]:
    """Why a need has nobody, then who would serve it and what that does to the others."""
    why = unfilled_sentence(unfilled, effect=effect)
    if effect.plan is None:
        return (why,)
    who = effect.plan.holder[unfilled.need]
    moved = [*_lost_sentences(effect, instance=instance, names=names), *_followers_sentences(effect, who=who)]
    return (why, f"そのときは、{names.people[who]}さんが受け持ちます。", *moved)


def _lost_sentences(effect: Effect, *, instance: Instance, names: Names) -> list[str]:
    lost = (names.need_of(instance, move.need) for move in effect.moves if move.after is None)
    return [f"{need}に人がつかなくなります。" for need in lost]


def _followers_sentences(effect: Effect, *, who: str) -> list[str]:
    others = {person for move in effect.moves for person in (move.before, move.after)} - {None, who}
    return [f"つられて{len(others)}人の担当が替わります。"] if others else []


def _clash_sentence(answer: WhyNot, obstacle: Obstacle, *, instance: Instance, names: Names) -> str:
    months = "・".join(names.months[month] for month in months_of(answer.clashes, obstacle))
    holders = "、".join(names.need_of(instance, need) for _, need in holders_of(answer.clashes, obstacle))
    held = f"（{holders}を受け持つ）" if holders else ""
    match obstacle:
        case Obstacle.CAPACITY:
            return f"{months}の日数が足りません{held}。"
        case Obstacle.MUNICIPALITIES:
            return f"{months}は受け持てる市町村の数に達しています{held}。"
        case Obstacle.OVERLAP:
            return f"{months}は同じ市町村をすでに受け持っています{held}。"
        case Obstacle.QUOTA:
            return f"この区分で人をつける数の上限に達しています{held}。"
        case Obstacle.BUDGET:
            return "費用の上限を超えます。"
    return f"ほかの人が受け持っています{held}。"


def _difference_sentence(difference: Difference) -> str:
    change = difference.after - difference.before
    name = STAGE_NAMES[difference.stage]
    size = abs(change)
    least = "" if difference.exact else "少なくとも" if change > 0 else "多くて"
    match difference.stage:
        case "travel":
            return f"移動（推定）が{least}月{size}分{'減り' if change > 0 else '増え'}ます。"
        case "quotas":
            return f"区分ごとの最低数に足りない数が{least}{size}{'減り' if change > 0 else '増え'}ます。"
        case "coverage":
            return f"{name}が{least}{size / 10:g}ポイント{'上がり' if change > 0 else '下がり'}ます。"
        case "incumbents_kept":
            return f"担当を続ける組が{least}{size}{'増え' if change > 0 else '減り'}ます。"
        case "protected_municipalities" | "protected_needs":
            unit = "市町村" if difference.stage == "protected_municipalities" else "件"
            return f"{name}数が{least}{size}{unit}{'増え' if change > 0 else '減り'}ます。"
    points = "点" if difference.stage == "fit" else ""
    return f"{name}が{least}{size}{points}{'上がり' if change > 0 else '下がり'}ます。"
