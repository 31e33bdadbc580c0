package dev.advise.facts;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;

/**
 * The handful of values that a rule's sentence mentions, sorted by name and immutable. Rules add
 * them one by one, thousands of times a second, and most are never read: two small arrays cost a
 * tenth of the two trees that a sorted map and its defensive copy would.
 */
final class Values extends AbstractMap<String, Object> {

  private static final Values NONE = new Values(new String[0], new Object[0]);

  private final String[] names;
  private final Object[] values;

  private Values(String[] names, Object[] values) {
    this.names = names;
    this.values = values;
  }

  /** These entries; the map itself where it is already of this kind. */
  static Values of(Map<String, Object> map) {
    if (map instanceof Values values) {
      return values;
    }
    Values values = NONE;
    for (Map.Entry<String, Object> entry : map.entrySet()) {
      values = values.with(entry.getKey(), entry.getValue());
    }
    return values;
  }

  /** These entries and one more, which replaces one of its name. */
  Values with(String name, Object value) {
    int at = Arrays.binarySearch(names, name);
    if (at >= 0) {
      Object[] changed = values.clone();
      changed[at] = value;
      return new Values(names, changed);
    }
    return new Values(inserted(names, ~at, name), inserted(values, ~at, value));
  }

  private static <T> T[] inserted(T[] array, int at, T value) {
    T[] longer = Arrays.copyOf(array, array.length + 1);
    System.arraycopy(array, at, longer, at + 1, array.length - at);
    longer[at] = value;
    return longer;
  }

  @Override
  public Object get(Object name) {
    int at = name instanceof String text ? Arrays.binarySearch(names, text) : -1;
    return at < 0 ? null : values[at];
  }

  @Override
  public Set<Entry<String, Object>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public Iterator<Entry<String, Object>> iterator() {
        return Arrays.stream(names)
            .<Entry<String, Object>>map(name -> new SimpleImmutableEntry<>(name, get(name)))
            .iterator();
      }

      @Override
      public int size() {
        return names.length;
      }
    };
  }
}
