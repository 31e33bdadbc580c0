package dev.advise.facts;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A constant that users read and write as a lower-case word with dashes. */
public interface Word {

  String name();

  /** The word as written in profiles and reports, e.g. {@code cpu-bound}. */
  default String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The constant of that word, if there is one. */
  static <E extends Enum<E> & Word> Optional<E> parse(Class<E> type, String word) {
    for (E constant : type.getEnumConstants()) {
      // Spelling a word takes longer than telling by its length that it is another.
      if (constant.name().length() == word.length() && constant.word().equals(word)) {
        return Optional.of(constant);
      }
    }
    return Optional.empty();
  }

  /** All words of the type, in the order of its constants. */
  static <E extends Enum<E> & Word> List<String> all(Class<E> type) {
    return Arrays.stream(type.getEnumConstants()).map(Word::word).toList();
  }
}
