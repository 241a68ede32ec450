"""Views of the portal, one file a page or a small family of pages."""
