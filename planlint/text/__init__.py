"""The source text of a plan and its positions."""
