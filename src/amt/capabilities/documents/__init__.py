"""Files that people and the office give each other: kept by content, owned by subjects."""
