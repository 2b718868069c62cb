"""The agreement (協定書) between the bodies that share a person: who takes part, who bears how much, who has approved.

Rules of division by population or use, and settlement in yen, belong to a later noun; printing to `reports/issuing`.
"""
