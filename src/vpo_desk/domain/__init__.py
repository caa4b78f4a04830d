"""The trade's own nouns as frozen values: pure Python, no storage, no window, no paper."""
