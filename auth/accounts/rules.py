"""Roles, bodies and rights in words; how long a password is."""

from typing import Final

from auth.permissions.rules import Right, Role

SHORTEST_PASSWORD: Final = 12
LONGEST_PASSWORD: Final = 200
ROLES: Final = {
    Role.MANAGER: "管理者",
    Role.HR: "人事",
    Role.FINANCE: "財政",
    Role.CLERK: "担当",
    Role.READER: "閲覧",
    Role.AUDITOR: "監査",
}
BODIES: Final = {
    "municipality": "市区町村",
    "prefecture": "都道府県",
    "union": "組合",
    "ministry": "国",
    "member": "人材",
    "company": "企業",
    "school": "研修機関",
}
RIGHTS: Final = {
    Right.OPEN: "だれでも開ける画面を見る",
    Right.HOME: "ホームと通知を見る",
    Right.READ_NEEDS: "相談・要望を読む",
    Right.ASK: "相談を書く・取り下げる",
    Right.HEAR: "聞き取り、進め方と条件を決める",
    Right.READ_RECRUITMENT: "職務記述書と募集の進み具合を読む",
    Right.RECRUIT: "職務記述書を書く、募集を出す、応募を選ぶ",
    Right.APPROVE_AS_HR: "職務記述書を人事として決裁する",
    Right.APPROVE_AS_FINANCE: "職務記述書を財政として決裁する",
    Right.ASSESS: "応募を評価する",
    Right.READ_CARDS: "人材のカード（名前なし）を見る",
    Right.KEEP_POOL: "人材プールの登録と取り込み",
    Right.ALLOCATE: "割当を計算する",
    Right.READ_PROPOSALS: "提案を読む",
    Right.PROPOSE: "提案をつくる・確定する",
    Right.ANSWER: "提案に返事をする",
    Right.READ_EMPLOYMENT: "任用・配属・協定を読む",
    Right.APPROVE: "任用や協定を承認する",
    Right.SETTLE: "年度の費用を精算する",
    Right.READ_PAPERS: "辞令・協定書などを開く",
    Right.READ_FUNDING: "財政措置の試算を見る",
    Right.KEEP_FUNDING: "財政措置に数える経費を入れる・外す",
    Right.READ_REGISTRATIONS: "アクセラレータの登録を読む",
    Right.RECOMMEND: "アクセラレータを国に推薦する",
    Right.REGISTER: "アクセラレータを確かめて登録する",
    Right.READ_NATIONAL: "全国の数を見る",
    Right.READ_TRAINING: "研修を見る",
    Right.KEEP_TRAINING: "研修の日程と受講を記録する",
    Right.KEEP_COURSES: "研修の教材を新しくする",
    Right.READ_JOURNAL: "自分の団体の操作の記録を読む",
    Right.READ_CONSENTS: "名前を見る同意と依頼を読む",
    Right.REQUEST_NAME: "名前を見たいと依頼する",
    Right.DECIDE_NAME: "名前を見せるかを決める・紙の同意を記録する",
    Right.EXPORT_PERSON: "一人について持っている情報を書き出す",
    Right.ERASE_PERSON: "一人の情報を消去する",
    Right.READ_COMPANIES: "企業の一覧を読む",
    Right.LIST_COMPANIES: "企業を一覧に載せる・共有する",
    Right.KEEP_LISTING: "企業の掲載の内容を直す",
    Right.KEEP_FACTS: "市区町村の数字を記録する",
    Right.KEEP_SKILLS: "スキルの体系と対応を決める",
    Right.BRING_IN: "ファイルを取り込む",
    Right.READ_TALK: "やりとりと問いかけを読む",
    Right.TALK: "やりとりに書く、尋ねる、答える",
    Right.READ_SUPPORT: "支援の記録と訪問の状況を読む",
    Right.LOG_SUPPORT: "支援の記録を書く・確かめる",
    Right.READ_NETWORK: "催し・好事例・相談役を見る",
    Right.JOIN_NETWORK: "催しに申し込む・相談役に頼む",
    Right.HOST_EVENT: "催しを開く",
    Right.TELL_PRACTICE: "好事例を書く・公開を決める",
    Right.READ_REGION: "地域の数字を見る",
    Right.KEEP_STAFF: "利用者・役割・IDの窓口を決める",
}
"""Every right has its words here; a test holds the two together."""
