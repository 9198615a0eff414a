"""`report.html`: `write_page` puts it together, `page.html` is its frame, the other modules make its parts."""
