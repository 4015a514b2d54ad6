"""How names, titles and roles are written, and how names compare.

In: words. Out: names split into their parts. Imports layout and spans.
"""
