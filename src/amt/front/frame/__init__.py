"""What all pages share: who acts, polite refusals, form pages from specifications, assessments."""
