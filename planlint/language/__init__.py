"""YAML -> RuleSet: shape, meaning, faults; alone knows YAML."""
