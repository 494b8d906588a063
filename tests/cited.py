"""A ruleset that asks the repository for the paths that a plan cites; what is kept of its findings may go stale."""

from __future__ import annotations

RULESET = """\
planlint: 1
ruleset: mine
title: Mine
source: {document: mine.txt}
recognised by: [{points: 5, has: {section: Tasks}}]
rules:
  cited:
    for each: {path: '*'}
    must exist: [in the repository, at those lines]
    source: 1
    because: Reasons.
    say: "`{text}` is not there"
    pass: {plan: "# P `a.py`\\n", files: [a.py]}
    fail: {plan: "# P `src/b.py`\\n", files: [a.py], at: 1}
"""
