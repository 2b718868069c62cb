"""What each paper of the house says and how it is set: 辞令, 協定書 and their like, from words to a tagged PDF.

Which papers there are, who approved them and under which number belongs to the nouns above; nothing is stored here.
"""
