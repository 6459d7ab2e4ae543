"""Texts in tables are Python's own strings, whatever else is installed.

With pyarrow at hand pandas would keep them as UTF-8, which cannot hold half a character (a lone
surrogate, as a file's name or an escape in YAML may give): reading one would end a run.
"""

from __future__ import annotations

import pandas as pd

pd.set_option("mode.string_storage", "python")
