"""How our processes end with the one that started them, kill -9 included. What they do is their own noun's business."""
