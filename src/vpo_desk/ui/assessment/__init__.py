"""The assessment of a case: themes with their evidence, and the judgment over them."""
