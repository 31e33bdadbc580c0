package dev.advise.laws;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * A cost that was measured at a few sizes, read at any: straight on log-log paper between two of
 * them, constant below the smallest, and beyond the largest growing by as much a byte as between
 * the last two, since what is paid once for any size is not paid again; in proportion if there is
 * but one.
 */
public record SizeCurve(NavigableMap<Long, Double> points) {

  public SizeCurve {
    if (points.isEmpty()) {
      throw new IllegalArgumentException("a curve needs at least one point");
    }
    points = java.util.Collections.unmodifiableNavigableMap(new TreeMap<>(points));
  }

  /** The cost at that many bytes. */
  public double at(long bytes) {
    Map.Entry<Long, Double> below = points.floorEntry(bytes);
    Map.Entry<Long, Double> above = points.ceilingEntry(bytes);
    if (below == null) {
      return above.getValue();
    }
    if (above == null) {
      return below.getValue() + perByteAfter(below) * (bytes - below.getKey());
    }
    if (below.getKey().equals(above.getKey()) || !(below.getValue() > 0)) {
      return above.getValue();
    }
    double share =
        Math.log((double) bytes / below.getKey())
            / Math.log((double) above.getKey() / below.getKey());
    return below.getValue() * Math.pow(above.getValue() / below.getValue(), share);
  }

  private double perByteAfter(Map.Entry<Long, Double> last) {
    Map.Entry<Long, Double> before = points.lowerEntry(last.getKey());
    return before == null
        ? Ratio.of(last.getValue(), last.getKey())
        : Math.max(0, last.getValue() - before.getValue()) / (last.getKey() - before.getKey());
  }
}
