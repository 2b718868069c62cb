"""Work that waits for the worker: queued in the transaction of the change, retried until done."""
