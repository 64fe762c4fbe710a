"""Export controls, calculated: what rules make of chips and firms."""
