"""The data-quality report: what is inconsistent in print, and what counting once leaves out."""
