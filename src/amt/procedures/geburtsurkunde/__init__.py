"""Birth of a child at the Standesamt (PStG): forms, acts and texts of one service.

The platform reads `procedure.PROCEDURE` and nothing else. Pure Python, no Django.
"""
