"""Files of cases and concerns: taking them in, looking at them from memory, letting them out."""
