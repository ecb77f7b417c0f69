"""Every code, with its words."""

from lessons.check.messages_files import EXCHANGE, FILES
from lessons.check.messages_questions import QUESTIONS
from lessons.check.messages_text import TEXT

MESSAGES = {**FILES, **TEXT, **QUESTIONS, **EXCHANGE}
