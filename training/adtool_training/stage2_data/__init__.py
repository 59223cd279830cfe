"""What Stage-II learns from: windows of clips, and whom their prompts name."""
