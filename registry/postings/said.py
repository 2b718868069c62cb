"""What the page after a form says was done: postings and applications."""

from collections.abc import Mapping
from typing import Final

SAID: Final[Mapping[str, str]] = {
    "POST /postings": "募集の下書きを保存しました。まだ公開していません。",
    "POST /postings/{posting}/words": "募集の文を保存しました。",
    "POST /postings/{posting}/opening": "募集を始めました。だれでも読めるページに載っています。",
    "POST /postings/{posting}/closing": "募集を締め切りました。次は、選考です。",
    "POST /postings/{posting}/failure": "「決まらなかった」と記録しました。あらためて募集できます。",
    "POST /postings/{posting}/reopening": "募集を、もう一度始めました。",
    "POST /postings/{posting}/assessors": "選考にあたる人を加えました。",
    "POST /postings/{posting}/stages": "選考を始めました。選考にあたる人が、評価を書けます。",
    "POST /posting-stages/{stage}/closing": "選考を終えました。全員の評価が読めます。",
    "POST /posting-assessors/{assessor}/removal": "選考から外しました。",
    "POST /posting-questions/{question}/answer": "答えを載せました。だれでも読めます。",
    "POST /applications/{application}/sheets": "評価を保存しました。ほかの人の評価は、全員がそろうと読めます。",
    "POST /applications/{application}/decision": "決定を記録しました。",
    "POST /applications/{application}/membership": "人材プールに加えました。",
    "POST /postings/{posting}/questions": "質問を受け付けました。答えは、このページに載ります。",
    "POST /my-application/withdrawal": "応募を取り下げました。",
    "POST /my-application/answer": "返事を送りました。",
}
