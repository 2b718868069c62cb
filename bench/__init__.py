"""Repeatable measurements: ratios in one run, against named baselines. Nothing here is a test."""
