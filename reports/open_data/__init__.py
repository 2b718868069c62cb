"""Open data: every night's data sets with codes, definitions, licence and hash, and the page of each published number.

What is counted is decided in `figures`, `survey` and the registers; small cells are withheld before they arrive here.
"""
