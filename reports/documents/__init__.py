"""The register of papers: 辞令, 委嘱状 and 協定書 as drafts (案) and as issued, with number, words and PDF.

What a paper tells of is decided in `matching`; here it is worded, numbered, printed and handed out.
"""
