"""What speaks for or against a page being an article: its address, its phrases, its build."""
