"""The use cases: one module for each activity of the officer, free of windows and of paper."""
