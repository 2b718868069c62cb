"""The decisions of employment and the engine that proposes them: from a proposal to one person working for several towns."""
