"""How findings are told: as text, JSON, and SARIF."""
