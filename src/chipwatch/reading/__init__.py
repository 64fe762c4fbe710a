"""From YAML files to facts: files, nodes, documents, and the checks that hold them together."""
