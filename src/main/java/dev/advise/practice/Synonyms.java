package dev.advise.practice;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A learner's own words for a card's concepts, learned from "I was right". */
final class Synonyms {

  /** Shorter than any word that means something, in Chinese too. */
  private static final int SHORTEST_PHRASE = 2;

  private static final int LONGEST_PHRASE = 200;

  private final Optional<Path> file;
  private final List<Entry> entries;

  private record Entry(String card, String concept, String phrase) {}

  private Synonyms(Optional<Path> file, List<Entry> entries) {
    this.file = file;
    this.entries = entries;
  }

  static Synonyms none() {
    return new Synonyms(Optional.empty(), new ArrayList<>());
  }

  /** The phrases kept in a file; lines that cannot be read are passed over. */
  static Synonyms in(Path file) throws IOException {
    List<Entry> entries = new ArrayList<>();
    if (Files.isRegularFile(file)) {
      for (String line : Files.readAllLines(file)) {
        read(line).ifPresent(entries::add);
      }
    }
    return new Synonyms(Optional.of(file), entries);
  }

  private static Optional<Entry> read(String line) {
    try {
      Map<String, Object> map = JSON.std.mapFrom(line);
      return Optional.of(
          new Entry(
              String.valueOf(map.get("card")),
              String.valueOf(map.get("concept")),
              String.valueOf(map.get("phrase"))));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  Stream<Pattern> patterns(String card, String concept) {
    return entries.stream()
        .filter(e -> e.card().equals(card) && e.concept().equals(concept))
        .map(e -> Pattern.compile(Pattern.quote(Answer.of(e.phrase()).text())));
  }

  /** Learns a phrase; a single letter, a whole essay and what is known already are not kept. */
  void learn(String card, String concept, String phrase) throws IOException {
    Entry entry = new Entry(card, concept, phrase);
    if (phrase.isBlank()
        || phrase.length() < SHORTEST_PHRASE
        || phrase.length() > LONGEST_PHRASE
        || entries.contains(entry)) {
      return;
    }
    entries.add(entry);
    if (file.isPresent()) {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("card", card);
      map.put("concept", concept);
      map.put("phrase", phrase);
      Files.createDirectories(file.get().toAbsolutePath().getParent());
      Files.writeString(
          file.get(),
          JSON.std.asString(map) + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    }
  }
}
