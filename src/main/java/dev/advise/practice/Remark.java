package dev.advise.practice;

/** One line of feedback on an answer. */
record Remark(Sort sort, String text) {

  /** What the line says about the answer. */
  enum Sort {
    RIGHT("+"),
    HALF("~"),
    MISSED("-"),
    WRONG("!"),
    NOTE(" ");

    private final String sign;

    Sort(String sign) {
      this.sign = sign;
    }

    /** What a number earns that was only guessed. */
    static Sort of(Rating rating) {
      return switch (rating) {
        case EASY, GOOD -> RIGHT;
        case HARD -> HALF;
        case AGAIN -> MISSED;
      };
    }

    /** A sign that needs no colour and no wide font. */
    String sign() {
      return sign;
    }
  }
}
