package dev.advise.check;

/** Looks for findings of a few kinds in one profile. */
interface Check {

  Examination examine(Subject subject);
}
