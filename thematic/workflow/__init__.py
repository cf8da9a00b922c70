"""The verbs as plain functions: each reads, calls the pure core, and writes in one transaction. Prints nothing."""
