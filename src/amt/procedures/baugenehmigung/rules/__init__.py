"""What can be computed: the terms of the law and, once rates are entered, the fee."""
