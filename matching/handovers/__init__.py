"""What is handed over when an assignment ends: the list from a versioned template, who did what when, the pack.

The assignment itself is `matching/assignments`; 引継書 is printed by `reports/issuing` from `handover_pack`.
"""
