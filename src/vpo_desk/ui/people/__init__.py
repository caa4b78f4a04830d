"""People: the list of them, one person, and two records of one."""
