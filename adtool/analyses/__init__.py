"""The paper's analyses: what they measure, and the figures that they draw."""
