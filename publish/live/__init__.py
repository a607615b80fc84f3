"""LIVE: the book made anew after every save; publish watch, publish serve."""
