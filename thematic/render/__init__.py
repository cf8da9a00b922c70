"""Values to what people read on a terminal. Data is always shown as text, never as markup, with controls removed."""
