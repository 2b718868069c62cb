"""The legal relation between a member and an appointing body: form, term, approval; and the forms as dated data.

Who works where and how many days is `matching/assignments`; printing 辞令 and 委嘱状 is `reports/issuing`.
"""
