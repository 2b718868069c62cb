"""What people read and print: homes, figures, papers. It decides nothing."""
