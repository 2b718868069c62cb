"""Pages and fragments, forms, errors as answers, headers. Only this and the doors know the web framework."""
