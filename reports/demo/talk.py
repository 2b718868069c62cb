"""What towns and prefectures say to each other: a thread on some needs, and questions that everybody answers."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from auth.viewer import Viewer
from registry.coordination import operations
from registry.coordination.needs import about_need
from registry.coordination.schemas import NewAnswer, NewMessage, NewQuestion
from registry.needs.queries import needs as needs_of
from reports.demo.cast import HIROSHIMA, KUMAMOTO, POOLS, TOWNS, Cast
from reports.demo.timeline import Timeline

SAID: Final = (
    "訪問の前に、いまの申請書を何枚か写真で送っていただけますか。",
    "住民課の分を3枚撮りました。税務の分は明日になります。",
    "ありがとうございます。3枚で十分です。水曜の午後に伺います。",
)
QUESTIONS: Final = {
    HIROSHIMA: NewQuestion(
        title="窓口の待ち時間は、どう測っていますか",
        body="DXの効果を議会に説明するため、待ち時間を測りたいと考えています。測り方と、続けられるこつを教えてください。",
    ),
    KUMAMOTO: NewQuestion(
        title="ガバメントクラウドの運用費は、いくら増えましたか",
        body="来年度の予算要求の参考にします。おおよその割合だけでもかまいません。",
    ),
}
ANSWERS: Final = (
    "番号札の機械の記録を月に一度、表にしています。1回10分ほどで済みます。",
    "測っていません。ほかの町の測り方を知りたいです。",
    "毎月第2水曜だけ、職員が紙に時刻を書いています。",
)


async def talk(cast: Cast, timeline: Timeline) -> None:
    """The towns that can be entered have something to read, and something to answer."""
    for pool in POOLS:
        await _about_needs(cast, timeline, pool)
    for pool, question in QUESTIONS.items():
        timeline.days_ago(4)
        told = question.model_copy(update={"answer_by": timeline.as_of + timedelta(days=10)})
        asked = (await operations.ask_all(question=told, by=cast.bodies[pool])).id
        towns = _towns(cast, pool)
        timeline.days_ago(2)
        for town, words in zip(towns[1:], ANSWERS, strict=False):
            await operations.answer(question=asked, given=NewAnswer(answer=words), by=town)
        timeline.days_ago(1)
        if len(towns) > 1:
            await operations.open_answers(question=asked, by=cast.bodies[pool])


async def _about_needs(cast: Cast, timeline: Timeline, pool: str) -> None:
    hall = cast.bodies[pool]
    for town in _towns(cast, pool)[:2]:
        rows, _ = await needs_of(by=town, states=["submitted", "heard", "triaged", "accepted"], size=1)
        for row in rows:
            for days, (by, words) in zip((5, 3, 1), zip((hall, town, hall), SAID, strict=True), strict=True):
                timeline.days_ago(days)
                about = await about_need(need=row.id, by=by)
                await operations.say(about=about, message=NewMessage(body=words), by=by)


def _towns(cast: Cast, pool: str) -> Sequence[Viewer]:
    """Those that can be entered, or that somebody in the story has acted for."""
    own = {town.code for town in cast.towns[pool]}
    entered = [code for code in TOWNS if code in own]
    further = sorted(code for code in cast.bodies if code in own and code not in TOWNS)
    return [cast.bodies[code] for code in (*entered, *further)]
