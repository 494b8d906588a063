"""How rules are held against a plan: selecting, values, facts, verbs."""
