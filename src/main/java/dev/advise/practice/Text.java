package dev.advise.practice;

/** The same words in both languages. */
public record Text(String en, String zh) {

  /** A text that needs no translation, such as a number or a name. */
  public static Text same(String text) {
    return new Text(text, text);
  }

  public String in(Lang lang) {
    return lang == Lang.ZH ? zh : en;
  }
}
