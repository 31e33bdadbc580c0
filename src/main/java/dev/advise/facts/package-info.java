/**
 * The words the rules speak: profile, host, estimates, verdicts, arguments, exclusions,
 * recommendation.
 */
package dev.advise.facts;
