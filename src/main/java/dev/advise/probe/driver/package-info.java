/**
 * One driver per runtime: found, started, asked in JSON lines, and ended with every process it has
 * started, however it fails.
 */
package dev.advise.probe.driver;
