"""An invented hospital that notifies births to the registry office (section 20 PStG)."""
