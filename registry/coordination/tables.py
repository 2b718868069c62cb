"""Threads with their messages and files, what was read until when; questions with answers and their opening."""

from typing import Final

from piccolo.columns import UUID, Array, Date, ForeignKey, Integer, Text, Timestamptz
from piccolo.columns.base import OnDelete
from piccolo.columns.reference import LazyTableReference
from piccolo.table import Table

from foundation.database.engine import ENGINE

ORGANISATION = LazyTableReference("Organisation", module_path="auth.organisations.tables")
ACCOUNT = LazyTableReference("Account", module_path="auth.accounts.tables")
MEMBER = LazyTableReference("Member", module_path="registry.members.tables")
FILE = LazyTableReference("File", module_path="foundation.files.tables")

SENTENCES: Final = {
    "thread_kind_subject_key": "このやりとりは、ちょうど相手も書き始めました。書いた内容は画面に残っています。"
    "もう一度送ってください。",
    "question_answer_question_organisation_key": "みなさんの団体からは、もう答えが届いています。"
    "画面を読み込み直して、答えを直してください。",
}


class Thread(Table, db=ENGINE):
    """A conversation about one thing of any noun. `bodies` and `members` are its parties."""

    id = UUID(primary_key=True, default=None)
    kind = Text(null=False, default=None)
    subject = UUID(null=False, default=None)
    owner = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    bodies = Array(base_column=UUID(), null=False, default=list)
    members = Array(base_column=UUID(), null=False, default=list)
    title = Text(null=False, default=None)
    link = Text(null=False, default=None)
    created_at = Timestamptz(null=False, default=None)
    changed_at = Timestamptz(null=False, default=None)


class Message(Table, db=ENGINE):
    """What somebody wrote for a body, or a member for themselves. Never changed."""

    id = UUID(primary_key=True, default=None)
    thread = ForeignKey(Thread, null=False, default=None, on_delete=OnDelete.restrict)
    organisation = ForeignKey(ORGANISATION, null=True, default=None, on_delete=OnDelete.restrict)
    member = ForeignKey(MEMBER, null=True, default=None, on_delete=OnDelete.restrict)
    author_name = Text(null=False, default=None)
    body = Text(null=False, default=None)
    created_at = Timestamptz(null=False, default=None)


class MessageFile(Table, db=ENGINE, tablename="message_file"):
    """A paper that came with a message."""

    id = UUID(primary_key=True, default=None)
    message = ForeignKey(Message, null=False, default=None, on_delete=OnDelete.restrict)
    thread = ForeignKey(Thread, null=False, default=None, on_delete=OnDelete.restrict)
    file = ForeignKey(FILE, null=False, default=None, on_delete=OnDelete.restrict)
    name = Text(null=False, default=None)


class ThreadSeen(Table, db=ENGINE, tablename="thread_seen"):
    """Until when an account has read a thread. The key is both columns; Piccolo wants one named."""

    thread = ForeignKey(Thread, primary_key=True, null=False, default=None, on_delete=OnDelete.restrict)
    account = ForeignKey(ACCOUNT, null=False, default=None, on_delete=OnDelete.restrict)
    seen_at = Timestamptz(null=False, default=None)


class Question(Table, db=ENGINE):
    """A question to every body of a framework: `bodies` are those asked."""

    id = UUID(primary_key=True, default=None)
    owner = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    bodies = Array(base_column=UUID(), null=False, default=list)
    author_name = Text(null=False, default=None)
    title = Text(null=False, default=None)
    body = Text(null=False, default=None)
    answer_by = Date(null=True, default=None)
    created_at = Timestamptz(null=False, default=None)
    closed_at = Timestamptz(null=True, default=None)
    version = Integer(null=False, default=1)


class QuestionAnswer(Table, db=ENGINE, tablename="question_answer"):
    """A body's one answer; its own to correct. `owner` is who asked."""

    id = UUID(primary_key=True, default=None)
    question = ForeignKey(Question, null=False, default=None, on_delete=OnDelete.restrict)
    owner = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    organisation = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    author_name = Text(null=False, default=None)
    body = Text(null=False, default=None)
    answered_at = Timestamptz(null=False, default=None)
    version = Integer(null=False, default=1)


class AnswerOpening(Table, db=ENGINE, tablename="answer_opening"):
    """That the asker opened an answer to everybody who was asked."""

    answer = ForeignKey(QuestionAnswer, primary_key=True, null=False, default=None, on_delete=OnDelete.restrict)
    question = ForeignKey(Question, null=False, default=None, on_delete=OnDelete.restrict)
    owner = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    opened_at = Timestamptz(null=False, default=None)
