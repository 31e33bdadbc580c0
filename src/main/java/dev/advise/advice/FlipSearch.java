package dev.advise.advice;

import dev.advise.facts.Candidate;
import dev.advise.facts.Field;
import dev.advise.facts.FieldType;
import dev.advise.facts.Flip;
import dev.advise.facts.Profile;
import dev.advise.facts.Runtimes;
import dev.advise.facts.Written;
import dev.advise.laws.Digits;
import dev.advise.laws.Ratio;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
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

  /** The flips of a judgement, the smallest change first. The fields are searched side by side. */
  List<Flip> of(Judgement decided) {
    return Arrays.stream(Field.values())
        .parallel()
        .filter(field -> !NOT_ASKED.contains(field.section()))
        .flatMap(field -> new Search(decided, field).flip().stream())
        .sorted(Comparator.comparingDouble(Flip::size).thenComparing(Flip::field))
        .toList();
  }

  /** The search along one field. */
  private final class Search {

    private final Judgement before;
    private final Profile profile;
    private final Field field;
    private final Optional<Object> now;
    private final Map<Object, Optional<Candidate>> decided = new HashMap<>();

    Search(Judgement before, Field field) {
      this.before = before;
      this.profile = before.situation().profile();
      this.field = field;
      this.now = FieldValues.of(profile, before.situation().ground().host(), field);
    }

    Optional<Flip> flip() {
      return now.flatMap(value -> from(value, field.type()));
    }

    private Optional<Flip> from(Object now, FieldType type) {
      if (type instanceof FieldType.OneOf words) {
        return word(now, nearestFirst(words.words(), now));
      }
      if (type instanceof FieldType.OpenWord) {
        return word(now, Runtimes.SHIPPED);
      }
      if (type instanceof FieldType.Flag) {
        return tried(now, !(Boolean) now, 1);
      }
      if (type instanceof FieldType.Duration duration) {
        return number((Double) now, duration.least(), duration.most(), 1e-3, x -> x);
      }
      if (type instanceof FieldType.Number number) {
        return number((Double) now, number.least(), number.most(), 0.1, x -> x);
      }
      if (type instanceof FieldType.Count count) {
        return number(
            ((Long) now).doubleValue(),
            count.least(),
            Math.min(count.most(), 100_000),
            1,
            Math::round);
      }
      if (type instanceof FieldType.Bytes bytes) {
        return number(((Long) now).doubleValue(), bytes.least(), bytes.most(), 1024, Math::round);
      }
      return Optional.empty();
    }

    private Optional<Flip> word(Object now, List<String> words) {
      return words.stream()
          .filter(word -> !word.equals(now))
          .flatMap(word -> tried(now, word, 1).stream())
          .findFirst();
    }

    /** Words of a scale, as those of a level, are as far apart as they stand in their list. */
    private static List<String> nearestFirst(List<String> words, Object now) {
      int at = words.indexOf(now);
      return words.stream()
          .sorted(Comparator.comparingInt(word -> Math.abs(words.indexOf(word) - at)))
          .toList();
    }

    private Optional<Flip> tried(Object now, Object to, double size) {
      return isSame(decide(to)) ? Optional.empty() : Optional.of(flip(now, to, size));
    }

    /**
     * The nearer of the boundaries above and below. Both are sought outwards in step, so that a
     * boundary found near by saves looking for a farther one on the other side.
     */
    private Optional<Flip> number(
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
            if (!isSame(decide(written.apply(to)))) {
              found.add(bisect(now, same[side], to, written));
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

    private Flip bisect(double now, double same, double other, Function<Double, Object> written) {
      double near = same;
      double far = other;
      while (Math.max(far / near, near / far) > TWO_DIGITS && far > 0) {
        double middle = Digits.two(Math.sqrt(near * far));
        Object value = written.apply(middle);
        if (value.equals(written.apply(near)) || value.equals(written.apply(far))) {
          break;
        }
        if (isSame(decide(value))) {
          near = middle;
        } else {
          far = middle;
        }
      }
      Object to = written.apply(far);
      double size = now > 0 ? Math.abs(Ratio.doublings(now, far)) : 1;
      return flip(written.apply(now), to, size);
    }

    private Flip flip(Object from, Object to, double size) {
      Optional<Candidate> then = decide(to);
      boolean plainLoop = then.map(c -> c.topology().isPlainLoop()).orElse(false);
      return new Flip(field, from, to, then.map(Candidate::model), plainLoop, size);
    }

    private boolean isSame(Optional<Candidate> then) {
      return then.map(Candidate::model).equals(before.model());
    }

    /** What is chosen, were the field that; nothing is decided twice. */
    private Optional<Candidate> decide(Object value) {
      return decided.computeIfAbsent(value, this::redecide);
    }

    private Optional<Candidate> redecide(Object value) {
      Written changed = profile.written().with(field, value);
      return judge.redecide(before, Profile.of(changed, profile.name())).choice();
    }

    private static double clamp(double x, double least, double most) {
      return Math.max(least, Math.min(most, x));
    }
  }
}
