"""Where a text speaks of somebody: names, and the phrases that stand for sources.

In: a text, its named entities, its sources. Out: mentions and phrases. Imports names, layout, records and reports.
"""
