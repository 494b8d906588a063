"""The rim: from paths to a report; choosing rulesets, judging plan by plan, saying what could not be judged."""
