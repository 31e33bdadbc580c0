package dev.advise.check;

/** A finding and where it stands. */
public record Outcome(Finding finding, Standing standing) {

  static Outcome open(Finding finding) {
    return new Outcome(finding, new Standing.Open());
  }

  public boolean isOpen() {
    return standing instanceof Standing.Open;
  }
}
