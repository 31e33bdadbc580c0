package dev.advise.check;

/** A file that cannot be read as what it should be. */
public final class BadInput extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient Place place;
  private final String expected;

  BadInput(Place place, String what, String expected) {
    super(what);
    this.place = place;
    this.expected = expected;
  }

  /** Where it stands. */
  public Place place() {
    return place;
  }

  /** What would be right; empty where it goes without saying. */
  public String expected() {
    return expected;
  }
}
