"""The line that tells of what day a text is, as collections of articles put it before each: `date 2024-11`."""

import re

DATE_LINE = re.compile(r"\A\s*date\s*:?\s*(\d{4}(?:-\d{2}){0,2})\b[ \t]*", re.IGNORECASE)
