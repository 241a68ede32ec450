"""Cases: parties, facts, proposals and decisions of one matter."""
