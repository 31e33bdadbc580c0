package dev.advise.practice;

import java.util.regex.Pattern;

/**
 * Something that a good answer mentions, and how to notice it.
 *
 * @param must whether an answer without it cannot be good
 */
record Concept(boolean must, Text name, Pattern en, Pattern zh) {

  Pattern in(Lang lang) {
    return lang == Lang.ZH ? zh : en;
  }
}
