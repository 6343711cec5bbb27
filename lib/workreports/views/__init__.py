"""What JupyterLab shows, controls above the answer; and the explorer, for any browser."""
