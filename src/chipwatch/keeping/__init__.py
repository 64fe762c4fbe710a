"""For people who write fact files: new things, new facts, one style, and mending."""
