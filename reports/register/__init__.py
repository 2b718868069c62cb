"""The register of papers: each as 案 or issued, with number, words and PDF, handed out and, when lost, issued again.

What a paper says is worded by `papers`, and who may be told what by the nouns that it tells of.
"""
