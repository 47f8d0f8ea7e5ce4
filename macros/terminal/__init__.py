"""What the site says in, the same as plain text out: answers to a question, what a change means, what changed by week."""
