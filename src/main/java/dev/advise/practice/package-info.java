/**
 * Interview practice: questions that the rules and the host can mark, a schedule for asking them
 * again, and an examiner that speaks through a {@link dev.advise.practice.Dialogue}.
 */
package dev.advise.practice;
