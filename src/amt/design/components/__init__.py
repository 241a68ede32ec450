"""What stands behind the template tags: each function turns plain values into a template's context.

`amt.design.templatetags.design` registers them; nothing else calls them.
"""
