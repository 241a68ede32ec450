"""The life of a grant that is paid monthly: plan, renewal, new decision when figures change."""
