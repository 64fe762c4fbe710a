"""Other ways in than the command line: a server of tools for assistants."""
