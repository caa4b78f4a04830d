"""VPO Desk: the offline, encrypted desk of a small department's violence prevention officer."""

__version__ = "0.1.0"
