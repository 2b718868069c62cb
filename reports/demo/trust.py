"""Who else works with the prefecture's data: outside systems, and in an emergency that is over, somebody on duty."""

from datetime import timedelta
from typing import Final

from auth.accounts.operations import NewAccount, open_account
from auth.clients.operations import register_client
from auth.clients.schemas import NewClient
from auth.emergencies.operations import ask_for_emergency, decide_emergency, end_emergency
from auth.emergencies.schemas import EmergencyAsked, EmergencyDecision
from auth.permissions import Right
from auth.permissions.rules import Role
from auth.viewer import Viewer
from auth.webhooks.operations import register_webhook
from auth.webhooks.schemas import NewWebhook
from auth.webhooks.sending import Road
from foundation.text.ids import body_id
from reports.demo.cast import HIROSHIMA, Cast, viewer_of
from reports.demo.timeline import Timeline

SYSTEM: Final = NewClient(
    name="架空県 統計システム", scopes=[Right.READ_NEEDS, Right.READ_EMPLOYMENT], calls_a_minute=60
)
TOLD: Final = NewWebhook(name="架空県 職員ポータル", url="https://portal.kakuu.example/dxpool", kinds=["registration"])
ON_DUTY: Final = NewAccount("demo-on-duty", "当直（広島県・架空）", "デジタル推進課")
REASON: Final = "担当の管理者が入院し、今日が期限の利用者の棚卸しを終えられないため（架空）"


async def let_others_in(cast: Cast, timeline: Timeline) -> None:
    """Two outside systems are registered; somebody on duty is a manager for half an hour, a second person agreeing."""
    manager = cast.bodies[HIROSHIMA]
    timeline.days_ago(14)
    await register_client(new=SYSTEM, by=manager)
    await register_webhook(new=TOLD, road=Road(), by=manager)
    timeline.days_ago(7)
    system = Viewer.system(body_id(HIROSHIMA), kind="prefecture")
    on_duty = await viewer_of((await open_account(ON_DUTY, role=Role.CLERK, by=system)).id)
    asked = await ask_for_emergency(asked=EmergencyAsked(reason=REASON), by=on_duty)
    await decide_emergency(id=asked.id, decision=EmergencyDecision(granted=True), by=manager)
    timeline.later(timedelta(minutes=30))
    await end_emergency(id=asked.id, by=on_duty)
