"""Everything a person sees: each letter is made by one function of a module here (DESIGN 2, Out)."""
