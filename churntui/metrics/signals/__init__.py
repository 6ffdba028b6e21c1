"""Signals: what says that a logo which still pays is at risk, each with its name, its day and what to do about it.

`signal` is the vocabulary, `ground` what is known, `use`, `people`, `heard` and `agreed` are the rules, `looking` asks
them all. A rule says nothing of what was never measured: that is unknown, and said to be so, and not low. Where others
are measured and one logo never was, that itself is a signal. Plain Python, at a cost of logos times signals.
"""
