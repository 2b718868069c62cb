"""Mentors (相談役): people of the pools who offer to be asked, who asks them, and until when.

Whoever asks reads the offer, not the name: the name is told when the mentor accepts.
"""
