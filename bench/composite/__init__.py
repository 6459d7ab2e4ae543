"""Composite indicators: tables of numbers in, scores and ranks out; one module a step.

Pure functions on float64 arrays in which rows are regions and columns indicators, NaN is missing
and other values are finite. They raise ``ValueError`` where an input cannot be used. The steps and
their order are those of the OECD/JRC Handbook on Constructing Composite Indicators (2008); where
COINr (Becker et al. 2022, JOSS 7(78), 4567) defines a step, its results are reproduced.
"""
