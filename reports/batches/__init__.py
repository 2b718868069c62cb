"""Many papers taken along at once, as one PDF or a zip, kept for a week. The papers themselves stay in the register."""
