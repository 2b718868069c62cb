"""What the journal's code names are called on a page."""

from typing import Final

KINDS: Final = {"": "すべて", "read": "閲覧だけ", "change": "変更だけ"}
PURPOSE: Final = "記録の監査のため"
MOST_EXPORTED: Final = 20_000
MOST_CALLED: Final = 200
TOO_MANY: Final = "2万件を超えるため、一つのファイルにできません。期間を短くしてください。"
NOUNS: Final = {
    "account": "利用者", "agreement": "協定書", "allocation_pin": "割当の固定", "allocation_run": "割当の計算",
    "allocation_scenario": "割当の条件", "application": "応募", "appointment": "任用", "assignment": "配属",
    "capacity": "日数", "company": "企業", "conflict_check": "利益相反の確認", "conflict_declaration": "利益相反の申告",
    "course_session": "研修の開催", "disclosure": "名前の開示", "disclosure_request": "名前の依頼", "document": "書類",
    "enrolment": "受講", "framework": "推進体制", "funding_cost": "財政措置の費用", "import_file": "取り込んだファイル",
    "job_description": "職務記述書", "joint_need": "共同の要望", "member": "人材", "member_merge": "統合",
    "municipality_fact": "市区町村の数字", "need": "要望", "organisation": "団体", "party": "提案への返事",
    "posting": "募集", "posting_course": "募集の研修", "privacy_request": "開示などの請求", "proposal": "提案",
    "question": "質問", "registration": "国の登録", "saved_search": "保存した検索", "session": "サインイン",
    "skill_mapping": "スキルの対応", "skill_scheme": "スキルの体系", "thread": "やりとり",
    "travel_time": "移動時間", "allocation_readmission": "もう一度候補にしたこと",
    "training_completion": "研修の修了", "training_requirement": "必要な研修",
}  # fmt: skip
FIELDS: Final = {
    "name": "氏名", "kana": "ふりがな", "email": "メール", "phone": "電話", "employer_name": "勤め先", "home": "住まい",
    "birth": "生年月日", "photo": "写真", "side_jobs": "兼業", "note": "備考", "employer": "勤め先の企業",
    "career": "経歴・資格・条件", "history": "変更の記録",
}  # fmt: skip
ROLES: Final = {
    "manager": "管理者", "hr": "人事", "finance": "財政", "clerk": "担当", "reader": "閲覧", "auditor": "監査",
    "system": "自動の処理", "member": "本人", "public": "サインインの前",
}  # fmt: skip
