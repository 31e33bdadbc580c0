package dev.advise.practice;

import dev.advise.facts.Field;
import dev.advise.facts.FieldType;
import dev.advise.facts.Flip;
import dev.advise.facts.Recommendation;
import dev.advise.laws.Digits;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Changes of one field of a profile that are worth asking about; what they do, the rules decide.
 */
record Changes(Recommendation advice, Random random) {

  /** A field that changes. */
  record Change(Field field, Object from, Object to) {}

  /** Changes that probably turn the model, or probably do not, in no order. */
  Stream<Change> any(boolean turning) {
    List<Flip> flips = new ArrayList<>(advice.flips());
    Collections.shuffle(flips, random);
    return turning
        ? flips.stream().flatMap(Changes::turning)
        : Stream.concat(flips.stream().flatMap(Changes::staying), others());
  }

  /** Clearly beyond the boundary, so that nobody need guess where exactly it lies. */
  private static Stream<Change> turning(Flip flip) {
    if (!(flip.to() instanceof Number to) || !(flip.from() instanceof Number from)) {
      return Stream.of(new Change(flip.field(), flip.from(), flip.to()));
    }
    double beyond = to.doubleValue() > from.doubleValue() ? 2 : 0.5;
    return Stream.of(
        new Change(flip.field(), from, scaled(flip.field(), to.doubleValue() * beyond)),
        new Change(flip.field(), from, to));
  }

  /** On the near side of the boundary; for words, another word. */
  private static Stream<Change> staying(Flip flip) {
    if (flip.to() instanceof Number to && flip.from() instanceof Number from) {
      double a = Math.max(from.doubleValue(), Math.min(to.doubleValue(), 1) * 1e-3);
      double middle = Math.sqrt(a * to.doubleValue());
      return Stream.of(new Change(flip.field(), from, scaled(flip.field(), middle)))
          .filter(c -> !c.to().equals(from));
    }
    return words(flip.field())
        .filter(word -> !word.equals(flip.from()) && !word.equals(flip.to()))
        .map(word -> new Change(flip.field(), flip.from(), word));
  }

  /** Numbers that the profile gives, doubled or halved. */
  private Stream<Change> others() {
    List<Change> changes = new ArrayList<>();
    advice
        .profile()
        .written()
        .values()
        .forEach(
            (field, value) -> {
              boolean asked = !List.of("priorities", "decision").contains(field.section());
              if (asked && value instanceof Number n && n.doubleValue() > 0) {
                changes.add(new Change(field, value, scaled(field, n.doubleValue() * 2)));
                changes.add(new Change(field, value, scaled(field, n.doubleValue() / 2)));
              }
            });
    Collections.shuffle(changes, random);
    return changes.stream().filter(c -> !c.to().equals(c.from()));
  }

  private static Stream<String> words(Field field) {
    return field.type() instanceof FieldType.OneOf one
        ? one.words().stream()
        : field.type() instanceof FieldType.OpenWord open ? open.known().stream() : Stream.empty();
  }

  /** The number with two digits, as the field holds it and within its range. */
  private static Object scaled(Field field, double value) {
    double two = Digits.two(value);
    FieldType type = field.type();
    if (type instanceof FieldType.Duration d) {
      return Math.max(d.least(), Math.min(d.most(), two));
    }
    if (type instanceof FieldType.Number n) {
      return Math.max(n.least(), Math.min(n.most(), two));
    }
    if (type instanceof FieldType.Count c) {
      return Math.max(c.least(), Math.min(c.most(), Math.round(two)));
    }
    FieldType.Bytes b = (FieldType.Bytes) type;
    return Math.max(b.least(), Math.min(b.most(), wholeUnits(value)));
  }

  /** A size that people would write: a power of two. */
  private static long wholeUnits(double bytes) {
    return 1L << Math.max(0, Math.min(49, Math.round(Math.log(Math.max(1, bytes)) / Math.log(2))));
  }
}
