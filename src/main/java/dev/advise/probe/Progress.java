package dev.advise.probe;

/** Told of what is going on while a host is measured. */
public interface Progress {

  /**
   * What is being done.
   *
   * @param what a phrase, e.g. {@code measuring cpython}
   * @param share of the whole that is done, 0 to 1
   */
  void step(String what, double share);

  /** Something that the user should know afterwards too. */
  void note(String what);

  /** Nobody listens. */
  static Progress silent() {
    return new Progress() {
      @Override
      public void step(String what, double share) {}

      @Override
      public void note(String what) {}
    };
  }
}
