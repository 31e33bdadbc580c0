/** Declared decisions against recommendations: findings, waivers, baseline, and how it ends. */
package dev.advise.check;
