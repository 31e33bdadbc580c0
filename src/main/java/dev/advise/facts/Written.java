package dev.advise.facts;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a profile says, field by field, with nothing assumed: seconds and plain numbers as {@code
 * Double}, bytes and counts as {@code Long}, words and texts as {@code String}, days as {@code
 * LocalDate}, flags as {@code Boolean}, several words as a list of {@code String}.
 */
public record Written(Map<Field, Object> values) {

  public Written {
    EnumMap<Field, Object> copy = new EnumMap<>(Field.class);
    copy.putAll(values);
    values = Collections.unmodifiableMap(copy);
  }

  /** The same profile with one field changed. */
  public Written with(Field field, Object value) {
    EnumMap<Field, Object> changed = new EnumMap<>(Field.class);
    changed.putAll(values);
    changed.put(field, value);
    return new Written(changed);
  }

  public boolean has(Field field) {
    return values.containsKey(field);
  }

  public Optional<String> text(Field field) {
    return Optional.ofNullable((String) values.get(field));
  }

  public Optional<Double> number(Field field) {
    return Optional.ofNullable((Double) values.get(field));
  }

  public Optional<Long> count(Field field) {
    return Optional.ofNullable((Long) values.get(field));
  }

  public Optional<Boolean> flag(Field field) {
    return Optional.ofNullable((Boolean) values.get(field));
  }

  /** The constant that the field's word names. */
  public <E extends Enum<E> & Word> Optional<E> word(Field field, Class<E> type) {
    return text(field).flatMap(word -> Word.parse(type, word));
  }

  /** The constants that the field's words name. */
  @SuppressWarnings("unchecked")
  public <E extends Enum<E> & Word> Optional<Set<E>> words(Field field, Class<E> type) {
    return Optional.ofNullable((List<String>) values.get(field))
        .map(
            words ->
                words.stream()
                    .flatMap(word -> Word.parse(type, word).stream())
                    .collect(java.util.stream.Collectors.toUnmodifiableSet()));
  }
}
