"""Every exception of the library; each message says what to do.

Out: exception classes. Imports nothing of the package.
"""


class QuoteattrError(Exception):
    """Base of every error that the library raises on its own account."""


class InputTypeError(QuoteattrError, TypeError):
    """Something other than a string or a spaCy Doc was given as a text."""

    def __init__(self, given: object) -> None:
        super().__init__(
            f"expected a str or a spacy.tokens.Doc, got {type(given).__name__}: "
            "decode bytes first, and pass many texts to QuoteExtractor.pipe()"
        )


class RecordError(QuoteattrError, ValueError):
    """A record was built from values that contradict each other or the text."""


class ModelError(QuoteattrError):
    """A model folder is missing, incomplete, altered or of another version."""


class InputFileError(QuoteattrError):
    """An input file cannot be read; the message names the file and, where there is one, the line."""


class FormatError(QuoteattrError, ValueError):
    """Data is not of the format it is read as, or a format cannot hold what it was given."""


class OutputFileError(QuoteattrError):
    """An output file or folder cannot be written."""


class PageError(QuoteattrError, ValueError):
    """A web page is too large or too deep, or no article can be found in it."""


class WorkerError(QuoteattrError):
    """Worker processes cannot be started, or cannot be given what they need."""


class MissingLibraryError(QuoteattrError, ImportError):
    """An optional library is not installed."""

    def __init__(self, library: str, purpose: str, *, install: str | None = None) -> None:
        super().__init__(
            f"{purpose} needs {library}, which is not installed: run `pip install {install or library}`", name=library
        )
