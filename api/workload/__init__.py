"""What operations read of the workload they imported themselves."""
