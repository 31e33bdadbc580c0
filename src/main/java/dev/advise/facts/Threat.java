package dev.advise.facts;

/** What one task must be kept from doing to another. */
public enum Threat implements Word {
  CORRUPTION,
  SECRETS,
  UNTRUSTED_CODE
}
