"""The case file itself: whose it is, what it holds, how its chain stands."""
