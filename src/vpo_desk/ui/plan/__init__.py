"""The management plan of a case: actions, rules, review, and its paper beside it."""
