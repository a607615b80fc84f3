"""READ: files of a manuscript to an Edition of frozen models."""
