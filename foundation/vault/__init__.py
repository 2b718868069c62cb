"""Secrets that have to be read again (providers' keys, second factors), encrypted under the installation's key."""
