"""Photos and files of reports: resumable uploads (tus 1.0), kept by their SHA-256."""
