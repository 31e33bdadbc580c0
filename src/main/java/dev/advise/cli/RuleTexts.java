package dev.advise.cli;

import dev.advise.facts.RuleCard;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Rules and their cases as they were written: shipped beside the classes, or in the user's folder.
 */
final class RuleTexts {

  private final Optional<Path> ownRules;

  RuleTexts(Optional<Path> ownRules) {
    this.ownRules = ownRules;
  }

  Optional<String> rule(RuleCard card) {
    return text(card, ".drl");
  }

  Optional<String> cases(RuleCard card) {
    return text(card, ".cases.yaml");
  }

  private Optional<String> text(RuleCard card, String ending) {
    String name = card.id() + ending;
    return own(name).or(() -> shipped("/rules/" + card.folder() + "/" + name));
  }

  private Optional<String> own(String name) {
    if (ownRules.isEmpty()) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.walk(ownRules.get())) {
      Optional<Path> file = files.filter(f -> f.getFileName().toString().equals(name)).findFirst();
      return file.isPresent() ? Optional.of(Files.readString(file.get())) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<String> shipped(String resource) {
    try (InputStream in = RuleTexts.class.getResourceAsStream(resource)) {
      return in == null
          ? Optional.empty()
          : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
