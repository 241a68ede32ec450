"""What tests of other rooms need to plan and pay."""
