"""The command line: one file for each command; only this package knows click."""
