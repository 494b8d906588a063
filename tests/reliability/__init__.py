"""The reliability suite: bad inputs, hostile texts, faults; each with what must come of it."""
