"""The command line: one short function a command, over the Python interface."""
