package dev.advise.practice;

import dev.advise.facts.Field;
import dev.advise.facts.FieldType;
import dev.advise.facts.Figures;
import dev.advise.facts.Printable;
import dev.advise.facts.Profile;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A profile as YAML, without what would give the answer away. */
final class ProfileText {

  private static final Set<String> HIDDEN = Set.of("decision");

  private ProfileText() {}

  static String of(Profile profile) {
    Map<String, StringBuilder> sections = new LinkedHashMap<>();
    profile
        .written()
        .values()
        .forEach(
            (field, value) -> {
              if (!HIDDEN.contains(field.section())) {
                sections
                    .computeIfAbsent(field.section(), s -> new StringBuilder())
                    .append(line(field, value));
              }
            });
    StringBuilder yaml = new StringBuilder();
    sections.forEach(
        (section, lines) ->
            yaml.append(lines.charAt(0) == ' ' ? section + ":\n" : "").append(lines));
    return yaml.toString().stripTrailing();
  }

  /** A field's value as a profile would have it; a size as people say it. */
  static String value(Field field, Object value) {
    if (field.type() instanceof FieldType.Bytes && value instanceof Long bytes) {
      return Figures.bytes(bytes);
    }
    return value instanceof List<?> list
        ? list.stream().map(String::valueOf).collect(Collectors.joining(", ", "[", "]"))
        : Printable.oneLine(Figures.written(field.type(), value));
  }

  private static String line(Field field, Object value) {
    boolean top = field.path().indexOf('.') < 0;
    return (top ? "" : "  ") + field.key() + ": " + value(field, value) + "\n";
  }
}
