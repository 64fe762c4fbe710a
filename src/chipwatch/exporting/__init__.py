"""Export a base, or a part of it, to the formats of other tools."""
