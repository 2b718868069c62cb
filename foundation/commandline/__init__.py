"""The command line as the nouns see it: where this installation is, how an operation runs, how results are printed.

The commands themselves are the nouns' (`commands.py`); `cli.py` nests them by their words.
"""
