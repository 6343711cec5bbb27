"""What JupyterLab shows: controls above the answer; and the explorer, which needs a browser alone."""
