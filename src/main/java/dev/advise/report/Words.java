package dev.advise.report;

import dev.advise.facts.Topology;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;

/** What reports say around the sentences of the rules: data, so that a language is a file. */
public final class Words {

  private final Properties texts;

  private Words(Properties texts) {
    this.texts = texts;
  }

  /** The shipped English. */
  public static Words shipped() {
    try (InputStream in = Words.class.getResourceAsStream("words.properties")) {
      Properties texts = new Properties();
      texts.load(new InputStreamReader(in, StandardCharsets.UTF_8));
      return new Words(texts);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A text without gaps. */
  public String say(String key) {
    return say(key, Map.of());
  }

  /** A text, its {gaps} filled once: a value that looks like a gap stays as it is. */
  public String say(String key, Map<String, String> values) {
    String text = texts.getProperty(key);
    if (text == null) {
      throw new IllegalArgumentException("no words for " + key);
    }
    StringBuilder said = new StringBuilder();
    int from = 0;
    for (int open = text.indexOf('{'); open >= 0; open = text.indexOf('{', from)) {
      int close = text.indexOf('}', open);
      said.append(text, from, open).append(values.get(text.substring(open + 1, close)));
      from = close + 1;
    }
    return said.append(text.substring(from)).toString();
  }

  /** A topology as a phrase, e.g. {@code 2 processes, one task at a time in each}. */
  public String topology(Topology topology) {
    String key = "topology." + topology.arrangement().word();
    boolean loops = topology.arrangement() == dev.advise.facts.Arrangement.LOOP_PER_CORE;
    return say(
        loops ? key + (topology.processes() > 1 ? ".processes" : ".threads") : key,
        Map.of(
            "processes", count("processes", topology.processes()),
            "threads", count("threads", topology.threadsPerProcess()),
            "tasks", count("tasks", topology.tasksPerThread()),
            "workers", count("workers", topology.offload())));
  }

  /** So many of a thing, e.g. {@code 2 processes}. */
  public String count(String of, long n) {
    return say("count." + of + (n == 1 ? ".one" : ".many"), Map.of("n", String.valueOf(n)));
  }
}
