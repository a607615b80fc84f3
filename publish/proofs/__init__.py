"""PROOF: what the finished files say, held against what they should say."""
