"""What is linked with what: neighbours, chains, and which rules reach a firm through whom."""
