package dev.advise.practice;

import dev.advise.advice.Advisor;
import dev.advise.facts.Criterion;
import dev.advise.facts.HostReport;
import dev.advise.facts.Profile;
import dev.advise.facts.Recommendation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
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

  private static final int FEW = 3;

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
    this.reply =
        new ModelReply(phrases, measurables, RuleSentences.shipped(), Claims.of(advisor.claims()));
    this.vocabulary = vocabulary();
    this.random = new Random(seed);
    this.profiles = new ArrayList<>(profiles);
    Collections.shuffle(this.profiles, random);
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

  /**
   * A decision chain: choose, say why, two changes, and a number of this host if there is one. It
   * is about the first profile from there on of which some changes turn the model and some do not.
   */
  List<Question> chain(int number) {
    int subject = number;
    for (int i = 0; i < size(); i++) {
      if (flips(number + i, true).findAny().isPresent()) {
        subject = number + i;
        break;
      }
    }
    List<Question> chain = new ArrayList<>(List.of(choose(subject), why(subject)));
    List<FlipQuestion> flips =
        new ArrayList<>(
            Stream.concat(flips(subject, true).limit(1), flips(subject, false).limit(2))
                .limit(2)
                .toList());
    Collections.shuffle(flips, random);
    chain.addAll(flips);
    List<Question> estimates = estimates(profile(subject).platform().runtime());
    if (!estimates.isEmpty()) {
      chain.add(estimates.get(number % estimates.size()));
    }
    return chain;
  }

  /**
   * Changes of one field, as many that turn the model as that do not, in no order. Where nothing
   * turns it, a few that do not: that too is worth knowing of one's own profile.
   */
  List<Question> flips(int count) {
    Map<String, Question> flips = new LinkedHashMap<>();
    for (int i = 0; flips.size() < count && i < count * 2 && !isEmpty(); i++) {
      Optional<FlipQuestion> turning = fresh(i, true, flips);
      Optional<FlipQuestion> staying = fresh(i, false, flips);
      if (turning.isPresent() && staying.isPresent()) {
        flips.put(turning.get().id(), turning.get());
        flips.put(staying.get().id(), staying.get());
      }
    }
    List<Question> mixed = new ArrayList<>(flips.values());
    if (mixed.isEmpty() && !isEmpty()) {
      mixed.addAll(flips(0, false).limit(FEW).toList());
    }
    Collections.shuffle(mixed, random);
    return mixed;
  }

  private Optional<FlipQuestion> fresh(int number, boolean turning, Map<String, Question> asked) {
    return flips(number, turning).filter(q -> !asked.containsKey(q.id())).findFirst();
  }

  /** Changes of one field that turn the model, or that do not; as the rules decide. */
  private Stream<FlipQuestion> flips(int number, boolean turning) {
    Recommendation before = advise(profile(number));
    return new Changes(before, random)
        .any(turning)
        .map(change -> question(before, change))
        .filter(question -> question.flips() == turning);
  }

  private FlipQuestion question(Recommendation before, Changes.Change change) {
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

  /** Where a number turns the model: one of each profile that has such a number, then more. */
  List<Question> boundaries(int count) {
    List<Deque<Question>> ofProfiles =
        profiles.stream()
            .map(profile -> (Deque<Question>) new ArrayDeque<>(boundaries(advise(profile))))
            .toList();
    List<Question> questions = new ArrayList<>();
    while (questions.size() < count && ofProfiles.stream().anyMatch(d -> !d.isEmpty())) {
      ofProfiles.stream()
          .filter(d -> !d.isEmpty())
          .limit(count - questions.size())
          .forEach(d -> questions.add(d.poll()));
    }
    return questions;
  }

  private List<Question> boundaries(Recommendation advice) {
    return advice.flips().stream()
        .filter(f -> f.to() instanceof Number && f.from() instanceof Number)
        .filter(f -> ((Number) f.to()).doubleValue() > 0)
        .<Question>map(f -> new BoundaryQuestion(advice, f, reply, phrases))
        .toList();
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
