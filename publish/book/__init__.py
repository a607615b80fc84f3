"""ASSEMBLE: Edition and annotated texts to a Book of medium-neutral HTML sections."""
