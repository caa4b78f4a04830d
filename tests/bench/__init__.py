"""The benchmarks: ours and the floor in turn, in one run; no time is ever asserted."""
