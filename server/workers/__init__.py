"""Killable processes that evaluate queries: the web process never does. They know no HTTP."""
