"""Forms of appointment (任用形態) by code. Their articles, terms and papers are data in `matching/appointments`."""

from enum import StrEnum
from typing import Final


class AppointmentForm(StrEnum):
    """How a person may be taken on (`domain.md`, Forms of appointment)."""

    SPECIAL_PART_TIME = "special_part_time"
    FISCAL_YEAR = "fiscal_year"
    FIXED_TERM = "fixed_term"
    JOINT_HIRE = "joint_hire"
    DISPATCH = "dispatch"
    CONTRACT = "contract"
    SECONDMENT = "secondment"
    FELLOW = "fellow"


FORMS: Final = {
    AppointmentForm.SPECIAL_PART_TIME: "特別職非常勤職員",
    AppointmentForm.FISCAL_YEAR: "会計年度任用職員",
    AppointmentForm.FIXED_TERM: "任期付職員",
    AppointmentForm.JOINT_HIRE: "県・市町共同採用",
    AppointmentForm.DISPATCH: "自治法派遣",
    AppointmentForm.CONTRACT: "業務委託",
    AppointmentForm.SECONDMENT: "在籍型出向（地域活性化起業人）",
    AppointmentForm.FELLOW: "フェロー（委嘱）",
}
