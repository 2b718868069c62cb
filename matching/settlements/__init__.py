"""The settlement of an agreement's fiscal year: what it cost, who bears how much, what was paid before, to the yen.

The rule of division is the agreement's (`matching/agreements`), the days are the ledger's (`matching/assignments`); the
sheet for each body is printed by `reports/issuing`.
"""
