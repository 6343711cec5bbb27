"""The book: the stored notebooks and the datasheet as a static site. Nothing is executed and nothing is fetched."""

project = "workreports"
author = "the workreports founders"
copyright = "prose and figures CC BY 4.0, code MIT"
extensions = ["myst_nb"]
root_doc = "guide/index"
include_patterns = ["guide/*.md", "notebooks/*.ipynb", "corpus/README.md", "corpus/gold/README.md", "CHANGELOG.md", "CONTRIBUTING.md"]
nb_execution_mode = "off"
nb_merge_streams = True
myst_enable_extensions = ["dollarmath"]
html_theme = "alabaster"
html_theme_options = {"description": "Government work reports of Hangzhou's inner districts, 2013-2023"}
html_copy_source = False
html_show_sphinx = False
suppress_warnings = ["myst.xref_missing"]
