"""Cases: the list of them, and one case with its parts."""
