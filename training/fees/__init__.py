"""Fees of the specialist examinations that DX推進リーダー sit for (fiscal measure C): each once, with its receipt.

What they come to as 財政措置 is calculated by `matching/funding`, to which `reports` hands them.
"""
