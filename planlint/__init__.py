"""planlint: a static rule linter for the plans that coding agents work from."""
