"""Experts that towns share (愛媛県の共同調達): which theme each answers, and who gets a town's question by its theme.

Who works where is `matching/assignments`, who pays `matching/agreements`; what is said is `registry/coordination`.
"""
