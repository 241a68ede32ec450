"""The law of Elterngeld as pure functions: months of life, amount, who gets which month."""
