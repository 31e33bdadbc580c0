package dev.advise.practice;

import java.util.regex.Pattern;

/**
 * A popular error, how to notice it, and what to say to it.
 *
 * @param sample a wrong answer that contains it, which lint marks
 */
record Misconception(Text sample, Pattern en, Pattern zh, Text reply) {

  Pattern in(Lang lang) {
    return lang == Lang.ZH ? zh : en;
  }
}
