"""The agents of AI companies, as they are named in robots.txt, from the companies' documentation and ai.robots.txt."""

from __future__ import annotations

# Agents that collect texts for training models, and names that exist only to refuse that.
TRAINING_AGENTS = (
    "GPTBot", "CCBot", "Google-Extended", "anthropic-ai", "ClaudeBot", "Claude-Web", "Applebot-Extended", "Bytespider",
    "meta-externalagent", "FacebookBot", "cohere-ai", "cohere-training-data-crawler", "AI2Bot", "Ai2Bot-Dolma",
    "Amazonbot", "Diffbot", "omgili", "omgilibot", "Webzio-Extended", "img2dataset", "PanguBot", "Timpibot",
    "Kangaroo Bot", "ImagesiftBot", "ICC-Crawler", "VelenPublicWebCrawler", "DeepSeekBot", "ChatGLM-Spider",
    "laion-huggingface-processor", "LAIONDownloader", "SBIntuitionsBot", "Cotoyogi", "TikTokSpider",
)  # fmt: skip
# Agents that fetch texts to answer a question or to search.
ANSWER_AGENTS = (
    "ChatGPT-User", "OAI-SearchBot", "PerplexityBot", "Perplexity-User", "Claude-User", "Claude-SearchBot",
    "meta-externalfetcher", "MistralAI-User", "YouBot", "DuckAssistBot", "Google-CloudVertexBot",
    "Gemini-Deep-Research", "GoogleOther", "PetalBot", "Amzn-SearchBot", "PhindBot", "iaskspider", "TavilyBot",
)  # fmt: skip
AGENT_NAMES = {name.lower(): name for name in (*TRAINING_AGENTS, *ANSWER_AGENTS)}
TRAINING_KEYS = frozenset(name.lower() for name in TRAINING_AGENTS)
