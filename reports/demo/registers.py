"""Companies on the lists of the ministry and of Hiroshima, what towns record themselves, a version of a scheme."""

from datetime import date
from typing import Final

from foundation.database.unit_of_work import reading
from foundation.text.dates import add_months
from foundation.text.ids import body_id
from registry.companies.operations import list_company, share_company
from registry.companies.schemas import NewCompany
from registry.frameworks.operations import keep_framework
from registry.frameworks.schemas import FrameworkRecord
from registry.municipalities.recording import record_fact
from registry.municipalities.schemas import FactEntry
from registry.skills.operations import import_scheme, map_skills
from registry.skills.queries import skills_of_scheme
from registry.skills.schemas import NewMapping, SchemeWords
from reports.demo.cast import COMPANY, EHIME, HIROSHIMA, KUMAMOTO, Cast
from reports.demo.requests import skill_id
from reports.demo.timeline import Timeline

SHARED: Final = (
    ("株式会社みさきソリューション（架空）", "ミサキソリューション", {"engineer": 6, "project_manager": 2}, 20,
     ("343684", "384844")),
    ("合同会社ひだまりデザイン（架空）", "ヒダマリデザイン", {"service_designer": 3}, 2, ("345458",)),
    ("株式会社いぶきデータ（架空）", "イブキデータ", {"engineer": 4, "producer": 1}, -1, ()),
)  # fmt: skip
"""The ministry's: name, kana, people by role, months until the listing runs out, towns it deals with."""

SCHEME: Final = """
1. 相談を受ける:
  1.1 窓口:
    - 窓口と申請の設計
    - 案内文のやさしさ
2. 仕組みをつくる:
  2.1 基盤:
    - クラウドの設計
    - クラウドの運用
"""
RECORDED: Final = {"344621": ("1", "yes", "no"), "345458": ("0.5", "no", "no_answer"), "342050": ("4", "yes", "yes")}
WORDS: Final = {"yes": "実施", "no": "未実施", "no_answer": "無回答"}


async def fill_registers(cast: Cast, timeline: Timeline) -> None:
    """Fill the registers."""
    timeline.days_ago(120)
    await _listings(cast, timeline)
    await _facts(cast, timeline)
    await _schemes(cast, timeline.today)
    await _frameworks(cast)


async def _listings(cast: Cast, timeline: Timeline) -> None:
    hall = cast.bodies[HIROSHIMA]
    new = NewCompany.model_validate(
        {"organisation": cast.company.organisation, "name": COMPANY[0], "kana": COMPANY[1], "engineer": 5,
         "project_manager": 2, "listed_until": add_months(timeline.as_of, 2), "contact_name": "青凪 架空",
         "conditions": "月4日から。片道90分まで。業務委託か特別職非常勤。", "contact_email": "aonagi@example.jp",
         "dealings": [{"municipality": body_id("342050"), "what": "住民情報システムの保守（架空）"},
                      {"municipality": body_id("342025"), "what": "端末の入れ替え（架空）"}]}
    )  # fmt: skip
    await list_company(new=new, by=hall)
    halls = [body_id(code) for code in (HIROSHIMA, EHIME, KUMAMOTO)]
    for name, kana, offers, months, towns in SHARED:
        given = {"name": name, "kana": kana, "listed_until": add_months(timeline.as_of, months), **offers,
                 "conditions": "オンラインを中心に、月2日から（架空）",
                 "dealings": [{"municipality": body_id(code), "what": "架空の取引"} for code in towns]}  # fmt: skip
        id = (await list_company(new=NewCompany.model_validate(given), by=cast.ministry)).id
        await share_company(id=id, receivers=halls, by=cast.ministry)


async def _facts(cast: Cast, timeline: Timeline) -> None:
    for code, (staff, cio, aide) in RECORDED.items():
        town = await cast.town(code)
        for indicator, value in (("dx_staff", staff), ("cio", WORDS[cio]), ("cio_aide", WORDS[aide])):
            entry = FactEntry.model_validate(
                {"indicator": indicator, "value": value, "as_of": timeline.today, "source": "人事台帳（架空）"}
            )
            await record_fact(code=code, entry=entry, by=town)


async def _schemes(cast: Cast, today: date) -> None:
    words = SchemeWords(code="demo-1.0", family="demo", name="架空のスキル標準", version="1.0", valid_from=today,
                        source="デモ用の架空の標準")  # fmt: skip
    await import_scheme(words=words, content=SCHEME.encode(), by=cast.ministry)
    async with reading(cast.ministry):
        skills = {skill.name: skill.id for skill in await skills_of_scheme("demo-1.0")}
    split = NewMapping(earlier=[skill_id("17")], later=[skills["クラウドの設計"], skills["クラウドの運用"]],
                       kind="split", first_day=today, reason="設計と運用を分けて確かめるため（架空）")  # fmt: skip
    await map_skills(new=split, by=cast.ministry)
    same = NewMapping(earlier=[skill_id("11")], later=[skills["窓口と申請の設計"]], kind="same", first_day=today,
                      reason="同じ内容のため（架空）")  # fmt: skip
    await map_skills(new=same, by=cast.ministry)


async def _frameworks(cast: Cast) -> None:
    record = FrameworkRecord(model="kumamoto", name="県内企業が全市町村を訪ねる体制（架空）", source="デモ用の架空の値",
                             note="県の職員が同行し、毎週の勉強会で様子を分け合う。", version=1)  # fmt: skip
    await keep_framework(code=KUMAMOTO, kept=record, by=cast.bodies[KUMAMOTO])
