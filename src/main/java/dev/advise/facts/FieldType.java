package dev.advise.facts;

import java.util.List;

/** What a field of a profile holds, and within which range. */
public sealed interface FieldType {

  /** Free text of one or more lines. */
  record Text(int longest) implements FieldType {}

  /** One of a closed list of words. */
  record OneOf(List<String> words) implements FieldType {}

  /** One of some known words, or another of the same spelling (lower case, digits, dashes). */
  record OpenWord(List<String> known) implements FieldType {}

  /** Any number of a closed list of words, each at most once. */
  record SomeOf(List<String> words) implements FieldType {}

  /** A duration with its unit; read as seconds. */
  record Duration(double least, double most) implements FieldType {}

  /** A size with its unit, or a bare 0; read as bytes. */
  record Bytes(long least, long most) implements FieldType {}

  /** A whole number. */
  record Count(long least, long most) implements FieldType {}

  /** A plain number. */
  record Number(double least, double most) implements FieldType {}

  /** {@code true} or {@code false}, nothing else. */
  record Flag() implements FieldType {}

  /** A day, as {@code 2026-11-22}. */
  record Day() implements FieldType {}
}
