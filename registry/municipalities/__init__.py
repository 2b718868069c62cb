"""Municipalities and prefectures: the reference list of public bodies and their dated facts with sources.

Owns what is known about a town as a town, and the readers of the ministries' files about towns.
Does not own who belongs to a co-operation framework, nor what a town asks for.
"""
