package dev.advise.advice;

import dev.advise.facts.Candidate;
import dev.advise.facts.Field;
import dev.advise.facts.FieldType;
import dev.advise.facts.Flip;
import dev.advise.facts.HostReport;
import dev.advise.facts.Model;
import dev.advise.facts.Profile;
import dev.advise.facts.Rehearsal;
import dev.advise.facts.Runtimes;
import dev.advise.facts.Written;
import dev.advise.laws.Digits;
import dev.advise.laws.Ratio;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The smallest change of each field that changes the recommended model: every other word is tried,
 * numbers by search over magnitudes and then by bisection to two digits. Each flip is a decision
 * that was really made.
 */
final class FlipSearch {

  /** Fields whose change would be another question, not another answer to this one. */
  private static final Set<String> NOT_ASKED =
      Set.of("priorities", "decision", "name", "description");

  /** Factors tried in either direction, growing: a change of more is no change but another job. */
  private static final double[] FACTORS = {2, 8, 64, 4096};

  /** A boundary is known well enough within this factor: two digits. */
  private static final double TWO_DIGITS = 1.01;

  private final Judge judge;

  FlipSearch(Judge judge) {
    this.judge = judge;
  }

  /** The flips of a judgement, the smallest change first. */
  List<Flip> of(Judgement decided) {
    Search search = new Search(decided);
    List<Flip> flips = new ArrayList<>();
    for (Field field : Field.values()) {
      if (!NOT_ASKED.contains(field.section())) {
        search.field(field).ifPresent(flips::add);
      }
    }
    flips.sort(Comparator.comparingDouble(Flip::size).thenComparing(Flip::field));
    return List.copyOf(flips);
  }

  /** One judgement's search. */
  private final class Search {

    private final Profile profile;
    private final HostReport host;
    private final Rehearsal rehearsal;
    private final Optional<Model> model;
    private final Map<Field, Map<Object, Optional<Candidate>>> decided = new EnumMap<>(Field.class);

    Search(Judgement decided) {
      this.profile = decided.situation().profile();
      this.host = decided.situation().ground().host();
      this.rehearsal = decided.situation().rehearsal();
      this.model = decided.model();
    }

    Optional<Flip> field(Field field) {
      Optional<Object> now = FieldValues.of(profile, host, field);
      if (now.isEmpty()) {
        return Optional.empty();
      }
      FieldType type = field.type();
      if (type instanceof FieldType.OneOf words) {
        return word(field, now.get(), nearestFirst(words.words(), now.get()));
      }
      if (type instanceof FieldType.OpenWord) {
        return word(field, now.get(), Runtimes.SHIPPED);
      }
      if (type instanceof FieldType.Flag) {
        return tried(field, now.get(), !(Boolean) now.get(), 1);
      }
      if (type instanceof FieldType.Duration duration) {
        return number(field, (Double) now.get(), duration.least(), duration.most(), 1e-3, x -> x);
      }
      if (type instanceof FieldType.Number number) {
        return number(field, (Double) now.get(), number.least(), number.most(), 0.1, x -> x);
      }
      if (type instanceof FieldType.Count count) {
        return number(
            field,
            ((Long) now.get()).doubleValue(),
            count.least(),
            Math.min(count.most(), 100_000),
            1,
            Math::round);
      }
      if (type instanceof FieldType.Bytes bytes) {
        return number(
            field,
            ((Long) now.get()).doubleValue(),
            bytes.least(),
            bytes.most(),
            1024,
            Math::round);
      }
      return Optional.empty();
    }

    private Optional<Flip> word(Field field, Object now, List<String> words) {
      return words.stream()
          .filter(word -> !word.equals(now))
          .flatMap(word -> tried(field, now, word, 1).stream())
          .findFirst();
    }

    /** Words of a scale, as those of a level, are as far apart as they stand in their list. */
    private static List<String> nearestFirst(List<String> words, Object now) {
      int at = words.indexOf(now);
      return words.stream()
          .sorted(Comparator.comparingInt(word -> Math.abs(words.indexOf(word) - at)))
          .toList();
    }

    private Optional<Flip> tried(Field field, Object now, Object to, double size) {
      return isSame(decide(field, to)) ? Optional.empty() : Optional.of(flip(field, now, to, size));
    }

    /**
     * The nearer of the boundaries above and below. Both are sought outwards in step, so that a
     * boundary found near by saves looking for a farther one on the other side.
     */
    private Optional<Flip> number(
        Field field,
        double now,
        double least,
        double most,
        double fromNothing,
        Function<Double, Object> written) {
      double start = now > 0 ? now : fromNothing;
      double[] same = {start, start};
      boolean[] open = {true, now > 0};
      for (double factor : FACTORS) {
        List<Flip> found = new ArrayList<>();
        for (int side = 0; side < 2; side++) {
          if (open[side]) {
            double to = clamp(side == 0 ? start * factor : start / factor, least, most);
            if (!isSame(decide(field, written.apply(to)))) {
              found.add(bisect(field, now, same[side], to, written));
            }
            open[side] = to > least && to < most;
            same[side] = to;
          }
        }
        if (!found.isEmpty()) {
          return found.stream().min(Comparator.comparingDouble(Flip::size));
        }
      }
      return Optional.empty();
    }

    private Flip bisect(
        Field field, double now, double same, double other, Function<Double, Object> written) {
      double near = same;
      double far = other;
      while (Math.max(far / near, near / far) > TWO_DIGITS && far > 0) {
        double middle = Digits.two(Math.sqrt(near * far));
        Object value = written.apply(middle);
        if (value.equals(written.apply(near)) || value.equals(written.apply(far))) {
          break;
        }
        if (isSame(decide(field, value))) {
          near = middle;
        } else {
          far = middle;
        }
      }
      Object to = written.apply(far);
      double size = now > 0 ? Math.abs(Ratio.doublings(now, far)) : 1;
      return flip(field, written.apply(now), to, size);
    }

    private Flip flip(Field field, Object from, Object to, double size) {
      Optional<Candidate> then = decide(field, to);
      boolean plainLoop = then.map(c -> c.topology().isPlainLoop()).orElse(false);
      return new Flip(field, from, to, then.map(Candidate::model), plainLoop, size);
    }

    private boolean isSame(Optional<Candidate> then) {
      return then.map(Candidate::model).equals(model);
    }

    /** What is chosen, were the field that; nothing is decided twice. */
    private Optional<Candidate> decide(Field field, Object value) {
      return decided
          .computeIfAbsent(field, f -> new HashMap<>())
          .computeIfAbsent(value, v -> redecide(field, v));
    }

    private Optional<Candidate> redecide(Field field, Object value) {
      Written changed = profile.written().with(field, value);
      return judge.decide(Profile.of(changed, profile.name()), host, rehearsal).choice();
    }

    private double clamp(double x, double least, double most) {
      return Math.max(least, Math.min(most, x));
    }
  }
}
