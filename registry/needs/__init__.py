"""What a municipality wants done, from the first words to the closed file, with hearing and requirement.

Who could do it is `matching`; a need in a sent proposal is known there, not here.
"""
