"""Tests of PACKAGE."""
