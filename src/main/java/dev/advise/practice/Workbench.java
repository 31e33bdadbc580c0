package dev.advise.practice;

import dev.advise.advice.Advisor;
import dev.advise.facts.Criterion;
import dev.advise.facts.Field;
import dev.advise.facts.FieldType;
import dev.advise.facts.Flip;
import dev.advise.facts.HostReport;
import dev.advise.facts.Profile;
import dev.advise.facts.Recommendation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Makes questions from profiles, the rules and the host. Every key is the rules' or the host's own
 * answer; nothing is authored. The same seed gives the same questions.
 */
final class Workbench {

  private final Advisor advisor;
  private final HostReport host;
  private final List<Profile> profiles;
  private final Marker marker;
  private final Phrases phrases;
  private final ModelReply reply;
  private final List<Measurable> measurables;
  private final Map<Criterion, Concept> vocabulary;
  private final Map<Profile, Recommendation> known = new HashMap<>();
  private final Random random;

  Workbench(
      Advisor advisor,
      HostReport host,
      List<Profile> profiles,
      Marker marker,
      Phrases phrases,
      long seed) {
    this.advisor = advisor;
    this.host = host;
    this.marker = marker;
    this.phrases = phrases;
    this.measurables = Measurable.shipped();
    this.reply = new ModelReply(phrases, measurables, chinese());
    this.vocabulary = vocabulary();
    this.random = new Random(seed);
    this.profiles = new ArrayList<>(profiles);
    Collections.shuffle(this.profiles, random);
  }

  private static Map<String, String> chinese() {
    Map<String, String> sentences = new HashMap<>();
    ((Map<?, ?>) Plain.of(Plain.compose(Shipped.text("practice/rules.zh.yaml"))))
        .forEach((rule, text) -> sentences.put(String.valueOf(rule), String.valueOf(text)));
    return sentences;
  }

  private static Map<Criterion, Concept> vocabulary() {
    Map<?, ?> map = (Map<?, ?>) Plain.of(Plain.compose(Shipped.text("practice/criteria.yaml")));
    Map<Criterion, Concept> words = new EnumMap<>(Criterion.class);
    for (Criterion criterion : Criterion.values()) {
      Map<?, ?> entry = (Map<?, ?>) map.get(criterion.word());
      Map<?, ?> name = (Map<?, ?>) entry.get("name");
      words.put(
          criterion,
          new Concept(
              true,
              new Text((String) name.get("en"), (String) name.get("zh")),
              Pattern.compile((String) entry.get("en")),
              Pattern.compile((String) entry.get("zh"))));
    }
    return words;
  }

  Recommendation advise(Profile profile) {
    return known.computeIfAbsent(profile, p -> advisor.advise(p, host));
  }

  private Profile profile(int number) {
    return profiles.get(number % profiles.size());
  }

  boolean isEmpty() {
    return profiles.isEmpty();
  }

  /** How many profiles there are. */
  int size() {
    return profiles.size();
  }

  Question choose(int number) {
    return new ChooseQuestion(advise(profile(number)), reply, phrases);
  }

  Question why(int number) {
    return new WhyQuestion(advise(profile(number)), vocabulary, marker, reply, phrases);
  }

  /** A decision chain: choose, say why, two changes, and a number of this host if there is one. */
  List<Question> chain(int number) {
    List<Question> chain = new ArrayList<>(List.of(choose(number), why(number)));
    boolean first = random.nextBoolean();
    flip(number, first).ifPresent(chain::add);
    flip(number, !first).ifPresent(chain::add);
    List<Question> estimates = estimates(profile(number).platform().runtime());
    if (!estimates.isEmpty()) {
      chain.add(estimates.get(number % estimates.size()));
    }
    return chain;
  }

  /** Changes of one field, as many that turn the model as that do not, in no order. */
  List<Question> flips(int count) {
    List<Question> flips = new ArrayList<>();
    for (int i = 0; flips.size() < count && i < count * 4 && !isEmpty(); i += 2) {
      Optional<FlipQuestion> turning = flip(i / 2, true);
      Optional<FlipQuestion> staying = flip(i / 2, false);
      if (turning.isPresent() && staying.isPresent()) {
        flips.add(turning.get());
        flips.add(staying.get());
      }
    }
    Collections.shuffle(flips, random);
    return flips;
  }

  /** A change of one field that turns the model, or one that does not; as the rules decide. */
  Optional<FlipQuestion> flip(int number, boolean turning) {
    Recommendation before = advise(profile(number));
    List<Flip> flips = new ArrayList<>(before.flips());
    Collections.shuffle(flips, random);
    Stream<Change> changes =
        flips.stream().flatMap(flip -> turning ? turning(flip) : staying(flip));
    return Stream.concat(changes, turning ? Stream.empty() : others(before))
        .map(change -> question(before, change))
        .filter(question -> question.flips() == turning)
        .findFirst();
  }

  private record Change(Field field, Object from, Object to) {}

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
  private Stream<Change> staying(Flip flip) {
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
  private Stream<Change> others(Recommendation before) {
    List<Change> changes = new ArrayList<>();
    before
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
    double two = dev.advise.laws.Digits.two(value);
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

  private FlipQuestion question(Recommendation before, Change change) {
    Profile changed = before.profile().with(change.field(), change.to());
    return new FlipQuestion(
        before,
        Choice.of(advisor.choose(changed, host)),
        () -> advise(changed),
        change.field(),
        change.from(),
        change.to(),
        reply,
        phrases);
  }

  /** Where a number turns the model, for so many of the profiles that have such a number. */
  List<Question> boundaries(int count) {
    List<Question> questions = new ArrayList<>();
    for (Profile profile : profiles) {
      if (questions.size() == count) {
        break;
      }
      Recommendation advice = advise(profile);
      advice.flips().stream()
          .filter(f -> f.to() instanceof Number && f.from() instanceof Number)
          .filter(f -> ((Number) f.to()).doubleValue() > 0)
          .findFirst()
          .ifPresent(f -> questions.add(new BoundaryQuestion(advice, f, reply, phrases)));
    }
    return questions;
  }

  /** What the host measured of any runtime. */
  List<Question> estimates() {
    List<Question> questions =
        new ArrayList<>(
            host.runtimes().keySet().stream().flatMap(r -> estimates(r).stream()).toList());
    Collections.shuffle(questions, random);
    return questions;
  }

  private List<Question> estimates(String runtime) {
    return measurables.stream()
        .flatMap(
            m ->
                m.of(host.runtime(runtime)).stream()
                    .<Question>map(e -> new EstimateQuestion(m, runtime, e, phrases)))
        .toList();
  }
}
