package dev.advise.advice;

import java.util.List;

/** What a bench found, and of what facts. */
record Heard(List<Object> facts, Found found) {}
