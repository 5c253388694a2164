"""The proposer `llm`: any chat endpoint that speaks as OpenAI's does, asked window by window; off until it is
chosen."""
