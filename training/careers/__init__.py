"""What a person wants after the term, by choices alone, and prefectures that ask whether they may get in touch.

A name is told by the person's own consent, given when they accept; the consent itself is `registry/consents`.
"""
