"""The search finds what readers ask for: the real data in the real engine. A change of the data that breaks a search breaks this."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
