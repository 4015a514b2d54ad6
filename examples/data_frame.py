"""Find the quotes of a column of texts, as a data frame with a row a quote.

Needs pandas and narwhals: pip install ".[frames]" pandas. Run it with: python examples/data_frame.py
"""

from __future__ import annotations

import pandas as pd

from quoteattr.frames import extract_frame

news = pd.DataFrame({
    "url": ["/quay", "/mill"],
    "body": [
        "“It held all night,” said engineer Ana Brill. She denied that the crane was old.",
        "The mill will close, Odo Marsh told staff. “Nobody asked us,” said Ida Renn, a weaver.",
    ],
})  # fmt: skip

quotes = extract_frame(news, text="body", id="url")
print(quotes[["id", "speaker", "kind", "cue", "text"]].to_string(index=False))
print(quotes.groupby("speaker").size().to_dict())
