"""Where people decide: today a line reviewer, one key a decision; the full-screen one will live beside it."""
