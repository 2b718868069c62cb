"""The lives of a posting and an application (`domain.md`, Lifecycles), the criteria, and the letters' words. Pure."""

import base64
import hashlib
import re
from datetime import date
from enum import StrEnum
from typing import Final

from auth.permissions.lifecycle import Lifecycle, transition
from auth.permissions.rules import Right
from foundation.text.dates import add_months
from foundation.text.wareki import wareki_with_weekday


class Method(StrEnum):
    """How somebody is called for."""

    PUBLIC_CALL = "public_call"
    CONTEST = "contest"
    ENQUIRY = "enquiry"


class StageKind(StrEnum):
    """A step of the screening."""

    PAPERS = "papers"
    INTERVIEW = "interview"


class Verdict(StrEnum):
    """What was decided about an application."""

    ADVANCE = "advance"
    OFFER = "offer"
    REJECT = "reject"


METHODS: Final = {
    Method.PUBLIC_CALL: "公募",
    Method.CONTEST: "企画提案（プロポーザル）",
    Method.ENQUIRY: "企業への照会",
}
METHOD_NOTES: Final = {
    Method.PUBLIC_CALL: "だれでも読めて、だれでも応募できます",
    Method.CONTEST: "だれでも読めて、企画を添えて応募します",
    Method.ENQUIRY: "選んだ企業だけが読めます",
}
STAGES: Final = {StageKind.PAPERS: "書類選考", StageKind.INTERVIEW: "面接"}
VERDICTS: Final = {Verdict.ADVANCE: "次の選考に進める", Verdict.OFFER: "採用を申し出る", Verdict.REJECT: "今回は見送る"}
CRITERIA: Final = {
    "experience": "同じ仕事の経験",
    "skill": "専門の力",
    "understanding": "自治体の仕事への理解",
    "telling": "伝える力・聞く力",
    "plan": "仕事の進め方の案",
}
"""What every assessor gives 1 to 5 points for: our own sheet, edition of 2026-11."""
BEST: Final = 5
ACCEPTING: Final = ("open", "reopened")

LIFE: Final = Lifecycle(
    noun="募集",
    words={
        "prepared": "準備中",
        "open": "募集中",
        "closed": "締め切り",
        "selecting": "選考中",
        "offered": "採用を申し出中",
        "filled": "決まりました",
        "failed": "決まりませんでした",
        "reopened": "再募集中",
    },
    transitions=(
        transition("edit", "prepared", "prepared", right=Right.RECRUIT, label="直す"),
        transition("open", "prepared", "open", right=Right.RECRUIT, label="募集を始める"),
        transition("close", "open reopened", "closed", right=Right.RECRUIT, label="締め切る"),
        transition("select", "closed selecting", "selecting", right=Right.RECRUIT, label="選考を始める"),
        transition("offer", "selecting offered", "offered", right=Right.RECRUIT, label="採用を申し出る"),
        transition("resume", "offered", "selecting", right=Right.RECRUIT, label="選考に戻る"),
        transition("fill", "offered", "filled", right=Right.RECRUIT, label="決まった"),
        transition("fail", "closed selecting offered", "failed", right=Right.RECRUIT, label="該当者なしで終える",
                   needs_reason=True),
        transition("reopen", "failed", "reopened", right=Right.RECRUIT, label="もう一度募集する"),
    ),
)  # fmt: skip

APPLICATION: Final = Lifecycle(
    noun="応募",
    words={
        "received": "受け付けました",
        "passed": "次の選考に進みました",
        "offered": "採用を申し出ました",
        "accepted": "承諾されました",
        "declined": "辞退されました",
        "rejected": "見送りました",
        "withdrawn": "取り下げられました",
    },
    transitions=(
        transition("advance", "received passed", "passed", right=Right.RECRUIT, label="次の選考に進める"),
        transition("offer", "received passed", "offered", right=Right.RECRUIT, label="採用を申し出る"),
        transition("reject", "received passed", "rejected", right=Right.RECRUIT, label="今回は見送る"),
        transition("accept", "offered", "accepted", right=Right.OPEN, label="承諾する"),
        transition("decline", "offered", "declined", right=Right.OPEN, label="辞退する"),
        transition("withdraw", "received passed", "withdrawn", right=Right.OPEN, label="応募を取り下げる"),
    ),
)  # fmt: skip
OVER: Final = ("declined", "rejected", "withdrawn")
"""States in which nobody is hired: the person is forgotten after `KEPT_MONTHS`."""

KEPT_MONTHS: Final = 6
"""How long a person who was not hired is kept. Our own default: long enough for an objection and a second round."""

CONSENT: Final = {
    "2026-11": "書いた内容と添付したファイルを、この募集の選考のために、"
    "募集する団体と選考にあたる人が見ることに同意します。"
    f"採用にならなかったときは、結果が決まってから{KEPT_MONTHS}か月後に消されます。"
}
"""Version -> what an applicant agrees to."""
CONSENT_NOW: Final = "2026-11"

POOL_CONSENT: Final = {
    "2026-11": "名前・連絡先・できることが、募集した団体の人材プールに登録され、町からの相談を引き受ける人を選ぶために"
    "使われることに同意します。登録の内容はいつでも見て直せ、人材プールからはいつでも離れられます。"
}
"""Version -> what an applicant agrees to with an offer, to be kept as a member (`domain.md`, Privacy)."""
POOL_CONSENT_NOW: Final = "2026-11"
PLEDGE: Final = (
    "仕事で知った秘密を守ります。勤め先・兼業先と町との関わりは、隠さず届け出ます。"
    "自分や上司が仕様を書いた調達に、勤め先が加わらないことを承知しています。"
)
"""The pledge signed at hiring (`domain.md`, Conflict of interest)."""

FEW: Final = 10
MANY: Final = 200
"""Tries in that time: of one mail address or one machine, and about one posting in all."""

FIELD_NAMES: Final = {
    "title": "見出し", "appeal": "呼びかけ", "contact": "問い合わせ先", "places": "人数", "method": "募集のしかた",
    "apply_until": "応募の締切", "questions_until": "質問の締切", "companies": "照会する企業", "name": "名前",
    "kana": "ふりがな", "email": "メールアドレス", "phone": "電話番号", "story": "応募の理由と、できること",
    "consent": "同意", "question": "質問", "answer": "答え", "number": "確認番号", "reason": "理由",
    "held": "できること", "roles": "役割", "same_as": "登録のしかた", "consented_on": "同意を受け取った日",
    "pledged_on": "誓約書を受け取った日", "verdict": "決めたこと", "label": "だれが", "body": "団体",
    "comment": "評価の理由",
    **{f"score_{key}": words for key, words in CRITERIA.items()},
}  # fmt: skip


def number_from(secret: bytes) -> str:
    """Ten random bytes as the applicant's number, `ABCD-EFGH-IJKL-MNOP`."""
    text = base64.b32encode(secret).decode()
    return "-".join(text[at : at + 4] for at in range(0, 16, 4))


def number_hash(typed: str) -> bytes:
    """What is kept of a number, however it was typed."""
    return hashlib.sha256(re.sub(r"[^A-Z2-7]", "", typed.upper()).encode()).digest()


def forget_on(decided: date) -> date:
    """From which day on a person who was not hired is forgotten."""
    return add_months(decided, KEPT_MONTHS)


def joined_letter(*, title: str, body: str, name: str) -> tuple[str, str]:
    """Subject and text of the letter that an accepted applicant is in the pool now."""
    return (
        f"人材プールに登録しました：{title}",
        f"{name} 様\n\n応募のときに書いていただいた名前・連絡先・できることを、{body}の人材プールに登録しました。\n\n"
        f"内容を見る・直す、人材プールから離れるときは、{body}の担当へお知らせください。\n\n{body}\n",
    )


def receipt(*, title: str, body: str, name: str, number: str) -> tuple[str, str]:
    """Subject and text of the letter that an application came in."""
    return (
        f"応募を受け付けました：{title}",
        f"{name} 様\n\n「{title}」への応募を受け付けました。\n\n確認番号：{number}\n\n"
        f"選考の進み具合を見る、応募を取り下げる、採用の申し出に答えるときに使います。\n\n{body}\n",
    )


def verdict_letter(*, verdict: Verdict, title: str, body: str, name: str, today: date) -> tuple[str, str]:
    """Subject and text of what the applicant is told; the reason of the decision stays inside."""
    told = {
        Verdict.ADVANCE: (
            "次の選考のご案内",
            "書類を拝見し、次の選考に進んでいただくことになりました。日時は別にご連絡します。",
        ),
        Verdict.OFFER: (
            "採用のお申し出",
            "選考の結果、あなたに仕事をお願いしたいと考えています。確認番号の画面から、承諾か辞退をお知らせください。",
        ),
        Verdict.REJECT: (
            "選考の結果",
            "慎重に検討しましたが、今回はお願いしないことになりました。ご応募ありがとうございました。",
        ),
    }  # fmt: skip
    subject, text = told[verdict]
    letter = [wareki_with_weekday(today), f"{name} 様", f"「{title}」への応募について", text, f"{body}\n"]
    return f"{subject}：{title}", "\n\n".join(letter)
