/**
 * What a number means: estimates, intervals, paired ratios, queueing and scaling laws. Pure, total,
 * cited.
 */
package dev.advise.laws;
