"""Interview protocols as data: strict files, an outline engine, and the trade's word lists."""
