package dev.advise.probe;

import dev.advise.probe.driver.Description;
import dev.advise.probe.driver.Told;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What samples take on this host, in seconds: as the driver says, until it is seen. */
final class Pace {

  /** What takes longer is sampled once in a turn. */
  private static final double QUICK_SECONDS = 0.03;

  /** What takes no longer is made of batches, whose length can be chosen. */
  private static final double BATCHED_SECONDS = 0.008;

  /** The first sample of a quantity takes about so many times as long as those after it. */
  private static final double CALIBRATION = 3;

  /** How fast a host is shows in samples of the last second or so. */
  private static final double MEMORY_SECONDS = 1;

  /** Where a driver does not say what a sample costs. */
  private static final double USUAL_SECONDS = 0.01;

  private final Map<String, Double> statedSeconds;
  private final Map<String, Double> seconds;
  private final Map<String, Double> beginning;
  private final Map<String, String> partners;
  private final Set<String> standing = new HashSet<>();
  private final Set<String> seen = new HashSet<>();

  /** Seconds of recent samples, and what the driver says they take. */
  private double took;

  private double stated;

  Pace(Description description) {
    this.statedSeconds = description.seconds();
    this.seconds = new HashMap<>(statedSeconds);
    this.beginning = description.beginning();
    this.partners = description.partners();
  }

  /** Of one more sample. */
  double cost(String quantity) {
    double usual = seconds.getOrDefault(quantity, USUAL_SECONDS);
    return seen.contains(quantity) ? usual : usual * slowness();
  }

  /** Of one more sample of each. */
  double cost(Collection<String> quantities) {
    return quantities.stream().mapToDouble(this::cost).sum();
  }

  /** Its first sample takes longer: a batch's size is yet to be found, and partners start. */
  double costOfNext(String quantity) {
    double usual = cost(quantity);
    return seen.contains(quantity)
        ? usual
        : (isBatched(usual) ? CALIBRATION : 1) * usual + slowness() * beginning(quantity);
  }

  /**
   * Who is started for it, once for all who name the same; each has its own where none is named.
   */
  String partner(String quantity) {
    return partners.getOrDefault(quantity, quantity);
  }

  boolean isQuick(String quantity) {
    return cost(quantity) <= QUICK_SECONDS;
  }

  /** Whether how long a sample lasts can be chosen. */
  boolean isBatched(String quantity) {
    return isBatched(cost(quantity));
  }

  /** Whether all of these were sampled before. */
  boolean isKnown(Collection<String> quantities) {
    return seen.containsAll(quantities);
  }

  /** Before the first sample: batches will last that part of what they are said to take. */
  void shorten(double part) {
    seconds.putAll(statedSeconds);
    seconds.replaceAll((q, cost) -> isBatched(cost) ? cost * part : cost);
  }

  /** The driver was started anew, and no partner stands by. */
  void restart() {
    standing.clear();
  }

  void hear(Told.Sample sample) {
    double before = seconds.getOrDefault(sample.quantity(), USUAL_SECONDS);
    double begun = beginning(sample.quantity());
    standing.add(partner(sample.quantity()));
    boolean isFirst = seen.add(sample.quantity());
    double its = sample.seconds() - (isFirst && sample.seconds() > begun ? begun : 0);
    if (!isFirst || begun == 0) { // what beginnings take differs from start to start
      compare(its, statedSeconds.getOrDefault(sample.quantity(), 0.0));
    }
    // A host that slows down is believed at once, one that grows faster only by and by.
    seconds.put(
        sample.quantity(),
        isFirst
            ? (isBatched(before) ? its / CALIBRATION : its)
            : Math.max(sample.seconds(), (before + sample.seconds()) / 2));
  }

  /** Of a batch nothing can be told: what surrounds it takes as long where it is a short one. */
  private void compare(double its, double said) {
    if (!isBatched(said)) {
      double fading = Math.exp(-its / MEMORY_SECONDS);
      took = fading * took + its;
      stated = fading * stated + said;
    }
  }

  /** How many times longer than stated things take here; a guess of what was not sampled yet. */
  private double slowness() {
    return stated > 0 ? Math.max(1, took / stated) : 1;
  }

  private static boolean isBatched(double seconds) {
    return seconds <= BATCHED_SECONDS;
  }

  /** Nothing where the partner stands that would be started. */
  private double beginning(String quantity) {
    return standing.contains(partner(quantity)) ? 0 : beginning.getOrDefault(quantity, 0.0);
  }
}
