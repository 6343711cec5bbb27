"""What JupyterLab shows: controls above the answer."""
