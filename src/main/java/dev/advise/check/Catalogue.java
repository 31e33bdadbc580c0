package dev.advise.check;

import dev.advise.facts.Word;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Everything that a check can find, from {@code findings.yaml}. */
public final class Catalogue {

  private final Map<String, FindingKind> kinds;

  private Catalogue(Map<String, FindingKind> kinds) {
    this.kinds = Collections.unmodifiableMap(kinds);
  }

  /** The shipped catalogue. */
  public static Catalogue shipped() {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    try (InputStream in = Catalogue.class.getResourceAsStream("findings.yaml")) {
      List<Map<String, Object>> entries = new Yaml(new SafeConstructor(options)).load(in);
      Map<String, FindingKind> kinds = new LinkedHashMap<>();
      entries.stream().map(Catalogue::kind).forEach(kind -> kinds.put(kind.id(), kind));
      return new Catalogue(kinds);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** In the order written. */
  public Collection<FindingKind> kinds() {
    return kinds.values();
  }

  public Optional<FindingKind> find(String id) {
    return Optional.ofNullable(kinds.get(id));
  }

  /** The kind of that name, which the code relies on. */
  FindingKind named(String name) {
    return kinds.values().stream()
        .filter(kind -> kind.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("findings.yaml has no " + name));
  }

  private static FindingKind kind(Map<String, Object> entry) {
    return new FindingKind(
        text(entry, "id"),
        text(entry, "name"),
        Word.parse(Severity.class, text(entry, "level")).orElseThrow(),
        text(entry, "title"),
        messages(entry.get("message")),
        Optional.ofNullable(entry.get("together")).map(Object::toString),
        text(entry, "explanation"),
        text(entry, "remedy"),
        !Boolean.FALSE.equals(entry.get("waivable")),
        !Boolean.FALSE.equals(entry.get("baseline")));
  }

  private static Map<String, String> messages(Object written) {
    if (!(written instanceof Map<?, ?> cases)) {
      return Map.of(FindingKind.PLAIN, written.toString().strip());
    }
    Map<String, String> messages = new LinkedHashMap<>();
    cases.forEach((name, text) -> messages.put(name.toString(), text.toString().strip()));
    return messages;
  }

  private static String text(Map<String, Object> entry, String key) {
    Object value = entry.get(key);
    if (value == null) {
      throw new IllegalArgumentException("findings.yaml: " + entry + " has no " + key);
    }
    return value.toString().strip();
  }
}
