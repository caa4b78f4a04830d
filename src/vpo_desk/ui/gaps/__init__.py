"""What is known in a case and what is not: gap map, answers side by side, roots."""
