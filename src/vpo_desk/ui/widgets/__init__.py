"""The parts that pages are made of; none of them knows a case."""
