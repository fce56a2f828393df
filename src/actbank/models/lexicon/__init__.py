"""Rules counted from training data: which words are triggers, which places have roles, which words are cues."""
