"""How good drafted lines are: the paper's metrics (§4.1), and what they leave out.

One file a metric. Scores are percentages, as the papers print them, unless a docstring says
otherwise.
"""
