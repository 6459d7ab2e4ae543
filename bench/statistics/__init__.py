"""The user's own statistics: tables of numbers in, one value a region × indicator out.

`rows` opens a file and gives its rows as texts, `cells` reads a number, a year or a unit out of a
text, `headings` and `names` find what a column holds, `reading` turns the rows into one long table
(`schema`), and `selection` takes from it the values to compare. What is wrong with a file is told
with its places and mends (`findings`); what is missing stays missing.
"""
