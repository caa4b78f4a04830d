"""Gathers what a document says from the case file; laying it out is the documents' business."""
