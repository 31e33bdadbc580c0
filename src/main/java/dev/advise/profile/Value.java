package dev.advise.profile;

/** What came of reading one value's text. */
sealed interface Value {

  /** The value, in the type that {@link dev.advise.facts.Written} names for its field. */
  record Good(Object value) implements Value {}

  /**
   * No such value.
   *
   * @param why completes a sentence that begins with the field's key
   */
  record Bad(String why) implements Value {}
}
