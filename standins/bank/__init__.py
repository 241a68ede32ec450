"""A bank that takes orders as files, keeps a notebook and gives payments back when asked."""
