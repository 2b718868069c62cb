"""The same shapes as pages send them: a select for each skill, boxes that are not sent, fields that are emptied."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from foundation.text.shape import Shape
from foundation.text.text_type import OneLine, Paragraphs
from registry.members.schemas import HeldChoices, MemberEdit, NewMember, OwnContacts, SkillHeld


class _SkillChoices(Shape):
    """Skills as a page sends them: one select for each skill of our scheme, one box for each proof seen."""

    held: HeldChoices = Field(default_factory=list)
    proofs: list[UUID] = Field(default_factory=list, max_length=60)

    def skills_held(self) -> list[dict[str, object]]:
        """The same as a program would send it."""
        proofs = {str(skill) for skill in self.proofs}
        pairs = [choice.split(":") for choice in self.held]
        return [
            {"skill": skill, "level": int(level) if level else None, "verified": skill in proofs}
            for skill, level in pairs
        ]


class NewMemberForm(NewMember, _SkillChoices):
    """A new member as the page sends it."""

    on_site: bool = False
    remote: bool = False
    skills: list[SkillHeld] = Field(default_factory=list, exclude=True)

    def new_member(self) -> NewMember:
        """The same as a program would send it."""
        given = self.model_dump(include=set(NewMember.model_fields) - {"skills"})
        return NewMember.model_validate(given | {"skills": self.skills_held()})


class MemberEditForm(MemberEdit, _SkillChoices):
    """An edit as the page sends it."""

    on_site: bool = False
    remote: bool = False
    skills: list[SkillHeld] = Field(default_factory=list, exclude=True)

    def member_edit(self) -> MemberEdit:
        """The same as a program would send it."""
        given = self.model_dump(include=set(MemberEdit.model_fields) - {"skills"})
        return MemberEdit.model_validate(given | {"skills": self.skills_held()})


class OwnContactsForm(OwnContacts):
    """The same as a page sends it: a field left empty empties what is kept."""

    name: Annotated[str, OneLine(100)]
    kana: Annotated[str, OneLine(100, may_be_empty=True)] = ""
    employer_name: Annotated[str, OneLine(200, may_be_empty=True)] = ""
    side_jobs: Annotated[str, Paragraphs(2000, may_be_empty=True)] = ""

    def own_contacts(self) -> OwnContacts:
        """The same as a program would send it, every field given."""
        return OwnContacts.model_validate(self.model_dump())
