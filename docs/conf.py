import quoteattr

project = "quoteattr"
author = "The quoteattr authors"
copyright = f"2026, {author}"  # noqa: A001  Sphinx calls it so
version = release = quoteattr.__version__

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
exclude_patterns = ["_build"]
html_theme = "furo"
html_title = f"quoteattr {version}"

myst_enable_extensions = ["deflist"]
myst_heading_anchors = 3
default_role = "code"

autodoc_member_order = "bysource"
autodoc_typehints = "none"
