"""planlint's own version; the distribution's is the same."""

VERSION = "0.1.0"
