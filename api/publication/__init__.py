"""What operations read of the use of the service: releases only."""
