"""What files and lines exist: a repository's list of files, and what a path or target written in a plan means there."""

from planlint.repository.resolving import Repository, Resolution
from planlint.repository.witnessed import Witnessed, says_the_same

__all__ = ["Repository", "Resolution", "Witnessed", "says_the_same"]
