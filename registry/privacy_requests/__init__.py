"""What a person may ask of the body that keeps their data: to see it, to have it corrected, to have it erased.

The clocks of the law run here; what is then shown, corrected or erased is done at the privacy desk and in the roster.
"""
