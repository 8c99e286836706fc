"""What people do: one function each, atomic, taking `by=`."""
